"""The problem: who wishes for which forums, and the rules that hold. Read, written and fingerprinted as JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from forums.assignment.reading import MOST_SLOTS, Value
from forums.assignment.verification import AIMS, RANKS, SOFTENABLE, verify

USUAL_OBJECTIVE = ("unplaced", "leximin", "moves")
SLOT = 0  # The only slot where there is one; mappings are keyed by slot, as in the file.
SLOT_KEYS = tuple(str(slot) for slot in range(MOST_SLOTS))
Pair = tuple[str, str]
_NO_WISHES: Mapping[int, tuple[str, ...]] = {}
_NO_PLACES: Mapping[int, str] = {}  # One for all who have none: a million empty ones would weigh 128 MB.


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone to be seated; ``prefs`` are forum ids, dearest first, ``fixed`` and ``previous`` map slot to forum.

    ``eligible`` lists the forums they may be put into, ``None`` meaning every one. Whoever wishes for each slot by itself
    has ``prefs_by_slot`` in place of ``prefs``; ranks then count within the slot. In the slots of ``absent`` they are not
    there: they sit nowhere then, and nothing counts them.
    """

    id: str
    prefs: tuple[str, ...] = ()
    sector: str | None = None
    org: str | None = None
    eligible: tuple[str, ...] | None = None
    fixed: Mapping[int, str] = field(default_factory=lambda: _NO_PLACES)
    previous: Mapping[int, str] = field(default_factory=lambda: _NO_PLACES)
    level: str | None = None
    prefs_by_slot: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: _NO_WISHES)
    absent: tuple[int, ...] = ()

    def wishes(self, slot: int) -> tuple[str, ...]:
        """List what they wish for in *slot*, dearest first."""
        return self.prefs_by_slot.get(slot, ()) if self.prefs_by_slot else self.prefs

    @property
    def longest(self) -> int:
        """Count the wishes for the slot with most of them."""
        return max(map(len, self.prefs_by_slot.values())) if self.prefs_by_slot else len(self.prefs)


@dataclass(frozen=True, slots=True)
class Forum:
    """A forum; ``capacity`` maps slot to (fewest, most) people, the quotas sector or level to (fewest, most).

    A slot missing from ``capacity`` is not offered. Quotas hold in every slot for itself.
    """

    id: str
    capacity: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    sector_quota: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    level_quota: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """People, forums, and what counts: ``objective`` in order of weight, ``soft`` the rules that may be broken.

    Nobody attends a forum twice. ``together`` are pairs who sit in the same forum in every slot in which both are there (or
    are both left out of it), ``apart`` pairs who never sit in the same forum and slot. Built by hand rather than by
    ``parse_problem``, it goes through ``verify`` first.
    """

    participants: tuple[Participant, ...]
    forums: tuple[Forum, ...]
    org_max: int | None = None
    objective: tuple[str, ...] = USUAL_OBJECTIVE
    soft: tuple[str, ...] = ()
    slots: int = 1
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()


def level_names(problem: Problem) -> tuple[str, ...]:
    """Name the levels of the objective, weightiest first; all count people, in several slots the places of people.

    All are to be small, save ``rank1`` and the following under ``rankmax``, which are to be large. A level that cannot
    be anything but 0 (soft violations where no rule is soft, moves where nobody had a place before) is left out, and one
    that is named again counts where it is named first.
    """
    someone_had_a_place = any(participant.previous for participant in problem.participants)
    longest = max((participant.longest for participant in problem.participants), default=0)
    spelled_out = {
        "unplaced": ("unplaced", "soft") if problem.soft else ("unplaced",),
        "unranked": ("unranked",),
        "leximin": ("unranked", *(f"rank{rank}" for rank in range(longest, 1, -1))),
        "rankmax": tuple(f"rank{rank}" for rank in range(1, longest + 1)),
        "moves": ("moves",) if someone_had_a_place else (),
    } | {name: (name,) for name in RANKS[-max(longest - 1, 0) :] if longest > 1}
    return tuple(dict.fromkeys(name for part in problem.objective for name in spelled_out.get(part, ())))


def fingerprint(problem: Problem) -> str:
    """Return a SHA-256 that changes when the problem does, whatever the order of people and forums."""
    document = problem_as_json(problem)
    document["participants"] = sorted(map(_canonical, problem.participants), key=lambda member: str(member["id"]))
    document["forums"] = sorted(map(_forum_as_json, problem.forums), key=lambda member: str(member["id"]))
    document["soft"] = sorted(problem.soft)
    for name in ("together", "apart"):
        if name in document:
            document[name] = sorted(sorted(pair) for pair in getattr(problem, name))
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(participant: Participant) -> dict[str, object]:
    document = _participant_as_json(participant)
    if participant.eligible is not None:
        document["eligible"] = sorted(participant.eligible)
    if participant.absent:
        document["absent"] = sorted(participant.absent)
    return document


def problem_as_json(problem: Problem) -> dict[str, object]:
    """Return the problem in the file format; ``parse_problem`` reads it back equal."""
    document: dict[str, object] = {
        "slots": problem.slots,
        "participants": [_participant_as_json(participant) for participant in problem.participants],
        "forums": [_forum_as_json(forum) for forum in problem.forums],
        "objective": list(problem.objective),
        "soft": list(problem.soft),
    }
    if problem.org_max is not None:
        document["org_max"] = problem.org_max
    for name, pairs in (("together", problem.together), ("apart", problem.apart)):
        if pairs:
            document[name] = [list(pair) for pair in pairs]
    return document


def _participant_as_json(participant: Participant) -> dict[str, object]:
    document: dict[str, object] = {"id": participant.id, "prefs": list(participant.prefs)}
    if participant.prefs_by_slot:
        document["prefs"] = {str(slot): list(names) for slot, names in participant.prefs_by_slot.items()}
    if participant.sector is not None:
        document["sector"] = participant.sector
    if participant.org is not None:
        document["org"] = participant.org
    if participant.level is not None:
        document["level"] = participant.level
    if participant.eligible is not None:
        document["eligible"] = list(participant.eligible)
    if participant.fixed:
        document["fixed"] = {str(slot): forum for slot, forum in participant.fixed.items()}
    if participant.previous:
        document["previous"] = {str(slot): forum for slot, forum in participant.previous.items()}
    if participant.absent:
        document["absent"] = list(participant.absent)
    return document


def _forum_as_json(forum: Forum) -> dict[str, object]:
    document: dict[str, object] = {
        "id": forum.id,
        "capacity": {str(slot): list(span) for slot, span in forum.capacity.items()},
    }
    if forum.sector_quota:
        document["sector_quota"] = {sector: list(span) for sector, span in forum.sector_quota.items()}
    if forum.level_quota:
        document["level_quota"] = {level: list(span) for level, span in forum.level_quota.items()}
    return document


def parse_problem(data: object) -> Problem:
    """Read a decoded JSON document. Raises ``BadProblem`` naming path, fault and remedy."""
    members = Value(data).fields(
        required=("slots", "participants", "forums"),
        optional=("org_max", "together", "apart", "objective", "soft"),
    )
    slots = members["slots"].whole_number(least=1, most=MOST_SLOTS)
    problem = Problem(
        participants=tuple(_read_participant(item, slots) for item in members["participants"].items()),
        forums=tuple(_read_forum(item, slots) for item in members["forums"].items()),
        org_max=members["org_max"].whole_number() if "org_max" in members else None,
        objective=_choices(members["objective"], AIMS) if "objective" in members else USUAL_OBJECTIVE,
        soft=_choices(members["soft"], SOFTENABLE) if "soft" in members else (),
        slots=slots,
        together=_read_pairs(members["together"]) if "together" in members else (),
        apart=_read_pairs(members["apart"]) if "apart" in members else (),
    )
    verify(problem)
    return problem


def _choices(value: Value, allowed: tuple[str, ...]) -> tuple[str, ...]:
    for item in value.items():
        item.choice(allowed)
    return value.texts()


def _read_pairs(value: Value) -> tuple[Pair, ...]:
    pairs = []
    for item in value.items():
        names = item.texts()
        if len(names) != 2:  # noqa: PLR2004 - a pair has two
            item.refuse(f"has {len(names)} entries", "name two people")
        pairs.append((names[0], names[1]))
    return tuple(pairs)


def _read_participant(value: Value, slots: int) -> Participant:
    members = value.fields(
        required=("id", "prefs"), optional=("sector", "org", "level", "eligible", "fixed", "previous", "absent")
    )
    is_by_slot = isinstance(members["prefs"].content, dict)
    return Participant(
        id=members["id"].text(),
        prefs=_wishes(members["prefs"], slots) if not is_by_slot or slots == 1 else (),
        sector=members["sector"].text() if "sector" in members else None,
        org=members["org"].text() if "org" in members else None,
        eligible=members["eligible"].texts() if "eligible" in members else None,
        fixed=_read_places(members["fixed"], slots) if "fixed" in members else _NO_PLACES,
        previous=_read_places(members["previous"], slots) if "previous" in members else _NO_PLACES,
        level=members["level"].text() if "level" in members else None,
        prefs_by_slot={slot: names.texts() for slot, names in _by_slot(members["prefs"], slots)}
        if is_by_slot and slots > 1
        else _NO_WISHES,
        absent=members["absent"].numbers(most=slots - 1) if "absent" in members else (),
    )


def _wishes(value: Value, slots: int) -> tuple[str, ...]:
    """Read the wishes for the only slot, whichever way they are written."""
    if not isinstance(value.content, dict):
        return value.texts()
    return next((names.texts() for _, names in _by_slot(value, slots)), ())


def _read_places(value: Value, slots: int) -> dict[int, str]:
    return {slot: place.text() for slot, place in _by_slot(value, slots)}


def _by_slot(value: Value, slots: int) -> list[tuple[int, Value]]:
    """Return (slot, value) pairs; the keys are "0" and so on."""
    return [(int(slot), place) for slot, place in value.fields(optional=SLOT_KEYS[:slots]).items()]


def _read_forum(value: Value, slots: int) -> Forum:
    members = value.fields(required=("id", "capacity"), optional=("sector_quota", "level_quota"))
    return Forum(
        id=members["id"].text(),
        capacity={slot: span.span() for slot, span in _by_slot(members["capacity"], slots)},
        sector_quota=_read_spans(members["sector_quota"]) if "sector_quota" in members else {},
        level_quota=_read_spans(members["level_quota"]) if "level_quota" in members else {},
    )


def _read_spans(value: Value) -> dict[str, tuple[int, int]]:
    return {name: span.span() for name, span in value.members().items()}
