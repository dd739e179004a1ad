"""Check a solution without the solver: its rules, its objective, and whether its certificate proves it.

Nothing here is shared with the solver but the file formats. Takes O(people × wishes + rows × levels).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from forums.assignment.certificate import Count, bound_of
from forums.assignment.choices import choices_of, cost_of
from forums.assignment.counts import counts_of, counts_of_rules, unreadable
from forums.assignment.problem import SLOT, Participant, Problem, level_names
from forums.assignment.rules import holds, only
from forums.assignment.slices import is_separable, slice_of, solution_of_slice
from forums.assignment.solution import Certificate, Price, Solution, Tariff
from forums.assignment.tariffs import bound_of_tariff, faults_of_tariff

SHOWN = 20  # So many faults are listed; the others are counted.


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_certified``: the certificate proves the solution optimal, or the problem impossible.

    ``bound`` is what the certificate proves that no assignment is better than, where it proves anything.
    """

    faults: tuple[str, ...]
    is_certified: bool
    bound: tuple[tuple[str, int], ...] | None = None


def check(problem: Problem, solution: Solution) -> list[str]:
    """Return what is wrong with *solution*: broken rules, wrong numbers, a certificate that does not prove its claim."""
    return list(examine(problem, solution).faults)


def examine(problem: Problem, solution: Solution) -> Verdict:
    """Check *solution*, and say whether it is proven. One without certificate can be valid, but not proven."""
    if solution.status == "infeasible":
        faults, is_certified = _examine_conflict(problem, solution)
        bound = None
    elif solution.parts:
        faults, is_certified = _examine_slots(problem, solution)
        bound = None
    else:
        faults, is_certified, bound = _examine_seats(problem, solution)
    if len(faults) > SHOWN:
        faults = [*faults[:SHOWN], f"and {len(faults) - SHOWN} more"]
    levels = level_names(problem)
    shown = None if bound is None else tuple(zip(levels, map(abs, bound), strict=True))
    return Verdict(tuple(faults), is_certified and not faults, shown)


def _examine_seats(problem: Problem, solution: Solution) -> tuple[list[str], bool, Price | None]:
    faults = [*_misplaced(problem, solution)]
    if faults:
        return faults, False, None
    tally = _tally(problem, solution)
    faults += _broken(problem, tally)
    levels, total = level_names(problem), _objective(problem, solution, tally)
    truth = tuple(zip(levels, map(abs, total), strict=True))
    if solution.objective != truth:
        faults.append(f"the objective is {_spelled(truth)}, not {_spelled(solution.objective)}")
    if solution.certificate is None:
        return faults, False, None
    if isinstance(solution.certificate, Tariff):
        return _examine_tariff(problem, solution, solution.certificate, faults, tuple(total))
    if unread := list(unreadable(problem, solution.certificate, len(levels))):
        return faults + unread, False, None
    fixed = {one.id: one.fixed[SLOT] for one in problem.participants if SLOT in one.fixed}
    counts = counts_of(problem, solution.certificate, levels)
    bound = _bound(problem, solution.certificate, counts, levels, fixed)
    if bound != tuple(total) and solution.status == "optimal":
        proven = tuple(zip(levels, bound, strict=True))
        faults.append(f"the certificate does not prove this optimal; it proves only {_spelled(proven)}")
    return faults, bound == tuple(total), None


def _examine_slots(problem: Problem, solution: Solution) -> tuple[list[str], bool]:
    """Check the whole, and the certificate of every slot; only together they prove anything, and only without ties."""
    faults, _, _ = _examine_seats(problem, solution)
    if faults or not is_separable(problem):
        return faults or ["the certificate has parts, but the slots are tied together"], False
    proven: Counter[str] = Counter()
    is_certified = len(solution.parts) == problem.slots
    for slot in range(problem.slots):
        one, part = slice_of(problem, slot), solution_of_slice(problem, solution, slot)
        levels = level_names(one)
        truth = tuple(zip(levels, map(abs, _objective(one, part, _tally(one, part))), strict=True))
        more, is_proven, bound = _examine_seats(one, replace(part, objective=truth, bound=None))
        faults += [f"slot {slot}: {fault}" for fault in more]
        is_certified &= is_proven
        proven.update(dict(truth) if bound is None else dict(zip(levels, map(abs, bound), strict=True)))
    claimed = [people for _, people in solution.bound or ()]
    if (
        not faults
        and claimed > [proven[level] for level in level_names(problem)]
        and "rankmax" not in problem.objective
    ):
        faults.append("the certificate does not prove the bound")
    return faults, is_certified and not faults


def _examine_tariff(
    problem: Problem, solution: Solution, tariff: Tariff, faults: list[str], total: Price
) -> tuple[list[str], bool, Price | None]:
    """Compare with the bound of the prices. They may prove less than the optimum: then it is the solver's word."""
    levels = level_names(problem)
    if unread := list(faults_of_tariff(problem, tariff, len(levels) + 1)):
        return faults + unread, False, None
    proven = bound_of_tariff(problem, tariff, levels)
    bound = whole_levels(problem, proven, tariff.unit)
    if bound > total:
        faults.append("the certificate proves more than is true: the check or the problem is not what it was")
    signs = [-1 if "rank1" in levels and level.startswith("rank") else 1 for level in levels]
    claimed = tuple(sign * people for sign, (_, people) in zip(signs, solution.bound or (), strict=False))
    if claimed > bound:
        faults.append(
            f"the certificate does not prove the bound; it proves {_spelled(list(zip(levels, bound, strict=True)))}"
        )
    return faults, proven == tuple(tariff.unit * one for one in (0, *total)), bound


def whole_levels(problem: Problem, proven: Price, unit: int) -> Price:
    """Return the bound in whole numbers, since the levels of every assignment are whole and have a least."""
    levels, places = level_names(problem), len(problem.participants) * problem.slots
    least = (0, *(-places if "rank1" in levels and level.startswith("rank") else 0 for level in levels))
    for level, digit in enumerate(proven):
        if digit < least[level] * unit or digit % unit:
            return (
                *(one // unit for one in proven[:level]),
                max(-(-digit // unit), least[level]),
                *least[level + 1 :],
            )[1:]
    return tuple(digit // unit for digit in proven)[1:]


def _bound(
    problem: Problem,
    certificate: Certificate,
    counts: Sequence[Count],
    levels: tuple[str, ...],
    fixed: Mapping[str, str],
) -> Price:
    offered = [forum.id for forum in problem.forums if SLOT in forum.capacity]
    numbers = {forum: number for number, forum in enumerate(offered)}
    choices = choices_of(problem, numbers, levels, fixed)
    return bound_of(choices, problem.participants, numbers, certificate, counts)


def _spelled(levels: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {people}" for name, people in levels) or "nothing"


def _misplaced(problem: Problem, solution: Solution) -> Iterator[str]:
    """Find people who are missing, unknown, or where they must not be."""
    offered = {(slot, forum.id) for forum in problem.forums for slot in forum.capacity}
    known = {participant.id for participant in problem.participants}
    for name in solution.assignment.keys() - known:
        yield f"{name} is in the assignment but not in the problem"
    for participant in problem.participants:
        if participant.id not in solution.assignment:
            yield f"{participant.id} is missing from the assignment"
            continue
        places = solution.assignment[participant.id]
        for slot in range(problem.slots):
            yield from _misplaced_in(participant, slot, places.get(slot), offered, _when(problem, slot))
        if len(set(places.values())) < len(places):
            yield f"{participant.id} sits in one forum in two slots"
        if not set(places) <= set(range(problem.slots)):
            yield f"{participant.id} sits somewhere in a slot that is none"


def _misplaced_in(
    participant: Participant, slot: int, place: str | None, offered: set[tuple[int, str]], when: str
) -> Iterator[str]:
    name = participant.id
    if slot in participant.fixed and place != participant.fixed[slot]:
        yield f"{name} is fixed to {participant.fixed[slot]}, but sits in {place or 'no forum'}{when}"
    elif place is not None and slot in participant.absent:
        yield f"{name} sits in {place}, but is not there{when}"
    elif place is not None and (slot, place) not in offered:
        yield f"{name} sits in {place}, which is not offered{when}"
    elif place is not None and participant.eligible is not None and place not in participant.eligible:
        yield f"{name} sits in {place} without being eligible for it"


def _when(problem: Problem, slot: int) -> str:
    return f" in slot {slot}" if problem.slots > 1 else ""


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many sit where in each slot, and who sits where."""

    forums: Counter[tuple[int, str]]
    sectors: Counter[tuple[int, str, str | None]]
    levels: Counter[tuple[int, str, str | None]]
    organisations: Counter[tuple[int, str, str]]
    places: Mapping[str, Mapping[int, str]]


def _tally(problem: Problem, solution: Solution) -> _Tally:
    seated = [(slot, place, one) for one in problem.participants for slot, place in solution.assignment[one.id].items()]
    return _Tally(
        Counter((slot, place) for slot, place, _ in seated),
        Counter((slot, place, one.sector) for slot, place, one in seated),
        Counter((slot, place, one.level) for slot, place, one in seated),
        Counter((slot, place, one.org) for slot, place, one in seated if one.org is not None),
        solution.assignment,
    )


def _misses(problem: Problem, tally: _Tally) -> Iterator[tuple[str, str, int]]:
    """Find rules that are not kept: which sort, in words, and by how many people."""
    for forum in problem.forums:
        for slot, (least, most) in forum.capacity.items():
            count, when = tally.forums[slot, forum.id], _when(problem, slot)
            if count > most:
                yield "maximum", f"{forum.id} holds {count} people{when}, at most {most} are allowed", count - most
            if count < least:
                yield "minimum", f"{forum.id} holds {count} people{when}, at least {least} are needed", least - count
            quotas = (
                ("sector_quota", forum.sector_quota, tally.sectors),
                ("level_quota", forum.level_quota, tally.levels),
            )
            for sort, quota, counts in quotas:
                for name, (fewest, largest) in quota.items():
                    count = counts[slot, forum.id, name]
                    if not fewest <= count <= largest:
                        words = f"{forum.id} holds {count} people from {name}{when}, allowed are {fewest} to {largest}"
                        yield sort, words, max(fewest - count, count - largest)
    yield from _misses_of_organisations(problem, tally)
    yield from _misses_of_pairs(problem, tally)


def _misses_of_organisations(problem: Problem, tally: _Tally) -> Iterator[tuple[str, str, int]]:
    if problem.org_max is not None:
        for (slot, forum_id, org), count in tally.organisations.items():
            if count > problem.org_max:
                when = _when(problem, slot)
                words = f"{forum_id} holds {count} people of {org}{when}, at most {problem.org_max} are allowed"
                yield "org_max", words, count - problem.org_max


def _misses_of_pairs(problem: Problem, tally: _Tally) -> Iterator[tuple[str, str, int]]:
    away = {(one.id, slot) for one in problem.participants for slot in one.absent}
    for slot in range(problem.slots):
        for one, other in problem.together:
            if away & {(one, slot), (other, slot)}:
                continue
            if tally.places[one].get(slot) != tally.places[other].get(slot):
                yield "together", f"{one} and {other} are to sit together, but do not{_when(problem, slot)}", 1
        for one, other in problem.apart:
            place = tally.places[one].get(slot)
            if place is not None and place == tally.places[other].get(slot):
                yield "apart", f"{one} and {other} are both in {place}{_when(problem, slot)}", 1


def _broken(problem: Problem, tally: _Tally) -> Iterator[str]:
    return (words for sort, words, _ in _misses(problem, tally) if sort not in problem.soft)


def _objective(problem: Problem, solution: Solution, tally: _Tally) -> list[int]:
    """Add the objective up anew; ranks to be had often count negative."""
    levels = level_names(problem)
    kinds: Counter[tuple[int | None, bool, bool]] = Counter()
    for participant in problem.participants:
        for slot in range(problem.slots):
            if slot in participant.absent:
                continue
            place = solution.assignment[participant.id].get(slot)
            wishes = participant.wishes(slot)
            rank = wishes.index(place) + 1 if place in wishes else None
            is_move = slot in participant.previous and participant.previous[slot] != place
            kinds[rank, place is not None, is_move] += 1
    total = [0] * len(levels)
    for (rank, is_placed, is_move), people in kinds.items():
        cost = cost_of(levels, rank=rank, is_placed=is_placed, is_move=is_move)
        total = [before + people * one for before, one in zip(total, cost, strict=True)]
    if "soft" in levels:
        violations = sum(people for sort, _, people in _misses(problem, tally) if sort in problem.soft)
        total[levels.index("soft")] += violations
    return total


def _examine_conflict(problem: Problem, solution: Solution) -> tuple[list[str], bool]:
    """Check that the rules are those of the problem, and that the prices prove that they cannot hold together."""
    rules = solution.conflict.rules if solution.conflict is not None else ()
    if solution.parts and solution.conflict is not None and is_separable(problem):
        slot = next(iter(solution.parts))
        here = tuple(replace(rule, slot=None) for rule in rules if rule.slot in {None, slot})
        if len(here) < len(rules) or slot >= problem.slots:
            return ["the conflict names rules of several slots"], False
        part = replace(solution_of_slice(problem, solution, slot), conflict=replace(solution.conflict, rules=here))
        return _examine_conflict(slice_of(problem, slot), part)
    faults = [f"the conflict names a rule that does not hold: {rule}" for rule in rules if not holds(problem, rule)]
    if faults or solution.certificate is None:
        return faults, False
    if isinstance(solution.certificate, Tariff):
        bare = only(problem, rules)
        if unread := list(faults_of_tariff(bare, solution.certificate, 1)):
            return unread, False
        missing = -(-bound_of_tariff(bare, solution.certificate, ())[0] // solution.certificate.unit)
    else:
        if unread := list(unreadable(problem, solution.certificate, 1)):
            return unread, False
        fixed = {rule.participant: rule.forum for rule in rules if rule.participant is not None}
        counts = counts_of_rules(len(problem.participants), solution.certificate, rules)
        # All choices cost nothing here: what remains above 0 is people or seats that are missing.
        missing = _bound(problem, solution.certificate, counts, ("missing",), fixed)[0]
    if missing <= 0:
        faults.append("the certificate does not prove that these rules exclude each other")
    elif solution.conflict is not None and (solution.conflict.missing or 0) > missing:
        faults.append(f"only {missing} people or seats are proven missing, not {solution.conflict.missing}")
    return faults, not faults
