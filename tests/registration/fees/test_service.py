from datetime import timedelta

import pytest
from builders import NOON, make_congress, make_participant
from sqlalchemy import select

from app.jobs.models import Job
from registration.fees import errors, queries, rules, service
from registration.fees.rules import InvoiceState
from registration.fees.service import TermsRequest
from registration.fees.statements import Entry
from registration.participants import service as participants

TERMS = TermsRequest(
    sender="Trägerverein e. V.\nFriedrichstraße 180\n10117 Berlin",
    holder="Trägerverein e. V.",
    iban="DE89 3704 0044 0532 0130 00",
    tax_note={"de": "Umsatzsteuerfrei nach § 4 Nr. 22 a UStG.", "en": "Free of VAT."},
)


@pytest.fixture
def priced(session):
    """A congress in which participants pay 40 euros and speakers nothing."""
    congress = make_congress(session)
    service.set_terms(session, congress, TERMS, actor="user:1", now=NOON)
    service.set_prices(session, congress, {"participant": 4000, "speaker": 0}, actor="user:1", now=NOON)
    return congress


def invoiced(session, congress, **values):
    person = make_participant(session, congress, **values)
    service.issue_missing(session, now=NOON)
    return person, queries.invoice_of(session, person.id)


def transfer(invoice, cents, key="1"):
    return Entry(NOON.date(), cents, "Anna", f"Kongress {rules.spaced(invoice.reference)}", key)


def mails(session, kind):
    return [
        job for job in session.scalars(select(Job)) if job.payload.get("kind", job.name) == kind or job.name == kind
    ]


def test_whoever_is_confirmed_in_a_priced_category_gets_one_invoice(session, priced):
    person, invoice = invoiced(session, priced)
    make_participant(session, priced, role="speaker")
    make_participant(session, priced, confirmed=False)

    again = service.issue_missing(session, now=NOON)

    assert again == 0
    assert [found.participant_id for found, _ in queries.invoices(session, priced.id, today=NOON.date())] == [person.id]
    assert (invoice.number, invoice.cents, invoice.due_on - invoice.issued_on) == (1, 4000, timedelta(days=14))


def test_a_free_congress_asks_nobody_for_money(session):
    person = make_participant(session, make_congress(session))

    assert service.issue_missing(session, now=NOON) == 0
    assert queries.invoice_of(session, person.id) is None


def test_prices_need_an_account(session):
    with pytest.raises(errors.NoTerms):
        service.set_prices(session, make_congress(session), {"participant": 1}, actor="user:1", now=NOON)


def test_numbers_have_no_gaps_and_references_name_one_invoice(session, priced):
    for _ in range(5):
        make_participant(session, priced)
    service.issue_missing(session, now=NOON)

    found = [invoice for invoice, _ in queries.invoices(session, priced.id, today=NOON.date())]

    assert sorted(invoice.number for invoice in found) == [1, 2, 3, 4, 5]
    assert len({invoice.reference for invoice in found}) == 5


def test_a_payment_with_the_reference_finds_its_invoice_once(session, priced):
    _, invoice = invoiced(session, priced)
    entries = [transfer(invoice, 1500, "a"), transfer(invoice, 2500, "b")]

    first = service.book(session, priced, entries[:1], actor="user:1", now=NOON)
    partly = service.state(queries.invoice(session, priced.id, invoice.public_id), now=NOON)
    second = service.book(session, priced, entries, actor="user:1", now=NOON)

    assert (first.matched, partly) == (1, InvoiceState.PARTLY)
    assert (second.matched, second.unmatched, second.known) == (1, 0, 1)
    assert invoice.paid_cents == 4000
    assert queries.books(session, priced.id) == queries.Books(invoiced=4000, paid=4000, missing=0)


def test_money_without_a_reference_or_with_two_waits_for_a_human(session, priced):
    _, one = invoiced(session, priced)
    _, other = invoiced(session, priced)
    both = Entry(NOON.date(), 8000, "Verein", f"{one.reference} {other.reference}", "both")
    none = Entry(NOON.date(), 4000, "Anna", "Kongress", "none")

    booked = service.book(session, priced, [both, none], actor="user:1", now=NOON)
    waiting = queries.unmatched(session, priced.id)
    service.assign(session, waiting[0], one, actor="user:1", now=NOON)
    service.put_aside(session, waiting[1], actor="user:1", now=NOON)

    assert (booked.matched, booked.unmatched, len(waiting)) == (0, 2, 2)
    assert queries.unmatched(session, priced.id) == []
    assert service.state(queries.invoice(session, priced.id, one.public_id), now=NOON) is InvoiceState.EXCESS


def test_who_cancels_owes_nothing_and_gets_back_what_was_paid(session, priced):
    person, invoice = invoiced(session, priced)
    service.book(session, priced, [transfer(invoice, 4000)], actor="user:1", now=NOON)
    participants.cancel(session, person, congress=priced, actor="guest", now=NOON)

    assert service.cancel_groundless(session, now=NOON) == 1
    state = service.state(queries.invoice(session, priced.id, invoice.public_id), now=NOON)
    service.pay_by_hand(session, invoice, cents=-4000, booked_on=NOON.date(), text="", actor="user:1", now=NOON)

    assert state is InvoiceState.EXCESS
    assert service.state(invoice, now=NOON) is InvoiceState.CANCELLED
    assert service.cancel_groundless(session, now=NOON) == 0


def test_nobody_is_asked_for_the_unpaid_invoice_of_somebody_who_is_gone(session, priced):
    _, unpaid = invoiced(session, priced)
    _, paid = invoiced(session, priced)
    service.book(session, priced, [transfer(paid, 4000)], actor="user:1", now=NOON)
    for invoice in (unpaid, paid):
        invoice.participant_id = None
    session.flush()  # as an erasure leaves them

    assert service.cancel_groundless(session, now=NOON) == 1
    assert [invoice.cancelled_at for invoice in (unpaid, paid)] == [NOON, None]


def test_reminders_come_after_the_pause_and_never_to_who_paid(session, priced):
    _, late = invoiced(session, priced)
    _, paid = invoiced(session, priced)
    service.book(session, priced, [transfer(paid, 4000)], actor="user:1", now=NOON)
    days = [14, 20, 21, 22, 28, 29]

    reminded = [service.remind_overdue(session, now=NOON + timedelta(days=day)) for day in days]

    assert reminded == [0, 0, 1, 0, 1, 0]
    assert (late.reminders, paid.reminders) == (2, 0)
    with pytest.raises(errors.AlreadyPaid):
        service.remind(session, paid, actor="user:1", now=NOON)
