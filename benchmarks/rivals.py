"""Ways to assign people to forums that others use, in a few honest lines each, as yardsticks for benchmarks.forums.

All know seats and wishes only. ``random_order`` and ``first_come`` are what organisers do by hand; ``rating_sum`` is
moodle's method as it is described (a flow that maximises the sum of ratings, a wish of rank r rated longest + 1 - r, nobody
put where they did not wish to be); ``deferred_acceptance`` is what the package ``matching`` does for hospitals and
residents (Gale and Shapley, 1962): forums rank people by a lot, since they have no preferences of their own.
"""

from collections.abc import Sequence
from heapq import heappush, heappushpop
from random import Random

import numpy as np

from forums.assignment.flow_process import run
from forums.assignment.problem import SLOT, Problem

Ranks = list[int | None]  # everyone's rank, None for no place


def random_order(problem: Problem, *, seed: int) -> Ranks:
    """Everyone takes the dearest wish that has a seat, in an order drawn by lot."""
    order = Random(seed).sample(range(len(problem.participants)), len(problem.participants))
    return _in_turn(problem, order)


def first_come(problem: Problem) -> Ranks:
    """Everyone takes the dearest wish that has a seat, in the order of registration."""
    return _in_turn(problem, range(len(problem.participants)))


def _in_turn(problem: Problem, order: Sequence[int]) -> Ranks:
    seats = {forum.id: forum.capacity[SLOT][1] for forum in problem.forums}
    ranks: Ranks = [None] * len(problem.participants)
    for person in order:
        for rank, wish in enumerate(problem.participants[person].prefs, 1):
            if seats[wish]:
                seats[wish] -= 1
                ranks[person] = rank
                break
    return ranks


def rating_sum(problem: Problem) -> Ranks:
    """Maximise the sum of ratings by one flow: person → forum → end, and person → end for those left out."""
    people, number = len(problem.participants), {forum.id: index for index, forum in enumerate(problem.forums)}
    longest = max(len(one.prefs) for one in problem.participants)
    wishes = [
        (p, number[wish], rank) for p, one in enumerate(problem.participants) for rank, wish in enumerate(one.prefs, 1)
    ]
    person, forum, rank = np.array(wishes, np.int64).T
    everyone, forums = np.arange(people), np.arange(len(number))
    end = people + len(number)
    seats = np.array([one.capacity[SLOT][1] for one in problem.forums])
    supply = np.ones(end + 1, np.int64)
    supply[people:] = 0
    supply[end] = -people
    flow = run(
        {
            "tail": np.concatenate([person, people + forums, everyone]),
            "head": np.concatenate([people + forum, np.full(len(forums), end), np.full(people, end)]),
            "capacity": np.concatenate([np.ones(len(person), np.int64), seats, np.ones(people, np.int64)]),
            "cost": np.concatenate([rank - longest - 1, np.zeros(len(forums) + people, np.int64)]),
            "supply": supply,
        }
    )
    ranks: Ranks = [None] * people
    for wish in np.flatnonzero(flow[: len(person)]).tolist():
        ranks[int(person[wish])] = int(rank[wish])
    return ranks


def deferred_acceptance(problem: Problem, *, seed: int) -> Ranks:
    """People propose down their lists; a full forum keeps those whose lot is best and sends the others on."""
    lot = Random(seed).sample(range(len(problem.participants)), len(problem.participants))
    seats = {forum.id: forum.capacity[SLOT][1] for forum in problem.forums}
    held: dict[str, list[tuple[int, int]]] = {forum: [] for forum in seats}  # worst lot first
    asked, waiting = [0] * len(lot), list(range(len(lot)))
    ranks: Ranks = [None] * len(lot)
    while waiting:
        person = waiting.pop()
        wishes = problem.participants[person].prefs
        if asked[person] == len(wishes):
            ranks[person] = None
            continue
        wish, mine = wishes[asked[person]], (-lot[person], person)
        asked[person] += 1
        ranks[person] = asked[person]
        if len(held[wish]) < seats[wish]:
            heappush(held[wish], mine)
        else:
            waiting.append(heappushpop(held[wish], mine)[1])
    return ranks
