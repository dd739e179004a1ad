from datetime import UTC, datetime

import pytest

from app.digests import rules


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (datetime(2027, 5, 3, 5, 0, tzinfo=UTC), datetime(2027, 5, 3, 5, 0, tzinfo=UTC)),  # seven o'clock in Berlin
        (datetime(2027, 5, 3, 4, 59, tzinfo=UTC), datetime(2027, 5, 2, 5, 0, tzinfo=UTC)),
        (datetime(2027, 3, 28, 23, 0, tzinfo=UTC), datetime(2027, 3, 28, 5, 0, tzinfo=UTC)),  # the clocks went forward
        (datetime(2027, 1, 3, 12, 0, tzinfo=UTC), datetime(2027, 1, 3, 6, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_seven_on_the_congress_clocks(now, morning):
    assert rules.this_morning(now, "Europe/Berlin") == morning


def test_what_nobody_wants_to_hear_of_is_left_out():
    happened = {"mailing.changed": 9, "participant.cancelled": 1, "participant.registered": 2}

    assert rules.worth_telling(happened, undelivered=3) == {
        "participant.registered": 2,
        "participant.cancelled": 1,
        "mail.undelivered": 3,
    }
    assert rules.worth_telling({"mailing.changed": 9}, undelivered=0) == {}
