"""Place stands so that what they are worth together is the most; proven, or with a bound that says how near it is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from forums.assignment.deadline import Deadline
from forums.placement.conflict import conflict_of
from forums.placement.model import Model
from forums.placement.problem import Problem
from forums.placement.solution import Solution
from forums.placement.worth import IN_ZONE, UNPLACED, fits, too_near, worth_of, zone_of, zones_for
from forums.placement.zoning import Zoning

Progress = Callable[[str, float], None]
PART_FOR_ZONES = 0.5


def _silent(_step: str, _share: float) -> None:
    return


def solve(problem: Problem, *, seed: int, seconds: float, progress: Progress = _silent) -> Solution:
    """Place the stands. Infeasible only where fixed stands contradict a rule: all others may stay without a place."""
    deadline = Deadline(seconds)
    conflict = conflict_of(problem)
    if conflict is not None:
        return Solution("infeasible", seed=seed, seconds=deadline.spent, conflict=conflict)
    start, bound = greedy(problem), best_for_each(problem)
    if problem.zones and problem.spots and zones_for(problem):
        progress("zones", 0.1)
        zoning = Zoning(problem)
        bound = min(bound, zoning.bound())
        reserved = zoning.search(seed=seed, deadline=deadline.part(PART_FOR_ZONES))
        settled = Model(problem, reserved).solve(seed, deadline.part(PART_FOR_ZONES), start)
        start = max(start, settled.placement or start, key=lambda placement: total(problem, placement))
    progress("placing", 0.5)
    answer = Model(problem).solve(seed, deadline, start)
    placement = max(start, answer.placement or start, key=lambda placement: total(problem, placement))
    bound = min(bound, answer.bound)
    progress("done", 1.0)
    objective = total(problem, placement)
    stands, spots = problem.stands, problem.spots
    return Solution(
        "optimal" if objective == bound else "feasible",
        {stands[e].id: spots[s].id for e, s in sorted(placement.items())},
        tuple(stand.id for e, stand in enumerate(stands) if e not in placement),
        objective,
        bound,
        seed=seed,
        seconds=deadline.spent,
    )


def greedy(problem: Problem) -> dict[int, int]:
    """Give a placement that keeps the rules: the fixed first, then the choosiest stand on the best spot that is left."""
    spot_index = {spot.id: s for s, spot in enumerate(problem.spots)}
    number = {stand.id: e for e, stand in enumerate(problem.stands)}
    apart: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for pair in problem.exclusions:
        apart[number[pair.one]].append((number[pair.other], pair.distance))
        apart[number[pair.other]].append((number[pair.one], pair.distance))
    placed = {e: spot_index[stand.fixed] for e, stand in enumerate(problem.stands) if stand.fixed is not None}
    free = set(range(len(problem.spots))) - set(placed.values())
    choosiest = sorted(
        set(number.values()) - set(placed), key=lambda e: (-problem.stands[e].prio, -problem.stands[e].area, e)
    )
    for e in choosiest:
        stand = problem.stands[e]
        suitable = [s for s in free if fits(stand, problem.spots[s]) and _keeps_away(problem, s, apart[e], placed)]
        if suitable:
            placed[e] = min(suitable, key=lambda s: (-worth_of(stand, problem.spots[s]), problem.spots[s].area, s))
            free.remove(placed[e])
    return placed


def _keeps_away(problem: Problem, s: int, apart: list[tuple[int, float]], placed: Mapping[int, int]) -> bool:
    spots = problem.spots
    return not any(f in placed and too_near(spots[s], spots[placed[f]], distance) for f, distance in apart)


def total(problem: Problem, placement: Mapping[int, int]) -> int:
    """Count what a placement is worth, its themes with the zones that they fill best."""
    objective = sum(worth_of(problem.stands[e], problem.spots[s]) for e, s in placement.items())
    objective -= UNPLACED * (len(problem.stands) - len(placement))
    if problem.zones:
        for theme, most in zones_for(problem).items():
            zones = Counter(zone_of(problem, s) for e, s in placement.items() if problem.stands[e].theme == theme)
            objective += IN_ZONE * sum(count for _, count in zones.most_common(most))
    return objective


def best_for_each(problem: Problem) -> int:
    """Bound what any placement is worth: every stand on the spot that is best for it, whoever else is there."""
    bound = 0
    for stand in problem.stands:
        suitable = [spot for spot in problem.spots if stand.fixed in {None, spot.id} and fits(stand, spot)]
        bound += max((worth_of(stand, spot) for spot in suitable), default=-UNPLACED)
        bound += IN_ZONE * (problem.zones and stand.theme is not None and bool(suitable))
    return bound
