"""The plan as guests and papers show it: halls with their pitches, and who stands where once that is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forums.marketplace.placing import queries as placing
from forums.marketplace.plan import queries as plan
from forums.marketplace.plan.models import Hall, Pitch
from forums.marketplace.queries import marketplace

Point = tuple[float, float]


@dataclass(frozen=True)
class PitchShape:
    """A pitch in metres from the upper left corner of its hall, before it is turned clockwise by ``turn`` degrees about its middle.

    ``stand_id`` is None where nobody stands.
    """

    number: str
    x: float
    y: float
    width: float
    depth: float
    stand_id: int | None = None
    turn: float = 0.0

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.depth / 2


@dataclass(frozen=True)
class FixtureShape:
    """What is built into a hall, or must stay free: an escape route, a door, a pillar, a stage."""

    kind: str
    name: str
    points: tuple[Point, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width and depth of the least box around it."""
        left, top = min(x for x, _ in self.points), min(y for _, y in self.points)
        return left, top, max(x for x, _ in self.points) - left, max(y for _, y in self.points) - top


@dataclass(frozen=True)
class HallShape:
    """A hall with everything in it."""

    name: str
    width: float
    depth: float
    pitches: Sequence[PitchShape] = ()
    fixtures: Sequence[FixtureShape] = ()


Place = tuple[HallShape, PitchShape]


def halls(session: Session, congress_id: int) -> list[HallShape]:
    """Read the published plan; none before that."""
    market = marketplace(session, congress_id)
    if market is None or market.plan_published_at is None:
        return []
    stands = {place.pitch_id: place.stand_id for place in placing.places(session, congress_id)}
    return [shape_of(hall, stands) for hall in plan.halls(session, congress_id)]


def shape_of(hall: Hall, stands: Mapping[int, int]) -> HallShape:
    """Give a hall as it is drawn, with whoever stands on its pitches, by the ids of both."""
    return HallShape(
        hall.name,
        hall.width_m,
        hall.depth_m,
        [_pitch(pitch, stands.get(pitch.id)) for pitch in hall.pitches],
        [FixtureShape(f.kind, f.name, tuple((x, y) for x, y in f.points)) for f in hall.fixtures],
    )


def _pitch(pitch: Pitch, stand_id: int | None) -> PitchShape:
    flat = pitch.rect.flat
    return PitchShape(pitch.number, flat.x, flat.y, flat.width, flat.depth, stand_id, pitch.turn)


def places(found: Sequence[HallShape]) -> Mapping[int, Place]:
    """Give the place of each stand that has one, by the number of the stand."""
    return {pitch.stand_id: (hall, pitch) for hall in found for pitch in hall.pitches if pitch.stand_id is not None}
