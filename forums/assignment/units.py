"""The general problem in numbers: who is seated as one, in which slots, and what each choice costs.

Whatever no network holds is solved on this: several slots, people together and apart, quotas of sectors and levels at
once. People and forums come in drawn order, so that ties fall by the seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forums.assignment.network import costs_of_kinds, drawn
from forums.assignment.options import Flags
from forums.assignment.problem import Forum, Participant, Problem, level_names
from forums.assignment.rows import Ints

FIXED, MAXIMUM = "fixed", "maximum"  # What may be soft only where ways out of a conflict are sought.
AWAY = -1  # The last kind, which costs nothing: no place for somebody who is not there.
BROKEN = "broken"  # The level before all others: hard rules that are not kept, in people; 0 if anything is possible.


@dataclass(frozen=True, slots=True)
class Case:
    """Units are people who are seated as one; a period is a slot, or several equal ones that are solved as one.

    ``members`` lists the people unit by unit, ``unit[p]`` tells the unit of a person. ``kind[p, period, f]`` is the kind
    of choice that forum is for the person, ``outside[p, period]`` that of no place, and ``costs[kind]`` what a kind adds
    to each level. ``may[u, period, f]`` says what is allowed; ``is_due[u, period]`` counts the members who are fixed.
    """

    problem: Problem
    people: list[Participant]
    forums: list[Forum]
    levels: tuple[str, ...]
    costs: Ints
    periods: list[tuple[int, ...]]
    unit: Ints
    members: list[list[int]]
    kind: Ints
    outside: Ints
    may: Flags
    is_due: Ints

    @property
    def demand(self) -> Ints:
        """How many places a unit takes in each period."""
        return np.array([len(slots) for slots in self.periods], np.int64)


def case_of(problem: Problem, *, seed: int, levels: tuple[str, ...] | None = None) -> Case:
    """Lay *problem* out in the order drawn by *seed*; *levels* are what counts instead of its objective."""
    people, forums = drawn(problem.participants, seed), drawn(problem.forums, seed)
    periods, levels = periods_of(problem), level_names(problem) if levels is None else levels
    longest = max((one.longest for one in people), default=0)
    is_rankmax = "rankmax" in problem.objective
    costs = costs_of_kinds(levels, is_rankmax=is_rankmax, longest=longest)
    unit, members = _units(problem, people)
    kind, outside = _kinds(people, forums, periods, longest=longest, counts_moves="moves" in levels)
    allowed, is_fixed = _allowed(people, forums, periods, is_binding=FIXED not in problem.soft)
    may, is_due = (
        np.ones((len(members), *allowed.shape[1:]), np.bool_),
        np.zeros((len(members), len(periods)), np.int64),
    )
    np.logical_and.at(may, unit, allowed)
    np.add.at(is_due, unit, is_fixed)
    return Case(
        problem=problem,
        people=people,
        forums=forums,
        levels=(BROKEN, *levels),
        costs=np.pad(costs, ((0, 1), (1, 0))),  # a level before all others, and a last kind that costs nothing
        periods=periods,
        unit=unit,
        members=members,
        kind=kind,
        outside=outside,
        may=may,
        is_due=is_due,
    )


def periods_of(problem: Problem) -> list[tuple[int, ...]]:
    """Put slots that are equal in all respects together; with pairs, or sectors beside levels, each stands for itself.

    Seats of equal slots, chosen at once, can be dealt to the slots so that every count is spread evenly: counts nest, so
    the matrix is totally unimodular and whole points decompose (Baum and Trotter, 1978).
    """
    special = {
        slot for one in problem.participants for slot in (*one.fixed, *one.previous, *one.prefs_by_slot, *one.absent)
    }
    if problem.together or problem.apart or not _nests(problem):
        return [(slot,) for slot in range(problem.slots)]
    alike: dict[object, list[int]] = {}
    for slot in range(problem.slots):
        offer = tuple(forum.capacity.get(slot) for forum in problem.forums)
        alike.setdefault((slot,) if slot in special else offer, []).append(slot)
    return [tuple(slots) for slots in alike.values()]


def _nests(problem: Problem) -> bool:
    """Say whether of any two counted sets of people in a forum one holds the other, or they share nobody."""
    has_sectors = any(forum.sector_quota for forum in problem.forums)
    has_levels = any(forum.level_quota for forum in problem.forums)
    if problem.org_max is None or not (has_sectors or has_levels):
        return not (has_sectors and has_levels)
    parts = {(one.org, one.sector if has_sectors else one.level) for one in problem.participants if one.org is not None}
    return not (has_sectors and has_levels) and len(parts) == len({org for org, _ in parts})


def is_intricate(problem: Problem) -> bool:
    """Say whether *problem* has rules that no network of one slot holds."""
    has_levels = any(forum.level_quota for forum in problem.forums)
    return problem.slots > 1 or has_levels or bool(problem.together or problem.apart)


def _units(problem: Problem, people: Sequence[Participant]) -> tuple[Ints, list[list[int]]]:
    """Join those who are to sit together, unless the rule is soft or only one of them is there in some slot."""
    number = {one.id: index for index, one in enumerate(people)}
    root = list(range(len(people)))

    def find(person: int) -> int:
        while root[person] != person:
            root[person] = person = root[root[person]]
        return person

    if "together" not in problem.soft:
        for one, other in problem.together:
            if are_there_alike(people[number[one]], people[number[other]]):
                first, second = sorted((find(number[one]), find(number[other])))
                root[second] = first
    unit = np.empty(len(people), np.int64)
    members: list[list[int]] = []
    for person in range(len(people)):
        if find(person) == person:
            unit[person] = len(members)
            members.append([person])
        else:
            unit[person] = unit[find(person)]
            members[unit[person]].append(person)
    return unit, members


def are_there_alike(one: Participant, other: Participant) -> bool:
    return set(one.absent) == set(other.absent)


def _kinds(
    people: Sequence[Participant],
    forums: Sequence[Forum],
    periods: Sequence[tuple[int, ...]],
    *,
    longest: int,
    counts_moves: bool,
) -> tuple[Ints, Ints]:
    """Return the kinds of forums and of no place: twice the rank (0: no place, the last: no wish), plus 1 for a move."""
    index_of = {forum.id: index for index, forum in enumerate(forums)}
    kind = np.full((len(people), len(periods), len(forums)), 2 * longest + 2, np.int64)
    outside = np.zeros((len(people), len(periods)), np.int64)
    for person, one in enumerate(people):
        for period, slots in enumerate(periods):
            for place, name in enumerate(one.wishes(slots[0]), 1):
                kind[person, period, index_of[name]] = 2 * place
        if counts_moves and one.previous:
            for period, slots in enumerate(periods):
                if slots[0] in one.previous:
                    kind[person, period] += 1
                    kind[person, period, index_of[one.previous[slots[0]]]] -= 1
                    outside[person, period] = 1
        outside[person, [period for period, slots in enumerate(periods) if slots[0] in one.absent]] = AWAY
    return kind, outside


def _allowed(
    people: Sequence[Participant], forums: Sequence[Forum], periods: Sequence[tuple[int, ...]], *, is_binding: bool
) -> tuple[Flags, Ints]:
    """Return who may sit where, and who is fixed in a period. Who is fixed to a forum may not be there in another slot."""
    index_of = {forum.id: index for index, forum in enumerate(forums)}
    offered = np.array([[slots[0] in forum.capacity for forum in forums] for slots in periods], np.bool_)
    offered = offered.reshape(len(periods), len(forums))
    allowed = np.repeat(offered[None], len(people), axis=0)
    is_fixed = np.zeros((len(people), len(periods)), np.int64)
    for person, one in enumerate(people):
        if one.eligible is not None:
            mask = np.zeros(len(forums), np.bool_)
            mask[[index_of[name] for name in one.eligible]] = True
            allowed[person] &= mask
        for slot, name in one.fixed.items() if is_binding else ():
            period = next(number for number, slots in enumerate(periods) if slot in slots)
            is_here = allowed[person, period, index_of[name]]
            allowed[person, period] = False
            allowed[person, :, index_of[name]] = False
            allowed[person, period, index_of[name]] = is_here
            is_fixed[person, period] = 1
        allowed[person, [period for period, slots in enumerate(periods) if slots[0] in one.absent]] = False
    return allowed, is_fixed
