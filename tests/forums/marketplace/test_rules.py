"""The states of stands and who finds room, without a database."""

from datetime import timedelta

import pytest
from builders import NOON
from hypothesis import given
from hypothesis import strategies as st

from forums.marketplace import rules
from forums.marketplace.errors import NoSuchStep
from forums.marketplace.rules import HOLDING, STEPS, Call, Candidate, Outcome, Room, State


def test_a_stand_takes_part_only_by_the_word_of_the_organisers():
    ways_in = {(before, after) for before, steps in STEPS.items() for after in steps & HOLDING if before not in HOLDING}

    assert ways_in == {
        (before, State.ACCEPTED) for before in (State.APPLIED, State.SHORTLISTED, State.WAITING, State.DECLINED)
    }
    rules.check_step("accepted", "confirmed")
    with pytest.raises(NoSuchStep):
        rules.check_step("applied", "confirmed")


def test_whoever_finds_the_topic_full_waits_in_turn():
    stands = [Candidate(State.APPLIED, 1), Candidate(State.CONFIRMED, 1), Candidate(State.APPLIED, 1)]
    stands += [Candidate(State.WAITING, 1), Candidate(State.APPLIED, None)]

    found = rules.outcomes(stands, State.ACCEPTED, Room(3, {1: 1}))

    full = Outcome(State.WAITING, is_full=True)
    assert found == [Outcome(State.ACCEPTED), Outcome(None), full, Outcome(None), Outcome(State.ACCEPTED)]
    assert rules.outcomes(stands[:1], State.ACCEPTED, Room(0, {})) == [full]
    waiting = [Candidate(State.WAITING, 2), Candidate(State.WAITING, 1)]
    assert rules.successor(waiting, 1, Room(None, {1: 1})) == 1  # the same topic, though somebody waits longer
    assert rules.successor(waiting, 3, Room(None, {})) is None  # nobody waited for this place
    assert rules.successor(waiting, 3, Room(1, {2: 0})) == 1  # the market was full: whoever fits and waits longest
    assert rules.successor(waiting, 1, Room(0, {})) is None


TOPICS = st.sampled_from([None, 1, 2, 3])


@given(
    st.lists(st.builds(Candidate, st.sampled_from(State), TOPICS), max_size=12),
    st.dictionaries(st.integers(1, 3), st.integers(-1, 4)),
    st.none() | st.integers(-1, 6),
)
def test_no_decision_lets_more_in_than_there_is_room(stands, by_topic, total):
    accepted = [
        stand
        for stand, outcome in zip(stands, rules.outcomes(stands, State.ACCEPTED, Room(total, by_topic)), strict=True)
        if outcome.after is State.ACCEPTED
    ]

    assert total is None or len(accepted) <= max(total, 0)
    for topic, free in by_topic.items():
        assert sum(stand.topic_id == topic for stand in accepted) <= max(free, 0)


def test_a_call_is_open_from_its_first_to_before_its_last_moment():
    hour = timedelta(hours=1)

    def at(begins, ends):
        return rules.call_at(begins=begins, ends=ends, now=NOON)

    assert at(None, NOON + hour) is Call.NONE
    assert at(NOON + hour, None) is Call.BEFORE
    assert at(NOON, None) is Call.OPEN
    assert at(NOON - hour, NOON) is Call.CLOSED
