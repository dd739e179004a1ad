"""What the books hold about participants. Invoices stay, as the law on books wants; who they were for does not."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from registration.fees import queries


def _invoices(session: Session, person: Person) -> Iterator[Row]:
    found = queries.invoice_of(session, person.id)
    if found is not None:
        yield {
            "number": found.number,
            "reference": found.reference,
            "cents": found.cents,
            "paid_cents": found.paid_cents,
            "address": found.address,
            "issued_on": found.issued_on.isoformat(),
            "due_on": found.due_on.isoformat(),
        }


def _forget_invoices(session: Session, person: Person) -> int:
    found = queries.invoice_of(session, person.id)
    if found is None:
        return 0
    found.address = ""
    found.participant_id = None
    session.flush()  # before the participant goes
    return 1


def _payments(session: Session, person: Person) -> Iterator[Row]:
    found = queries.invoice_of(session, person.id)
    for payment in queries.payments_of(session, found.id) if found else ():
        yield {
            "booked_on": payment.booked_on.isoformat(),
            "cents": payment.cents,
            "payer": payment.payer,
            "text": payment.text,
        }


def _forget_payers(session: Session, person: Person) -> int:
    found = queries.invoice_of(session, person.id)
    payments = queries.payments_of(session, found.id) if found else ()
    for payment in payments:
        payment.payer = payment.text = ""
    return len(payments)


PERSONAL = (
    PersonalData(table="payment", label="Payments", collect=_payments, erase=_forget_payers),
    PersonalData(table="invoice", label="Invoices", collect=_invoices, erase=_forget_invoices),
)
