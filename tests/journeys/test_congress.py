"""The main job, as people live it: a guest registers on a phone, an organiser assigns, the badge opens the door."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import icalendar
import pytest
import zxingcpp
from browsing import PASSWORD
from builders import make_congress, make_forum, make_participant, make_preferences, make_room, make_session
from PIL import Image
from pypdf import PdfReader

from app.accounts.models import Part

WORDS = {
    "de": {
        "register": "Jetzt anmelden",
        "continue": "Weiter",
        "wish": "Wünschen",
        "send": "Anmeldung absenden",
        "confirm": "Anmeldung bestätigen",
        "my forum": "Mein Forum",
        "welcome": "Willkommen",
        "already": "Schon",
        "subject": "bestätigen",
    },
    "en": {
        "register": "Register now",
        "continue": "Continue",
        "wish": "Wish for",
        "send": "Send registration",
        "confirm": "Confirm registration",
        "my forum": "My forum",
        "welcome": "Welcome",
        "already": "Already",
        "subject": "confirm",
    },
}
NAME = "سمیرا Öztürk"


@pytest.fixture
def bbe(writing):
    """A congress of two forums: the first has room for one only, and Ben wants it, too."""
    with writing() as session:
        congress = make_congress(session, slug="bbe", capacity=50, wishes=2)
        room = make_room(session, congress, name="Saal 2")
        make_session(session, congress, title={"de": "Eröffnung", "en": "Opening"}, kind="opening")
        first = make_forum(
            session, congress, number=1, places=1, title={"de": "Patenschaften", "en": "Mentoring"}, room_id=room.id
        )
        second = make_forum(
            session, congress, number=2, places=30, title={"de": "Sprache", "en": "Language"}, room_id=room.id
        )
        ben = make_participant(session, congress, name="Ben", email="ben@example.org")
        make_preferences(session, ben, first)
        congress.first, congress.second = first.public_id, second.public_id
        return congress


# Both languages and both databases, each once: all four pairs would say no more and take a minute.
@pytest.mark.parametrize(
    ("database_url", "language"), [("postgresql", "de"), ("sqlite", "en")], indirect=["database_url"]
)
def test_a_guest_goes_all_the_way_from_the_phone_to_the_door(
    house, someone, camera, account_of, accessible, bbe, language, tmp_path
):
    words = WORDS[language]
    guest = someone(width=390, language=language)

    # On the phone: the public page, the form in three steps, wishes by keyboard.
    guest.goto("/bbe/")
    accessible(guest)
    guest.get_by_role("link", name=words["register"]).first.click()
    guest.wait_for_url("**/bbe/register*")
    accessible(guest)
    guest.locator("#name").fill(NAME)
    guest.locator("#email").fill("samira@example.org")
    guest.locator("#organisation").fill("Patenschaften e.V.")
    guest.locator("#sector").select_option("civil_society")
    guest.get_by_role("button", name=words["continue"]).press("Enter")
    _wish_by_keyboard(guest, bbe, words)
    accessible(guest)
    guest.get_by_role("button", name=words["continue"]).press("Enter")
    accessible(guest)
    guest.get_by_role("button", name=words["send"]).press("Enter")
    guest.wait_for_url("**/bbe/registered*")
    accessible(guest)

    # In the mailbox: the link; behind it the personal page, where one press confirms.
    mail = house.mail_to("samira@example.org", number=1)
    link = re.search(r"http://127\.0\.0\.1:\d+/bbe/my/\S+", mail).group()
    guest.goto(link)
    accessible(guest)
    guest.get_by_role("button", name=words["confirm"]).click()
    guest.locator(".ticket svg").wait_for()
    accessible(guest)
    confirmed = house.message_to("samira@example.org", number=2)
    (attached,) = confirmed.iter_attachments()
    assert icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")

    # The organiser computes a draft, looks at it, and publishes it.
    office = _log_in(someone(width=1280, language=language), account_of(bbe))
    _assign_and_publish(office, house, accessible)

    # The guest is told the forum and the reason, and sees both.
    told = house.mail_to("samira@example.org", number=3)
    guest.goto(link)
    accessible(guest)
    page = guest.locator("main").inner_text()
    assert words["my forum"] in page
    forum = "Sprache" if language == "de" else "Language"
    reason = "Ihr 2. Wunsch" if language == "de" else "2nd wish"
    assert (forum in page, reason in page, forum in told, reason in told) == (True,) * 4
    feed = guest.context.request.get(guest.locator("#feed").input_value())
    assert forum in "".join(str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(feed.body()).walk("VEVENT"))

    # The badge, printed, is read by another decoder and filmed at the door.
    sheet = _print_badges(office, accessible)
    picture = _picture(sheet, tmp_path)
    codes = {code.text for code in zxingcpp.read_barcodes(picture)}
    ticket = guest.context.request.get(f"{link}/ticket.pdf").body()
    (own,) = {code.text for code in zxingcpp.read_barcodes(_picture(ticket, tmp_path))}
    assert own in codes
    assert NAME.split()[1] in PdfReader(BytesIO(sheet)).pages[0].extract_text()

    with camera(_film(picture, own, tmp_path), language=language) as gate:
        _log_in(gate, account_of(bbe, Part.GATE))
        gate.goto("/gate/bbe/")
        accessible(gate)
        gate.locator("[data-open-gate]").click()  # the camera is allowed, so it starts by itself
        verdict = gate.locator("[data-verdict]")
        verdict.get_by_text(words["welcome"]).wait_for()
        assert forum in gate.locator("main").inner_text() or "Forum 2" in gate.locator("main").inner_text()
        verdict.get_by_text(words["already"]).first.wait_for()
        gate.locator("[data-unsent]").wait_for(state="hidden")
        house.server.kill()
        gate.locator("[data-unsent]").wait_for()  # what the camera reads next waits to be sent
        verdict.get_by_text(words["already"]).first.wait_for()


def _wish_by_keyboard(guest, bbe, words):
    """Choose both forums, the first one first, by Tab and Enter only."""
    for forum in (bbe.first, bbe.second):
        guest.locator(f"[data-forum='{forum}']").get_by_role("button", name=re.compile(words["wish"])).press("Enter")
    assert [guest.locator(f"#wish-{forum}").input_value() for forum in (bbe.first, bbe.second)] == ["1", "2"]


def _log_in(page, email):
    page.goto("/account/login")
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    page.wait_for_url(re.compile(r"/(organise|gate)/"))
    return page


def _assign_and_publish(office, house, accessible):
    office.goto("/organise/bbe/assignment")
    accessible(office)
    office.locator("main form .btn-primary").click()
    office.wait_for_url(re.compile(r"/assignment/\w+"))
    office.locator("a[href$='/publish']").wait_for()
    accessible(office)
    assert office.get_by_text(re.compile("Proven optimal|Bewiesen|bewiesen")).count() > 0
    office.locator("a[href$='/publish']").click()
    accessible(office)
    office.locator("main form .btn-primary, main form .btn-danger").click()
    office.get_by_role("heading", level=1).wait_for()


def _print_badges(office, accessible):
    """Ask for a sheet of everyone, look at what is to be printed, and fetch the PDF."""
    office.goto("/organise/bbe/badges/")
    accessible(office)
    office.locator("main form .btn-primary").click()
    office.wait_for_url("**/badges/check*")
    accessible(office)
    with office.expect_download() as download:
        office.locator("main form .btn-primary").click()
    return Path(download.value.path()).read_bytes()


def _picture(pdf: bytes, tmp_path: Path) -> Image.Image:
    """Turn the first page of a PDF into what a printer would make of it, at 200 dpi."""
    (tmp_path / "page.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-png", "-singlefile", "page.pdf", "page"],
        cwd=tmp_path,
        check=True,
    )
    return Image.open(tmp_path / "page.png").convert("RGB")


def _film(sheet: Image.Image, code: str, tmp_path: Path) -> Path:
    """Film the badge with *code*, held before the camera: two seconds of y4m, which Chromium repeats."""
    found = next(c for c in zxingcpp.read_barcodes(sheet) if c.text == code)
    centre = (
        found.position.top_left.x + found.position.bottom_right.x,
        found.position.top_left.y + found.position.bottom_right.y,
    )
    x, y = centre[0] // 2, centre[1] // 2
    badge = sheet.crop((x - 320, y - 240, x + 320, y + 240))
    badge.save(tmp_path / "badge.png")
    still = ["-loop", "1", "-framerate", "10", "-i", "badge.png", "-t", "2", "-pix_fmt", "yuv420p", "badge.y4m"]
    subprocess.run(["ffmpeg", "-loglevel", "error", "-y", *still], cwd=tmp_path, check=True)
    return tmp_path / "badge.y4m"
