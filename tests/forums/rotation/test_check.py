"""Each lie about a plan is found."""

from dataclasses import replace

import pytest

from forums.rotation.check import check
from forums.rotation.problem import parse_problem
from forums.rotation.solver import solve


@pytest.fixture
def problem():
    return parse_problem(
        {
            "participants": [{"id": f"p{n}", "host_of": "t0" if n == 0 else None} for n in range(7)],
            "tables": [{"id": f"t{n}", "seats": 3} for n in range(3)],
            "rounds": 2,
            "apart": [["p1", "p2"]],
        }
    )


@pytest.fixture
def solution(problem):
    return solve(problem, seed=0, seconds=5)


def seat(solution, number, person, place):
    rounds = [list(one) for one in solution.rounds]
    rounds[number][person] = place
    return replace(solution, rounds=tuple(map(tuple, rounds)))


def test_an_honest_plan_has_no_faults(problem, solution):
    assert check(problem, solution) == []


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"repeats": 9}, "repeats is 0, not 9"),
        ({"bound": 1, "objective_bound": 1}, "bound is 1, above the 0 reached"),
        ({"kin": 4}, "kin is 0, not 4"),
        ({"unmet": 2}, "unmet is 0, not 2"),
        ({"moves": 1}, "moves is 0, not 1"),
        ({"rounds": ()}, "there are 0 rounds, not 2"),
        ({"objective_bound": 0, "objective": 3}, "objective is 0, not 3"),
    ],
)
def test_false_figures_are_found(problem, solution, figure, words):
    assert words in check(problem, replace(solution, **figure))


def test_broken_rules_are_found(problem, solution):
    place = solution.rounds[0][1]

    assert any(fault.startswith("p0 hosts t0, but sits at t1") for fault in check(problem, seat(solution, 0, 0, "t1")))
    assert "p3 sits nowhere in round 1" in check(problem, seat(solution, 0, 3, None))
    assert "p1 comes to a table twice" in check(problem, seat(solution, 1, 1, place))
    assert "p1 and p2 sit together in round 1" in check(problem, seat(solution, 0, 2, place))
    assert "round 2 has the unknown table t9" in check(problem, seat(solution, 1, 3, "t9"))
    crowded = replace(solution, rounds=(("t0",) * 7, solution.rounds[1]))
    assert {"t0 has 3 seats, but 7 people in round 1", "t1 has 0 people in round 1, another table 7"} <= {
        *check(problem, crowded)
    }
