from datetime import timedelta
from itertools import permutations

import pytest
from builders import NOON

from badges.checkin.rules import Bearer, Entry, Verdict, derive, effective_at, judge
from registration.participants.rules import Status

BEFORE, AFTER = NOON - timedelta(minutes=1), NOON + timedelta(minutes=1)
INSIDE = Entry(BEFORE, "1", "phone-1")


def make_bearer(*, congress_id=1, status=Status.CONFIRMED, cancelled_at=None, revoked_at=None):
    return Bearer(7, congress_id, status, cancelled_at, revoked_at, "Ada", "", "participant", None, None)


@pytest.mark.parametrize(
    ("bearer", "present", "verdict"),
    [
        (make_bearer(), None, Verdict.WELCOME),
        (make_bearer(), INSIDE, Verdict.ALREADY_IN),
        (make_bearer(), Entry(AFTER, "1", "phone-1"), Verdict.ALREADY_IN),
        (None, None, Verdict.UNKNOWN),
        (make_bearer(congress_id=2), None, Verdict.OTHER_CONGRESS),
        (make_bearer(congress_id=2, status=Status.CANCELLED, revoked_at=BEFORE), None, Verdict.OTHER_CONGRESS),
        (make_bearer(revoked_at=BEFORE), None, Verdict.REVOKED),
        (make_bearer(revoked_at=NOON), INSIDE, Verdict.REVOKED),
        (make_bearer(revoked_at=AFTER), None, Verdict.WELCOME),
        (make_bearer(status=Status.CANCELLED, cancelled_at=BEFORE), None, Verdict.CANCELLED),
        (make_bearer(status=Status.CANCELLED, cancelled_at=AFTER), None, Verdict.WELCOME),
        (make_bearer(status=Status.CANCELLED), INSIDE, Verdict.CANCELLED),
        (make_bearer(status=Status.PENDING), None, Verdict.NOT_CONFIRMED),
        (make_bearer(status=Status.WAITING), None, Verdict.NOT_CONFIRMED),
        (make_bearer(status=Status.OFFERED), None, Verdict.NOT_CONFIRMED),
        (make_bearer(status=Status.LAPSED), None, Verdict.NOT_CONFIRMED),
    ],
)
def test_a_scan_gets_its_verdict(bearer, present, verdict):
    assert judge(NOON, bearer, congress_id=1, present=present) is verdict


def test_the_first_scan_is_the_entry_whatever_the_order_of_arrival():
    scans = [Entry(AFTER, "1", "a"), Entry(NOON, "3", "a"), Entry(NOON, "2", "b"), Entry(NOON, "2", "a")]

    for arrived in permutations(scans):
        assert derive([*arrived, *arrived]) == {
            Entry(NOON, "2", "a"): Verdict.WELCOME,
            Entry(NOON, "2", "b"): Verdict.ALREADY_IN,
            Entry(NOON, "3", "a"): Verdict.ALREADY_IN,
            Entry(AFTER, "1", "a"): Verdict.ALREADY_IN,
        }


def test_the_time_of_a_device_is_set_right_and_never_ahead():
    assert effective_at(NOON, clock_offset_ms=-60_000, now=AFTER) == BEFORE
    assert effective_at(NOON, clock_offset_ms=60_000, now=NOON) == NOON
