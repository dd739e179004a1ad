"""What came out of a run, in numbers: kept with the run and told to the organiser. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forums.assignment.problem import Forum, Participant, Problem
from forums.assignment.solution import Solution, solution_as_json
from forums.dialogue.settings import Settings

Finding = dict[str, Any]  # Any: JSON; see broken_rules
Stop = Mapping[str, Any]  # Any: JSON; {"aim" ("" as published), "histogram", "moves"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: the problem it solved in the end, the solution, the settings that this came to, and, where forums may be
    cancelled, the *proposals* beside each other: {"forums": [public ids], "histogram": …}, the fairest first. *stops* are what other
    weights of moves would bring, after what is published.
    """

    problem: Problem
    solution: Solution
    settings: Settings
    proposals: tuple[Mapping[str, Any], ...] = ()
    stops: tuple[Stop, ...] = ()


def outcome_of(problem: Problem, solution: Solution) -> dict[str, Any]:  # Any: JSON
    """Sum up *solution*: what the solver says of it, and what it means for people.

    Keys: status, seconds, objective and bound ([[level, people], …]), certificate, conflict (only if infeasible), people,
    histogram ({"ranks": [people with their 1st, 2nd, … wish], "unranked", "no_wish", "unplaced", "wishing"}), broken (see broken_rules).
    Where there are several slots, histogram counts places of people, and slots lists those of each slot.
    """
    document = solution_as_json(solution)
    kept = {
        key: document[key]
        for key in ("status", "seconds", "objective", "bound", "certificate", "conflict")
        if key in document
    }
    if solution.status == "infeasible":
        return kept | {"people": len(problem.participants)}
    return (
        kept
        | {
            "people": len(problem.participants),
            "histogram": histogram(problem, solution),
            "broken": list(broken_rules(problem, solution)),
        }
        | ({"slots": histograms(problem, solution)} if problem.slots > 1 else {})
    )


def histogram(problem: Problem, solution: Solution) -> dict[str, Any]:  # Any: JSON
    """Count people by the rank of the wish they got; "no_wish" sit somewhere but wished for nothing, "wishing" wished at all.

    Somebody counts once for each slot.
    """
    return _summed(histograms(problem, solution))


def stop(aim: str, problem: Problem, solution: Solution) -> Stop:
    """Tell what an aim would bring: the wishes that come true, and the places that change."""
    return {"aim": aim, "histogram": histogram(problem, solution), "moves": dict(solution.objective).get("moves", 0)}


def published(problem: Problem) -> Stop:
    """Tell the same of the places as they are published."""
    before = Solution("feasible", assignment={person.id: person.previous for person in problem.participants})
    return {"aim": "", "histogram": histogram(problem, before), "moves": 0}


def histograms(problem: Problem, solution: Solution) -> list[dict[str, Any]]:  # Any: JSON
    """Do the same for each slot by itself; who is not there in a slot does not count in it."""
    longest = max((person.longest for person in problem.participants), default=0)
    return [_histogram(problem, solution, slot, longest) for slot in range(problem.slots)]


def _histogram(problem: Problem, solution: Solution, slot: int, longest: int) -> dict[str, Any]:  # Any: JSON
    there = [person for person in problem.participants if slot not in person.absent]
    got = Counter(_rank(person.wishes(slot), _place(solution, person, slot)) for person in there)
    return {
        "ranks": [got[rank] for rank in range(1, longest + 1)],
        "unranked": got["unranked"],
        "no_wish": got["no_wish"],
        "unplaced": got["unplaced"],
        "wishing": sum(bool(person.wishes(slot)) for person in there),
    }


def _summed(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:  # Any: JSON
    names = ("unranked", "no_wish", "unplaced", "wishing")
    ranks = [sum(people) for people in zip(*(one["ranks"] for one in found), strict=True)]
    return {"ranks": ranks} | {name: sum(one[name] for one in found) for name in names}


def broken_rules(problem: Problem, solution: Solution) -> Iterator[Finding]:
    """List the soft rules that could not be kept: {"rule", "forum", "people", "limit"} and "sector", "level" or "org" where it has one.

    Where there are several slots they name "slot".

    *people* is how many there are, *limit* how many there should at least or at most be. Of a pair: {"rule", "participant", "other"}.
    """
    for slot in range(problem.slots):
        when = {"slot": slot} if problem.slots > 1 else {}
        yield from (finding | when for finding in _broken_in(problem, solution, slot))


def _broken_in(problem: Problem, solution: Solution, slot: int) -> Iterator[Finding]:
    places = [(person, _place(solution, person, slot)) for person in problem.participants]
    by_forum = Counter(place for _, place in places)
    by_sector = Counter((place, person.sector) for person, place in places)
    by_level = Counter((place, person.level) for person, place in places)
    by_org = Counter((place, person.org) for person, place in places if place and person.org)
    for forum in problem.forums:
        if slot in forum.capacity:
            yield from _broken_here(forum, forum.capacity[slot][0], by_forum[forum.id], by_sector, by_level)
    for (place, org), people in sorted(by_org.items(), key=lambda item: (-item[1], str(item[0]))):
        if problem.org_max is not None and people > problem.org_max:
            yield {"rule": "org_max", "forum": place, "org": org, "people": people, "limit": problem.org_max}
    yield from _broken_pairs(problem, solution, slot)


Counts = Counter[tuple[str | None, str | None]]


def _broken_pairs(problem: Problem, solution: Solution, slot: int) -> Iterator[Finding]:
    away = {person.id for person in problem.participants if slot in person.absent}
    for rule, pairs in (("together", problem.together), ("apart", problem.apart)):
        for first, second in pairs if not away else [pair for pair in pairs if away.isdisjoint(pair)]:
            one, other = (solution.assignment.get(name, {}).get(slot) for name in (first, second))
            if (one != other) if rule == "together" else (one is not None and one == other):
                yield {"rule": rule, "participant": first, "other": second}


def _broken_here(forum: Forum, least: int, people: int, by_sector: Counts, by_level: Counts) -> Iterator[Finding]:
    if people < least:
        yield {"rule": "minimum", "forum": forum.id, "people": people, "limit": least}
    for sort, quota, counts in (("sector", forum.sector_quota, by_sector), ("level", forum.level_quota, by_level)):
        for name, (fewest, most) in quota.items():
            here = counts[forum.id, name]
            if not fewest <= here <= most:
                rule, limit = (f"{sort}_minimum", fewest) if here < fewest else (f"{sort}_maximum", most)
                yield {"rule": rule, "forum": forum.id, sort: name, "people": here, "limit": limit}


def _place(solution: Solution, person: Participant, slot: int) -> str | None:
    return solution.assignment.get(person.id, {}).get(slot)


def _rank(wishes: Sequence[str], place: str | None) -> int | str:
    if place is None:
        return "unplaced"
    if place in wishes:
        return wishes.index(place) + 1
    return "unranked" if wishes else "no_wish"
