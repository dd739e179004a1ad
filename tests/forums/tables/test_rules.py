"""When rounds start, and what a table must say."""

from datetime import UTC, datetime

import pytest

from forums.tables import errors
from forums.tables.rules import Frame, TableRequest, Timing, clean_table, share, starts_of

TWO = datetime(2027, 11, 8, 14, tzinfo=UTC)


def test_changeovers_and_a_pause_lie_between_the_rounds():
    starts = starts_of(Timing(TWO, count=4, minutes=25, changeover=5, pause_after=2, pause=20))

    assert [f"{at:%H:%M}" for at in starts] == ["14:00", "14:30", "15:15", "15:45"]


def test_a_round_may_end_at_midnight_but_not_after():
    late = datetime(2027, 11, 8, 23, 30, tzinfo=UTC)

    assert starts_of(Timing(late, count=1, minutes=30, changeover=0)) == [late]
    with pytest.raises(errors.PastMidnight):
        starts_of(Timing(late, count=1, minutes=31, changeover=0))


def test_all_faults_of_a_table_are_told_at_once():
    request = TableRequest(2, {"de": " "}, {}, seats=0, room_public_id="none", host=1, cohost=1)

    with pytest.raises(errors.TablesInvalid) as caught:
        clean_table(request, Frame(["de"], {1, 2}, set()))

    assert set(caught.value.faults) == {"topic-de", "number", "seats", "room", "cohost"}


def test_a_share_of_nothing_is_everything():
    assert (share(0, 0), share(1, 3)) == (100, 33)
