"""Stands on pitches: equal to trying everything, whatever the rules; right in its own figures; deterministic."""

from itertools import permutations
from random import Random

import pytest

from forums.placement.check import examine
from forums.placement.problem import Exclusion, Problem, Spot, Stand, fingerprint, parse_problem, problem_as_json
from forums.placement.solution import parse_solution, solution_as_json
from forums.placement.solver import best_for_each, greedy, solve, total
from forums.placement.worth import fits, too_near


def tiny(seed):
    """Make a problem of up to five stands and six spots, with all rules at random."""
    chance = Random(seed)  # noqa: S311 -- a test's seed
    spots = tuple(
        Spot(
            f"s{n}",
            float(chance.randint(0, 9)),
            float(chance.randint(0, 9)),
            chance.choice([4.0, 6.0, 9.0]),
            chance.randint(0, 2),
            chance.randint(0, 50) / 10,
            chance.choice([(), (), ("wall",), ("light", "wall")]),
        )
        for n in range(chance.randint(1, 6))
    )
    names = [f"e{n}" for n in range(chance.randint(1, 5))]
    stands = tuple(
        Stand(
            name,
            chance.choice([2.0, 6.0, 7.5]),
            chance.choice([0, 0, 1, 2]),
            chance.choice([None, "a", "b"]),
            chance.randint(1, 3),
            chance.choice([spot.id for spot in spots]) if chance.random() < 0.15 else None,
            chance.choice([(), (), (), ("wall",), ("light",)]),
        )
        for name in names
    )
    pairs = [pair for n, a in enumerate(names) for pair in ((a, b) for b in names[:n])]
    exclusions = tuple(Exclusion(*pair, float(chance.randint(1, 8))) for pair in pairs if chance.random() < 0.3)
    return Problem(spots, stands, exclusions, zone_size=chance.randint(1, 3), zones=chance.random() < 0.6)


def best_by_trying(problem):
    """Try every placement; None where the fixed stands leave none."""
    places = [*range(len(problem.spots)), *[None] * len(problem.stands)]
    number = {stand.id: e for e, stand in enumerate(problem.stands)}
    best = None
    for chosen in set(permutations(places, len(problem.stands))):
        if all(_may(stand, problem, s) for stand, s in zip(problem.stands, chosen, strict=True)) and all(
            chosen[number[pair.one]] is None
            or chosen[number[pair.other]] is None
            or not too_near(
                problem.spots[chosen[number[pair.one]]], problem.spots[chosen[number[pair.other]]], pair.distance
            )
            for pair in problem.exclusions
        ):
            worth = total(problem, {e: s for e, s in enumerate(chosen) if s is not None})
            best = worth if best is None else max(best, worth)
    return best


def _may(stand, problem, s):
    if stand.fixed is not None:
        return s is not None and problem.spots[s].id == stand.fixed and fits(stand, problem.spots[s])
    return s is None or fits(stand, problem.spots[s])


def test_hundreds_of_tiny_problems_are_solved_as_by_trying_everything():
    statuses = set()
    for seed in range(250):
        problem = tiny(seed)
        solution = solve(problem, seed=seed, seconds=20)
        best = best_by_trying(problem)
        statuses.add(solution.status)
        if best is None:
            assert (solution.status, bool(solution.conflict.rules)) == ("infeasible", True), seed
            continue
        assert (solution.status, solution.objective, solution.bound) == ("optimal", best, best), seed
        assert examine(problem, solution).faults == (), seed
        assert greedy_is_right(problem), seed
    assert statuses == {"optimal", "infeasible"}


def greedy_is_right(problem):
    placed = greedy(problem)
    names = {problem.stands[e].id: problem.spots[s].id for e, s in placed.items()}
    unplaced = [stand.id for e, stand in enumerate(problem.stands) if e not in placed]
    worth = total(problem, placed)
    told = {"status": "feasible", "objective": worth, "bound": best_for_each(problem)}
    return examine(problem, parse_solution(told | {"placement": names, "unplaced": unplaced})).faults == ()


def test_names_and_order_change_nothing_but_names_and_order():
    for seed in range(20):
        problem = tiny(seed)
        renamed = Problem(
            tuple(Spot(f"new {s.id}", s.x + 3, s.y - 2, s.area, s.power, s.value, s.offers) for s in problem.spots),
            tuple(
                Stand(f"new {e.id}", e.area, e.power, e.theme, e.prio, e.fixed and f"new {e.fixed}", e.needs)
                for e in reversed(problem.stands)
            ),
            tuple(Exclusion(f"new {x.other}", f"new {x.one}", x.distance) for x in problem.exclusions),
            problem.zone_size,
            problem.zones,
        )

        one, other = solve(problem, seed=1, seconds=20), solve(renamed, seed=1, seconds=20)

        assert (one.status, one.objective) == (other.status, other.objective)


def test_a_problem_and_its_solution_are_read_back_equal():
    problem = tiny(7)
    solution = solve(problem, seed=3, seconds=20)

    assert parse_problem(problem_as_json(problem)) == problem
    assert fingerprint(problem) != fingerprint(tiny(8))
    again = parse_solution(solution_as_json(solution))
    assert (again.placement, again.unplaced, again.objective, again.bound) == (
        solution.placement,
        solution.unplaced,
        solution.objective,
        solution.bound,
    )


def test_a_time_limit_leaves_a_placement_and_says_how_good_it_may_be():
    chance = Random(5)  # noqa: S311 -- a test's seed
    spots = tuple(Spot(f"s{n}", n % 10.0, n // 10.0, 6.0, n % 3, n % 7 / 2) for n in range(90))
    stands = tuple(Stand(f"e{n}", 6.0, chance.randint(0, 2), str(n % 8), chance.randint(1, 3), None) for n in range(80))
    problem = Problem(spots, stands, (Exclusion("e1", "e2", 4.0),), zones=True)

    solution = solve(problem, seed=0, seconds=0.3)

    assert (solution.status, examine(problem, solution).faults) == ("feasible", ())
    assert solution.bound >= solution.objective > total(problem, {})
    assert solution.gap > 0


@pytest.mark.parametrize(
    ("stand", "rules"),
    [
        ({"area": 9.0}, (("fixed", "e0", "s0"), ("area", "e0"))),
        ({"power": 2}, (("fixed", "e0", "s0"), ("power", "e0"))),
        ({}, (("fixed", "e1", "s0"), ("fixed", "e0", "s0"))),
    ],
)
def test_fixed_stands_that_cannot_stay_are_named(stand, rules):
    spots = (Spot("s0", 0.0, 0.0, 6.0, 1, 1.0), Spot("s1", 1.0, 0.0, 6.0, 1, 1.0))
    wanting = Stand("e0", fixed="s0", **({"area": 2.0, "power": 0} | stand))
    problem = Problem(spots, (Stand("e1", 2.0, fixed="s1" if stand else "s0"), wanting))

    solution = solve(problem, seed=0, seconds=5)

    assert (solution.status, solution.conflict.rules) == ("infeasible", rules)
    assert {"de", "en"} == set(solution.conflict.text)


def test_fixed_stands_that_stand_too_near_are_named():
    spots = (Spot("s0", 0.0, 0.0, 6.0), Spot("s1", 1.0, 0.0, 6.0))
    stands = (Stand("e0", 2.0, fixed="s0"), Stand("e1", 2.0, fixed="s1"))

    solution = solve(Problem(spots, stands, (Exclusion("e0", "e1", 1.0),)), seed=0, seconds=5)

    assert solution.conflict.rules[0] == ("apart", "e0", "e1")
