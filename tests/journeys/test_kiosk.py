"""A guest checks in alone: by code, by name, in their language, and takes a badge that is exactly as large as its paper."""

import io
import re
import subprocess

import pypdf
import pytest
import zxingcpp
from builders import NOON, SECRET, make_congress, make_forum, make_participant, make_room
from PIL import Image, ImageChops

from app import clock
from app.congress.queries import by_slug
from badges import service as badges
from badges.design import Element, Shows
from badges.designs import queries as designs_of
from badges.designs import service as designs
from badges.gates import service
from badges.gates.rules import Permission
from badges.layout import SHEETS
from forums.dialogue.models import Seat

MM = 72 / 25.4
LONG = "Prof. Dr. Maximiliane-Theodora von und zu Hohenlohe-Schillingsfürst-Oehringen"
ARABIC = "سمیرا یوسفی‌زاده"
BAR = (200, 30, 90)  # of the congress's design
PAPERS = "globalThis.printed = 0; globalThis.print = () => { globalThis.printed += 1; };"
# What waits to go back to the start does so when the test says so, however slow the machine is.
PATIENCE = """{ const real = setTimeout; globalThis.waiting = [];
  setTimeout = (work, after, ...more) => after === 9000 ? -waiting.push(work) : real(work, after, ...more); }"""


@pytest.fixture
def codes(writing):
    """The codes of three guests, each with a seat; the staff has a note on each."""
    with writing() as session:
        congress = make_congress(session, slug="bbe", title={"de": "Runder Tisch", "en": "Round table"})
        room = make_room(session, congress, name="Elbe")
        forum = make_forum(session, congress, number=3, title={"de": "Nachbarn", "en": "Neighbours"}, room_id=room.id)
        people = [
            make_participant(session, congress, name=name, email=f"{local}@example.org", organisation="Stadtbücherei")
            for name, local in ((LONG, "max.theo"), (ARABIC, "samira"), ("Cem Öz", "cem"))
        ]
        session.add_all(Seat(participant_id=p.id, forum_id=forum.id, reason={}, assigned_at=NOON) for p in people)
        logo = io.BytesIO()
        Image.new("RGB", (8, 8), (0, 80, 200)).save(logo, "PNG")
        designs.add_picture(session, congress, name="Logo", content=logo.getvalue())
        session.flush()  # the design shows it
        [picture] = designs_of.pictures(session, congress.id)
        elements = (
            Element(Shows.BAR, 10, 4, 60, 3, colour="#c81e5a"),
            Element(Shows.PICTURE, 4, 40, 8, 8, picture=picture.public_id),
            Element(Shows.NAME, 5, 10, 50, 25, size=20, lines=3),
            Element(Shows.CODE, 58, 26, 24, 24),
        )
        request = designs.DesignRequest("Own", elements, is_used=True)
        designs.begin(session, congress, request, width=85.6, height=53.98, actor="user:1", now=NOON)
        return [badges.badge_of(session, person, now=NOON).code for person in people]


@pytest.fixture
def kiosk(writing, someone, codes):
    """``kiosk("a6")`` is a tablet at which guests check in, with a printer for this paper."""

    def stand(sheet):
        with writing() as session:
            who = {"actor": "user:1", "now": clock.now()}
            gate = service.add(
                session, by_slug(session, "bbe"), name=sheet, permission=Permission.KIOSK, sheet=sheet, **who
            )
            secret = f"{gate.public_id}.{service.token_of(gate, secret=SECRET)}"
        tablet = someone(width=800, height=1200)
        tablet.context.add_init_script(PAPERS + PATIENCE)
        tablet.goto(f"/gate/bbe/kiosk#{secret}")
        tablet.get_by_text("Runder Tisch").wait_for()
        return tablet

    return stand


def paper_of(tablet, sheet_id):
    """What comes out of the printer, checked against the size of the paper and the congress's design: whose it is, and the code."""
    tablet.get_by_text(re.compile("nehmen Sie Ihren Ausweis|take your badge")).wait_for()
    assert tablet.evaluate("printed") == 1
    whose = tablet.locator(".paper-badge svg").get_attribute("aria-label")
    pdf = tablet.pdf(prefer_css_page_size=True)
    [page] = pypdf.PdfReader(io.BytesIO(pdf)).pages
    sheet = SHEETS[sheet_id]
    size = [float(side) / MM for side in page.mediabox[2:]]
    assert size == pytest.approx([sheet.label_width, sheet.label_height], abs=0.2)  # browsers round to 1/96 inch
    picture = subprocess.run(["pdftoppm", "-png", "-r", "150", "-"], input=pdf, capture_output=True, check=True).stdout
    seen = Image.open(io.BytesIO(picture)).convert("RGB")
    [code] = zxingcpp.read_barcodes(seen)
    assert [place_of(seen, colour) for colour in (BAR, (0, 80, 200))] == [
        pytest.approx(box, abs=0.4) for box in ((10, 4, 70, 7), (4, 40, 12, 48))
    ]
    assert place_of(seen.crop((0, 50, 330, 220)), (0, 0, 0)) is not None  # the name
    return whose, code.text


def place_of(picture, colour):
    """The box of a colour in millimetres: left, top, right, bottom."""
    red, green, blue = ImageChops.difference(picture, Image.new("RGB", picture.size, colour)).split()
    differing = ImageChops.lighter(red, ImageChops.lighter(green, blue))
    box = differing.point(lambda value: 255 * (value < 40)).getbbox()
    return [edge / 150 * 25.4 for edge in box] if box else None


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_guests_check_in_alone_and_take_their_badge(house, kiosk, codes, accessible, writing):
    tablet = kiosk("cr80")
    accessible(tablet)
    tablet.locator("#code").fill(codes[0])
    tablet.keyboard.press("Enter")
    tablet.get_by_role("heading", name="Willkommen").wait_for()
    assert "Forum 3 · Elbe" in tablet.locator("[data-done]").inner_text()
    assert "Stadtbücherei" not in tablet.locator("[data-done]").inner_text()
    whose, code = paper_of(tablet, "cr80")
    accessible(tablet)
    assert (LONG in whose, code) == (True, codes[0])
    tablet.get_by_role("button", name="Fertig").click()

    # In English, by name: wrong first, then right; the list of the gate says nothing of the name.
    tablet.get_by_role("link", name="English").click()
    tablet.get_by_role("button", name="No code at hand: by name").click()
    accessible(tablet)
    tablet.get_by_label("First and last name").fill("Cem Öz")
    tablet.get_by_label("as far as the @").fill("samira")
    tablet.keyboard.press("Enter")
    tablet.get_by_text("We did not find you").wait_for()
    tablet.get_by_label("First and last name").fill(ARABIC)
    tablet.keyboard.press("Enter")
    tablet.get_by_role("heading", name="Welcome").wait_for()
    assert paper_of(tablet, "cr80")[1] == codes[1]

    assert tablet.evaluate("waiting.length") == 2
    tablet.evaluate("waiting.at(-1)()")

    # By itself it goes back to the start, forgets what was typed and speaks the language of the house.
    tablet.get_by_role("heading", name="Hier einchecken").wait_for()
    assert tablet.locator("#name").input_value() == tablet.locator("#address").input_value() == ""

    # Without the house a code is enough, but not for a badge.
    house.server.kill()
    tablet.locator("#code").fill(codes[2])
    tablet.keyboard.press("Enter")
    tablet.get_by_text("lässt sich hier gerade nicht drucken").wait_for()
    house.server.start()
