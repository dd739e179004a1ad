"""The clock starts, stops and moves on; nothing is lost or gained on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from forums.tables import clock, errors
from forums.tables.clock import Span, Timeline

TWO = datetime(2027, 11, 8, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def planned():
    return Timeline(tuple(Span(n, TWO + 30 * (n - 1) * MINUTE, TWO + (30 * n - 5) * MINUTE) for n in (1, 2, 3)))


def times(timeline):
    return [f"{one.starts_at:%H:%M}–{one.ends_at:%H:%M}" for one in timeline.spans]


def test_a_round_that_starts_late_takes_the_later_ones_with_it(planned):
    assert times(clock.start(planned, 2, now=TWO + 37 * MINUTE)) == ["14:00–14:25", "14:37–15:02", "15:07–15:32"]


def test_a_round_that_starts_early_ends_the_one_before(planned):
    assert times(clock.start(planned, 2, now=TWO + 20 * MINUTE)) == ["14:00–14:20", "14:20–14:45", "14:50–15:15"]


def test_a_pause_in_a_round_keeps_what_was_left(planned):
    paused = clock.pause(clock.pause(planned, now=TWO + 10 * MINUTE), now=TWO + 12 * MINUTE)

    resumed = clock.go_on(paused, now=TWO + 17 * MINUTE)

    assert times(resumed) == ["14:00–14:32", "14:37–15:02", "15:07–15:32"]
    assert clock.go_on(resumed, now=TWO + 20 * MINUTE) == resumed


def test_a_minute_more_goes_to_what_is_on(planned):
    assert times(clock.add_minute(planned, now=TWO)) == ["14:00–14:26", "14:31–14:56", "15:01–15:26"]
    assert times(clock.add_minute(planned, now=TWO + 26 * MINUTE)) == ["14:00–14:25", "14:31–14:56", "15:01–15:26"]
    paused = clock.pause(planned, now=TWO + 5 * MINUTE)
    assert times(clock.add_minute(paused, now=TWO + 59 * MINUTE)) == ["14:00–14:26", "14:31–14:56", "15:01–15:26"]


def test_a_clock_comes_back_from_the_database_as_it_was(planned):
    assert clock.timeline_of(planned.as_json(), None) == planned


def test_a_round_that_is_not_there_cannot_start(planned):
    with pytest.raises(errors.NoSuchRound):
        clock.start(planned, 4, now=TWO)


def test_screens_get_instants_and_questions(planned):
    shown = clock.shown(planned, {1: "What works?"}, version="3.7", now=TWO)

    assert (shown["version"], shown["now"], shown["paused"]) == ("3.7", 1825682400000, None)
    assert shown["rounds"][0] == {
        "number": 1,
        "starts": 1825682400000,
        "ends": 1825683900000,
        "question": "What works?",
    }
