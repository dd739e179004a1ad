"""A faulty problem is refused by path, fault and remedy."""

import pytest

from forums.assignment.errors import BadProblem
from forums.placement.problem import parse_problem

SPOT = {"id": "s0", "x": 0, "y": 5, "area": 6, "power": 1, "value": 4.2}
STAND = {"id": "e0", "area": 6, "power": 1, "theme": 4, "prio": 2, "fixed": "s0"}


def test_the_format_is_read():
    problem = parse_problem({"spots": [SPOT], "stands": [STAND], "exclusions": [], "zone_size": 6, "zones": True})

    assert (problem.spots[0].value, problem.stands[0].theme, problem.stands[0].fixed) == (4.2, "4", "s0")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"spots": [SPOT | {"x": "left"}]}, "$.spots[0].x"),
        ({"spots": [SPOT | {"area": -1}]}, "$.spots[0].area"),
        ({"spots": [SPOT | {"value": float("nan")}]}, "$.spots[0].value"),
        ({"spots": [SPOT, SPOT]}, "$.spots[1].id"),
        ({"spots": [SPOT] * 2001}, "$.spots"),
        ({"stands": [STAND | {"prio": 1.5}]}, "$.stands[0].prio"),
        ({"stands": [STAND | {"fixed": "s9"}]}, "$.stands[0].fixed"),
        ({"stands": [STAND | {"colour": "red"}]}, "$.stands[0]"),
        ({"exclusions": [["e0", "e9", 3]]}, "$.exclusions[0][1]"),
        ({"exclusions": [["e0", "e0", 3]]}, "$.exclusions[0]"),
        ({"exclusions": [["e0", 3]]}, "$.exclusions[0]"),
        ({"zones": "yes"}, "$.zones"),
        ({"zone_size": 0}, "$.zone_size"),
    ],
)
def test_what_is_wrong_is_named(change, path):
    with pytest.raises(BadProblem) as refused:
        parse_problem({"spots": [SPOT], "stands": [STAND]} | change)

    assert refused.value.path == path
    assert refused.value.remedy
