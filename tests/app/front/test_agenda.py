from datetime import UTC, datetime, timedelta

import pytest
from builders import NOON, make_congress, make_forum, make_room, make_session

from app.front import agenda
from app.front.agenda import Reader
from app.programme import queries as programme_of
from forums.dialogue import queries as forums_of

# What a page makes of rows does not depend on the engine they come from.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DAY = datetime(2027, 11, 8, tzinfo=UTC)


def read(app, session, congress, *, seat=None, now=NOON, personal=False):
    reader = Reader(slug=congress.slug, zone=congress.zone, language="en", now=now)
    sessions, forums = programme_of.sessions(session, congress.id), forums_of.forums(session, congress.id)
    with app.test_request_context():
        if personal:
            return agenda.personal(sessions, [f for f in forums if seat and f.id == seat.id], reader)
        return agenda.programme(sessions, forums, reader)


def lines(days):
    return [(day.label, [(e.time, e.title, [f.title for f in e.forums]) for e in day.entries]) for day in days]


def test_forums_stand_beneath_the_time_they_meet_in_and_loose_ones_at_their_own(app, session):
    congress = make_congress(session)
    make_session(
        session,
        congress,
        kind="forums",
        title={"en": "Forum time"},
        starts_at=DAY.replace(hour=13),
        ends_at=DAY.replace(hour=15),
    )
    make_forum(session, congress, number=1, title={"en": "Within"})
    make_forum(
        session, congress, number=2, title={"en": "Early"}, starts_at=DAY.replace(hour=8), ends_at=DAY.replace(hour=9)
    )

    assert lines(read(app, session, congress)) == [
        (
            "Mon, 8 November 2027",
            [("09:00–10:00", "Forum 2: Early", []), ("14:00–16:00", "Forum time", ["Forum 1: Within"])],
        )
    ]


def test_days_are_those_of_the_congress_own_clocks(app, session):
    congress = make_congress(session)
    make_session(
        session,
        congress,
        title={"en": "Late"},
        starts_at=DAY.replace(hour=22, minute=30),
        ends_at=DAY.replace(hour=22, minute=50),
    )
    make_session(
        session,
        congress,
        title={"en": "After midnight"},
        starts_at=DAY.replace(hour=23),
        ends_at=DAY.replace(hour=23, minute=30),
    )

    assert [(label, [title for _, title, _ in entries]) for label, entries in lines(read(app, session, congress))] == [
        ("Mon, 8 November 2027", ["Late"]),
        ("Tue, 9 November 2027", ["After midnight"]),
    ]


def test_somebodys_day_holds_their_forum_instead_of_the_time_for_all(app, session):
    congress = make_congress(session)
    room = make_room(session, congress, name="Elbe", building="Haus A", floor="2")
    make_session(
        session,
        congress,
        kind="forums",
        title={"en": "Forum time"},
        starts_at=DAY.replace(hour=13),
        ends_at=DAY.replace(hour=15),
    )
    make_session(session, congress, title={"en": "Called off"}, cancelled_at=NOON)
    mine = make_forum(session, congress, number=1, title={"en": "Mine"}, room_id=room.id)
    make_forum(session, congress, number=2, title={"en": "Another"})

    [seated], [unseated] = (read(app, session, congress, seat=seat, personal=True) for seat in (mine, None))

    assert [(e.title, e.room) for e in seated.entries] == [("Forum 1: Mine", "Elbe, Haus A, 2")]
    assert [e.title for e in unseated.entries] == ["Forum time"]


def test_the_next_entry_is_what_is_on_or_comes_next_today(app, session):
    congress = make_congress(session)
    make_session(session, congress, title={"en": "First"})
    make_session(
        session, congress, title={"en": "Second"}, starts_at=DAY.replace(hour=11), ends_at=DAY.replace(hour=12)
    )

    def next_at(hour, *, day=DAY):
        now = day.replace(hour=hour, minute=30)
        found = agenda.next_entry(read(app, session, congress, now=now), now)
        return (found.title, found.is_now) if found else None

    assert [next_at(hour) for hour in (7, 9, 10, 11, 12)] == [
        ("First", False),
        ("First", True),
        ("Second", False),
        ("Second", True),
        None,
    ]
    assert next_at(9, day=DAY - timedelta(days=1)) is None


def test_a_title_that_begins_with_the_forums_number_is_left_alone(app, session):
    congress = make_congress(session)
    forum = make_forum(session, congress, number=3, title={"en": "Forum 3 – Housing"})

    with app.test_request_context():
        assert agenda.forum_title(forum, "en") == "Forum 3 – Housing"
