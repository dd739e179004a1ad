"""The hall's screens: no login, 304 while nothing changes, the new state as soon as it does."""

import pytest
from builders import make_congress, make_rounds

CONTROL = "/organise/bbe/table-clock"


@pytest.fixture
def congress(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        make_rounds(session, congress, 2)
        return congress


@pytest.fixture
def turn(organiser_of, congress, token_of):
    office = organiser_of(congress)
    office.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def post(step, **fields):
        data = {"csrf_token": token_of(office, CONTROL), "step": step, **fields}
        assert office.post(CONTROL, data=data).status_code == 303
        return office.get(CONTROL).text

    return post


def screen_of(page):
    return "/bbe/round-clock/" + page.split("/bbe/round-clock/")[1][:16]


def test_screens_follow_the_organiser(client, turn):
    screen = screen_of(turn("reset"))

    first = client.get(f"{screen}/state")
    known = client.get(f"{screen}/state", headers={"If-None-Match": first.headers["ETag"]})
    turn("start", round="1")
    turn("pause")
    paused = client.get(f"{screen}/state", headers={"If-None-Match": first.headers["ETag"]})
    turn("minute")
    turn("go-on")
    gone_on = client.get(f"{screen}/state").json

    assert (first.status_code, first.json["paused"]) == (200, None)
    assert (known.status_code, known.get_data()) == (304, b"")
    assert paused.status_code == 200
    assert paused.json["paused"] >= paused.json["rounds"][0]["starts"]
    assert gone_on["paused"] is None
    one = gone_on["rounds"][0]
    assert 26 * 60_000 <= one["ends"] - one["starts"] < 27 * 60_000
    assert client.get(screen).status_code == 200


def test_a_guessed_screen_shows_nothing(client, turn):
    turn("reset")

    assert client.get("/bbe/round-clock/0123456789abcdef").status_code == 404
    assert client.get("/bbe/round-clock/0123456789abcdef/state").status_code == 404


def test_a_step_that_nobody_knows_is_refused_in_words(turn):
    assert "There is no such round." in turn("start", round="99")
    assert "There is no such round." in turn("dance")
