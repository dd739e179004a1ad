"""What came out of a run, in numbers: kept with the run and told to the organiser. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Solution, solution_as_json
from forums.dialogue.settings import Settings

Finding = dict[str, Any]  # Any: JSON; see broken_rules


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: the problem it solved in the end, the solution, the settings that this came to, and, where forums may be
    cancelled, the *proposals* beside each other: {"forums": [public ids], "histogram": …}, the fairest first.
    """

    problem: Problem
    solution: Solution
    settings: Settings
    proposals: tuple[Mapping[str, Any], ...] = ()


def outcome_of(problem: Problem, solution: Solution) -> dict[str, Any]:  # Any: JSON
    """Sum up *solution*: what the solver says of it, and what it means for people.

    Keys: status, seconds, objective and bound ([[level, people], …]), certificate, conflict (only if infeasible), people,
    histogram ({"ranks": [people with their 1st, 2nd, … wish], "unranked", "no_wish", "unplaced", "wishing"}), broken (see broken_rules).
    """
    document = solution_as_json(solution)
    kept = {
        key: document[key]
        for key in ("status", "seconds", "objective", "bound", "certificate", "conflict")
        if key in document
    }
    if solution.status == "infeasible":
        return kept | {"people": len(problem.participants)}
    return kept | {
        "people": len(problem.participants),
        "histogram": histogram(problem, solution),
        "broken": list(broken_rules(problem, solution)),
    }


def histogram(problem: Problem, solution: Solution) -> dict[str, Any]:  # Any: JSON
    """Count people by the rank of the wish they got; "no_wish" sit somewhere but wished for nothing, "wishing" wished at all."""
    got = Counter(_rank(person, _place(solution, person)) for person in problem.participants)
    longest = max((len(person.prefs) for person in problem.participants), default=0)
    return {
        "ranks": [got[rank] for rank in range(1, longest + 1)],
        "unranked": got["unranked"],
        "no_wish": got["no_wish"],
        "unplaced": got["unplaced"],
        "wishing": sum(bool(person.prefs) for person in problem.participants),
    }


def broken_rules(problem: Problem, solution: Solution) -> Iterator[Finding]:
    """List the soft rules that could not be kept: {"rule", "forum", "people", "limit"} and "sector", "level" or "org" where it has one.

    *people* is how many there are, *limit* how many there should at least or at most be. Of a pair: {"rule", "participant", "other"}.
    """
    places = [(person, _place(solution, person)) for person in problem.participants]
    by_forum = Counter(place for _, place in places)
    by_sector = Counter((place, person.sector) for person, place in places)
    by_level = Counter((place, person.level) for person, place in places)
    by_org = Counter((place, person.org) for person, place in places if place and person.org)
    for forum in problem.forums:
        if SLOT in forum.capacity:
            yield from _broken_here(forum, by_forum[forum.id], by_sector, by_level)
    for (place, org), people in sorted(by_org.items(), key=lambda item: (-item[1], str(item[0]))):
        if problem.org_max is not None and people > problem.org_max:
            yield {"rule": "org_max", "forum": place, "org": org, "people": people, "limit": problem.org_max}
    yield from _broken_pairs(problem, solution)


Counts = Counter[tuple[str | None, str | None]]


def _broken_pairs(problem: Problem, solution: Solution) -> Iterator[Finding]:
    for rule, pairs in (("together", problem.together), ("apart", problem.apart)):
        for first, second in pairs:
            one, other = (solution.assignment.get(name, {}).get(SLOT) for name in (first, second))
            if (one != other) if rule == "together" else (one is not None and one == other):
                yield {"rule": rule, "participant": first, "other": second}


def _broken_here(forum: Forum, people: int, by_sector: Counts, by_level: Counts) -> Iterator[Finding]:
    least, _ = forum.capacity[SLOT]
    if people < least:
        yield {"rule": "minimum", "forum": forum.id, "people": people, "limit": least}
    for sort, quota, counts in (("sector", forum.sector_quota, by_sector), ("level", forum.level_quota, by_level)):
        for name, (fewest, most) in quota.items():
            here = counts[forum.id, name]
            if not fewest <= here <= most:
                rule, limit = (f"{sort}_minimum", fewest) if here < fewest else (f"{sort}_maximum", most)
                yield {"rule": rule, "forum": forum.id, sort: name, "people": here, "limit": limit}


def _place(solution: Solution, person: Participant) -> str | None:
    return solution.assignment.get(person.id, {}).get(SLOT)


def _rank(person: Participant, place: str | None) -> int | str:
    if place is None:
        return "unplaced"
    if place in person.prefs:
        return person.prefs.index(place) + 1
    return "unranked" if person.prefs else "no_wish"
