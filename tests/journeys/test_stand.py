"""A choir applies for a stand on a phone, the jury says yes, the choir confirms, names who comes, and meets a visitor."""

import re
import subprocess
from datetime import timedelta

import pytest
import qrcode
from browsing import PASSWORD
from builders import NOON, SECRET, make_congress, make_market, make_participant, make_stand, make_topic

from app import clock
from badges import service as badges
from registration.participants.service import link_of

YESTERDAY = clock.now() - timedelta(days=1)
AGED = """{ const last = JSON.parse(sessionStorage["stand-desk-last"]);
  sessionStorage["stand-desk-last"] = JSON.stringify({ ...last, at: last.at - 20_000 }); }"""


@pytest.fixture
def spring(writing):
    with writing() as session:
        congress = make_congress(session, slug="spring")
        make_market(session, congress)
        make_topic(session, congress, "A", quota=1, name={"de": "Musik", "en": "Music"})
        make_stand(session, congress, organisation="Theater am Wall", state="accepted", confirm_until=YESTERDAY)
        make_stand(session, congress, organisation="Imkerei", state="waiting", contact_email="imkerei@example.org")
        return congress


@pytest.fixture
def visitor(writing, spring, tmp_path):
    """Somebody with a badge: the address of their own page, and two seconds of it before a camera."""
    with writing() as session:
        guest = make_participant(session, session.merge(spring), name="سمیرا Öztürk", email="samira@example.org")
        qrcode.make(badges.badge_of(session, guest, now=NOON).code, box_size=8).save(tmp_path / "badge.png")
        still = ["-loop", "1", "-framerate", "10", "-i", "badge.png", "-t", "2", "-vf", "pad=640:480:-1:-1:white"]
        film = ["ffmpeg", "-loglevel", "error", "-y", *still, "-pix_fmt", "yuv420p", "badge.y4m"]
        subprocess.run(film, cwd=tmp_path, check=True)
        return f"/spring/my/{link_of(guest, secret=SECRET)}/stands", tmp_path / "badge.y4m"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_choir_gets_its_stand_and_its_badges(house, someone, account_of, accessible, spring, camera, visitor):
    phone = someone(scripts=False)
    phone.goto("/spring/")
    phone.get_by_role("link", name="Um einen Stand bewerben").click()
    phone.get_by_label("Organisation").first.fill("Chor der Vielfalt")
    phone.get_by_label("Ansprechperson").fill("Ada Lovelace")
    phone.locator("#contact_email").fill("chor@example.org")
    phone.get_by_label("Titel des Standes (Deutsch)").fill("Singen verbindet")
    phone.locator("#description-de").fill("Wir singen mit allen, die vorbeikommen.")
    phone.locator("#topic").select_option(label="A Musik")
    phone.get_by_label("Fläche in Quadratmetern").fill("7,5")
    phone.get_by_label("An unserem Stand wird es laut").check()
    phone.get_by_role("button", name="Bewerbung abschicken").click()
    assert "Postfach" in phone.locator("h1").inner_text()
    asked = house.mail_to("chor@example.org", number=1)
    own = re.search(r"http://\S+/stand/\S+", asked)[0]
    phone.goto(own)
    phone.get_by_role("button", name="Bewerbung bestätigen").click()
    assert "liegt der Jury vor" in phone.locator("main").inner_text()

    office = someone(width=1280)
    office.goto("/account/login")
    office.locator("#email").fill(account_of(spring))
    office.locator("#password").fill(PASSWORD)
    office.locator("#password").press("Enter")
    office.wait_for_url(re.compile(r"/organise/"))
    office.goto("/organise/spring/stands")
    accessible(office)
    # Somebody let the deadline pass: the place lapses by a button, and whoever waits gets it.
    office.get_by_role("button", name="Diesen Platz verfallen lassen").click()
    office.get_by_text("1 Platz ist verfallen: Theater am Wall.").first.wait_for()
    assert "Ihr Stand ist angenommen" in house.message_to("imkerei@example.org", number=1)["Subject"]
    office.get_by_role("link", name="Chor der Vielfalt").click()
    office.get_by_label("ja", exact=True).check()
    office.get_by_role("button", name="Urteil speichern").click()
    office.goto("/organise/spring/stands?judged=yes")
    office.get_by_label("Chor der Vielfalt auswählen").check()
    office.get_by_role("button", name="Annehmen").click()
    accessible(office)
    assert "Wir freuen uns, dass Chor der Vielfalt" in office.locator("main").inner_text()
    office.get_by_role("button", name="Jetzt entscheiden").click()
    assert "Über 1 Stand ist entschieden" in office.locator("body").inner_text()

    assert "angenommen" in house.message_to("chor@example.org", number=3)["Subject"]
    phone.goto(own)
    phone.get_by_role("button", name="Wir kommen").click()
    phone.get_by_label("Name").fill("Grace Hopper")
    phone.locator("#email").fill("grace@example.org")
    phone.get_by_role("button", name="Diese Person benennen").click()
    assert "hat einen Ausweis" in phone.locator("main").inner_text()
    ticket = re.search(r"http://\S+/my/\S+", house.mail_to("grace@example.org", number=1))[0]
    phone.goto(ticket)
    assert phone.locator(".ticket svg").count() == 1

    # On the day: nothing without consent, shown before it is kept, a card for both, and taken back.
    phone.goto(own)
    desk_address = phone.locator("a[href*=stand-desk]").get_attribute("href")
    own_contacts, film = visitor
    guest = someone()
    with camera(film) as desk:
        desk.goto(desk_address)
        desk.get_by_role("button", name="Mit der Kamera scannen").click()
        desk.get_by_text("Mit diesem Ausweis wird nichts weitergegeben").first.wait_for()
        assert "سمیرا" not in desk.content()
        guest.goto(own_contacts)
        guest.get_by_label("auch per E-Mail").check()
        guest.get_by_role("button", name="Erlauben").click()
        accessible(guest)
        # Still before the camera: it is read once more after a while, without being counted again.
        desk.evaluate(AGED)
        desk.get_by_role("heading", name="Das wird weitergegeben").wait_for()
        accessible(desk)
        desk.get_by_role("button", name="Angaben behalten").click()
        desk.get_by_text("Sie haben jetzt die Angaben").wait_for()
        assert "1 Besuch" in desk.locator("main").inner_text()
        with desk.expect_download() as card:
            desk.get_by_role("link", name="Karte (vCard)").click()
        assert "samira@example.org" in card.value.path().read_text()
        mail = house.message_to("samira@example.org", number=1)
        assert "chor@example.org" in next(mail.iter_attachments()).get_content()
        guest.reload()
        guest.get_by_role("button", name="Meine Angaben zurücknehmen").click()
        desk.goto(desk_address)
        assert "سمیرا" not in desk.content()
    assert "سمیرا" in house.mail_to("chor@example.org", number=5)
