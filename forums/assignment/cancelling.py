"""Which forums to cancel, and at what cost, where the minimums of all cannot be met."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

from forums.assignment.deadline import Deadline
from forums.assignment.errors import OutOfTime
from forums.assignment.problem import Forum, Problem
from forums.assignment.rules import with_minimums, without
from forums.assignment.solution import Solution
from forums.assignment.solver import solve

MOST_AT_ONCE, MOST_TRIED = 3, 400


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Forums to cancel, and the best assignment to the others in which every minimum is met."""

    forums: tuple[str, ...]
    solution: Solution


def cancellations(problem: Problem, *, seed: int, seconds: float, most: int = 5) -> list[Cancellation]:
    """List the best ways to cancel as few forums as can be so that the rest meet their minimums; the fairest first.

    A forum that takes place has its fewest people at least, even where ``minimum`` is soft. Every choice of as few
    forums is tried and solved exactly, while the time lasts; forums that somebody is fixed to are kept. Nothing to
    cancel is one empty choice; an empty list says that no choice of up to three forums helps.
    """
    deadline = Deadline(seconds)
    strict = with_minimums(problem)
    needed = {name for one in problem.participants for name in one.fixed.values()}
    candidates = [
        forum for forum in problem.forums if forum.id not in needed and any(map(_asks, forum.capacity.values()))
    ]
    for count in range(min(MOST_AT_ONCE, len(candidates)) + 1):
        if comb(len(candidates), count) > MOST_TRIED:
            break
        found = list(_tried(strict, candidates, count, seed, deadline))
        if found:
            return sorted(found, key=_badness(problem))[:most]
    return []


def _asks(span: tuple[int, int]) -> bool:
    return span[0] > 0


def _tried(
    problem: Problem, candidates: list[Forum], count: int, seed: int, deadline: Deadline
) -> Iterator[Cancellation]:
    for chosen in combinations([forum.id for forum in candidates], count):
        if deadline.is_over:
            return
        try:
            solution = solve(without(problem, chosen), seed=seed, seconds=deadline.left)
        except OutOfTime:
            return
        if solution.conflict is None:
            yield Cancellation(chosen, solution)


def _badness(problem: Problem) -> Callable[[Cancellation], tuple[list[int], tuple[str, ...]]]:
    is_rankmax = "rankmax" in problem.objective

    def badness(one: Cancellation) -> tuple[list[int], tuple[str, ...]]:
        levels = one.solution.objective
        return [-people if is_rankmax and level.startswith("rank") else people for level, people in levels], one.forums

    return badness
