"""Several slots, pairs, and levels beside sectors, against trying out everything; and at their edges."""

from collections import Counter
from dataclasses import replace
from random import Random
from time import perf_counter

import pytest

from forums.assignment.check import examine
from forums.assignment.errors import OutOfTime
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.remedies import with_remedy
from forums.assignment.slices import is_separable
from forums.assignment.solver import solve
from forums.assignment.units import is_intricate


@pytest.mark.parametrize("block", range(4))
def test_equals_trying_out_everything_with_slots_pairs_and_levels(block, draw_intricate, solve_slowly):
    for number in range(block * 45, block * 45 + 45):
        problem = draw_intricate(number)
        expected = solve_slowly(problem)

        solution = solve(problem, seed=number, seconds=20)

        if expected is None:
            assert solution.status == "infeasible", number
        else:
            assert (solution.status, list(solution.objective)) == ("optimal", expected), number
        assert examine(problem, solution).faults == (), number


def test_random_problems_hold_every_rule_and_every_outcome(draw_intricate):
    """The blocks above would prove little if their problems were all alike."""
    seen = Counter()
    for number in range(180):
        problem = draw_intricate(number)
        seen.update(problem.soft)
        seen.update({f"{problem.slots} slots", f"intricate: {is_intricate(problem)}"})
        seen.update({"apart from each other": is_separable(problem)})
        seen.update({"hard together": "together" not in problem.soft and bool(problem.together)})
        seen.update({"hard apart": "apart" not in problem.soft and bool(problem.apart)})

    assert min(seen[name] for name in ("level_quota", "together", "apart", "minimum", "sector_quota", "org_max")) > 30
    assert seen["apart from each other"] > 20
    assert min(seen["1 slots"], seen["2 slots"], seen["3 slots"], seen["hard together"], seen["hard apart"]) > 20


def test_one_slot_without_pairs_is_the_same_either_way(draw_problem):
    """Two solvers that share little: a flow with prices, and a linear program with prices."""
    for number in range(40):
        problem = draw_problem(number)
        levels = replace(problem, forums=tuple(replace(one, level_quota={"none": (0, 9)}) for one in problem.forums))

        flow, programme = solve(problem, seed=1, seconds=20), solve(levels, seed=1, seconds=20)

        assert (programme.status, programme.objective) == (flow.status, flow.objective), number


def test_every_way_out_of_a_conflict_leads_out(draw_intricate, draw_problem):
    seen = Counter()
    for draw in (draw_intricate, draw_problem):
        for number in range(200, 240):
            problem = draw(number)
            solution = solve(problem, seed=0, seconds=20)
            if solution.conflict is not None:
                assert solution.conflict.remedies, number
                for remedy in solution.conflict.remedies:
                    seen.update(rule.kind for rule, _ in remedy.changes)
                    assert solve(with_remedy(problem, remedy), seed=0, seconds=20).status == "optimal", number

    assert len(seen) >= 8


def test_the_cheapest_way_out_is_the_smallest_change():
    """Five people pinned to three seats: two seats more, or two people released."""
    problem = Problem(
        tuple(Participant(f"p{n}", ("a",), fixed={SLOT: "a"}, org="o") for n in range(5)),
        (Forum("a", {SLOT: (0, 3)}), Forum("b", {SLOT: (0, 9)})),
    )

    solution = solve(problem, seed=0, seconds=5)

    ways = [{(rule.kind, to) for rule, to in remedy.changes} for remedy in solution.conflict.remedies]
    assert ways == [{("fixed", None)}, {("maximum", 5)}]
    assert len(solution.conflict.remedies[0].changes) == 2


def congress_with_pairs(draw_congress, *, people, forums, pairs, **rules):
    problem = draw_congress(3, people=people, forums=forums)
    names = Random(1).sample([one.id for one in problem.participants], 2 * pairs)  # noqa: S311 - chance to be repeated
    chosen = tuple(zip(names[::2], names[1::2], strict=True))
    return replace(problem, together=chosen[: pairs // 2], apart=chosen[pairs // 2 :], **rules)


def test_a_congress_in_two_slots_with_pairs_is_proven(draw_congress):
    problem = congress_with_pairs(draw_congress, people=150, forums=8, pairs=20, slots=2)
    problem = replace(
        problem,
        forums=tuple(replace(one, capacity={0: (5, 22), 1: (0, 20 + n % 4)}) for n, one in enumerate(problem.forums)),
    )

    solution = solve(problem, seed=0, seconds=60)

    verdict = examine(problem, solution)
    assert (solution.status, verdict.faults) == ("optimal", ())
    assert verdict.bound is not None
    for one, other in problem.together:
        assert solution.assignment[one] == solution.assignment[other]
    for one, other in problem.apart:
        assert not set(solution.assignment[one].items()) & set(solution.assignment[other].items())


def test_equal_slots_are_solved_at_once_and_proven_by_prices(draw_congress):
    problem = draw_congress(4, people=120, forums=8)
    problem = replace(
        problem,
        participants=tuple(replace(one, previous={}) for one in problem.participants),
        forums=tuple(replace(one, capacity=dict.fromkeys(range(3), (5, 17))) for one in problem.forums),
        org_max=None,
        slots=3,
    )

    solution = solve(problem, seed=0, seconds=60)

    verdict = examine(problem, solution)
    assert (solution.status, verdict.faults, verdict.is_certified) == ("optimal", (), True)
    assert solution.objective[0] == ("unplaced", 0)


def test_an_irrelevant_forum_and_twice_everybody_change_what_they_may(draw_congress):
    problem = congress_with_pairs(draw_congress, people=60, forums=5, pairs=8)
    closed = replace(problem, forums=(*problem.forums, Forum("z", {SLOT: (0, 0)})))
    again = [
        replace(
            one,
            id=f"{one.id}'",
            org=one.org and f"{one.org}'",
            prefs=tuple(f"{name}'" for name in one.prefs),
            previous={},
        )
        for one in problem.participants
    ]
    first = replace(problem, participants=tuple(replace(one, previous={}) for one in problem.participants))
    twice = replace(
        first,
        participants=(
            *first.participants,
            *(replace(one, eligible=tuple(f"{f.id}'" for f in problem.forums)) for one in again),
        ),
        forums=(*problem.forums, *(replace(one, id=f"{one.id}'") for one in problem.forums)),
        together=(*problem.together, *((f"{a}'", f"{b}'") for a, b in problem.together)),
        apart=(*problem.apart, *((f"{a}'", f"{b}'") for a, b in problem.apart)),
    )
    only_here = tuple(forum.id for forum in problem.forums)
    twice = replace(
        twice,
        participants=tuple(one if one.eligible else replace(one, eligible=only_here) for one in twice.participants),
    )

    once = solve(first, seed=2, seconds=30)

    assert solve(closed, seed=2, seconds=30).objective == solve(problem, seed=2, seconds=30).objective
    assert solve(twice, seed=2, seconds=30).objective == tuple((level, 2 * people) for level, people in once.objective)


def test_without_time_it_is_valid_and_bounded(draw_intricate, solve_slowly, badness):
    outcomes = Counter()
    for number in range(80):
        problem = draw_intricate(number)
        try:
            solution = solve(problem, seed=number, seconds=0)
        except OutOfTime:
            outcomes["no time"] += 1
            continue
        outcomes[solution.status] += 1
        assert examine(problem, solution).faults == (), number
        if solution.status == "feasible":
            best = badness(problem, solve_slowly(problem))
            assert badness(problem, solution.bound) <= best <= badness(problem, solution.objective), number

    assert outcomes["feasible"] > 15


def test_the_time_is_kept(draw_congress):
    """Two slots, pairs and quotas for 1,500 people take much longer than this."""
    problem = congress_with_pairs(draw_congress, people=1500, forums=20, pairs=60, slots=2)
    problem = replace(
        problem,
        forums=tuple(replace(one, capacity={0: (9, 80 + n % 3), 1: (0, 81)}) for n, one in enumerate(problem.forums)),
    )
    start = perf_counter()

    solution = solve(problem, seed=0, seconds=3)

    assert perf_counter() - start < 3 * 1.1 + 0.5
    assert examine(problem, solution).faults == ()
