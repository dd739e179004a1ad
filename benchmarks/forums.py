"""Exact leximin assignment with its certificate against one linear flow of the same network, in the same run.

Ours is the whole of `solve`: from the problem to seats, levels and prices that prove them. The yardstick is what one
writes first: the same participants, forums and arcs, the rank as cost (unlisted: one more than the last rank; no place:
twice that), one OR-Tools minimum cost flow, the seats read out of it; it starts from the same problem and builds its
network with the same code. Both run in turn, in one process and on one core; medians of CPU seconds, since others may use
the machine. Wishes are 6 a person, correlated by topics and skewed by popularity; 5 % of the seats are spare, forums
have minimums. Beside it, by each method, who got which wish.
Run: python -m benchmarks.forums (a million people and 500 forums: benchmarks.million)
"""

import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import NamedTuple, TypeVar

import numpy as np

from benchmarks import rivals
from benchmarks.rivals import Ranks
from forums.assignment.check import examine
from forums.assignment.deadline import Deadline
from forums.assignment.flow import Seating, arcs_of, min_cost_flow, seating_of
from forums.assignment.network import network_of
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Solution
from forums.assignment.solver import solve

WISHES = 6
SIZES = ((5_000, 40, 9), (100_000, 300, 3))
HUGE = (1_000_000, 500, 1)
GOAL_RATIO, GOAL_CHECK_PERCENT, GOAL_GIBIBYTES = 3.5, 50, 1.2
PLENTY = 3600.0
AT_ONCE = 10_000


Result = TypeVar("Result")


class Figures(NamedTuple):
    """Medians of CPU seconds, and what the process ever had in memory when ours was solved for the first time."""

    ours: float
    linear: float
    check: float
    gibibytes: float


def measure_all(sizes: Sequence[tuple[int, int, int]]) -> None:
    """Print the figures of each size: people, forums, rounds."""
    for people, forums, rounds in sizes:
        name, problem = f"forums {people}x{forums}", draw(people, forums)
        figures = measure(problem, rounds)
        print(f"{name} leximin exact: {figures.ours / figures.linear:.2f} x linear flow (goal <= {GOAL_RATIO})")
        print(f"{name} leximin exact, CPU time: {figures.ours:.3f} s")
        print(f"{name} linear flow, CPU time: {figures.linear:.3f} s")
        share = 100 * figures.check / figures.ours
        print(f"{name} check: {share:.0f} % of solving (goal <= {GOAL_CHECK_PERCENT})")
        print(
            f"{name} memory at the most: {figures.gibibytes:.2f} GiB (goal at a million <= {GOAL_GIBIBYTES})",
            flush=True,
        )
        if people < HUGE[0]:
            compare(name, problem)


def compare(name: str, problem: Problem) -> None:
    """Print who got which wish, by each method, in one table."""
    # What the others know: seats and wishes, no minimums.
    bare = replace(
        problem, forums=tuple(replace(one, capacity={SLOT: (0, one.capacity[SLOT][1])}) for one in problem.forums)
    )
    ways: dict[str, Callable[[], Ranks]] = {
        "ours (leximin)": partial(ranks_of, bare),
        "random order": partial(rivals.random_order, bare, seed=1),
        "first come": partial(rivals.first_come, bare),
        "moodle's method": partial(rivals.rating_sum, bare),
        "matching's method": partial(rivals.deferred_acceptance, bare, seed=1),
    }
    print(
        f"{name} {'wishes granted':>20}", *(f"{rank:>7}." for rank in range(1, WISHES + 1)), "  other or none       s"
    )
    for way, work in ways.items():
        ranks, seconds = timed(work)
        counts = Counter(ranks)
        granted = (f"{counts[rank]:>8}" for rank in range(1, WISHES + 1))
        print(f"{name} {way:>20}", *granted, f"{counts[None]:>15} {seconds:>7.2f}", flush=True)


def ranks_of(problem: Problem) -> Ranks:
    assignment = exact(problem, 1).assignment
    return [
        one.prefs.index(place) + 1 if (place := assignment[one.id].get(SLOT)) in one.prefs else None
        for one in problem.participants
    ]


def draw(people: int, forums: int) -> Problem:
    """Draw a problem: popularity is log-normal, tastes and topics lie in five dimensions."""
    chance = np.random.default_rng(1)
    popularity = chance.normal(size=forums)
    topics, tastes = chance.normal(size=(forums, 5)), chance.normal(size=(people, 5))
    wishes = np.empty((people, WISHES), np.int64)
    for first in range(0, people, AT_ONCE):
        some = tastes[first : first + AT_ONCE]
        liking = 0.7 * some @ topics.T + popularity + chance.gumbel(size=(len(some), forums))
        wishes[first : first + AT_ONCE] = np.argsort(-liking, axis=1)[:, :WISHES]
    ids = [f"f{number}" for number in range(forums)]
    seats = -(-people * 20 // (19 * forums))
    return Problem(
        tuple(Participant(f"p{number}", tuple(ids[f] for f in row)) for number, row in enumerate(wishes.tolist())),
        tuple(Forum(forum, {SLOT: (seats * 3 // 10, seats)}) for forum in ids),
        objective=("unplaced", "leximin"),
    )


def measure(problem: Problem, rounds: int) -> Figures:
    """Time all in turn, and make sure that ours is proven."""
    linear_flow(draw(50, 8))  # Loads the library, which neither side is to pay for.
    ours, linear, check, gibibytes = [], [], [], 0.0
    for number in range(rounds):
        solution, seconds = timed(partial(exact, problem, number))
        ours.append(seconds)
        gibibytes = gibibytes or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        linear.append(timed(partial(linear_flow, problem))[1])
        verdict, seconds = timed(partial(examine, problem, solution))
        check.append(seconds)
        if not verdict.is_certified:
            raise AssertionError(f"not proven optimal: {verdict.faults}")
    return Figures(median(ours), median(linear), median(check), gibibytes)


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
    measure_all(SIZES)
