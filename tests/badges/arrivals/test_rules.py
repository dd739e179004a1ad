from datetime import timedelta

from builders import NOON

from badges.arrivals.rules import first_shown, per_minute, steps

MINUTE = timedelta(minutes=1)


def test_arrivals_are_counted_by_the_clock_over_the_last_hour():
    now = NOON + 7 * MINUTE
    moments = [NOON - 49 * MINUTE, NOON + MINUTE, NOON + 4 * MINUTE, NOON + 5 * MINUTE, now]

    found = steps(moments, now=now)

    assert (found[0], len(found), first_shown(now)) == ((NOON - 50 * MINUTE, 1), 12, NOON - 50 * MINUTE)
    assert found[-2:] == [(NOON, 2), (NOON + 5 * MINUTE, 2)]
    assert per_minute(moments, now=now) == 3 / 5
