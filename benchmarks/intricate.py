"""What no network holds: quotas, caps and pairs for 5,000, two slots with pairs for 700, each proven.

The yardstick is the plain relaxation of the same problem: every place as a variable (no columns left out), the levels
packed, whole numbers not asked for, one linear program by HiGHS. Ours is the whole of ``solve``, from the problem to seats
proven best in whole numbers, level by level. Both in turn, in one process; wall-clock, since HiGHS uses what cores there are.
Run: python -m benchmarks.intricate
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import TypeVar

from benchmarks.forums import draw
from forums.assignment.check import examine
from forums.assignment.counted import counted_in
from forums.assignment.deadline import Deadline
from forums.assignment.intricate import weights_of
from forums.assignment.problem import SLOT, Problem
from forums.assignment.programme import Programme, columns_of
from forums.assignment.solver import solve
from forums.assignment.units import case_of

GOAL_RATIO = 5.0
PLENTY = 600.0
Result = TypeVar("Result")


def main() -> None:
    for name, problem in (
        ("5000x40, quotas, caps and 100 pairs", with_rules(draw(5_000, 40), pairs=100)),
        ("700x12 in two slots, 40 pairs", in_two_slots(with_rules(draw(700, 12), pairs=40))),
    ):
        relaxed = timed(partial(relaxation, problem))[1]
        solution, seconds = timed(partial(solve, problem, seed=1, seconds=PLENTY))
        verdict = examine(problem, solution)
        if solution.status != "optimal" or verdict.faults:
            raise AssertionError(f"not proven: {solution.status}, {verdict.faults}")
        word = "prices" if verdict.is_certified else "prices and whole numbers"
        print(f"forums {name}, proven by {word}: {seconds / relaxed:.2f} x the relaxation (goal <= {GOAL_RATIO:.0f})")
        print(f"forums {name}: {seconds:.1f} s, relaxation {relaxed:.1f} s; {dict(solution.objective)}", flush=True)


def with_rules(problem: Problem, *, pairs: int) -> Problem:
    """Add sectors with quotas, organisations within sectors with a cap, and pairs: half together, half apart."""
    draw_of = Random(2)
    sectors = draw_of.choices(["civil", "state", "city", "business"], [5, 2, 2, 1], k=len(problem.participants) // 4)
    seats = problem.forums[0].capacity[SLOT][1]
    chosen = [draw_of.randrange(len(sectors)) for _ in problem.participants]
    people = [
        replace(one, org=f"o{org}", sector=sectors[org]) for one, org in zip(problem.participants, chosen, strict=True)
    ]
    names = draw_of.sample([one.id for one in people], 2 * pairs)
    matched = tuple(zip(names[::2], names[1::2], strict=True))
    quotas = {"civil": (seats // 4, seats * 7 // 10), "state": (seats // 20, seats * 4 // 10)}
    return replace(
        problem,
        participants=tuple(people),
        forums=tuple(replace(forum, sector_quota=quotas) for forum in problem.forums),
        org_max=2,
        soft=("sector_quota",),
        together=matched[: pairs // 2],
        apart=matched[pairs // 2 :],
    )


def in_two_slots(problem: Problem) -> Problem:
    """Offer every forum twice, in the second slot with a few seats more or fewer."""
    forums = [
        replace(forum, capacity={0: forum.capacity[SLOT], 1: (0, forum.capacity[SLOT][1] + number % 3)})
        for number, forum in enumerate(problem.forums)
    ]
    return replace(problem, forums=tuple(forums), slots=2)


def relaxation(problem: Problem) -> None:
    """Solve the linear program with every column."""
    case = case_of(problem, seed=1)
    programme = Programme(case, counted_in(case), columns_of(case, case.may))
    if programme.minimise(programme.costs(weights_of(case)[0]), Deadline(PLENTY), is_whole=False) is None:
        raise AssertionError("the relaxation was not solved")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    main()
