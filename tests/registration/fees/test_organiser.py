from io import BytesIO

import pytest
from browsing import enter, make_account, submit
from builders import make_congress, make_participant
from pypdf import PdfReader

from app import clock
from app.db import reading
from registration.fees import queries, rules, service

TERMS = {
    "sender": "Trägerverein e. V.\n10117 Berlin",
    "holder": "Trägerverein e. V.",
    "iban": "DE89 3704 0044 0532 0130 00",
    "due_days": "14",
    "reminder_days": "7",
    "tax_note_de": "Umsatzsteuerfrei.",
    "price-participant": "40",
    "price-press": "",
}
FEES = "/organise/spring/fees"


@pytest.fixture
def congress(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="spring")
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return congress


@pytest.fixture
def owed(client, congress, writing):
    """A confirmed guest with an invoice over 40 euros."""
    submit(client, f"{FEES}/terms", TERMS)
    with writing() as session:
        person = make_participant(session, congress, name="Zoë Müller")
        service.issue_missing(session, now=clock.now())
        invoice = queries.invoice_of(session, person.id)
        return invoice.public_id, invoice.reference


def test_a_free_congress_shows_how_to_ask_for_money(client, congress):
    assert "This congress is free" in client.get(f"{FEES}?lang=en").text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("iban", "DE00 1234", "This IBAN is not right"),
        ("bic", "X", "A BIC has eight or eleven"),
        ("price-participant", "viel", "Please give an amount in euros"),
        ("sender", "", "Please fill in this field"),
        ("due_days", "0", "from 1 to 120"),
    ],
)
def test_a_slip_is_said_beside_its_field_and_nothing_typed_is_lost(client, congress, field, typed, said):
    answer = submit(client, f"{FEES}/terms?lang=en", TERMS | {field: typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Trägerverein e. V."' in answer.text
    with client.application.app_context():
        assert queries.terms(reading(), congress.id) is None


def test_from_a_price_to_a_paid_invoice(client, congress, owed):
    invoice, reference = owed
    listed = client.get(f"{FEES}?lang=en").text
    csv = f"Buchungstag;Name;Verwendungszweck;Betrag\n03.09.2027;Zoë;{rules.spaced(reference)};40,00\n03.09.2027;X;Spende;5,00\n"
    for said in (
        "1 payment was matched. 1 needs a look.",
        "0 payments were matched. 0 need a look. 2 were booked before.",
    ):
        booked = submit(client, f"{FEES}?lang=en", {"file": (BytesIO(csv.encode()), "umsatz.csv")})
        assert booked.status_code == 303
        assert said in client.get(f"{FEES}?lang=en").text
    with client.application.app_context():
        waiting = queries.unmatched(reading(), congress.id)[0].public_id
    strange = submit(client, FEES, {"number": "9" * 30}, to=f"{FEES}/payments/{waiting}?lang=en")
    submit(client, FEES, {"aside": "yes"}, to=f"{FEES}/payments/{waiting}")
    one = client.get(f"{FEES}/{invoice}?lang=en").text

    assert (strange.status_code, "9" * 30 in strange.text) == (422, True)
    assert "Zoë Müller" in listed
    assert "€40.00" in one
    assert "paid" in one
    assert "Whose money is this" not in client.get(f"{FEES}?lang=en").text


def test_money_by_hand_a_reminder_an_address_and_an_end(client, congress, owed):
    invoice, _ = owed
    page = f"{FEES}/{invoice}?lang=en"
    wrong = submit(client, page, {"amount": "viel", "booked_on": "2027-09-03"}, to=f"{FEES}/{invoice}/pay")
    submit(client, page, {"amount": "15", "booked_on": "2027-09-03", "text": "in cash"}, to=f"{FEES}/{invoice}/pay")
    submit(client, page, {}, to=f"{FEES}/{invoice}/remind")
    submit(client, page, {"address": "Verein Nord\n24103 Kiel"}, to=f"{FEES}/{invoice}/address")
    told = client.get(page).text
    paper = PdfReader(BytesIO(client.get(f"{FEES}/{invoice}/invoice.pdf").data)).pages[0].extract_text()
    submit(client, page, {}, to=f"{FEES}/{invoice}/cancel")
    again = submit(client, page, {"address": "x"}, to=f"{FEES}/{invoice}/remind")

    assert wrong.status_code == 422
    assert ("in cash" in told, "paid in part" in told) == (True, True)
    assert ("Verein Nord" in paper, "Zoë Müller" in paper, "25,00" in paper) == (True, False, True)
    assert again.status_code == 409


def test_a_file_that_is_no_statement_changes_nothing(client, congress, owed):
    answer = submit(client, f"{FEES}?lang=en", {"file": (BytesIO(b"<html>"), "x.xml")})

    assert answer.status_code == 422
    assert "CAMT.053 (XML), MT940 or CSV" in answer.text
