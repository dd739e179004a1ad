from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.programme import errors
from app.programme.rules import Booking, Clash, SessionKind, SessionRequest, check_session, clashes

NINE = datetime(2027, 11, 8, 9, 0, tzinfo=UTC)


def booking(what, hours, length=1, *, room=None, people=()):
    starts_at = NINE + timedelta(hours=hours)
    return Booking(what, starts_at, starts_at + timedelta(hours=length), room, frozenset(people))


def test_a_room_taken_twice_is_found():
    first, second = booking("A", 0, 2, room="Saal"), booking("B", 1, room="Saal")

    assert list(clashes([first, second])) == [Clash(first, second, "Saal", frozenset())]


def test_a_person_taken_twice_is_found():
    first, second = booking("A", 0, room="Saal", people={"Ada", "Eva"}), booking("B", 0, room="Foyer", people={"Eva"})

    assert list(clashes([first, second])) == [Clash(first, second, None, frozenset({"Eva"}))]


def test_what_follows_without_a_pause_does_not_clash():
    assert not list(
        clashes([booking("A", 0, room="Saal", people={"Ada"}), booking("B", 1, room="Saal", people={"Ada"})])
    )


def test_two_without_a_room_do_not_share_one():
    assert not list(clashes([booking("A", 0), booking("B", 0)]))


bookings = some.lists(
    some.builds(
        booking,
        some.text("abc", max_size=2),
        some.integers(0, 6),
        some.integers(1, 3),
        room=some.sampled_from([None, "Saal", "Foyer"]),
        people=some.sets(some.sampled_from(["Ada", "Eva", "Zoë"])),
    ),
    max_size=6,
)


@given(bookings)
def test_a_clash_is_what_shares_a_minute_and_a_room_or_person(taken):
    def minutes(item):
        return {item.starts_at + timedelta(minutes=n) for n in range(int((item.ends_at - item.starts_at).seconds / 60))}

    expected = [
        (first, second)
        for position, first in enumerate(taken)
        for second in taken[position + 1 :]
        if minutes(first) & minutes(second)
        and (first.people & second.people or (first.room and first.room == second.room))
    ]

    assert [(clash.first, clash.second) for clash in clashes(taken)] == expected


@pytest.mark.parametrize("hours", [0, -1])
def test_a_session_ends_after_it_begins(hours):
    request = SessionRequest(SessionKind.LECTURE, {"de": "X"}, NINE, NINE + timedelta(hours=hours))

    with pytest.raises(errors.EndsBeforeStart):
        check_session(request)
