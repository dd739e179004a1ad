"""The states of stands, without a database."""

import pytest

from forums.marketplace import rules
from forums.marketplace.errors import NoSuchStep
from forums.marketplace.rules import HOLDING, STEPS, State


def test_a_stand_takes_part_only_by_the_word_of_the_organisers():
    ways_in = {(before, after) for before, steps in STEPS.items() for after in steps & HOLDING if before not in HOLDING}

    assert ways_in == {
        (before, State.ACCEPTED) for before in (State.APPLIED, State.SHORTLISTED, State.WAITING, State.DECLINED)
    }
    rules.check_step("accepted", "confirmed")
    with pytest.raises(NoSuchStep):
        rules.check_step("applied", "confirmed")
