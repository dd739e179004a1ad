"""The solver against trying out everything, against its bounds, and against itself in other words."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from forums.rotation.check import check, examine
from forums.rotation.problem import Participant, Problem, Table, Weights, parse_problem, problem_as_json
from forums.rotation.solver import solve


def even(people, tables, rounds, **rules):
    return replace(parse_problem({"n": people, "tables": tables, "rounds": rounds}), **rules)


@pytest.mark.parametrize("block", range(4))
def test_equals_trying_out_everything_with_all_rules_together(block, draw_problem, solve_slowly):
    for number in range(block * 50, block * 50 + 50):
        problem = draw_problem(number)
        expected = solve_slowly(problem)

        solution = solve(problem, seed=number, seconds=20)

        if expected is None:
            assert solution.status == "infeasible", number
        else:
            assert (solution.status, solution.moves, solution.objective) == ("optimal", *expected), number
        assert check(problem, solution) == [], number


def test_random_problems_hold_every_rule(draw_problem):
    """The blocks above would prove little if their problems were all alike."""
    seen = Counter()
    for number in range(200):
        problem = draw_problem(number)
        seen.update({"topic_once": problem.topic_once, "apart": bool(problem.apart), "held": bool(problem.held)})
        seen.update({"planned": problem.planned is not None, "host": any(one.host_of for one in problem.participants)})
        seen.update({"seats": any(t.seats for t in problem.tables), "mix": bool(problem.weights.mix)})
        seen.update({"absent": any(one.is_absent for one in problem.participants)})
        seen.update({"preferences": bool(problem.weights.preferences)})

    assert all(count > 15 for count in seen.values()), seen
    assert len(seen) == 9


@pytest.mark.parametrize(
    ("size", "repeats"),
    [
        ((20, 5, 5), 0),
        ((25, 5, 5), 50),
        ((30, 5, 4), 60),
        ((28, 5, 4), 48),
        ((100, 10, 4), 60),
        ((200, 20, 5), 0),
        ((700, 70, 6), 0),
        ((96, 12, 8), 0),
    ],
)
def test_reaches_the_bound_of_known_sizes(size, repeats):
    problem = even(*size)

    solution = solve(problem, seed=3, seconds=10)

    assert (solution.status, solution.repeats, solution.bound) == ("optimal", repeats, repeats)
    assert examine(problem, solution) == examine(problem, solution).__class__((), is_certified=True)


def test_nobody_goes_all_the_way_with_somebody_else():
    solution = solve(even(25, 5, 5), seed=0, seconds=10)

    assert max(map(len, _meetings(solution).values())) < 5


def _meetings(solution):
    met = {}
    for number, one in enumerate(solution.rounds):
        for p, place in enumerate(one):
            for q in range(p):
                if one[q] == place:
                    met.setdefault((q, p), []).append(number)
    return met


def city_projects(**rules):
    """25 projects on five tables in five rounds; five of them are hosts."""
    people = tuple(
        Participant(
            f"p{n}",
            prefs=(f"t{n % 5}", f"t{(n + 2) % 5}"),
            sector=("civil", "state", "city")[n % 3],
            org=f"o{n // 3}",
            host_of=f"t{n}" if n < 5 else None,
        )
        for n in range(25)
    )
    tables = tuple(Table(f"t{n}", 6) for n in range(5))
    return Problem(people, tables, rounds=4, **rules)


def test_hosts_stay_and_pairs_stay_apart():
    problem = city_projects(apart=(("p6", "p7"), ("p0", "p9")), weights=Weights(repeats=3, mix=1))

    solution = solve(problem, seed=0, seconds=5)

    assert check(problem, solution) == []
    assert solution.bound <= solution.repeats <= solution.bound + 6


def test_a_single_host_needs_slack_where_everybody_visits_every_table():
    """Eleven guests come by the host's table in three rounds, so it cannot be as small as the others each time."""
    hosting = tuple(Participant(f"p{n}", host_of="t0" if n == 0 else None) for n in range(12))
    even_sizes = replace(even(12, 3, 3), participants=hosting)
    uneven = replace(even_sizes, slack=1)

    assert solve(even_sizes, seed=0, seconds=10).status == "infeasible"
    assert check(uneven, solution := solve(uneven, seed=0, seconds=10)) == []
    assert solution.bound <= solution.repeats <= solution.bound + 4


def test_the_weights_pull_where_they_should():
    """What a slider promises: more weight, and no less of what it is for."""
    plans = {
        name: solve(city_projects(weights=weights), seed=0, seconds=5)
        for name, weights in {
            "repeats": Weights(),
            "wishes": Weights(repeats=1, preferences=20),
            "mix": Weights(repeats=1, mix=20),
        }.items()
    }

    assert plans["wishes"].unmet <= plans["repeats"].unmet
    assert plans["mix"].kin < plans["repeats"].kin
    assert plans["repeats"].repeats <= min(plans["wishes"].repeats, plans["mix"].repeats)


def test_three_no_shows_move_as_few_as_can_be():
    whole = even(25, 5, 5)
    plan = solve(whole, seed=0, seconds=10).rounds
    gone = [p for p, place in enumerate(plan[2]) if place == "t0"][:3]
    people = tuple(replace(one, is_absent=p in gone) for p, one in enumerate(whole.participants))
    problem = replace(whole, participants=people, held=plan[:2], planned=plan[2:])

    solution = solve(problem, seed=0, seconds=10)

    assert check(problem, solution) == []
    assert (solution.moves, solution.moves_bound) == (2, 2)
    assert solution.rounds[:2] == plan[:2]


def test_a_late_guest_gets_a_place_and_nobody_else_moves():
    whole = even(24, 5, 4)
    plan = solve(whole, seed=0, seconds=10).rounds
    people = (*whole.participants, Participant("late"))
    held, planned = (tuple((*one, None) for one in part) for part in (plan[:1], plan[1:]))
    problem = replace(whole, participants=people, held=held, planned=planned)

    solution = solve(problem, seed=0, seconds=10)

    assert check(problem, solution) == []
    assert solution.moves == 0
    assert len({one[-1] for one in solution.rounds[1:]}) == 3


def test_a_large_congress_is_repaired_in_time():
    whole = even(400, 40, 5)
    plan = solve(whole, seed=0, seconds=10).rounds
    people = tuple(replace(one, is_absent=p % 40 == 0) for p, one in enumerate(whole.participants))
    problem = replace(whole, participants=people, held=plan[:3], planned=plan[3:])

    solution = solve(problem, seed=0, seconds=20)

    assert check(problem, solution) == []
    assert solution.moves <= 2 * solution.moves_bound + 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tables": (Table("a", 1), Table("b", 2))}, "4 people, but only 3 seats at the tables: 1 are missing."),
        ({"rounds": 3}, "This cannot hold together: nobody comes to a table twice."),
        (
            {"apart": (("p0", "p1"), ("p1", "p2"), ("p0", "p2"), ("p2", "p3"))},
            "p0 and p1 never at one table; p1 and p2 never at one table; p0 and p2 never at one table.",
        ),
    ],
)
def test_what_is_impossible_is_told_as_a_smallest_conflict(changes, words):
    problem = replace(even(4, 2, 2), **changes)

    solution = solve(problem, seed=0, seconds=5)

    assert solution.status == "infeasible"
    assert solution.conflict.text["en"].endswith(words)


def test_other_names_and_another_order_change_nothing_that_counts():
    problem = city_projects(weights=Weights(repeats=2, preferences=1, mix=1))
    renamed = json.loads(json.dumps(problem_as_json(problem)).replace('"p', '"person ').replace('"t', '"table '))
    renamed = {key.replace("person ", "p").replace("table ", "t"): value for key, value in renamed.items()}
    names = {"person refs": "prefs"}
    renamed["participants"] = [{names.get(k, k): v for k, v in one.items()} for one in renamed["participants"]]
    renamed["weights"] = {k.replace("person ", "p"): v for k, v in renamed["weights"].items()}

    there = solve(problem, seed=5, seconds=10)
    elsewhere = solve(parse_problem(renamed), seed=5, seconds=10)

    def place(name):
        return None if name is None else name.replace("table ", "t")

    assert tuple(tuple(place(name) for name in one) for one in elsewhere.rounds) == there.rounds


def turned_round(problem):
    """The same people and tables, the last ones first."""
    return replace(
        problem,
        participants=problem.participants[::-1],
        tables=problem.tables[::-1],
        held=tuple(one[::-1] for one in problem.held),
        planned=problem.planned and tuple(one[::-1] for one in problem.planned),
    )


def with_somebody_absent(problem):
    """One more person, who is not there and never was."""
    return replace(
        problem,
        participants=(*problem.participants, Participant("ghost", is_absent=True)),
        held=tuple((*one, None) for one in problem.held),
        planned=problem.planned and tuple((*one, None) for one in problem.planned),
    )


@pytest.mark.parametrize("changed", [turned_round, with_somebody_absent])
def test_what_is_proven_does_not_hang_on_order_or_on_who_is_away(draw_problem, changed):
    for number in range(300, 312):
        problem = draw_problem(number)

        there, elsewhere = (solve(one, seed=number, seconds=20) for one in (problem, changed(problem)))

        assert (there.status, there.moves, there.objective) == (
            elsewhere.status,
            elsewhere.moves,
            elsewhere.objective,
        ), number


def test_a_rule_that_nobody_feels_costs_nothing():
    base = even(20, 5, 5)
    wished = replace(base, participants=tuple(replace(one, sector="civil") for one in base.participants))

    assert solve(wished, seed=0, seconds=10).repeats == solve(base, seed=0, seconds=10).repeats == 0


SOLVE = """
import json, sys
from forums.rotation.problem import parse_problem
from forums.rotation.solver import solve
print(solve(parse_problem(json.load(sys.stdin)), seed=7, seconds=60).rounds)
"""


def test_the_same_seed_gives_the_same_plan_in_every_process():
    text = json.dumps(problem_as_json(city_projects(apart=(("p6", "p7"),), weights=Weights(2, 1, 1))))
    plans = {
        subprocess.run(
            [sys.executable, "-c", SOLVE],
            input=text,
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "77")
    }

    assert len(plans) == 1
