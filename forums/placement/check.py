"""Check a placement without the solver: its rules and its figures. Shares nothing with it but the file formats."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from forums.placement.problem import Problem, Spot, Stand
from forums.placement.solution import Solution

SHOWN = 20  # So many faults are listed; the others are counted.


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_certified``: what every stand could have at the very best, each for itself, proves the placement."""

    faults: tuple[str, ...]
    is_certified: bool


def examine(problem: Problem, solution: Solution) -> Verdict:
    """Check *solution*, and say whether it is proven by a bound that is calculated here."""
    if solution.status == "infeasible":
        return Verdict((), is_certified=False)
    faults = list(_of_shape(problem, solution))
    if not faults:
        faults = [*_of_rules(problem, solution), *_of_figures(problem, solution)]
    if len(faults) > SHOWN:
        faults = [*faults[:SHOWN], f"and {len(faults) - SHOWN} more"]
    return Verdict(tuple(faults), is_certified=not faults and solution.objective == _bound(problem))


def _of_shape(problem: Problem, solution: Solution) -> Iterator[str]:
    stands, spots = {stand.id for stand in problem.stands}, {spot.id for spot in problem.spots}
    for name in sorted((set(solution.placement) | set(solution.unplaced)) - stands):
        yield f"there is no stand {name}"
    for name in sorted(set(solution.placement.values()) - spots):
        yield f"there is no spot {name}"
    for stand in problem.stands:
        told = (stand.id in solution.placement) + (stand.id in solution.unplaced)
        if told != 1:
            yield f"stand {stand.id} is named {told} times"


def _of_rules(problem: Problem, solution: Solution) -> Iterator[str]:
    spots = {spot.id: spot for spot in problem.spots}
    holder: dict[str, str] = {}
    for stand in problem.stands:
        name = solution.placement.get(stand.id)
        if stand.fixed is not None and name != stand.fixed:
            yield f"stand {stand.id} is not on {stand.fixed}, where it is fixed"
        if name is None:
            continue
        if name in holder:
            yield f"stands {holder[name]} and {stand.id} are both on {name}"
        holder[name] = stand.id
        yield from _of_needs(stand, spots[name])
    for pair in problem.exclusions:
        here, there = (spots.get(solution.placement.get(name, "")) for name in (pair.one, pair.other))
        if here and there and hypot(here.x - there.x, here.y - there.y) <= pair.distance:
            yield f"stands {pair.one} and {pair.other} are within {pair.distance:g} m"


def _of_needs(stand: Stand, spot: Spot) -> Iterator[str]:
    if spot.area < stand.area:
        yield f"stand {stand.id} needs {stand.area:g} m² and has {spot.area:g}"
    if spot.power < stand.power:
        yield f"stand {stand.id} needs power {stand.power} and has {spot.power}"
    for need in stand.needs:
        if need not in spot.offers:
            yield f"stand {stand.id} needs {need}, which {spot.id} does not offer"


def _of_figures(problem: Problem, solution: Solution) -> Iterator[str]:
    worth = _worth(problem, solution)
    if worth != solution.objective:
        yield f"the objective is {worth}, not {solution.objective}"
    if solution.bound < solution.objective:
        yield f"the bound {solution.bound} is below the objective {solution.objective}"
    if solution.status == "optimal" and solution.bound != solution.objective:
        yield f"optimal, but the bound {solution.bound} is not the objective {solution.objective}"


def _worth(problem: Problem, solution: Solution) -> int:
    spots = {spot.id: (index, spot) for index, spot in enumerate(problem.spots)}
    total, filled, themes = 0, {}, {}  # type: int, dict[tuple[str, int], int], dict[str, int]
    for stand in problem.stands:
        if stand.theme is not None:
            themes[stand.theme] = themes.get(stand.theme, 0) + 1
        if stand.id not in solution.placement:
            total -= 10_000
            continue
        index, spot = spots[solution.placement[stand.id]]
        total += int(10 * spot.value * stand.prio)
        if stand.theme is not None:
            key = stand.theme, index // problem.zone_size
            filled[key] = filled.get(key, 0) + 1
    if not problem.zones:
        return total
    for theme, count in themes.items():
        zones = -(-count // problem.zone_size)
        total += 60 * sum(sorted((n for (t, _), n in filled.items() if t == theme), reverse=True)[:zones])
    return total


def _bound(problem: Problem) -> int:
    """Give every stand the best spot for itself, whoever else is there, and a place in its zone."""
    total = 0
    for stand in problem.stands:
        suitable = [
            spot
            for spot in problem.spots
            if spot.area >= stand.area and spot.power >= stand.power and not set(stand.needs) - set(spot.offers)
        ]
        if stand.fixed is not None:
            suitable = [spot for spot in problem.spots if spot.id == stand.fixed]
        total += max((int(10 * spot.value * stand.prio) for spot in suitable), default=-10_000)
        total += 60 * bool(problem.zones and stand.theme is not None and suitable)
    return total
