"""Rectangles and polygons of a hall, in metres from its upper left corner. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

Point = tuple[float, float]
TOLERANCE = 0.005  # half a centimetre: what was drawn side by side touches, and does not overlap
LEAST_OVERLAP = 0.0005  # square metres


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of *width* by *depth*, turned clockwise by *turn* degrees (above -90, at most 90; 0: parallel to the walls).

    ``x`` and ``y`` say how far it stays from the left and the upper wall: of a turned one, its foremost corners.
    """

    x: float
    y: float
    width: float
    depth: float
    turn: float = 0.0

    @property
    def box(self) -> "Rect":
        """What it takes of the floor along the walls: the smallest rectangle around it that is not turned."""
        if not self.turn:
            return self
        across, along = abs(cos(radians(self.turn))), abs(sin(radians(self.turn)))
        wide, deep = self.width * across + self.depth * along, self.width * along + self.depth * across
        return Rect(self.x, self.y, wide, deep)

    @property
    def flat(self) -> "Rect":
        """The same rectangle about the same middle before it was turned."""
        x, y = self.middle
        return Rect(x - self.width / 2, y - self.depth / 2, self.width, self.depth) if self.turn else self

    @property
    def right(self) -> float:
        return self.x + self.box.width

    @property
    def bottom(self) -> float:
        return self.y + self.box.depth

    @property
    def area(self) -> float:
        return self.width * self.depth

    @property
    def middle(self) -> Point:
        return self.x + self.box.width / 2, self.y + self.box.depth / 2

    @property
    def corners(self) -> tuple[Point, ...]:
        """Its corners, clockwise from what was the upper left one before it was turned."""
        flat = self.flat
        corners = (flat.x, flat.y), (flat.right, flat.y), (flat.right, flat.bottom), (flat.x, flat.bottom)
        return turned(corners, self.middle, self.turn) if self.turn else corners

    def lies_within(self, other: "Rect") -> bool:
        """Tell whether it is whole inside another that is not turned."""
        return (
            self.x >= other.x - TOLERANCE
            and self.y >= other.y - TOLERANCE
            and self.right <= other.right + TOLERANCE
            and self.bottom <= other.bottom + TOLERANCE
        )

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether two share some floor; touching is none.

        Of two convex shapes apart from each other a side of one of them parts both (the separating axis theorem).
        """
        return self.reaches_into(other) and (self.turn == other.turn or other.reaches_into(self))

    def reaches_into(self, other: "Rect") -> bool:
        """Tell whether none of the other's sides parts it from this one."""
        floor = other.flat
        box = box_of(turned(self.corners, other.middle, -other.turn)) if self.turn or other.turn else self
        return (
            min(box.right, floor.right) - max(box.x, floor.x) > TOLERANCE
            and min(box.bottom, floor.bottom) - max(box.y, floor.y) > TOLERANCE
        )

    def is_on(self, polygon: Sequence[Point]) -> bool:
        """Tell whether it takes some of a polygon's floor, whatever shape that has."""
        seen = turned(polygon, self.middle, -self.turn) if self.turn else polygon
        return area_of(_clipped(seen, self.flat)) > LEAST_OVERLAP


def turned(points: Sequence[Point], middle: Point, degrees: float) -> tuple[Point, ...]:
    """Turn points clockwise about *middle*; y points downwards."""
    across, along, (u, v) = cos(radians(degrees)), sin(radians(degrees)), middle
    return tuple((u + (x - u) * across - (y - v) * along, v + (x - u) * along + (y - v) * across) for x, y in points)


def turn_of(degrees: float) -> float:
    """Give the turn above -90 and at most 90 that leaves a rectangle as these degrees do, in tenths."""
    return 90 - round((90 - degrees) % 180, 1) % 180


def about(middle: Point, width: float, depth: float, turn: float) -> Rect:
    """Give the rectangle of this size and turn about a point, to the millimetre."""
    box = Rect(0, 0, width, depth, turn).box
    return Rect(round(middle[0] - box.width / 2, 3), round(middle[1] - box.depth / 2, 3), width, depth, turn)


def area_of(polygon: Sequence[Point]) -> float:
    """Measure a simple polygon by the shoelace formula."""
    following = [*polygon[1:], *polygon[:1]]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(polygon, following, strict=True))) / 2


def box_of(points: Sequence[Point]) -> Rect:
    """Give the smallest rectangle around points."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Rect(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


def fitted(points: Sequence[Point], box: Rect) -> tuple[Point, ...]:
    """Move and stretch points so that *box* is the smallest rectangle around them."""
    before = box_of(points)
    wide, deep = (box.width / before.width if before.width else 1), (box.depth / before.depth if before.depth else 1)
    return tuple((round(box.x + (x - before.x) * wide, 3), round(box.y + (y - before.y) * deep, 3)) for x, y in points)


def _clipped(polygon: Sequence[Point], window: Rect) -> list[Point]:
    """Cut a polygon down to a rectangle, one side after the other (Sutherland and Hodgman 1974).

    Of a polygon with dents the pieces stay joined by edges without area, which the shoelace does not see.
    """
    points = list(polygon)
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, window.x, lambda value, limit: value >= limit),
        (0, window.right, lambda value, limit: value <= limit),
        (1, window.y, lambda value, limit: value >= limit),
        (1, window.bottom, lambda value, limit: value <= limit),
    )
    for axis, limit, is_inside in sides:
        points = _cut(points, axis, limit, is_inside)
    return points


def _cut(points: list[Point], axis: int, limit: float, is_inside: Callable[[float, float], bool]) -> list[Point]:
    kept: list[Point] = []
    for before, point in zip(points[-1:] + points[:-1], points, strict=True):
        if is_inside(before[axis], limit) != is_inside(point[axis], limit):
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if is_inside(point[axis], limit):
            kept.append(point)
    return kept
