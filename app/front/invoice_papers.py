"""Invoices as guests and organisers see them, on the screen and on paper."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from app import i18n
from app.errors import NotFound
from app.orm import in_language
from app.web.languages import page_language
from badges import girocode
from badges.invoice import InvoicePaper, write_invoice
from badges.letterhead import letterhead_of
from registration.fees import queries, service
from registration.fees.models import FeeTerms, Invoice
from registration.fees.rules import Account, InvoiceState, spaced
from registration.fees.rules import girocode as girocode_of
from registration.fees.words import STATES
from registration.participants.models import Participant

SETTLED = {InvoiceState.PAID, InvoiceState.EXCESS, InvoiceState.CANCELLED}


@dataclass(frozen=True, kw_only=True)
class OwnInvoice:
    """What the personal page says about money."""

    invoice: Invoice
    state: tuple[str, str]  # a shape of macros/status.html and a word
    is_settled: bool
    left: int  # cents
    holder: str
    iban: str
    bic: str
    reference: str
    code: Markup  # the GiroCode as SVG; empty once nothing is left to pay


def own_invoice(session: Session, person: Participant, *, now: datetime) -> OwnInvoice | None:
    """Read what somebody owes; None where it costs them nothing."""
    found = queries.invoice_of(session, person.id)
    terms = queries.terms(session, person.congress_id) if found else None
    if found is None or terms is None:
        return None
    state = service.state(found, now=now)
    is_settled = state in SETTLED
    code = "" if is_settled else girocode.svg(payload(found, terms), title=gettext("Code for your banking app"))
    return OwnInvoice(
        invoice=found,
        state=(STATES[state][0], str(STATES[state][1])),
        is_settled=is_settled,
        left=max(0, found.cents - found.paid_cents),
        holder=terms.holder,
        iban=spaced(terms.iban),
        bic=terms.bic,
        reference=spaced(found.reference),
        code=Markup(code),  # noqa: S704 -- drawn by ourselves from squares
    )


def as_pdf(session: Session, found: Invoice, person: Participant | None, *, now: datetime) -> bytes:
    """Write an invoice as one page of A4, in the reader's language; a paid one says so and is the receipt."""
    terms = queries.terms(session, found.congress_id)
    if terms is None:
        raise NotFound
    language = page_language()
    title = in_language(found.congress.title, language)
    state = service.state(found, now=now)
    out = BytesIO()
    paper = InvoicePaper(
        sender=terms.sender.split("\n"),
        address=(found.address or "\n".join(filter(None, [person.name, person.organisation] if person else []))).split(
            "\n"
        ),
        facts=_facts(found, terms, language),
        title=_title(found, state),
        opening=gettext("For taking part in this congress we ask you for:"),
        items=[
            (f"{title}, {i18n.days(found.congress.starts_on, found.congress.ends_on, language)}", money(found.cents)),
            (gettext("Sum"), money(found.cents)),
        ],
        closing=_closing(session, found, terms, state, language),
        account=_account(found, terms),
        payload="" if state in SETTLED else payload(found, terms),
        code_hint=gettext("Scan this code with your banking app, and account, amount and reference are filled in."),
        language=language,
        created=now,
    )
    write_invoice(paper, out=out, letterhead=letterhead_of(session, found.congress_id))
    return out.getvalue()


def _facts(found: Invoice, terms: FeeTerms, language: str) -> list[tuple[str, str]]:
    facts = [
        (gettext("Invoice number"), str(found.number)),
        (gettext("Date"), i18n.long_day(found.issued_on, language)),
        (gettext("Due"), i18n.long_day(found.due_on, language)),
        (gettext("Tax number"), terms.tax_number),
    ]
    return [fact for fact in facts if fact[1]]


def _title(found: Invoice, state: InvoiceState) -> str:
    if state is InvoiceState.CANCELLED:
        return str(gettext("Invoice %(number)s (cancelled)", number=found.number))
    if state in SETTLED:
        return str(gettext("Invoice and receipt %(number)s", number=found.number))
    return str(gettext("Invoice %(number)s", number=found.number))


def _closing(session: Session, found: Invoice, terms: FeeTerms, state: InvoiceState, language: str) -> list[str]:
    note = in_language(terms.tax_note, language)
    if state in SETTLED and state is not InvoiceState.CANCELLED:
        last = queries.payments_of(session, found.id)[-1].booked_on
        said = gettext("Received in full on %(day)s. Thank you.", day=i18n.long_day(last, language))
    elif state is InvoiceState.CANCELLED:
        said = gettext("This invoice is cancelled. Nothing is owed for it.")
    else:
        day = i18n.long_day(found.due_on, language)
        said = gettext("Please transfer %(amount)s until %(day)s.", amount=money(left(found)), day=day)
    return [text for text in (said, note) if text]


def _account(found: Invoice, terms: FeeTerms) -> list[tuple[str, str]]:
    account = [
        (gettext("Account holder"), terms.holder),
        ("IBAN", spaced(terms.iban)),
        ("BIC", terms.bic),
        (gettext("Reference, please give it exactly so"), spaced(found.reference)),
    ]
    return [line for line in account if line[1]]


def payload(found: Invoice, terms: FeeTerms) -> str:
    """What the code says that pays the rest."""
    account = Account(terms.holder, terms.iban, terms.bic)
    return girocode_of(account, cents=left(found), reference=found.reference)


def left(found: Invoice) -> int:
    """What is still to be paid, in cents."""
    return max(0, found.cents - found.paid_cents)


def money(cents: int) -> str:
    """Write an amount in the language in force."""
    return i18n.money(cents, page_language())
