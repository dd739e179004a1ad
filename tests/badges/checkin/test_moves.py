"""Ways out, and doors within the congress."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from builders import NOON, make_congress, make_forum, make_participant
from sqlalchemy import select

from app.journal.models import JournalEntry
from badges import service as badges
from badges.checkin import queries, service
from badges.checkin.rules import ScanRequest
from badges.gates import doors
from badges.gates import queries as gates
from badges.gates.doors import DoorRequest
from forums.dialogue.models import Seat

MINUTE = timedelta(minutes=1)


@pytest.fixture
def congress(session):
    return make_congress(session)


@pytest.fixture
def scan(session, congress):
    """``scan(code, minute)`` reads a code so many minutes after noon and gives the verdict; the device hears of it at once."""
    numbers = iter(range(1, 99))

    def read(code, minute, **values):
        number = next(numbers)
        asked = ScanRequest(str(UUID(int=number)), number, code, NOON + minute * MINUTE, "East", **values)
        now = NOON + timedelta(days=1)
        [done] = service.record_scans(session, congress, device="d", scans=[asked], actor="key:1", now=now)
        return done.verdict.value

    return read


def present(session, congress):
    return queries.attendance(session.connection(), congress.id)[0]


def test_whoever_leaves_may_come_again_and_the_number_inside_follows(session, congress, scan):
    guest = make_participant(session, congress)
    code = badges.badge_of(session, guest, now=NOON).code

    seen = [
        (scan(code, minute, is_exit=way == "out"), present(session, congress))
        for minute, way in ((1, "in"), (3, "out"), (4, "out"), (2, "in"), (5, "in"), (6, "in"))
    ]

    assert seen == [
        ("welcome", 1),
        ("left", 0),
        ("not_inside", 0),
        ("welcome", 0),  # arrived late, and had left since
        ("welcome", 1),
        ("already_in", 1),
    ]
    kept = queries.presence(session, guest.id)
    assert (kept.at, kept.left_at) == (NOON + MINUTE, None)
    for number in (6, 5):
        service.undo(session, queries.scan(session, congress.id, "d", str(UUID(int=number))), actor="user:1", now=NOON)
    session.refresh(kept)
    assert (present(session, congress), kept.left_at) == (0, NOON + 4 * MINUTE)


def test_a_door_lets_in_whom_it_is_for_and_knows_who_is_missing(session, congress, scan):
    forum, other = (make_forum(session, congress, number=number) for number in (3, 4))
    people = [make_participant(session, congress, name=name) for name in ("Ada", "Ben", "Cem", "Dua")]
    seats = zip(people, (forum, forum, forum, other), strict=True)
    session.add_all(Seat(participant_id=p.id, forum_id=f.id, reason={}, assigned_at=NOON) for p, f in seats)
    request = DoorRequest("Elbe", forum_id=forum.id, capacity=1, days=("2027-05-03",))
    door = doors.add(session, congress, request, actor="user:1", now=NOON)
    ada, ben, _, dua = (badges.badge_of(session, person, now=NOON).code for person in people)
    through = {"door": door.public_id}

    assert scan(ada, 0) == "welcome"  # at the entrance, which is another thing
    assert [scan(ada, 1, **through), scan(ada, 2, **through)] == ["welcome", "already_in"]
    assert [scan(ben, 3, **through), scan(dua, 3, **through), scan("C1", 3, **through)] == [
        "full",
        "wrong_door",
        "malformed",
    ]
    assert scan(ada, 4, is_exit=True, **through) == "left"
    assert [scan(ben, 5, **through), scan(ben, 24 * 60, **through), scan(ada, 6, door="nowhere")] == [
        "welcome",
        "not_today",
        "invalid",
    ]
    session.refresh(door)
    assert (door.inside, present(session, congress)) == (1, 1)
    assert [(row.name, row.at) for row in gates.missing(session, door)] == [("Cem", None)]
    doors.change(session, door, replace(request, capacity=None, categories=("press",)), actor="user:1", now=NOON)
    session.flush()  # the scan asks the database
    assert scan(ada, 7, **through) == "not_allowed"
    last = queries.scan(session, congress.id, "d", str(UUID(int=8)))
    service.undo(session, last, actor="user:1", now=NOON)
    session.refresh(door)
    assert (last.verdict, door.inside) == ("welcome", 0)

    # A supervisor's reason opens the door, but not for a badge that is no longer good, and it is read later.
    assert [scan(dua, 8, reason="Helps", **through), scan(dua, 9, **through)] == ["welcome", "wrong_door"]
    badges.reissue(session, people[3], actor="user:1", now=NOON)
    assert scan(dua, 10, reason="Helps", **through) == "revoked"
    session.refresh(door)
    assert [(row.name, row.gate, row.reason) for row in gates.overruled(session, door)] == [("Dua", "East", "Helps")]
    written = select(JournalEntry).where(JournalEntry.action == "door.overruled")
    assert [(e.actor, e.subject_id, e.details) for e in session.scalars(written)] == [
        ("key:1", people[3].id, {"name": "Elbe"})
    ]
    assert door.inside == 1
