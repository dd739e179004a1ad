"""The problem of a market as the solver wants it, from rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.marketplace import queries as market_queries
from forums.marketplace.models import Stand
from forums.marketplace.placing import queries
from forums.marketplace.placing.nearness import Near
from forums.marketplace.placing.rules import LIGHT, WALL, Board, Settings, obstacles
from forums.marketplace.plan import queries as plan_queries
from forums.marketplace.plan.models import Pitch
from forums.marketplace.rules import Nearness
from forums.placement import problem as placement
from forums.placement.problem import MOST_SPOTS, ZONE_SIZE, Exclusion, Problem, Spot, fingerprint

BETWEEN_HALLS = 2000.0  # metres: whoever is in another hall is far away
SMALLEST_STAND = 0.1  # m²; so that nobody fits onto what fills up a zone


@dataclass(frozen=True)
class Market:
    """Stands and pitches of a market, and what the solver is asked about them.

    ``problem`` knows the pins of the organisers; in ``asked`` whoever keeps the told pitch is fixed as well.
    """

    problem: Problem
    asked: Problem
    near: Sequence[Near]
    stands: Mapping[str, Stand]
    pitches: Mapping[str, Pitch]

    @property
    def bare(self) -> str:
        """The fingerprint of what was asked, pins aside: a draft that was corrected by hand is not out of date for that."""
        return fingerprint(replace(self.problem, stands=tuple(replace(s, fixed=None) for s in self.problem.stands)))

    def board(self, places: Mapping[int, int | None]) -> Board:
        """Lay out who is where, by the ids of stands and pitches; what is gone since is left out."""
        stands = {stand.id: name for name, stand in self.stands.items()}
        pitches = {pitch.id: name for name, pitch in self.pitches.items()}
        return Board(
            self.problem,
            {stands[e]: pitches[s] for e, s in places.items() if e in stands and s is not None and s in pitches},
        )


def market_of(session: Session, congress: Congress, settings: Settings) -> Market:
    """Gather the problem of a congress: accepted stands, all pitches, who is far from whom, pins."""
    stands = market_queries.accepted_stands(session, congress.id)
    pitches = plan_queries.pitches(session, congress.id)
    pins, names = queries.pins(session, congress.id), {pitch.id: pitch.public_id for pitch in pitches}
    spots, size = in_zones(_spots(pitches), [pitch.zone for pitch in pitches])
    wanted = tuple(
        placement.Stand(
            stand.public_id,
            max(stand.area, SMALLEST_STAND),
            stand.power,
            stand.topic.public_id if stand.topic is not None and settings.zones else None,
            stand.priority,
            names.get(pins.get(stand.id, 0)),
            tuple(need for need, is_needed in ((WALL, stand.needs_wall), (LIGHT, stand.needs_light)) if is_needed),
        )
        for stand in stands
    )
    far = {(pair.one, pair.other): float(pair.metres) for pair in market_queries.far_pairs(session, congress.id)}
    loud = [stand.public_id for stand in stands if stand.is_loud] if settings.loud_metres else []
    problem = Problem(spots, wanted, _exclusions(far, loud, settings.loud_metres), size, zones=settings.zones)
    near = [
        (pair.one, pair.other, float(pair.metres))
        for pair in market_queries.wished_pairs(session, congress.id, Nearness.NEAR)
    ]
    told = queries.all_places(session, congress.id) if settings.keeps else {}
    kept = {s.public_id: names[told[s.id].pitch_id] for s in stands if s.id in told and told[s.id].pitch_id in names}
    asked = kept_where_told(problem, kept)
    return Market(problem, asked, near, {s.public_id: s for s in stands}, {p.public_id: p for p in pitches})


def kept_where_told(problem: Problem, told: Mapping[str, str]) -> Problem:
    """Fix the stands on the pitches that they were told, save those for which they no longer do and those that pins take."""
    pinned = {stand.id: stand.fixed for stand in problem.stands if stand.fixed is not None}
    free = {stand: spot for stand, spot in told.items() if stand not in pinned and spot not in pinned.values()}
    board = Board(problem, pinned | free)
    kept = {stand: spot for stand, spot in free.items() if not obstacles(board, stand, spot)}
    return replace(problem, stands=tuple(replace(s, fixed=s.fixed or kept.get(s.id)) for s in problem.stands))


def _spots(pitches: Iterable[Pitch]) -> list[Spot]:
    """Give the pitches as spots, hall behind hall, so that stands in different halls are never near."""
    halls: dict[int, int] = {}
    spots = []
    for pitch in pitches:
        x, y = pitch.rect.middle
        shift = BETWEEN_HALLS * halls.setdefault(pitch.hall_id, len(halls))
        offers = tuple(offer for offer, is_there in ((WALL, pitch.has_wall), (LIGHT, pitch.has_light)) if is_there)
        area = round(pitch.rect.area, 2)
        spots.append(Spot(pitch.public_id, round(x + shift, 3), round(y, 3), area, pitch.power, pitch.value, offers))
    return spots


def in_zones(spots: Sequence[Spot], zones: Sequence[str]) -> tuple[tuple[Spot, ...], int]:
    """Put pitches in the order of their zones, and say how many make one.

    The solver's zones are equally large, so that smaller ones are filled up with spots on which nobody fits. Pitches without a zone
    make zones of neighbours; where zones are so unequal that filling up would cost more than it gives, all do.
    """
    sizes = Counter(zone for zone in zones if zone)
    size = max(sizes.values(), default=ZONE_SIZE)
    if len(sizes) * size + len(spots) > MOST_SPOTS:
        return tuple(spots), ZONE_SIZE
    ordered: list[Spot] = []
    for name in (*sizes, ""):
        members = [spot for spot, zone in zip(spots, zones, strict=True) if zone == name]
        fill = (size - len(members)) if name else 0
        ordered += [*members, *(Spot(f"{name} +{n}", 0.0, 0.0, 0.0) for n in range(fill))]
    return tuple(ordered), size


def _exclusions(far: Mapping[tuple[str, str], float], loud: Sequence[str], metres: int) -> tuple[Exclusion, ...]:
    """Gather who must be how far from whom, each pair once with its longest distance."""
    longest: dict[tuple[str, str], float] = {}
    for (one, other), distance in [*far.items(), *((pair, float(metres)) for pair in combinations(loud, 2))]:
        pair = min(one, other), max(one, other)
        longest[pair] = max(longest.get(pair, 0.0), distance)
    return tuple(Exclusion(one, other, distance) for (one, other), distance in sorted(longest.items()))
