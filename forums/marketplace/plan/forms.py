"""From what an organiser typed or drew to a layout, and back into the fields."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.errors import DomainError
from forums.marketplace.plan import errors, rules
from forums.marketplace.plan.geometry import Point, Rect, box_of, fitted, turn_of
from forums.marketplace.plan.rules import FixturePlan, Layout, PitchPlan, Row
from registration.participants.rules import clean_text

Typed = Mapping[str, str]
Fields = dict[str, str]
LENGTH = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?")
CORNER = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,3})?)\s+([0-9]{1,3}(?:\.[0-9]{1,3})?)\s*")
DEGREES = re.compile(r"(?:-?[0-9]{1,3}(?:\.[0-9])?)?")
MOST_ROWS, MOST_IN_ROW = rules.MOST_PITCHES + 2, 100
SIZE = ("width", "depth")


@dataclass(frozen=True)
class Table:
    """What stood in the tables of a hall, and in which row of the form each pitch and fixture was."""

    layout: Layout
    pitch_rows: Sequence[int]
    fixture_rows: Sequence[int]

    def placed(self, faults: Mapping[str, DomainError]) -> dict[str, DomainError]:
        """Name the fields of faults by the rows of the form."""
        return {self._field(name): fault for name, fault in faults.items()}

    def _field(self, name: str) -> str:
        head, _, index = name.rpartition("-")
        if not index.isdecimal():
            return name
        rows = self.fixture_rows if head.startswith("fixture-") else self.pitch_rows
        return f"{head}-{rows[int(index)]}" if int(index) < len(rows) else name


def size_of(typed: Typed) -> tuple[float, float]:
    """Read how wide and deep a hall is; raises PlanInvalid."""
    faults: dict[str, DomainError] = {}
    width, depth = (length(typed, name, faults, least=rules.SMALLEST_HALL, most=rules.LARGEST_HALL) for name in SIZE)
    if faults:
        raise errors.PlanInvalid(faults=faults)
    return width, depth


def table_of(typed: Typed, layout: Layout, *, ticked: Sequence[str] = ()) -> Table:
    """Read both tables; raises PlanInvalid holding every fault of a single field.

    A row that was left empty is none. What happens to the *ticked* rows says the button that was pressed (``step``): "remove", or
    "set", which gives them what stands in the fields "all-…".
    """
    faults: dict[str, DomainError] = {}
    step = typed.get("step", "")
    ticks = set(ticked) if step in {"remove", "set"} else set()
    if step in {"remove", "set"} and not ticks:
        faults["all-power"] = errors.NobodyTicked(field="all-power")
    pitches: dict[int, PitchPlan] = {}
    for row in _rows(typed, "number-", rules.MOST_PITCHES):
        if f"pitch-{row}" not in ticks or step == "set":
            pitch = _pitch(typed, str(row), faults)
            pitches[row] = _given(pitch, typed, faults) if f"pitch-{row}" in ticks else pitch
    fixtures = {
        row: _fixture(typed, row, faults)
        for row in _rows(typed, "fixture-width-", rules.MOST_FIXTURES)
        if f"fixture-{row}" not in ticks
    }
    if faults:
        raise errors.PlanInvalid(faults=faults)
    drawn = replace(layout, pitches=tuple(pitches.values()), fixtures=tuple(fixtures.values()))
    return Table(drawn, list(pitches), list(fixtures))


def row_of(typed: Typed) -> Row:
    """Read the form of a row of pitches; raises PlanInvalid holding every fault."""
    faults: dict[str, DomainError] = {}
    first = _pitch(typed, "row", faults)
    count = typed.get("count", "").strip()
    if not (count.isdecimal() and len(count) < 4 and 1 <= int(count) <= MOST_IN_ROW):  # noqa: PLR2004 -- digits
        faults["count"] = errors.BadCount(field="count", most=MOST_IN_ROW)
    gap = length(typed, "gap", faults, empty=0.0)
    if not first.number:
        faults["number-row"] = errors.NoNumberOfPitch(field="number-row")
    if faults:
        raise errors.PlanInvalid(faults=faults)
    return Row(first, int(count), gap, goes_down=typed.get("direction") == "down")


def with_row(row: Row, taken: Sequence[str]) -> Callable[[Layout], Layout]:
    """Give the change that adds a row; numbers that are *taken* in other halls are left out as well."""

    def add(layout: Layout) -> Layout:
        numbers = {*taken, *(pitch.number for pitch in layout.pitches)}
        return replace(layout, pitches=(*layout.pitches, *rules.pitches_of(row, numbers)))

    return add


def place_of_picture(typed: Typed) -> Rect:
    """Read where the picture lies; raises PlanInvalid."""
    faults: dict[str, DomainError] = {}
    x, y = (_signed(typed, f"picture-{name}", faults) for name in "xy")
    width = length(typed, "picture-width", faults, least=rules.SMALLEST_HALL, most=2 * rules.LARGEST_HALL)
    if faults:
        raise errors.PlanInvalid(faults=faults)
    return Rect(x, y, width, 0)


def fields_of(layout: Layout) -> Fields:
    """Fill both tables, each with an empty row at its end."""
    fields: Fields = {"width": shown(layout.width), "depth": shown(layout.depth)}
    for row, pitch in enumerate(layout.pitches):
        fields |= {f"{name}-{row}": text for name, text in _pitch_fields(pitch).items()}
    for row, fixture in enumerate(layout.fixtures):
        box = fixture.box
        values = {"x": box.x, "y": box.y, "width": box.width, "depth": box.depth}
        fields |= {f"fixture-{name}-{row}": shown(value) for name, value in values.items()}
        fields |= {f"fixture-kind-{row}": fixture.kind, f"fixture-name-{row}": fixture.name}
        fields[f"fixture-corners-{row}"] = corners(fixture.points)
    return fields


def fields_of_row(layout: Layout, numbers: Sequence[str]) -> Fields:
    """Fill the form of a row with what would follow the last pitch."""
    last = layout.pitches[-1] if layout.pitches else PitchPlan("", Rect(1, 1, 3, 2))
    start = replace(last.rect, x=0.0, y=round(last.rect.bottom, 3)) if layout.pitches else last.rect
    fields = _pitch_fields(replace(last, number=rules.next_number(list(numbers)), rect=start, id=""))
    return {f"{name}-row": text for name, text in fields.items()} | {"count": "12", "gap": "0", "direction": "right"}


def _pitch_fields(pitch: PitchPlan) -> Fields:
    rect = pitch.rect
    return {
        "id": pitch.id,
        "number": pitch.number,
        **{name: shown(getattr(rect, name)) for name in ("x", "y", "width", "depth")},
        "turn": f"{rect.turn:g}",
        "power": str(pitch.power),
        "wall": "yes" if pitch.has_wall else "",
        "light": "yes" if pitch.has_light else "",
        "value": shown(pitch.value),
        "zone": pitch.zone,
    }


def _rows(typed: Typed, prefix: str, most: int) -> list[int]:
    """List the rows in which something stands, in their order."""
    found = (name.removeprefix(prefix) for name, text in typed.items() if name.startswith(prefix) and text.strip())
    return sorted(int(row) for row in found if row.isdecimal() and len(row) < 5)[: most + 1]  # noqa: PLR2004 -- digits


def _pitch(typed: Typed, row: str, faults: dict[str, DomainError]) -> PitchPlan:
    least, most = rules.SMALLEST_PITCH, rules.LARGEST_PITCH
    power = typed.get(f"power-{row}", "0")
    return PitchPlan(
        _cleaned(typed, f"number-{row}", rules.LONGEST_NUMBER, faults),
        Rect(
            length(typed, f"x-{row}", faults),
            length(typed, f"y-{row}", faults),
            length(typed, f"width-{row}", faults, least=least, most=most),
            length(typed, f"depth-{row}", faults, least=least, most=most),
            _turn(typed, f"turn-{row}", faults),
        ),
        int(power) if power in {"1", "2"} else 0,
        has_wall=f"wall-{row}" in typed,
        has_light=f"light-{row}" in typed,
        value=length(typed, f"value-{row}", faults, most=rules.MOST_VALUE, empty=rules.USUAL_VALUE),
        zone=_cleaned(typed, f"zone-{row}", rules.LONGEST_ZONE, faults),
        id=_cleaned(typed, f"id-{row}", 16, faults),
    )


def _given(pitch: PitchPlan, typed: Typed, faults: dict[str, DomainError]) -> PitchPlan:
    """Give a ticked pitch what was filled in for all of them."""
    if typed.get("all-power", "") in {"0", "1", "2"}:
        pitch = replace(pitch, power=int(typed["all-power"]))
    if typed.get("all-zone", "").strip():
        pitch = replace(pitch, zone=_cleaned(typed, "all-zone", rules.LONGEST_ZONE, faults))
    if typed.get("all-value", "").strip():
        pitch = replace(pitch, value=length(typed, "all-value", faults, most=rules.MOST_VALUE))
    return pitch


def _fixture(typed: Typed, row: int, faults: dict[str, DomainError]) -> FixturePlan:
    """Read what must stay free: by its corners, moved and stretched into the rectangle that is given for it."""
    kind = typed.get(f"fixture-kind-{row}", "")
    kind = kind if kind in rules.KINDS else "blocked"
    box = Rect(*(length(typed, f"fixture-{name}-{row}", faults) for name in ("x", "y", "width", "depth")))
    name = _cleaned(typed, f"fixture-name-{row}", rules.LONGEST_NAME, faults)
    if kind in rules.FREE:
        return FixturePlan(kind, ((box.x, box.y),), name)
    if min(box.width, box.depth) <= 0:
        faults.setdefault(f"fixture-width-{row}", _not_a_length(f"fixture-width-{row}", 0.1, rules.LARGEST_HALL))
        return FixturePlan(kind, Rect(0, 0, 1, 1).corners, name)
    points = _points(typed, f"fixture-corners-{row}", faults) or box.corners
    return FixturePlan(kind, points if box_of(points) == box else fitted(points, box), name)


def _points(typed: Typed, name: str, faults: dict[str, DomainError]) -> tuple[Point, ...]:
    text = typed.get(name, "").strip()
    found = [CORNER.fullmatch(part) for part in text.split(",")] if text else []
    points = tuple((float(match[1]), float(match[2])) for match in found if match)
    if text and (len(points) != len(found) or not 3 <= len(points) <= rules.MOST_CORNERS):  # noqa: PLR2004 -- a triangle
        faults[name] = errors.BadCorners(field=name)
        return ()
    box = box_of(points) if points else None
    return points if box and box.width and box.depth else ()


def corners(points: Sequence[Point]) -> str:
    """Write the corners of a polygon: 0 0, 4 0, 4 2."""
    return ", ".join(f"{x:g} {y:g}" for x, y in points) if len(points) > 1 else ""


def length(
    typed: Typed,
    name: str,
    faults: dict[str, DomainError],
    *,
    least: float = 0.0,
    most: float = rules.LARGEST_HALL,
    empty: float | None = None,
) -> float:
    """Read metres, with point or comma; *empty* stands for an empty field, which else is a fault."""
    text = typed.get(name, "").strip()
    if not text and empty is not None:
        return empty
    number = float(text.replace(",", ".")) if LENGTH.fullmatch(text) else -1.0
    if least <= number <= most:
        return number
    faults[name] = _not_a_length(name, least, most)
    return least or 1.0


def _turn(typed: Typed, name: str, faults: dict[str, DomainError]) -> float:
    """Read degrees in either direction; an empty field is none."""
    text = typed.get(name, "").strip().replace("−", "-").replace(",", ".").removesuffix("°").strip()
    if not DEGREES.fullmatch(text):
        faults[name] = errors.NoTurn(field=name)
        return 0.0
    return turn_of(float(text or "0"))


def _signed(typed: Typed, name: str, faults: dict[str, DomainError]) -> float:
    """Read metres that may lie on either side of the wall."""
    text = typed.get(name, "").strip()
    sign = -1 if text.startswith(("-", "−")) else 1
    return sign * length({name: text.lstrip("-−")}, name, faults, empty=0.0)


def _not_a_length(name: str, least: float, most: float) -> errors.NoLength:
    return errors.NoLength(field=name, least=f"{least:g}", most=f"{most:g}")


def _cleaned(typed: Typed, name: str, longest: int, faults: dict[str, DomainError]) -> str:
    try:
        return clean_text(typed.get(name, ""), field=name, longest=longest)
    except DomainError as fault:
        faults[name] = fault
        return ""


def shown(metres: float) -> str:
    """Write metres as a field takes them."""
    return f"{metres:.3f}".rstrip("0").rstrip(".")
