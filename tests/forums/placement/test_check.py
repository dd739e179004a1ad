"""The check finds every kind of fault by itself."""

from dataclasses import replace

import pytest

from forums.placement.check import examine
from forums.placement.problem import Exclusion, Problem, Spot, Stand
from forums.placement.solution import Solution

PROBLEM = Problem(
    (
        Spot("s0", 0.0, 0.0, 6.0, 1, 2.0, ("wall",)),
        Spot("s1", 5.0, 0.0, 4.0, 0, 1.0),
        Spot("s2", 9.0, 0.0, 9.0, 2, 0.5),
    ),
    (Stand("e0", 6.0, 1, "a", 2, None, ("wall",)), Stand("e1", 3.0, 0, "a", 1), Stand("e2", 9.0, 2, None, 1, "s2")),
    (Exclusion("e0", "e1", 4.0),),
    zone_size=2,
    zones=True,
)
RIGHT = Solution("optimal", {"e0": "s0", "e1": "s1", "e2": "s2"}, (), 40 + 10 + 5 + 120, 175)


def test_a_right_one_is_right_and_certified_where_everybody_has_the_best():
    assert examine(PROBLEM, RIGHT) == replace(examine(PROBLEM, RIGHT), faults=())
    assert not examine(PROBLEM, RIGHT).is_certified  # e1 could be worth more on s0
    alone = Problem((PROBLEM.spots[0],), (PROBLEM.stands[0],))
    assert examine(alone, Solution("optimal", {"e0": "s0"}, (), 40, 40)).is_certified


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"objective": 174}, "the objective is 175, not 174"),
        ({"bound": 176}, "optimal, but the bound 176 is not the objective 175"),
        ({"bound": 174}, "the bound 174 is below the objective 175"),
        ({"placement": {"e0": "s0", "e1": "s0", "e2": "s2"}}, "stands e0 and e1 are both on s0"),
        ({"placement": {"e0": "s1", "e1": "s0", "e2": "s2"}}, "stand e0 needs 6 m² and has 4"),
        ({"placement": {"e0": "s1", "e1": "s0", "e2": "s2"}}, "stand e0 needs power 1 and has 0"),
        ({"placement": {"e0": "s1", "e1": "s0", "e2": "s2"}}, "stand e0 needs wall, which s1 does not offer"),
        ({"placement": {"e0": "s2", "e1": "s1", "e2": "s0"}}, "stand e2 is not on s2, where it is fixed"),
        ({"placement": {"e0": "s2", "e1": "s1", "e2": "s0"}}, "stands e0 and e1 are within 4 m"),
        ({"placement": {"e0": "s9", "e1": "s1", "e2": "s2"}}, "there is no spot s9"),
        ({"placement": {"e0": "s0", "e1": "s1"}}, "stand e2 is named 0 times"),
        ({"unplaced": ("e0", "e7")}, "there is no stand e7"),
        ({"unplaced": ("e0",)}, "stand e0 is named 2 times"),
    ],
)
def test_each_fault_is_named(change, fault):
    assert fault in examine(PROBLEM, replace(RIGHT, **change)).faults
