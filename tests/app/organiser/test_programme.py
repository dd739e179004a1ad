from datetime import UTC, datetime, timedelta

import pytest
from browsing import enter, make_account
from builders import make_congress, make_forum, make_room, make_session

from forums.dialogue.models import ForumModerator

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONE = datetime(2027, 11, 8, 13, 0, tzinfo=UTC)
PAGE = "/organise/bbe-2027/programme?lang=en"


@pytest.fixture
def congress(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return congress


def test_an_empty_programme_says_how_to_begin(client, congress):
    page = client.get(PAGE).text

    assert 'href="/organise/bbe-2027/programme/new"' in page


def test_days_are_those_of_the_congress(client, congress, writing):
    with writing() as session:
        late = datetime(2027, 11, 8, 23, 30, tzinfo=UTC)  # past midnight in Berlin
        make_session(session, congress, starts_at=late, ends_at=late + timedelta(hours=1), title={"en": "Night"})

    assert 'id="day-2027-11-09"' in client.get(PAGE).text


def test_a_room_that_a_session_and_a_forum_need_at_once_is_shown(client, congress, writing):
    with writing() as session:
        room = make_room(session, congress, name="Great hall")
        times = {"starts_at": ONE, "ends_at": ONE + timedelta(hours=2), "room_id": room.id}
        make_session(session, congress, title={"en": "Panel"}, **times)
        forum = make_forum(session, congress, title={"en": "Language"}, **times)
        other = make_forum(session, congress, title={"en": "Work"}, **times | {"room_id": None})
        for item in (forum, other):
            session.add(ForumModerator(forum_id=item.id, name="Eva"))

    page = client.get(PAGE).text

    assert "“Panel” and “Language” both need Great hall." in page
    assert "“Language” and “Work” both need Eva." in page


def test_a_session_outside_the_days_of_the_congress_is_shown(client, congress, writing):
    with writing() as session:
        eve = ONE - timedelta(days=1)
        make_session(session, congress, title={"en": "Evening before"}, starts_at=eve, ends_at=eve + timedelta(hours=1))

    assert "Outside the days of the congress" in client.get(PAGE).text


def test_nothing_is_shown_of_what_is_cancelled(client, congress, writing):
    with writing() as session:
        room = make_room(session, congress)
        for cancelled_at in (None, ONE):
            make_session(session, congress, room_id=room.id, cancelled_at=cancelled_at)

    assert "taken twice" not in client.get(PAGE).text
