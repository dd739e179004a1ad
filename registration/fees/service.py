"""The verbs of fees: say what it costs, ask for it, book what comes, remind, give up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import SYSTEM, record
from app.mail import outbox
from app.orm import add_rows, insert_new, new_public_id
from registration.fees import errors, queries, rules
from registration.fees.models import FeeTerms, Invoice, Payment, Price
from registration.fees.rules import InvoiceState
from registration.fees.statements import Entry

INVOICE_MAIL, REMINDER_MAIL, RECEIPT_MAIL = "fees.invoice", "fees.reminder", "fees.receipt"


@dataclass(frozen=True, kw_only=True)
class TermsRequest:
    """What an organiser says about money."""

    sender: str
    holder: str
    iban: str
    bic: str = ""
    tax_number: str = ""
    tax_note: Mapping[str, str]
    due_days: int = 14
    reminder_days: int = 7


@dataclass(frozen=True)
class Booked:
    """What became of a bank's entries, as numbers of them."""

    matched: int
    unmatched: int
    known: int


def set_terms(session: Session, congress: Congress, request: TermsRequest, *, actor: str, now: datetime) -> None:
    """Say where the money shall go; raises BadIban, BadBic."""
    values = {
        "sender": request.sender,
        "holder": request.holder,
        "iban": rules.clean_iban(request.iban),
        "bic": rules.clean_bic(request.bic),
        "tax_number": request.tax_number,
        "tax_note": dict(request.tax_note),
        "due_days": request.due_days,
        "reminder_days": request.reminder_days,
    }
    session.execute(insert_new(session, FeeTerms).values(congress_id=congress.id, **values))
    session.execute(update(FeeTerms).where(FeeTerms.congress_id == congress.id).values(values))
    _note(session, congress.id, "fees.terms-changed", actor=actor, now=now)


def set_prices(session: Session, congress: Congress, prices: Mapping[str, int], *, actor: str, now: datetime) -> None:
    """Say what each category costs, in cents; 0 is free. Invoices already written stay as they are. Raises NoTerms."""
    if any(prices.values()) and queries.terms(session, congress.id) is None:
        raise errors.NoTerms
    session.execute(delete(Price).where(Price.congress_id == congress.id))
    rows = [{"congress_id": congress.id, "category": code, "cents": cents} for code, cents in prices.items() if cents]
    add_rows(session, Price, rows)
    _note(session, congress.id, "fees.prices-changed", actor=actor, now=now)


def issue_missing(session: Session, *, now: datetime, participant_id: int | None = None) -> int:
    """Write an invoice for everybody confirmed who owes one, and mail it; return how many.

    Comes round by itself, so that it does not matter by which door somebody was confirmed; the doors may ask for one at once.
    """
    owing = queries.owing(session, participant_id=participant_id)
    prices = {congress: queries.prices(session, congress) for congress in {person.congress_id for person in owing}}
    for person in owing:
        congress = session.get_one(Congress, person.congress_id)
        terms = session.get_one(FeeTerms, person.congress_id)
        number = queries.take_number(session, congress.id)
        today = today_at(congress, now)
        row = insert_new(session, Invoice).values(
            public_id=new_public_id(),
            congress_id=congress.id,
            participant_id=person.id,
            number=number,
            reference=rules.reference_of(congress.id, number),
            category=person.role,
            cents=prices[congress.id][person.role],
            paid_cents=0,
            address="",
            issued_on=today,
            due_on=today + timedelta(days=terms.due_days),
            reminders=0,
        )
        session.execute(row)
        _note(session, congress.id, "fees.invoiced", participant_id=person.id, actor=SYSTEM, now=now, number=number)
        outbox.put(session, INVOICE_MAIL, now=now, congress_id=congress.id, participant_id=person.id)
    return len(owing)


def cancel_groundless(session: Session, *, now: datetime) -> int:
    """Cancel the invoices of those who no longer come; what they paid shows as to be given back."""
    found = queries.groundless(session)
    for invoice in found:
        cancel(session, invoice, actor=SYSTEM, now=now)
    return len(found)


def cancel(session: Session, invoice: Invoice, *, actor: str, now: datetime) -> None:
    """Cancel an invoice. Its number stays, since books have no gaps. Raises AlreadyPaid for one cancelled before."""
    if invoice.cancelled_at is not None:
        raise errors.AlreadyPaid
    invoice.cancelled_at = now
    session.flush()  # the next question may be which ones are not cancelled
    _note_on(session, invoice, "fees.cancelled", actor=actor, now=now)


def make_out_to(session: Session, invoice: Invoice, *, address: str, actor: str, now: datetime) -> None:
    """Make an invoice out to somebody else than the guest, such as their employer."""
    invoice.address = address
    _note_on(session, invoice, "fees.addressed", actor=actor, now=now)


def book(session: Session, congress: Congress, entries: Sequence[Entry], *, actor: str, now: datetime) -> Booked:
    """Book what a bank tells: each entry once, however often its file is read; matched by the reference of the invoice."""
    known = queries.known_keys(session, congress.id, [entry.key for entry in entries])
    fresh = [entry for entry in entries if entry.key not in known]
    matched = 0
    for entry in fresh:
        found = queries.by_references(session, congress.id, rules.references_in(entry.text))
        # Two references in one transfer: nobody but the organiser knows what is whose.
        invoice = found[0] if len(found) == 1 else None
        payment = Payment(
            congress_id=congress.id,
            invoice_id=None,
            key=entry.key,
            booked_on=entry.booked_on,
            cents=entry.cents,
            payer=entry.payer,
            text=entry.text,
            entered_at=now,
        )
        session.add(payment)
        if invoice is not None:
            matched += 1
            assign(session, payment, invoice, actor=actor, now=now)
    session.flush()  # the next question may be what nobody knows
    return Booked(matched, len(fresh) - matched, len(known))


def pay_by_hand(
    session: Session, invoice: Invoice, *, cents: int, booked_on: date, text: str, actor: str, now: datetime
) -> None:
    """Book what came in cash or was given back (negative)."""
    payment = Payment(
        congress_id=invoice.congress_id,
        key=f"hand-{new_public_id()}",
        booked_on=booked_on,
        cents=cents,
        text=text,
        entered_at=now,
    )
    session.add(payment)
    assign(session, payment, invoice, actor=actor, now=now)


def assign(session: Session, payment: Payment, invoice: Invoice, *, actor: str, now: datetime) -> None:
    """Book a payment on an invoice, or on the one that it was joined to; whoever has paid it with that is thanked by mail."""
    invoice = queries.standing_in(session, invoice)
    before = invoice.paid_cents
    payment.invoice_id = invoice.id
    session.flush()  # the sum below counts it
    invoice.paid_cents = max(0, queries.paid_cents(session, invoice.id))
    session.flush()  # the next question may be what is missing
    _note_on(session, invoice, "fees.paid", actor=actor, now=now, cents=payment.cents)
    if before < invoice.cents <= invoice.paid_cents and invoice.participant_id and invoice.cancelled_at is None:
        outbox.put(
            session, RECEIPT_MAIL, now=now, congress_id=invoice.congress_id, participant_id=invoice.participant_id
        )


def join(session: Session, *, leaving: int, staying: int, actor: str, now: datetime) -> None:
    """Make the money of two registrations that of one: one invoice stays, with every payment for either; the other is cancelled.

    It is the one that is not cancelled, else the one on which money came, else that of whoever stays. What comes later with the
    other's reference is booked on it, too; what is too much shows as to be given back.
    """
    theirs, own = queries.invoice_of(session, leaving), queries.invoice_of(session, staying)
    if theirs is None:
        return
    if own is None:
        theirs.participant_id = staying
        session.flush()  # before the one who leaves is deleted
        return
    kept, dropped = (own, theirs) if _weight(own) >= _weight(theirs) else (theirs, own)
    dropped.participant_id, dropped.address = None, ""
    session.flush()  # nobody has two invoices, not for a moment
    kept.participant_id = staying
    queries.join(session, dropped, kept)
    for payment in queries.payments_of(session, dropped.id):
        assign(session, payment, kept, actor=actor, now=now)
    dropped.paid_cents = 0
    if dropped.cancelled_at is None:
        cancel(session, dropped, actor=actor, now=now)
    session.flush()  # before the one who leaves is deleted


def _weight(invoice: Invoice) -> tuple[bool, bool]:
    return invoice.cancelled_at is None, invoice.paid_cents > 0


def put_aside(session: Session, payment: Payment, *, actor: str, now: datetime) -> None:
    """Say that a payment has nothing to do with this congress."""
    payment.is_put_aside = True
    session.flush()  # the next question may be what is left
    _note(session, payment.congress_id, "fees.put-aside", actor=actor, now=now)


def remind(session: Session, invoice: Invoice, *, actor: str, now: datetime) -> None:
    """Remind somebody of an invoice; raises AlreadyPaid."""
    if invoice.cancelled_at is not None or invoice.paid_cents >= invoice.cents:
        raise errors.AlreadyPaid
    invoice.reminders += 1
    invoice.reminded_at = now
    session.flush()  # the next question may be who is to be reminded
    _note_on(session, invoice, "fees.reminded", actor=actor, now=now, times=invoice.reminders)
    if invoice.participant_id:
        key = f"{REMINDER_MAIL}:{invoice.public_id}:{invoice.reminders}"
        outbox.put(
            session,
            REMINDER_MAIL,
            now=now,
            congress_id=invoice.congress_id,
            participant_id=invoice.participant_id,
            dedup_key=key,
        )


def remind_overdue(session: Session, *, now: datetime) -> int:
    """Remind everybody whose day has passed, and again after as many days as the terms say; return how many."""
    reminded = 0
    for invoice in queries.overdue(session, today=now.date()):
        terms = session.get_one(FeeTerms, invoice.congress_id)
        pause = timedelta(days=terms.reminder_days)
        today = today_at(invoice.congress, now)
        last = invoice.reminded_at
        is_due = invoice.due_on + pause <= today if last is None else last + pause <= now
        if is_due and today <= invoice.congress.ends_on:
            remind(session, invoice, actor=SYSTEM, now=now)
            reminded += 1
    return reminded


def state(invoice: Invoice, *, now: datetime) -> InvoiceState:
    """Tell how an invoice stands on the day that it is at the congress. Needs ``invoice.congress``."""
    return queries.standing(invoice, today=today_at(invoice.congress, now))


def today_at(congress: Congress, now: datetime) -> date:
    """Tell the day that the congress' own calendar shows."""
    return now.astimezone(ZoneInfo(congress.zone)).date()


def _note_on(session: Session, invoice: Invoice, action: str, *, actor: str, now: datetime, **details: object) -> None:
    details["number"] = invoice.number
    _note(session, invoice.congress_id, action, participant_id=invoice.participant_id, actor=actor, now=now, **details)


def _note(
    session: Session,
    congress_id: int,
    action: str,
    *,
    actor: str,
    now: datetime,
    participant_id: int | None = None,
    **details: object,
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="participant" if participant_id else "congress",
        subject_id=participant_id or congress_id,
        now=now,
        details=details,
    )
