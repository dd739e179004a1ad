"""The mails about money."""

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy.orm import Session

from app import clock, i18n
from app.feature import MailRenderer
from app.front import letters
from app.front.invoice_papers import SETTLED, as_pdf, left, money
from app.front.letters import Letter
from app.front.mails import language_of, message_of, recipient_of
from app.jobs.models import Job
from app.mail.message import Attachment, Message
from app.web.languages import page_language, speaking
from registration.fees import queries, service
from registration.fees.models import Invoice
from registration.fees.rules import InvoiceState, spaced
from registration.participants.models import Participant


def send_invoice(session: Session, job: Job) -> Message | None:
    """Send the invoice to whoever still owes it."""
    return _send(session, job, write=_ask, unless=SETTLED)


def send_reminder(session: Session, job: Job) -> Message | None:
    """Remind whoever still owes it by now."""
    return _send(session, job, write=_ask_again, unless=SETTLED)


def send_receipt(session: Session, job: Job) -> Message | None:
    """Thank for the money."""
    return _send(session, job, write=_thank, unless={InvoiceState.CANCELLED})


def _send(
    session: Session, job: Job, *, write: Callable[[Participant, Invoice], Letter], unless: set[InvoiceState]
) -> Message | None:
    person = recipient_of(session, job)
    found = queries.invoice_of(session, person.id) if person else None
    now = clock.now()
    if person is None or found is None or service.state(found, now=now) in unless:
        return None
    with speaking(language_of(person)):
        name = f"invoice-{found.number}.pdf"
        content = as_pdf(session, found, person, now=now)
        return message_of(person, write(person, found), (Attachment(name, "application/pdf", content),))


def _ask(person: Participant, found: Invoice) -> Letter:
    day = i18n.long_day(found.due_on, page_language())
    return Letter(
        subject=gettext("Invoice: %(congress)s", congress=letters.title_of(person)),
        paragraphs=[
            gettext("Your place is confirmed. The invoice is attached."),
            gettext("Please transfer %(amount)s until %(day)s.", amount=money(left(found)), day=day),
        ],
        facts=_account_facts(found),
        action=(gettext("My page"), letters.page_of(person)),
        ending=[gettext("If the invoice shall be made out to somebody else, you can say so on your page.")],
    )


def _ask_again(person: Participant, found: Invoice) -> Letter:
    return Letter(
        subject=gettext("Reminder of the invoice: %(congress)s", congress=letters.title_of(person)),
        paragraphs=[
            gettext("We have not received all of the fee yet; %(amount)s are still open.", amount=money(left(found))),
            gettext("If you have paid in the last days, you need do nothing."),
        ],
        facts=_account_facts(found),
        action=(gettext("My page"), letters.page_of(person)),
    )


def _thank(person: Participant, found: Invoice) -> Letter:  # noqa: ARG001 -- one signature for all three
    return Letter(
        subject=gettext("We have received your payment: %(congress)s", congress=letters.title_of(person)),
        paragraphs=[gettext("Your payment has arrived, thank you. The receipt is attached.")],
        action=(gettext("My page"), letters.page_of(person)),
    )


def _account_facts(found: Invoice) -> list[tuple[str, str]]:
    return [(gettext("Reference"), spaced(found.reference))]


MAILS: dict[str, MailRenderer] = {
    service.INVOICE_MAIL: send_invoice,
    service.REMINDER_MAIL: send_reminder,
    service.RECEIPT_MAIL: send_receipt,
}
