"""Exact leximin assignment with its certificate against one linear flow of the same network, in the same run.

Ours is the whole of `solve`: from the problem to seats, levels and prices that prove them. The yardstick is what one
writes first: the same participants, forums and arcs, the rank as cost (unlisted: one more than the last rank; no place:
twice that), one OR-Tools minimum cost flow, the seats read out of it; it starts from the same problem and builds its
network with the same code. Both run in turn, in one process and on one core; medians of CPU seconds, since others may use
the machine. Wishes are 6 a person, correlated by topics and skewed by popularity; 5 % of the seats are spare, forums
have minimums. Run: python -m benchmarks.forums
"""

import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import NamedTuple, TypeVar

import numpy as np

from forums.assignment.check import examine
from forums.assignment.deadline import Deadline
from forums.assignment.flow import Seating, arcs_of, min_cost_flow, seating_of
from forums.assignment.network import network_of
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Solution
from forums.assignment.solver import solve

WISHES = 6
SIZES = ((5_000, 40, 9), (100_000, 300, 3))
GOAL_RATIO, GOAL_CHECK_PERCENT = 3.5, 50
PLENTY = 3600.0


Result = TypeVar("Result")


class Figures(NamedTuple):
    """Medians of CPU seconds."""

    ours: float
    linear: float
    check: float


def main() -> None:
    for people, forums, rounds in SIZES:
        name, figures = f"forums {people}x{forums}", measure(draw(people, forums), rounds)
        print(f"{name} leximin exact: {figures.ours / figures.linear:.2f} x linear flow (goal <= {GOAL_RATIO})")
        print(f"{name} leximin exact, CPU time: {figures.ours:.3f} s")
        print(f"{name} linear flow, CPU time: {figures.linear:.3f} s")
        share = 100 * figures.check / figures.ours
        print(f"{name} check: {share:.0f} % of solving (goal <= {GOAL_CHECK_PERCENT})", flush=True)


def draw(people: int, forums: int) -> Problem:
    """Draw a problem: popularity is log-normal, tastes and topics lie in five dimensions."""
    chance = np.random.default_rng(1)
    popularity = chance.normal(size=forums)
    topics, tastes = chance.normal(size=(forums, 5)), chance.normal(size=(people, 5))
    liking = 0.7 * tastes @ topics.T + popularity + chance.gumbel(size=(people, forums))
    wishes = np.argsort(-liking, axis=1)[:, :WISHES]
    ids = [f"f{number}" for number in range(forums)]
    seats = -(-people * 20 // (19 * forums))
    return Problem(
        tuple(Participant(f"p{number}", tuple(ids[f] for f in row)) for number, row in enumerate(wishes.tolist())),
        tuple(Forum(forum, {SLOT: (seats * 3 // 10, seats)}) for forum in ids),
        objective=("unplaced", "leximin"),
    )


def measure(problem: Problem, rounds: int) -> Figures:
    """Time all in turn, and make sure that ours is proven."""
    linear_flow(problem)  # Loads the library, which neither side is to pay for.
    ours, linear, check = [], [], []
    for number in range(rounds):
        solution, seconds = timed(partial(exact, problem, number))
        ours.append(seconds)
        linear.append(timed(partial(linear_flow, problem))[1])
        verdict, seconds = timed(partial(examine, problem, solution))
        check.append(seconds)
        if not verdict.is_certified:
            raise AssertionError(f"not proven optimal: {verdict.faults}")
    return Figures(median(ours), median(linear), median(check))


def exact(problem: Problem, seed: int) -> Solution:
    return solve(problem, seed=seed, seconds=PLENTY)


def linear_flow(problem: Problem) -> Seating:
    """Seat everyone with the least sum of ranks."""
    network = network_of(problem, seed=0)
    extra = {"unplaced": 2 * WISHES + 1, "unranked": WISHES}  # More than a first wish costs.
    costs = [extra.get(level) or int(level.removeprefix("rank")) - 1 for level in network.levels]
    flow = min_cost_flow(arcs_of(network, np.array(costs, np.int64)), Deadline(PLENTY))
    if flow is None:
        raise AssertionError("the seats suffice for everybody")
    return seating_of(network, flow)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


if __name__ == "__main__":
    main()
