"""A choir applies for a stand on a phone, the jury says yes, the choir confirms and names who comes."""

import re

import pytest
from browsing import PASSWORD
from builders import make_congress, make_market, make_topic


@pytest.fixture
def spring(writing):
    with writing() as session:
        congress = make_congress(session, slug="spring")
        make_market(session, congress)
        make_topic(session, congress, "A", quota=1, name={"de": "Musik", "en": "Music"})
        return congress


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_choir_gets_its_stand_and_its_badges(house, someone, account_of, accessible, spring):
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
