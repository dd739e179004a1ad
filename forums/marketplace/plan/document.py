"""A plan as a file: a FeatureCollection as GeoJSON has it, but in metres from the upper left corner of the hall. Pure."""

import math
from collections.abc import Sequence

from forums.assignment.errors import BadProblem
from forums.assignment.reading import Value, read_json
from forums.marketplace.plan import errors, rules
from forums.marketplace.plan.geometry import Point, Rect, about, area_of, box_of, turn_of, turned
from forums.marketplace.plan.rules import FixturePlan, Layout, PitchPlan

FORMAT = "reihum-hall-1"
MOST_BYTES = 2_000_000
SQUARE_METRES = 0.01  # so much more or less makes no other shape


def as_json(layout: Layout, *, name: str = "", with_ids: bool = False) -> dict[str, object]:
    """Write a plan; ``parse`` reads it back equal. With ids it restores the very pitches, for undoing."""
    return {
        "type": "FeatureCollection",
        "format": FORMAT,
        "name": name,
        "width": layout.width,
        "depth": layout.depth,
        "features": [
            *(_pitch_feature(pitch, with_id=with_ids) for pitch in layout.pitches),
            *(_fixture_feature(fixture) for fixture in layout.fixtures),
        ],
    }


def _pitch_feature(pitch: PitchPlan, *, with_id: bool) -> dict[str, object]:
    properties: dict[str, object] = {"kind": "pitch", "number": pitch.number, "power": pitch.power}
    properties |= {"turn": pitch.rect.turn} if pitch.rect.turn else {}
    properties |= {"wall": pitch.has_wall, "light": pitch.has_light, "value": pitch.value, "zone": pitch.zone}
    return _feature(pitch.rect.corners, properties | ({"id": pitch.id} if with_id else {}))


def _fixture_feature(fixture: FixturePlan) -> dict[str, object]:
    return _feature(fixture.points, {"kind": fixture.kind, "name": fixture.name})


def _feature(points: Sequence[Point], properties: dict[str, object]) -> dict[str, object]:
    geometry: dict[str, object] = {"type": "Point", "coordinates": list(points[0])}
    if len(points) > 1:
        geometry = {"type": "Polygon", "coordinates": [[list(point) for point in (*points, points[0])]]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def read(content: bytes) -> Layout:
    """Read a file; raises BadPlanFile naming path, fault and remedy."""
    try:
        return parse(read_json(content[:MOST_BYTES].decode()))
    except UnicodeDecodeError as fault:
        raise errors.BadPlanFile(field="file", path="$", fault="is no text", remedy="") from fault
    except BadProblem as fault:
        raise errors.BadPlanFile(field="file", path=fault.path, fault=fault.fault, remedy=fault.remedy) from fault


def parse(data: object) -> Layout:
    """Read a decoded file; raises BadPlanFile. Whether the parts go together is for ``rules.faults_of``."""
    try:
        return _layout(Value(data))
    except BadProblem as fault:
        raise errors.BadPlanFile(field="file", path=fault.path, fault=fault.fault, remedy=fault.remedy) from fault


def _layout(value: Value) -> Layout:
    members = value.fields(required=("type", "width", "depth", "features"), optional=("format", "name"))
    members["type"].choice(["FeatureCollection"])
    if "format" in members:
        members["format"].choice([FORMAT])
    pitches: list[PitchPlan] = []
    fixtures: list[FixturePlan] = []
    for item in members["features"].at_most(rules.MOST_PITCHES + rules.MOST_FIXTURES):
        parts = item.fields(required=("type", "geometry", "properties"), optional=("id",))
        points, properties = _points(parts["geometry"]), parts["properties"]
        kind = properties.members()["kind"] if "kind" in properties.members() else Value("pitch")
        if kind.choice(["pitch", *rules.KINDS]) == "pitch":
            pitches.append(_pitch(parts["geometry"], points, properties))
        else:
            fixtures.append(_fixture(parts["geometry"], points, properties))
    width, depth = (
        members[name].number(least=rules.SMALLEST_HALL, most=rules.LARGEST_HALL) for name in ("width", "depth")
    )
    return Layout(width, depth, tuple(pitches), tuple(fixtures))


def _points(geometry: Value) -> tuple[Point, ...]:
    members = geometry.fields(required=("type", "coordinates"))
    if members["type"].choice(["Polygon", "Point"]) == "Point":
        return (_point(members["coordinates"]),)
    rings = members["coordinates"].items()
    if len(rings) != 1:
        members["coordinates"].refuse(f"has {len(rings)} rings", "draw polygons without holes")
    points = [_point(item) for item in rings[0].at_most(rules.MOST_CORNERS + 1)]
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:  # noqa: PLR2004 - corners of the simplest polygon
        rings[0].refuse(f"has {len(points)} corners", "give it at least three")
    return tuple(points)


def _point(value: Value) -> Point:
    numbers = value.items()
    if len(numbers) != 2:  # noqa: PLR2004 - x and y
        value.refuse(f"has {len(numbers)} numbers", "write two: metres to the right, metres down")
    x, y = (number.number(least=-rules.LARGEST_HALL, most=rules.LARGEST_HALL) for number in numbers)
    return x, y


def _pitch(geometry: Value, points: tuple[Point, ...], properties: Value) -> PitchPlan:
    members = properties.fields(
        required=("number",), optional=("kind", "power", "wall", "light", "value", "zone", "id", "turn")
    )
    box = _rectangle(points, members["turn"].number(least=-360, most=360) if "turn" in members else None)
    if box is None:
        geometry.refuse("is no rectangle", "draw pitches as rectangles; they may be turned")
    if min(box.width, box.depth) < rules.SMALLEST_PITCH:
        geometry.refuse("is too small", f"make it at least {rules.SMALLEST_PITCH} m wide and deep")
    return PitchPlan(
        _text(members["number"], rules.LONGEST_NUMBER),
        box,
        members["power"].whole_number(most=max(rules.POWERS)) if "power" in members else 0,
        has_wall=members["wall"].truth() if "wall" in members else False,
        has_light=members["light"].truth() if "light" in members else False,
        value=members["value"].number(most=rules.MOST_VALUE) if "value" in members else rules.USUAL_VALUE,
        zone=_text(members["zone"], rules.LONGEST_ZONE) if "zone" in members and members["zone"].content else "",
        id=_text(members["id"], 16) if "id" in members and members["id"].content else "",
    )


def _rectangle(points: tuple[Point, ...], degrees: float | None) -> Rect | None:
    """Find the rectangle with these corners; without *degrees* it is turned as its first side is. None where it is none."""
    if len(points) != 4:  # noqa: PLR2004 - corners of a rectangle
        return None
    (left, top), (right, bottom) = points[:2]
    box, slant = box_of(points), math.degrees(math.atan2(bottom - top, right - left))
    if degrees is None and abs(area_of(points) - box.area) <= SQUARE_METRES:
        degrees = 0.0  # whichever corner comes first
    degrees = slant if degrees is None else degrees
    before = box_of(turned(points, box.middle, -degrees))
    if abs(area_of(points) - before.area) > SQUARE_METRES:
        return None
    return about(box.middle, round(before.width, 3), round(before.depth, 3), turn_of(degrees))


def _fixture(geometry: Value, points: tuple[Point, ...], properties: Value) -> FixturePlan:
    members = properties.fields(required=("kind",), optional=("name",))
    if len(points) == 1 and str(members["kind"].content) not in rules.FREE:
        geometry.refuse("is a point", "draw what must stay free as a polygon")
    named = "name" in members and members["name"].content
    points = tuple((round(x, 3), round(y, 3)) for x, y in points)
    return FixturePlan(
        str(members["kind"].content), points, _text(members["name"], rules.LONGEST_NAME) if named else ""
    )


def _text(value: Value, longest: int) -> str:
    text = " ".join(value.text().split())
    if len(text) > longest or not text.isprintable():
        value.refuse(f"has {len(text)} characters or invisible ones", f"write at most {longest} visible ones")
    return text
