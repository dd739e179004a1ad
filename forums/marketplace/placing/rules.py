"""What stands in the way of a stand on a pitch, and how a stand moves there. Pure, over the solver's own problem."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from math import dist
from typing import Any, Final

from forums.placement.problem import Problem, Spot, Stand

MOST_SECONDS, MOST_METRES = 120, 50
WALL, LIGHT = "wall", "light"
Placement = Mapping[str, str]  # pitch by stand, both by public id
NOTHING: Final[Placement] = {}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked: stands of one topic together in zones, how long, how many metres between two loud stands.

    *keeps*: whoever was told a pitch that still suits stays there, and only the others are placed.
    """

    zones: bool = True
    seconds: int = 20
    loud_metres: int = 8
    keeps: bool = False

    def as_json(self) -> dict[str, Any]:  # Any: JSON
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way: ``kind`` is area, power, wall, light, taken or apart; ``other`` a stand, ``needs`` and ``has`` numbers."""

    kind: str
    needs: float = 0.0
    has: float = 0.0
    other: str = ""


@dataclass(frozen=True)
class Board:
    """A problem, found by names, and who is where."""

    problem: Problem
    placement: Placement
    spots: Mapping[str, Spot] = field(init=False)
    stands: Mapping[str, Stand] = field(init=False)
    holder: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spots", {spot.id: spot for spot in self.problem.spots})
        object.__setattr__(self, "stands", {stand.id: stand for stand in self.problem.stands})
        object.__setattr__(self, "holder", {spot: stand for stand, spot in self.placement.items()})

    def with_moved(self, moves: Mapping[str, str | None]) -> "Board":
        """Give the board after stands moved; None takes one off."""
        after = {stand: spot for stand, spot in self.placement.items() if stand not in moves}
        return Board(self.problem, after | {stand: spot for stand, spot in moves.items() if spot is not None})

    def apart(self, stand: str) -> Iterator[tuple[str, float]]:
        """List from whom a stand must be how many metres away."""
        for pair in self.problem.exclusions:
            if stand in {pair.one, pair.other}:
                yield (pair.other if pair.one == stand else pair.one), pair.distance

    def metres_between(self, spot: str, other: str) -> float:
        here, there = self.spots[spot], self.spots[other]
        return dist((here.x, here.y), (there.x, there.y))


def lacks(stand: Stand, spot: Spot) -> Iterator[Obstacle]:
    """List what a pitch itself lacks for a stand."""
    if spot.area < stand.area:
        yield Obstacle("area", stand.area, spot.area)
    if spot.power < stand.power:
        yield Obstacle("power", stand.power, spot.power)
    for need in stand.needs:
        if need not in spot.offers:
            yield Obstacle(need)


def obstacles(board: Board, stand: str, spot: str) -> list[Obstacle]:
    """List what stands in the way of a stand on a pitch, others staying where they are."""
    found = list(lacks(board.stands[stand], board.spots[spot]))
    holder = board.holder.get(spot)
    if holder not in {None, stand}:
        found.append(Obstacle("taken", other=str(holder)))
    for other, distance in board.apart(stand):
        place = board.placement.get(other)
        if place is not None and place != spot and board.metres_between(spot, place) <= distance:
            found.append(Obstacle("apart", distance, board.metres_between(spot, place), other))
    return found


def moves_for(board: Board, stand: str, spot: str) -> tuple[dict[str, str | None], list[Obstacle]]:
    """Say which stands move when one goes to a pitch, and what stands in the way; whoever is there changes places with it.

    Where it cannot take the place in return, that the pitch is taken is what stands in the way.
    """
    holder, before = board.holder.get(spot), board.placement.get(stand)
    if holder is None or holder == stand:
        return {stand: spot}, obstacles(board, stand, spot)
    moves = {stand: spot, holder: before}
    after = board.with_moved(moves)
    found = obstacles(after, stand, spot)
    if before is None or board.stands[holder].fixed is not None or obstacles(after, holder, before):
        found.append(Obstacle("taken", other=holder))
    return moves, found


def is_lawful(board: Board) -> bool:
    """Tell whether everybody may be where they are."""
    return not any(obstacles(board, stand, spot) for stand, spot in board.placement.items())
