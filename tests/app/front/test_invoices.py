from io import BytesIO

import pytest
from builders import SECRET, make_participant
from pypdf import PdfReader
from sqlalchemy import select

from app import clock
from registration.fees import service
from registration.fees.models import Invoice
from registration.fees.service import TermsRequest
from registration.participants.service import link_of

TERMS = TermsRequest(
    sender="Trägerverein\n10117 Berlin",
    holder="Trägerverein",
    iban="DE89370400440532013000",
    tax_note={"en": "No VAT."},
)


@pytest.fixture
def priced(open_congress, writing):
    congress = open_congress()
    with writing() as session:
        service.set_terms(session, congress, TERMS, actor="user:1", now=clock.now())
        service.set_prices(session, congress, {"participant": 4000}, actor="user:1", now=clock.now())
    return congress


@pytest.fixture
def mine(priced, writing):
    """The address of the page of somebody whose place is not confirmed yet."""
    with writing() as session:
        person = make_participant(session, priced, now=clock.now(), confirmed=False, name="Zoë Müller", language="en")
        return f"/spring/my/{link_of(person, secret=SECRET)}"


def words_of(pdf):
    return PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_whoever_confirms_is_asked_for_the_fee_at_once_on_the_page_by_mail_and_on_paper(guest, mine, mails):
    before = guest.get(mine).text
    guest.post(mine, to=f"{mine}/confirm")
    after = guest.get(mine).text
    asked = next(mail for mail in mails() if mail["Subject"].startswith("Invoice"))
    (attached,) = (part for part in asked.iter_attachments())

    assert ("My invoice" in before, "My invoice" in after) == (False, True)
    assert ("€40.00" in after, "DE89 3704 0044 0532 0130 00" in after) == (True, True)
    assert "Zoë Müller" in words_of(attached.get_content())
    assert "Please transfer €40.00 until" in words_of(guest.get(f"{mine}/invoice.pdf").data)


def test_the_guest_makes_it_out_to_somebody_else(guest, mine):
    guest.post(mine, to=f"{mine}/confirm")
    wrong = guest.post(f"{mine}/invoice", address="x" * 401)
    guest.post(f"{mine}/invoice", address="Verein Nord\n24103 Kiel")
    paper = words_of(guest.get(f"{mine}/invoice.pdf").data)

    assert (wrong.status_code, "x" * 401 in wrong.text) == (422, True)
    assert ("Verein Nord" in paper, "Zoë Müller" in paper) == (True, False)


def test_a_paid_invoice_is_the_receipt_and_a_late_one_is_reminded_of_unless_it_was_paid(
    guest, mine, mails, writing, priced
):
    guest.post(mine, to=f"{mine}/confirm")
    with writing() as session:
        invoice = session.scalar(select(Invoice))
        service.remind(session, invoice, actor="user:1", now=clock.now())
    first = [mail["Subject"].partition(":")[0] for mail in mails()]
    with writing() as session:
        invoice = session.scalar(select(Invoice))
        service.remind(session, invoice, actor="user:1", now=clock.now())
        service.pay_by_hand(
            session, invoice, cents=4000, booked_on=clock.now().date(), text="", actor="user:1", now=clock.now()
        )
    second = [mail["Subject"].partition(":")[0] for mail in mails()]
    paper = words_of(guest.get(f"{mine}/invoice.pdf").data)

    assert [first.count(kind) for kind in ("Invoice", "Reminder of the invoice")] == [1, 1]
    assert [second.count(kind) for kind in ("Reminder of the invoice", "We have received your payment")] == [1, 1]
    assert ("Received in full" in paper, "Please transfer" in paper) == (True, False)
    assert 'aria-label="Code' not in guest.get(mine).text


def test_without_an_invoice_there_is_none_to_fetch_or_change(guest, mine):
    paths = (f"{mine}/invoice", f"{mine}/invoice.pdf", "/spring/my/forged/invoice", "/spring/my/forged/invoice.pdf")

    assert [guest.get(path).status_code for path in paths] == [404] * 4
