"""What a plan of a hall must keep to. Pure; all lengths are metres from the upper left corner of the hall."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.errors import DomainError
from forums.marketplace.plan import errors
from forums.marketplace.plan.geometry import Point, Rect, box_of, turned

KINDS: Final = ("escape", "door", "pillar", "stage", "blocked", "power")
FREE: Final = frozenset({"power"})  # a socket in the floor takes no room
POWERS: Final = (0, 1, 2)  # none, 230 V, 400 V
SMALLEST_HALL, LARGEST_HALL = 1.0, 500.0
SMALLEST_PITCH, LARGEST_PITCH = 0.3, 100.0
MOST_PITCHES, MOST_FIXTURES, MOST_CORNERS, MOST_VALUE = 500, 200, 100, 9.0
LONGEST_NUMBER, LONGEST_ZONE, LONGEST_NAME = 10, 20, 100
USUAL_VALUE = 1.0


@dataclass(frozen=True, slots=True)
class PitchPlan:
    """A pitch as it is drawn. *id* is its public id, "" for a new one; *value* says how good a place it is."""

    number: str
    rect: Rect
    power: int = 0
    has_wall: bool = False
    has_light: bool = False
    value: float = USUAL_VALUE
    zone: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class FixturePlan:
    """What the house has fixed: a polygon that must stay free, or a power point."""

    kind: str
    points: tuple[Point, ...]
    name: str = ""

    @property
    def box(self) -> Rect:
        return box_of(self.points)


@dataclass(frozen=True, slots=True)
class Layout:
    """A hall with everything in it."""

    width: float
    depth: float
    pitches: tuple[PitchPlan, ...] = ()
    fixtures: tuple[FixturePlan, ...] = ()

    @property
    def floor(self) -> Rect:
        return Rect(0, 0, self.width, self.depth)


ON: Final[Mapping[str, type[errors.PlanError]]] = {
    "escape": errors.OnEscapeRoute,
    "door": errors.OnDoor,
    "pillar": errors.OnPillar,
    "stage": errors.OnStage,
    "blocked": errors.OnBlocked,
}


def faults_of(layout: Layout, *, numbers_elsewhere: Collection[str] = ()) -> dict[str, DomainError]:
    """Find what is wrong, the first fault of each pitch and fixture, by field: "number-3" of pitch 3, "fixture-x-1" of fixture 1."""
    faults = dict(_of_counts(layout))
    taken = set(numbers_elsewhere)
    for index, pitch in enumerate(layout.pitches):
        fault = _of_pitch(pitch, index, layout, taken)
        if fault is not None:
            faults[fault.field] = fault
        taken.add(pitch.number)
    for index, fixture in enumerate(layout.fixtures):
        if not fixture.box.lies_within(layout.floor):
            faults[f"fixture-x-{index}"] = errors.FixtureOutside(field=f"fixture-x-{index}")
    return faults


def _of_counts(layout: Layout) -> Iterator[tuple[str, DomainError]]:
    if len(layout.pitches) > MOST_PITCHES:
        yield "pitches", errors.TooMany(field="pitches", most=MOST_PITCHES)
    if len(layout.fixtures) > MOST_FIXTURES:
        yield "fixture-kind-0", errors.TooMany(field="fixture-kind-0", most=MOST_FIXTURES)


def _of_pitch(pitch: PitchPlan, index: int, layout: Layout, taken: set[str]) -> DomainError | None:
    place, number = f"x-{index}", pitch.number
    if not number:
        return errors.NoNumberOfPitch(field=f"number-{index}")
    if number in taken:
        return errors.NumberTwice(field=f"number-{index}", number=number)
    if not pitch.rect.lies_within(layout.floor):
        return errors.OutsideHall(field=place, number=number)
    for fixture in layout.fixtures:
        if fixture.kind not in FREE and pitch.rect.is_on(fixture.points):
            return ON[fixture.kind](field=place, number=number)
    for other in layout.pitches[:index]:
        if pitch.rect.overlaps(other.rect):
            return errors.PitchesOverlap(field=place, number=number, other=other.number)
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """Pitches side by side: *count* of the size of *first*, beginning there, to the right or downwards, with a *gap* between.

    Of turned pitches the row is turned with them.
    """

    first: PitchPlan
    count: int
    gap: float = 0.0
    goes_down: bool = False


def pitches_of(row: Row, taken: Collection[str]) -> tuple[PitchPlan, ...]:
    """Lay a row out; numbers count up from the first and leave out those that are taken."""
    rect, numbers = row.first.rect, numbers_from(row.first.number, row.count, taken)
    step = (rect.depth if row.goes_down else rect.width) + row.gap
    ahead = (0.0, step) if row.goes_down else (step, 0.0)
    ((right, down),) = turned([ahead], (0, 0), rect.turn)
    return tuple(
        replace(row.first, number=number, rect=_shifted(rect, index * right, index * down))
        for index, number in enumerate(numbers)
    )


def _shifted(rect: Rect, right: float, down: float) -> Rect:
    return replace(rect, x=round(rect.x + right, 3), y=round(rect.y + down, 3))


def numbers_from(first: str, count: int, taken: Collection[str]) -> list[str]:
    """Count up from a number such as A09: A09, A10, … without those that are taken."""
    head, tail = _parts(first)
    found: list[str] = []
    number = int(tail or "1")
    while len(found) < count:
        name = f"{head}{number:0{len(tail)}d}"
        if name not in taken:
            found.append(name)
        number += 1
    return found


def next_number(numbers: Sequence[str]) -> str:
    """Give the number that would follow the last one."""
    return numbers_from(numbers[-1], 1, set(numbers))[0] if numbers else "1"


def in_order(number: str) -> tuple[str, int, str]:
    """Sort numbers as people count: A2 before A10."""
    head, tail = _parts(number)
    return head, int(tail or "0"), number


def _parts(number: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)([0-9]{0,6})", number)
    return (found[1], found[2]) if found else (number, "")
