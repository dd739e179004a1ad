"""Slots that nothing ties together, each as a problem of its own. Pure bookkeeping: shared by the solver and the check.

Where no forum is offered in two slots nobody can be in one twice, pairs hold in every slot for itself, and all levels of
the objective are sums over the slots. Then the best for each slot, put together, is the best there is: whole vectors are
compared level by level, and that order does not change when the same is added to both sides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Rule, Solution


def is_separable(problem: Problem) -> bool:
    """Say whether the slots of *problem* are several and have nothing to do with each other.

    A single slot in which not all are there is so, too: only those who are there remain in its slice.
    """
    if problem.slots == 1:
        return any(one.absent for one in problem.participants)
    return all(len(forum.capacity) <= 1 for forum in problem.forums)


def slice_of(problem: Problem, slot: int) -> Problem:
    """Return what is to be solved for *slot* alone, as a problem of one slot with those who are there."""
    away = {one.id for one in problem.participants if slot in one.absent}
    return replace(
        problem,
        participants=tuple(_participant(one, slot) for one in problem.participants if one.id not in away),
        forums=tuple(_forum(forum, slot) for forum in problem.forums),
        slots=1,
        together=tuple(pair for pair in problem.together if away.isdisjoint(pair)),
        apart=tuple(pair for pair in problem.apart if away.isdisjoint(pair)),
    )


def solution_of_slice(problem: Problem, solution: Solution, slot: int) -> Solution:
    """Return where *solution* seats everybody who is there in *slot*, with its certificate for that slot."""
    away = {one.id for one in problem.participants if slot in one.absent}
    return replace(
        solution,
        assignment={
            person: {SLOT: places[slot]} if slot in places else {}
            for person, places in solution.assignment.items()
            if person not in away
        },
        certificate=solution.parts.get(slot),
        parts={},
    )


def in_slot(rules: Iterable[Rule], slot: int) -> tuple[Rule, ...]:
    """Say of the rules of a slice in which slot they hold; caps and pairs, which hold in every slot, stay as they are."""
    return tuple(rule if rule.kind in {"org_max", "together", "apart"} else replace(rule, slot=slot) for rule in rules)


def joined_places(problem: Problem, slices: Sequence[Solution]) -> dict[str, dict[int, str]]:
    """Put the assignments of all slots together."""
    return {
        person.id: {
            slot: one.assignment[person.id][SLOT] for slot, one in enumerate(slices) if one.assignment.get(person.id)
        }
        for person in problem.participants
    }


def joined_levels(levels: Sequence[str], slices: Iterable[Sequence[tuple[str, int]]]) -> tuple[tuple[str, int], ...]:
    """Add the slots up, level by level; a level that a slot does not have counts 0 there."""
    total: Counter[str] = Counter()
    for one in slices:
        total.update(dict(one))
    return tuple((level, total[level]) for level in levels)


def _participant(one: Participant, slot: int) -> Participant:
    return replace(
        one,
        prefs=one.wishes(slot),
        prefs_by_slot={},
        fixed=_only(one.fixed, slot),
        previous=_only(one.previous, slot),
        absent=(),
    )


def _only(places: Mapping[int, str], slot: int) -> Mapping[int, str]:
    return {SLOT: places[slot]} if slot in places else {}


def _forum(forum: Forum, slot: int) -> Forum:
    return replace(forum, capacity={SLOT: forum.capacity[slot]} if slot in forum.capacity else {})
