"""How invoices stand, told by the database and by the rules alike."""

from datetime import timedelta
from itertools import product

from builders import NOON, make_congress
from sqlalchemy import insert

from registration.fees import queries
from registration.fees.models import Invoice
from registration.fees.rules import InvoiceState

TODAY = NOON.date()
CASES = list(product((0, 1, 4000, 4001), (-1, 0), (None, NOON)))


def write(session, congress, number, paid, days, cancelled_at):
    row = {
        "public_id": f"invoice{number:09}",
        "congress_id": congress.id,
        "number": number,
        "reference": f"RF{number:08}",
        "category": "participant",
        "cents": 4000,
        "paid_cents": paid,
        "issued_on": TODAY,
        "due_on": TODAY + timedelta(days=days),
        "cancelled_at": cancelled_at,
    }
    session.execute(insert(Invoice).values(row))


def test_the_database_and_the_rules_say_the_same_of_every_invoice(session):
    congress = make_congress(session)
    for number, case in enumerate(CASES, 1):
        write(session, congress, number, *case)

    rows = queries.invoices(session, congress.id, today=TODAY)
    counted = queries.counts(session, congress.id, today=TODAY)
    listed = {
        state: [found.number for found, _ in queries.invoices(session, congress.id, today=TODAY, state=state)]
        for state in InvoiceState
    }

    assert len(rows) == sum(counted.values()) == len(CASES)
    assert set(counted) == set(InvoiceState)
    assert listed == {state: [found.number for found, known in rows if known is state] for state in InvoiceState}
    assert counted == {state: len(numbers) for state, numbers in listed.items()}


def test_a_long_list_comes_in_pages(session):
    congress = make_congress(session)
    for number in range(1, queries.PER_PAGE + 3):
        write(session, congress, number, 0, 0, None)

    pages = [queries.invoices(session, congress.id, today=TODAY, offset=start) for start in (0, queries.PER_PAGE)]

    assert [len(page) for page in pages] == [queries.PER_PAGE, 2]
    assert queries.invoice_by_number(session, congress.id, 1).number == 1
