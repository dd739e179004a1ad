"""What may stand where, and what it is worth there."""

from collections import Counter
from math import ceil, dist

from forums.placement.problem import Problem, Spot, Stand

UNPLACED, IN_ZONE = 10_000, 60


def fits(stand: Stand, spot: Spot) -> bool:
    return spot.area >= stand.area and spot.power >= stand.power and set(stand.needs) <= set(spot.offers)


def worth_of(stand: Stand, spot: Spot) -> int:
    return int(10 * spot.value * stand.prio)


def too_near(one: Spot, other: Spot, distance: float) -> bool:
    return dist((one.x, one.y), (other.x, other.y)) <= distance


def zone_of(problem: Problem, index: int) -> int:
    """Give the zone of the spot at *index*."""
    return index // problem.zone_size


def zones_for(problem: Problem) -> dict[str, int]:
    """Give how many zones each theme may reserve: as many as its stands would fill."""
    themes = Counter(stand.theme for stand in problem.stands if stand.theme is not None)
    return {theme: ceil(count / problem.zone_size) for theme, count in themes.items()}
