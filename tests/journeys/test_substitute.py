"""Ada cannot come and hands her place to Grace, with nothing but keyboards and mails."""

import re

import pytest
from builders import SECRET, make_congress, make_forum, make_participant, make_preferences
from journeys.by_keyboard import fill, press, tick

from app import clock
from registration.participants.service import link_of


@pytest.fixture
def ada(writing):
    """Ada is confirmed at /spring/, sits nowhere yet and wishes for one forum; gives the path of her page."""
    with writing() as session:
        congress = make_congress(session, slug="spring")
        forum = make_forum(session, congress, title={"de": "Wege in Arbeit", "en": "Ways into work"})
        person = make_participant(session, congress, now=clock.now(), name="Ada", email="ada@example.org")
        make_preferences(session, person, forum)
        return f"/spring/my/{link_of(person, secret=SECRET)}"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_place_goes_to_a_substitute_by_keyboard(house, someone, ada, accessible):
    giver, taker = someone(), someone(width=1280)

    giver.goto(ada)
    press(giver, "Meinen Platz weitergeben")
    accessible(giver)
    fill(giver, "Name der Person, die statt Ihrer kommt", "Grace")
    fill(giver, "E-Mail-Adresse dieser Person", "grace@example.org")
    tick(giver, "Meine Wünsche für die Foren gehen mit")
    press(giver, "Person fragen")
    assert "grace@example.org" in giver.locator("main").inner_text()
    accessible(giver)

    question = house.mail_to("grace@example.org", number=1)
    taker.goto(re.search(r"http://\S+/substitute/\S+", question)[0])
    accessible(taker)
    fill(taker, "Ihr Name", "Grace Hopper")
    press(taker, "Platz annehmen")
    page = taker.locator("main").inner_text()
    assert ("Grace Hopper" in page, "Wege in Arbeit" in page) == (True, True)
    assert taker.locator(".ticket svg").count() == 1
    accessible(taker)

    assert "Ihr Platz ist weitergegeben" in house.message_to("ada@example.org", number=2)["Subject"]
    assert "Der Platz gehört Ihnen" in house.message_to("grace@example.org", number=2)["Subject"]
    assert giver.goto(ada).status == 404
