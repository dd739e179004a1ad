"""Rectangles and polygons of a hall, in metres from its upper left corner. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
TOLERANCE = 0.005  # half a centimetre: what was drawn side by side touches, and does not overlap
LEAST_OVERLAP = 0.0005  # square metres


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle parallel to the walls."""

    x: float
    y: float
    width: float
    depth: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.depth

    @property
    def area(self) -> float:
        return self.width * self.depth

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.depth / 2

    @property
    def corners(self) -> tuple[Point, ...]:
        return (self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)

    def lies_within(self, other: "Rect") -> bool:
        """Tell whether it is whole inside another."""
        return (
            self.x >= other.x - TOLERANCE
            and self.y >= other.y - TOLERANCE
            and self.right <= other.right + TOLERANCE
            and self.bottom <= other.bottom + TOLERANCE
        )

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether two share some floor; touching is none."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > TOLERANCE
            and min(self.bottom, other.bottom) - max(self.y, other.y) > TOLERANCE
        )

    def is_on(self, polygon: Sequence[Point]) -> bool:
        """Tell whether it takes some of a polygon's floor, whatever shape that has."""
        return area_of(_clipped(polygon, self)) > LEAST_OVERLAP


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
