import subprocess
from io import BytesIO

import pytest
import zxingcpp
from builders import NOON
from PIL import Image
from pypdf import PdfReader

from badges.invoice import InvoicePaper, write_invoice

PAYLOAD = "BCD\n002\n1\nSCT\n\nTrägerverein\nDE89370400440532013000\nEUR40.00\n\nRF45001000007"


def paper(**values):
    columns = {
        "sender": ["Trägerverein e. V.", "Friedrichstraße 180", "10117 Berlin"],
        "address": ["محمد الأحمد", "Freiwilligenagentur Nord", "Marktplatz 1", "24103 Kiel"],
        "facts": [("Rechnungsnummer", "7"), ("Datum", "Fr., 3. September 2027")],
        "title": "Rechnung 7",
        "opening": "Für die Teilnahme am Kongress stellen wir Ihnen in Rechnung:",
        "items": [("Kongress, 8.–9. November 2027", "40,00 €"), ("Summe", "40,00 €")],
        "closing": [
            "Bitte überweisen Sie 40,00 € bis Fr., 17. September 2027.",
            "Umsatzsteuerfrei nach § 4 Nr. 22 a UStG.",
        ],
        "account": [("Kontoinhaber", "Trägerverein e. V."), ("IBAN", "DE89 3704 0044 0532 0130 00")],
        "payload": PAYLOAD,
        "code_hint": "Mit der Banking-App lesen.",
        "language": "de",
        "created": NOON,
    }
    out = BytesIO()
    write_invoice(InvoicePaper(**columns | values), out=out)
    return out.getvalue()


@pytest.fixture
def page(tmp_path):
    """``page(pdf)`` → the first page as a picture, at 150 dots an inch."""

    def draw(pdf):
        (tmp_path / "invoice.pdf").write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-r", "150", "-png", "-singlefile", tmp_path / "invoice.pdf", tmp_path / "page"], check=True
        )
        return Image.open(tmp_path / "page.png")

    return draw


def test_a_banking_app_reads_the_code_from_the_paper(page):
    assert zxingcpp.read_barcode(page(paper())).text == PAYLOAD


def test_the_text_can_be_read_out_and_a_paid_one_has_no_code(page):
    receipt = paper(payload="", title="Rechnung und Quittung 7")
    words = PdfReader(BytesIO(receipt)).pages[0].extract_text()

    for told in (
        "Rechnung und Quittung 7",
        "40,00 €",
        "DE89 3704 0044 0532 0130 00",
        "Freiwilligenagentur Nord",
        "§ 4 Nr. 22 a",
    ):
        assert told in words
    assert zxingcpp.read_barcode(page(receipt)) is None


def test_the_address_lies_in_the_window_of_the_envelope(page):
    """DIN 5008 form B: the window shows from 45 mm to 90 mm below the top, 20 mm to 105 mm from the left."""
    picture = page(paper()).convert("L")
    window = picture.crop(tuple(round(mm / 25.4 * 150) for mm in (20, 45, 110, 95)))
    left, top, right, bottom = window.point(lambda value: 255 if value < 128 else 0).getbbox()
    in_mm = [round(value / 150 * 25.4, 1) for value in (left, top, right, bottom)]

    assert in_mm[0] >= 4
    assert in_mm[1] >= 10
    assert in_mm[2] <= 85
    assert in_mm[3] <= 45
