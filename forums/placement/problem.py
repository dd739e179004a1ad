"""The problem: which pitches there are, which stands want one, and what keeps them apart. Read and written as JSON."""

import hashlib
import json
from dataclasses import dataclass

from forums.assignment.reading import Value
from forums.placement.verification import verify

MOST_SPOTS, MOST_STANDS, MOST_EXCLUSIONS = 2000, 2000, 20_000
MOST_POWER, MOST_PRIO, MOST_VALUE, FARTHEST, WIDEST = 100, 1000, 10_000.0, 100_000.0, 100_000.0
ZONE_SIZE = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A pitch at (x, y) metres with so many square metres of ``area`` and a level of ``power``.

    ``value`` says how good a place it is, 10 times which counts for every point of priority of the stand there. ``offers`` are further
    things that it has, such as a wall.
    """

    id: str
    x: float
    y: float
    area: float
    power: int = 0
    value: float = 0.0
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """A stand and what it needs; ``needs`` must be among what its spot offers. ``fixed`` names the spot that it has already."""

    id: str
    area: float
    power: int = 0
    theme: str | None = None
    prio: int = 1
    fixed: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two stands that must be more than ``distance`` metres apart."""

    one: str
    other: str
    distance: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Spots, stands and rules. Neighbours in the order of spots make a zone of ``zone_size``; with ``zones`` a stand among
    those of its theme counts. Built by hand rather than by ``parse_problem``, it goes through ``verify`` first.
    """

    spots: tuple[Spot, ...]
    stands: tuple[Stand, ...]
    exclusions: tuple[Exclusion, ...] = ()
    zone_size: int = ZONE_SIZE
    zones: bool = False


def fingerprint(problem: Problem) -> str:
    """Return a SHA-256 that changes when the problem does."""
    text = json.dumps(problem_as_json(problem), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def problem_as_json(problem: Problem) -> dict[str, object]:
    """Return the problem in the file format; ``parse_problem`` reads it back equal."""
    return {
        "spots": [
            {"id": s.id, "x": s.x, "y": s.y, "area": s.area, "power": s.power, "value": s.value}
            | ({"offers": list(s.offers)} if s.offers else {})
            for s in problem.spots
        ],
        "stands": [
            {"id": s.id, "area": s.area, "power": s.power, "prio": s.prio}
            | ({} if s.theme is None else {"theme": s.theme})
            | ({} if s.fixed is None else {"fixed": s.fixed})
            | ({"needs": list(s.needs)} if s.needs else {})
            for s in problem.stands
        ],
        "exclusions": [[e.one, e.other, e.distance] for e in problem.exclusions],
        "zone_size": problem.zone_size,
        "zones": problem.zones,
    }


def parse_problem(data: object) -> Problem:
    """Read a decoded JSON document. Raises ``BadProblem`` naming path, fault and remedy."""
    members = Value(data).fields(required=("spots", "stands"), optional=("exclusions", "zone_size", "zones"))
    problem = Problem(
        tuple(_read_spot(item) for item in members["spots"].at_most(MOST_SPOTS)),
        tuple(_read_stand(item) for item in members["stands"].at_most(MOST_STANDS)),
        tuple(_read_exclusion(item) for item in members["exclusions"].at_most(MOST_EXCLUSIONS))
        if "exclusions" in members
        else (),
        zone_size=members["zone_size"].whole_number(least=1) if "zone_size" in members else ZONE_SIZE,
        zones=members["zones"].truth() if "zones" in members else False,
    )
    verify(problem)
    return problem


def _read_spot(value: Value) -> Spot:
    members = value.fields(required=("id", "x", "y", "area"), optional=("power", "value", "offers"))
    return Spot(
        members["id"].text(),
        members["x"].number(least=-FARTHEST, most=FARTHEST),
        members["y"].number(least=-FARTHEST, most=FARTHEST),
        members["area"].number(most=WIDEST),
        members["power"].whole_number(most=MOST_POWER) if "power" in members else 0,
        members["value"].number(most=MOST_VALUE) if "value" in members else 0.0,
        members["offers"].texts() if "offers" in members else (),
    )


def _read_stand(value: Value) -> Stand:
    members = value.fields(required=("id", "area"), optional=("power", "theme", "prio", "fixed", "needs"))
    return Stand(
        members["id"].text(),
        members["area"].number(most=WIDEST),
        members["power"].whole_number(most=MOST_POWER) if "power" in members else 0,
        _theme(members.get("theme")),
        members["prio"].whole_number(most=MOST_PRIO) if "prio" in members else 1,
        members["fixed"].text() if "fixed" in members and members["fixed"].content is not None else None,
        members["needs"].texts() if "needs" in members else (),
    )


def _theme(value: Value | None) -> str | None:
    """Read the name of a theme; its number will do."""
    if value is None or value.content is None:
        return None
    is_number = isinstance(value.content, int) and not isinstance(value.content, bool)
    return str(value.whole_number()) if is_number else value.text()


def _read_exclusion(value: Value) -> Exclusion:
    parts = value.items()
    if len(parts) != 3:  # noqa: PLR2004 - two stands and a distance
        value.refuse(f"has {len(parts)} entries", "write two stands and the metres between them: [a, b, metres]")
    return Exclusion(parts[0].text(), parts[1].text(), parts[2].number(most=FARTHEST))
