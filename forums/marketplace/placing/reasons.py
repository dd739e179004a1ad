"""Why a stand is where it is: facts without names, and the cheapest way out for one without a pitch. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from forums.marketplace.placing.rules import Board, Obstacle, lacks, obstacles
from forums.placement.problem import Spot, Stand
from forums.placement.worth import fits, zone_of, zones_for

Facts = dict[str, Any]  # Any: JSON
COSTS: Final[Mapping[str, float]] = {"light": 1.0, "power": 2.0, "wall": 3.0, "area": 2.0, "apart": 2.0}
METRES_OF_A_COST = 5.0  # five metres nearer weigh as much as a cable


@dataclass(frozen=True)
class Remedy:
    """A way to a pitch: what would have to give, on which free pitch (""): none is free. ``holder`` would change to ``aside``."""

    spot: str
    obstacles: tuple[Obstacle, ...] = ()
    holder: str = ""
    aside: str = ""
    cost: float = 0.0


def homes_of(board: Board) -> dict[str, set[int]]:
    """Find the zones that each theme has reserved: those that it fills best, as many as it may."""
    if not board.problem.zones:
        return {}
    index = {spot.id: number for number, spot in enumerate(board.problem.spots)}
    homes: dict[str, set[int]] = {}
    for theme, most in zones_for(board.problem).items():
        zones = Counter(
            zone_of(board.problem, index[spot])
            for stand, spot in board.placement.items()
            if board.stands[stand].theme == theme
        )
        homes[theme] = {zone for zone, _ in zones.most_common(most)}
    return homes


def reasons(
    board: Board, *, by_hand: frozenset[str] = frozenset(), kept: frozenset[str] = frozenset()
) -> dict[str, Facts]:
    """Tell of every placed stand why it is there; *kept* are those that stay where they were told."""
    homes, index = homes_of(board), {spot.id: number for number, spot in enumerate(board.problem.spots)}
    zones = {stand: zone_of(board.problem, index[spot]) for stand, spot in board.placement.items()}
    return {
        stand: _needs(board, board.stands[stand])
        | _theme(board, stand, zones, homes)
        | _better(board, stand)
        | {"apart": sum(1 for other, _ in board.apart(stand) if other in board.placement)}
        | {"by_hand": stand in by_hand or board.stands[stand].fixed is not None}
        | ({"kept": True} if stand in kept and board.stands[stand].fixed is None else {})
        for stand in board.placement
    }


def _needs(board: Board, stand: Stand) -> Facts:
    spots = [spot for spot in board.problem.spots if spot.area > 0]
    narrow = {obstacle.kind for spot in spots for obstacle in lacks(stand, spot)}
    suitable = sum(1 for spot in spots if fits(stand, spot))
    return {"pitches": len(spots), "suitable": suitable, "needs": sorted(narrow)}


def _theme(board: Board, stand: str, zones: Mapping[str, int], homes: Mapping[str, set[int]]) -> Facts:
    theme = board.stands[stand].theme
    if theme is None or not board.problem.zones:
        return {}
    kin = [one for one in zones if board.stands[one].theme == theme]
    return {"kin": len(kin), "kin_here": sum(1 for one in kin if zones[one] == zones[stand])} | {
        "home": zones[stand] in homes[theme]
    }


def _better(board: Board, stand: str) -> Facts:
    """Count the pitches that are worth more and would suit, by who is there."""
    me, mine = board.stands[stand], board.spots[board.placement[stand]]
    better = [spot for spot in board.problem.spots if spot.value > mine.value and fits(me, spot)]
    holders = [board.stands[board.holder[spot.id]] for spot in better if spot.id in board.holder]
    return {"better": len(better), "better_priority": sum(1 for other in holders if other.prio > me.prio)}


def remedies(board: Board, stand: str) -> list[Remedy]:
    """List the cheapest ways to a pitch for a stand without one, cheapest first."""
    free = [spot for spot in board.problem.spots if spot.id not in board.holder and spot.area > 0]
    ways = [_way(board, stand, spot) for spot in free]
    ways += _by_exchange(board, stand, free)
    return sorted(ways, key=lambda way: (way.cost, way.spot))[:3]


def _way(board: Board, stand: str, spot: Spot) -> Remedy:
    found = tuple(obstacles(board, stand, spot.id))
    return Remedy(spot.id, found, cost=sum(map(_cost, found)))


def _by_exchange(board: Board, stand: str, free: list[Spot]) -> Iterator[Remedy]:
    """Find stands whose pitch would suit, and that could go to a free one themselves."""
    for spot, holder in board.holder.items():
        if board.stands[holder].fixed is not None or not fits(board.stands[stand], board.spots[spot]):
            continue
        for aside in free:
            after = board.with_moved({stand: spot, holder: aside.id})
            if not obstacles(after, stand, spot) and not obstacles(after, holder, aside.id):
                yield Remedy(spot, holder=holder, aside=aside.id, cost=0.5)
                break


def _cost(obstacle: Obstacle) -> float:
    cost = COSTS.get(obstacle.kind, 9.0)
    if obstacle.kind == "power":
        return cost * (obstacle.needs - obstacle.has)
    if obstacle.kind == "area":
        return cost + obstacle.needs - obstacle.has
    if obstacle.kind == "apart":
        return cost + (obstacle.needs - obstacle.has) / METRES_OF_A_COST
    return cost
