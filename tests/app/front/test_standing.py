from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.front.standing import Standing

NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)
OPEN = Standing(
    id=1,
    slug="spring",
    revision=1,
    title={},
    starts_on=date(2027, 11, 8),
    ends_on=date(2027, 11, 9),
    zone="Europe/Berlin",
    registration_opens_at=NOON,
    registration_closes_at=NOON + timedelta(days=9),
    preferences_until=None,
    confirm_hours=72,
    wishes=3,
    free=1,
    waiting=0,
    has_forums=True,
    has_invitations=False,
    has_harvest=False,
    has_market=False,
    has_recommendations=False,
    admission="open",
    applications_hold=False,
    wishable={},
)


@pytest.mark.parametrize(
    ("changes", "moment", "state"),
    [
        ({}, NOON, "open"),
        ({}, NOON - timedelta(seconds=1), "before"),
        ({}, NOON + timedelta(days=9), "closed"),
        ({"registration_opens_at": None}, NOON, "unannounced"),
        ({"registration_closes_at": None}, NOON + timedelta(days=90), "open"),
        ({"free": 0}, NOON, "full"),
        ({"free": 1, "waiting": 1}, NOON, "open"),  # who waits wants what is full: a quota, or places for a whole party
        ({"free": 0, "waiting": 0}, NOON, "full"),
        ({"registration_closes_at": None}, datetime(2027, 11, 9, 22, 59, tzinfo=UTC), "open"),
        ({"registration_closes_at": None}, datetime(2027, 11, 9, 23, 0, tzinfo=UTC), "over"),  # midnight in Berlin
    ],
)
def test_a_congress_knows_what_somebody_who_wants_to_come_can_do(changes, moment, state):
    assert replace(OPEN, **changes).state(moment) == state


def test_pages_are_drawn_anew_every_five_minutes_while_the_congress_is_on():
    day = datetime(2027, 11, 8, 9, tzinfo=UTC)

    slices = [OPEN.slice(day + timedelta(minutes=minutes)) for minutes in (0, 4, 5)]

    assert (slices[0] == slices[1], slices[1] == slices[2]) == (True, False)
    assert [OPEN.slice(datetime(2027, 11, 7, 22, 59, tzinfo=UTC)), OPEN.slice(NOON)] == [0, 0]
