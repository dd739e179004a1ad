"""Check a solution without the solver: its rules, its objective, and whether its certificate proves it.

Nothing here is shared with the solver but the file formats. Takes O(people × wishes + rows × levels).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forums.assignment.certificate import Count, bound_of
from forums.assignment.choices import choices_of, cost_of
from forums.assignment.counts import counts_of, counts_of_rules, unreadable
from forums.assignment.problem import SLOT, Problem, level_names
from forums.assignment.solution import Certificate, Price, Rule, Solution

SHOWN = 20  # So many faults are listed; the others are counted.


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_certified``: the certificate proves the solution optimal, or the problem impossible."""

    faults: tuple[str, ...]
    is_certified: bool


def check(problem: Problem, solution: Solution) -> list[str]:
    """Return what is wrong with *solution*: broken rules, wrong numbers, a certificate that does not prove its claim."""
    return list(examine(problem, solution).faults)


def examine(problem: Problem, solution: Solution) -> Verdict:
    """Check *solution*, and say whether it is proven. One without certificate can be valid, but not proven."""
    if solution.status == "infeasible":
        faults, is_certified = _examine_conflict(problem, solution)
    else:
        faults, is_certified = _examine_seats(problem, solution)
    if len(faults) > SHOWN:
        faults = [*faults[:SHOWN], f"and {len(faults) - SHOWN} more"]
    return Verdict(tuple(faults), is_certified and not faults)


def _examine_seats(problem: Problem, solution: Solution) -> tuple[list[str], bool]:
    faults = [*_misplaced(problem, solution)]
    if faults:
        return faults, False
    tally = _tally(problem, solution)
    faults += _broken(problem, tally)
    levels, total = level_names(problem), _objective(problem, solution, tally)
    truth = tuple(zip(levels, map(abs, total), strict=True))
    if solution.objective != truth:
        faults.append(f"the objective is {_spelled(truth)}, not {_spelled(solution.objective)}")
    if solution.certificate is None:
        return faults, False
    if unread := list(unreadable(problem, solution.certificate, len(levels))):
        return faults + unread, False
    fixed = {one.id: one.fixed[SLOT] for one in problem.participants if SLOT in one.fixed}
    counts = counts_of(problem, solution.certificate, levels)
    bound = _bound(problem, solution.certificate, counts, levels, fixed)
    if bound != tuple(total) and solution.status == "optimal":
        proven = tuple(zip(levels, bound, strict=True))
        faults.append(f"the certificate does not prove this optimal; it proves only {_spelled(proven)}")
    return faults, bound == tuple(total)


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
    offered = {forum.id for forum in problem.forums if SLOT in forum.capacity}
    known = {participant.id for participant in problem.participants}
    for name in solution.assignment.keys() - known:
        yield f"{name} is in the assignment but not in the problem"
    for participant in problem.participants:
        name = participant.id
        if name not in solution.assignment:
            yield f"{name} is missing from the assignment"
            continue
        place = solution.assignment[name].get(SLOT)
        if SLOT in participant.fixed and place != participant.fixed[SLOT]:
            yield f"{name} is fixed to {participant.fixed[SLOT]}, but sits in {place or 'no forum'}"
        elif place is not None and place not in offered:
            yield f"{name} sits in {place}, which is not offered"
        elif place is not None and participant.eligible is not None and place not in participant.eligible:
            yield f"{name} sits in {place} without being eligible for it"


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many sit where; in violations, how many people soft rules are off by."""

    forums: Counter[str]
    sectors: Counter[tuple[str, str | None]]
    organisations: Counter[tuple[str, str | None]]


def _tally(problem: Problem, solution: Solution) -> _Tally:
    places = [(solution.assignment[one.id].get(SLOT), one) for one in problem.participants]
    seated = [(place, one) for place, one in places if place is not None]
    return _Tally(
        Counter(place for place, _ in seated),
        Counter((place, one.sector) for place, one in seated),
        Counter((place, one.org) for place, one in seated if one.org is not None),
    )


def _misses(problem: Problem, tally: _Tally) -> Iterator[tuple[str, str, int]]:
    """Find rules that are not kept: which sort, in words, and by how many people."""
    for forum in problem.forums:
        if SLOT not in forum.capacity:
            continue
        (least, most), count = forum.capacity[SLOT], tally.forums[forum.id]
        if count > most:
            yield "maximum", f"{forum.id} holds {count} people, at most {most} are allowed", count - most
        if count < least:
            yield "minimum", f"{forum.id} holds {count} people, at least {least} are needed", least - count
        for sector, (fewest, largest) in forum.sector_quota.items():
            count = tally.sectors[forum.id, sector]
            if not fewest <= count <= largest:
                words = f"{forum.id} holds {count} people from {sector}, allowed are {fewest} to {largest}"
                yield "sector_quota", words, max(fewest - count, count - largest)
    if problem.org_max is not None:
        for (forum_id, org), count in tally.organisations.items():
            if count > problem.org_max:
                words = f"{forum_id} holds {count} people of {org}, at most {problem.org_max} are allowed"
                yield "org_max", words, count - problem.org_max


def _broken(problem: Problem, tally: _Tally) -> Iterator[str]:
    return (words for sort, words, _ in _misses(problem, tally) if sort not in problem.soft)


def _objective(problem: Problem, solution: Solution, tally: _Tally) -> list[int]:
    """Add the objective up anew; ranks to be had often count negative."""
    levels = level_names(problem)
    kinds: Counter[tuple[int | None, bool, bool]] = Counter()
    for participant in problem.participants:
        place = solution.assignment[participant.id].get(SLOT)
        rank = participant.prefs.index(place) + 1 if place in participant.prefs else None
        is_move = SLOT in participant.previous and participant.previous[SLOT] != place
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
    faults = [f"the conflict names a rule that does not hold: {rule}" for rule in rules if not _holds(problem, rule)]
    if faults or solution.certificate is None:
        return faults, False
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


def _holds(problem: Problem, rule: Rule) -> bool:
    """Say whether *rule* is one of *problem*, and hard."""
    forum = next((one for one in problem.forums if one.id == rule.forum and SLOT in one.capacity), None)
    if forum is None:
        return False
    if rule.kind == "fixed":
        return any(one.id == rule.participant and one.fixed.get(SLOT) == rule.forum for one in problem.participants)
    if rule.kind == "org_max":
        return rule.limit == problem.org_max and rule.limit is not None and "org_max" not in problem.soft
    if rule.kind in {"minimum", "maximum"}:
        least, most = forum.capacity[SLOT]
        return rule.limit == most if rule.kind == "maximum" else rule.limit == least and "minimum" not in problem.soft
    quota = forum.sector_quota.get(rule.sector or "")
    bound = None if quota is None else quota[rule.kind == "sector_maximum"]
    return rule.limit == bound and bound is not None and "sector_quota" not in problem.soft
