"""Ada registers a group, one name of which comes later: Ben gets his own link and ticket then, by keyboards and mails alone."""

import re

import pytest
from builders import make_congress
from journeys.by_keyboard import fill, press


@pytest.fixture
def congress(writing):
    with writing() as session:
        return make_congress(session, slug="spring")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_group_with_names_later_by_keyboard(house, someone, congress, accessible):
    contact, member = someone(width=1280), someone()

    contact.goto("/spring/register")
    press(contact, "Mehrere Personen auf einmal anmelden")
    accessible(contact)
    fill(contact, "Ihr Name", "Ada Lovelace")
    fill(contact, "Ihre E-Mail-Adresse", "ada@example.org")
    fill(contact, "Wer kommt, eine Zeile je Person", "Grace;Hopper;grace@example.org")
    fill(contact, "Weitere Plätze, deren Namen folgen", "1")
    press(contact, "Gruppe anmelden")
    accessible(contact)

    letter = house.mail_to("ada@example.org", number=1)
    contact.goto(re.search(r"http://\S+/group/\S+", letter)[0])
    assert "Platz 2, Name folgt" in contact.locator("main").inner_text()
    accessible(contact)
    press(contact, "Gruppe bestätigen")
    assert "hat Sie mit einer Gruppe angemeldet" in house.mail_to("grace@example.org", number=1)

    press(contact, "Ergänzen: N. N. 2")
    accessible(contact)
    fill(contact, "Name", "Ben Okafor")
    fill(contact, "E-Mail-Adresse", "ben@example.org")
    press(contact, "Speichern")
    assert "Ben Okafor" in contact.locator("main").inner_text()

    member.goto(re.search(r"http://\S+/my/\S+", house.mail_to("ben@example.org", number=1))[0])
    assert member.locator(".ticket svg").count() == 1
    accessible(member)
