"""Why fixed stands cannot stay where they are: each reason needs one or two of them, so the first is a smallest one."""

from collections.abc import Iterator

from forums.placement.problem import Problem, Spot, Stand
from forums.placement.solution import Conflict
from forums.placement.worth import too_near


def conflict_of(problem: Problem) -> Conflict | None:
    """Return a contradiction between fixed stands and the rules, or None."""
    return next(_conflicts(problem), None)


def _conflicts(problem: Problem) -> Iterator[Conflict]:
    spots = {spot.id: spot for spot in problem.spots}
    fixed = {stand.id: (stand, spots[stand.fixed]) for stand in problem.stands if stand.fixed is not None}
    taken: dict[str, Stand] = {}
    for stand, spot in fixed.values():
        yield from _unfit(stand, spot)
        if spot.id in taken:
            other = taken[spot.id]
            yield Conflict(
                (("fixed", other.id, spot.id), ("fixed", stand.id, spot.id)),
                {
                    "de": f"{other.id} und {stand.id} sind beide auf {spot.id} festgelegt: Lösen Sie einen von beiden.",
                    "en": f"{other.id} and {stand.id} are both fixed on {spot.id}: release one of them.",
                },
            )
        taken[spot.id] = stand
    for pair in problem.exclusions:
        if pair.one in fixed and pair.other in fixed:
            here, there = fixed[pair.one][1], fixed[pair.other][1]
            if too_near(here, there, pair.distance):
                yield Conflict(
                    (("apart", pair.one, pair.other), ("fixed", pair.one, here.id), ("fixed", pair.other, there.id)),
                    {
                        "de": f"{pair.one} auf {here.id} und {pair.other} auf {there.id} sind höchstens {pair.distance:g} m"
                        " voneinander entfernt: Lösen Sie einen von beiden oder verringern Sie den Abstand.",
                        "en": f"{pair.one} on {here.id} and {pair.other} on {there.id} are within {pair.distance:g} m:"
                        " release one of them or lower the distance.",
                    },
                )


def _unfit(stand: Stand, spot: Spot) -> Iterator[Conflict]:
    rules = (("fixed", stand.id, spot.id),)
    if spot.area < stand.area:
        yield Conflict(
            (*rules, ("area", stand.id)),
            {
                "de": f"{stand.id} braucht {stand.area:g} m², {spot.id} hat {spot.area:g} m²: Wählen Sie eine größere Fläche.",
                "en": f"{stand.id} needs {stand.area:g} m², {spot.id} has {spot.area:g} m²: choose a larger pitch.",
            },
        )
    if spot.power < stand.power:
        yield Conflict(
            (*rules, ("power", stand.id)),
            {
                "de": f"{stand.id} braucht Strom der Stufe {stand.power}, {spot.id} hat Stufe {spot.power}:"
                " Wählen Sie eine andere Fläche.",
                "en": f"{stand.id} needs power of level {stand.power}, {spot.id} has level {spot.power}:"
                " choose another pitch.",
            },
        )
    for need in stand.needs:
        if need not in spot.offers:
            yield Conflict(
                (*rules, ("needs", stand.id, need)),
                {
                    "de": f"{stand.id} braucht „{need}“, {spot.id} bietet das nicht: Wählen Sie eine andere Fläche.",
                    "en": f"{stand.id} needs “{need}”, which {spot.id} does not offer: choose another pitch.",
                },
            )
