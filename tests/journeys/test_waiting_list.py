"""All places are taken; Ben waits, Ada leaves, and the place is Ben's, with nothing but keyboards and mails."""

import re

import pytest
from builders import SECRET, make_congress, make_participant
from journeys.by_keyboard import fill, press, reach

from app import clock
from registration.participants.service import link_of


@pytest.fixture
def ada(writing):
    """Ada has the only place of /spring/; gives the path of her page."""
    with writing() as session:
        congress = make_congress(session, slug="spring", capacity=1)
        person = make_participant(session, congress, now=clock.now(), name="Ada", email="ada@example.org")
        return f"/spring/my/{link_of(person, secret=SECRET)}"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_from_the_waiting_list_to_a_confirmed_place(house, someone, ada, accessible):
    waiting, leaving = someone(), someone(width=1280)

    waiting.goto("/spring/register")
    assert "Warteliste" in waiting.locator("h1").inner_text()
    fill(waiting, "Ihr Name", "Ben Okafor")
    fill(waiting, "E-Mail-Adresse", "ben@example.org")
    for _ in range(2):
        reach(waiting, "Weiter")
        waiting.keyboard.press("Enter")
    accessible(waiting)
    press(waiting, "Auf die Warteliste")
    letter = house.mail_to("ben@example.org", number=1)
    own = re.search(r"http://\S+/my/\S+", letter)[0]
    waiting.goto(own)
    assert "Sie stehen auf Platz 1 der Warteliste" in waiting.locator("main").inner_text()
    accessible(waiting)

    leaving.goto(ada)
    press(leaving, "Ich kann nicht kommen")
    press(leaving, "Ja, ich sage ab")

    offer = house.mail_to("ben@example.org", number=2)
    waiting.goto(re.search(r"http://\S+/my/\S+", offer)[0])
    accessible(waiting)
    press(waiting, "Platz annehmen")
    assert waiting.locator(".ticket svg").count() == 1
    accessible(waiting)
