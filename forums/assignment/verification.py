"""What must hold between the parts of a problem before anyone tries to solve it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from forums.assignment.errors import BadProblem
from forums.assignment.reading import shown

if TYPE_CHECKING:
    from forums.assignment.problem import Participant, Problem

RANKS = tuple(f"rank{rank}" for rank in range(10, 1, -1))  # levels of leximin, to be named before other aims
AIMS = ("unplaced", "unranked", "leximin", "rankmax", "moves", *RANKS)
SOFTENABLE = ("sector_quota", "level_quota", "org_max", "minimum", "together", "apart")


def verify(problem: "Problem") -> None:
    """Refuse a problem whose parts contradict each other. Raises ``BadProblem``."""
    _verify_ids("$.forums", (forum.id for forum in problem.forums))
    _verify_ids("$.participants", (participant.id for participant in problem.participants))
    known = {forum.id for forum in problem.forums}
    offered = {(slot, forum.id) for forum in problem.forums for slot in forum.capacity}
    for index, forum in enumerate(problem.forums):
        _verify_slots(f"$.forums[{index}].capacity", forum.capacity, problem.slots)
    for index, participant in enumerate(problem.participants):
        path = f"$.participants[{index}]"
        _verify_names(f"{path}.prefs", participant.prefs, known)
        _verify_wishes(path, participant, known, problem.slots)
        _verify_names(f"{path}.eligible", participant.eligible or (), known)
        for slot, former in participant.previous.items():
            _verify_known(f"{path}.previous.{slot}", former, known)
        if participant.previous or participant.fixed or participant.absent:
            _verify_slots(path, {*participant.previous, *participant.fixed, *participant.absent}, problem.slots)
        if participant.fixed:
            _verify_fixed(path, participant, known, offered)
    _verify_pairs(problem)
    _verify_objective(problem.objective)


def _verify_ids(path: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            raise BadProblem(f"{path}[{index}].id", f"repeats {shown(name)}", "give each its own id")
        seen.add(name)


def _verify_slots(path: str, named: Iterable[int], slots: int) -> None:
    if not set(named) <= set(range(slots)):
        raise BadProblem(path, "names a slot that there is not", f"use slots from 0 to {slots - 1}")


def _verify_names(path: str, names: tuple[str, ...], known: set[str]) -> None:
    if known.issuperset(names):
        return
    for index, name in enumerate(names):
        _verify_known(f"{path}[{index}]", name, known)


def _verify_wishes(path: str, participant: "Participant", known: set[str], slots: int) -> None:
    if participant.prefs_by_slot:
        if participant.prefs:
            raise BadProblem(f"{path}.prefs", "is given for all slots and for each", "keep one of the two")
        _verify_slots(f"{path}.prefs", participant.prefs_by_slot, slots)
        for slot, names in participant.prefs_by_slot.items():
            _verify_names(f"{path}.prefs.{slot}", names, known)


def _verify_known(path: str, forum: str, known: set[str]) -> None:
    if forum not in known:
        raise BadProblem(path, f"names the unknown forum {shown(forum)}", "remove it or add it to $.forums")


def _verify_fixed(path: str, participant: "Participant", known: set[str], offered: set[tuple[int, str]]) -> None:
    for slot, forum in participant.fixed.items():
        place = f"{path}.fixed.{slot}"
        _verify_known(place, forum, known)
        if slot in participant.absent:
            raise BadProblem(place, "fixes a person who is not there", f"release the person or mend {path}.absent")
        if (slot, forum) not in offered:
            remedy = "release the person or give the forum a capacity in this slot"
            raise BadProblem(place, f"fixes a person to {shown(forum)}, which is not offered", remedy)
        if participant.eligible is not None and forum not in participant.eligible:
            remedy = f"release the person or add the forum to {path}.eligible"
            raise BadProblem(place, f"fixes a person to {shown(forum)}, for which they are not eligible", remedy)
    if len(set(participant.fixed.values())) < len(participant.fixed):
        raise BadProblem(f"{path}.fixed", "fixes a person to one forum in two slots", "keep one of the two")


def _verify_pairs(problem: "Problem") -> None:
    known = {participant.id for participant in problem.participants}
    kept: set[frozenset[str]] = set()
    for name, pairs in (("together", problem.together), ("apart", problem.apart)):
        for index, pair in enumerate(pairs):
            path = f"$.{name}[{index}]"
            for place, person in enumerate(pair):
                if person not in known:
                    fault = f"names the unknown person {shown(person)}"
                    raise BadProblem(f"{path}[{place}]", fault, "remove the pair or add the person to $.participants")
            if len(set(pair)) != len(pair):
                raise BadProblem(path, f"pairs {shown(pair[0])} with themselves", "name two people")
            if frozenset(pair) in kept:
                raise BadProblem(path, "repeats a pair of together or apart", "name each pair once")
            kept.add(frozenset(pair))


def _verify_objective(objective: tuple[str, ...]) -> None:
    path = "$.objective"
    if "unplaced" not in objective:
        raise BadProblem(path, 'lacks "unplaced", so leaving everybody out would be best', 'add "unplaced"')
    if "leximin" in objective and "rankmax" in objective:
        raise BadProblem(path, 'has both "leximin" and "rankmax"', "keep one of them")
    if "rankmax" in objective and set(RANKS) & set(objective):
        raise BadProblem(path, 'has single ranks beside "rankmax"', "remove them")
    for aim in ("unranked", "leximin", *RANKS):
        if aim in objective and objective.index(aim) < objective.index("unplaced"):
            raise BadProblem(
                path, f'has "{aim}" before "unplaced", so leaving everybody out would be best', "swap them"
            )
