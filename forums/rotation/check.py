"""Check a plan without the solver: its rules, its figures and its bound. Shares nothing with it but the file formats."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from forums.rotation.problem import Problem
from forums.rotation.solution import Solution

SHOWN = 20  # So many faults are listed; the others are counted.


def check(problem: Problem, solution: Solution) -> list[str]:
    """Return what is wrong with *solution*: broken rules, wrong figures, and a bound that is above what was reached."""
    if solution.status == "infeasible":
        return []
    faults = list(_of_shape(problem, solution)) or [*_of_rules(problem, solution), *_of_figures(problem, solution)]
    return [*faults[:SHOWN], f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else faults


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_certified``: a bound that follows from the sizes alone proves the plan."""

    faults: tuple[str, ...]
    is_certified: bool


def examine(problem: Problem, solution: Solution) -> Verdict:
    """Check *solution*, and say whether it is proven by a bound that is recalculated here."""
    faults = check(problem, solution)
    is_plain = problem.planned is None and not (
        problem.slack
        or problem.held
        or problem.weights.preferences
        or problem.weights.of_sectors
        or problem.weights.of_organisations
    )
    is_plain = is_plain and not any(one.host_of or one.is_absent for one in problem.participants)
    reached = solution.repeats == _bound(problem, solution) if is_plain and not faults and solution.rounds else False
    return Verdict(tuple(faults), reached)


def _bound(problem: Problem, solution: Solution) -> int:
    """Spread the people of every table evenly over the others, for every pair of rounds; without hosts or held rounds."""
    bins = len(problem.tables) - problem.topic_once
    bound = 0
    for size in Counter(place for place in solution.rounds[0] if place is not None).values():
        each, rest = divmod(size, bins) if bins else (0, 0)
        bound += bins * each * (each - 1) // 2 + rest * each
    return bound * problem.rounds * (problem.rounds - 1) // 2


def _of_shape(problem: Problem, solution: Solution) -> Iterator[str]:
    tables, people = {table.id for table in problem.tables}, len(problem.participants)
    if len(solution.rounds) != problem.rounds:
        yield f"there are {len(solution.rounds)} rounds, not {problem.rounds}"
    for number, one in enumerate(solution.rounds):
        if len(one) != people:
            yield f"round {number + 1} seats {len(one)} people, not {people}"
        for name in sorted({place for place in one if place is not None} - tables):
            yield f"round {number + 1} has the unknown table {name}"


def _of_rules(problem: Problem, solution: Solution) -> Iterator[str]:
    for number, (now, then) in enumerate(zip(solution.rounds, problem.held, strict=False)):
        if now != then:
            yield f"round {number + 1} was held, but is changed"
    names = {one.id: index for index, one in enumerate(problem.participants)}
    for number in range(len(problem.held), problem.rounds):
        one, words = solution.rounds[number], f"in round {number + 1}"
        for person, place in zip(problem.participants, one, strict=True):
            if (place is None) != person.is_absent:
                yield f"{person.id} {'is absent, but sits' if person.is_absent else 'sits nowhere'} {words}"
            elif place is not None and person.host_of not in {None, place}:
                yield f"{person.id} hosts {person.host_of}, but sits at {place} {words}"
        for a, b in problem.apart:
            if one[names[a]] is not None and one[names[a]] == one[names[b]]:
                yield f"{a} and {b} sit together {words}"
        yield from _of_sizes(problem, Counter(place for place in one if place is not None), words)
    if problem.topic_once:
        yield from _of_returns(problem, solution)


def _of_sizes(problem: Problem, sizes: Counter[str], words: str) -> Iterator[str]:
    """As even as the seats allow: a table may be smaller than another by more than one only if it is full."""
    largest = max((sizes[table.id] for table in problem.tables), default=0)
    for table in problem.tables:
        if table.seats is not None and sizes[table.id] > table.seats:
            yield f"{table.id} has {table.seats} seats, but {sizes[table.id]} people {words}"
        elif sizes[table.id] < largest - 1 - 2 * problem.slack and sizes[table.id] != table.seats:
            yield f"{table.id} has {sizes[table.id]} people {words}, another table {largest}"


def _of_returns(problem: Problem, solution: Solution) -> Iterator[str]:
    for index, person in enumerate(problem.participants):
        visits = Counter(one[index] for one in solution.rounds if one[index] is not None)
        back = [place for place, times in visits.items() if times > 1]
        since = {one[index] for one in solution.rounds[len(problem.held) :]}
        if person.host_of is None and any(place in since for place in back):
            yield f"{person.id} comes to a table twice"


def _of_figures(problem: Problem, solution: Solution) -> Iterator[str]:
    repeats, of_sectors, of_organisations = _meetings(problem, solution)
    unmet = sum(
        max(0, min(len(one.prefs), problem.rounds) - len({row[p] for row in solution.rounds} & set(one.prefs)))
        for p, one in enumerate(problem.participants)
        if one.host_of is None
    )
    weights = problem.weights
    truth = {
        "repeats": repeats,
        "unmet": unmet,
        "kin": of_sectors + of_organisations,
        "objective": weights.repeats * repeats
        + weights.preferences * unmet
        + weights.of_sectors * of_sectors
        + weights.of_organisations * of_organisations,
        "moves": _moves(problem, solution),
    }
    for name, value in truth.items():
        if (told := getattr(solution, name)) != value:
            yield f"{name} is {value}, not {told}"
    for name, bound in (("repeats", "bound"), ("objective", "objective_bound"), ("moves", "moves_bound")):
        if getattr(solution, bound) > truth[name]:
            yield f"{bound} is {getattr(solution, bound)}, above the {truth[name]} reached"
    proven = (solution.objective, solution.moves) == (solution.objective_bound, solution.moves_bound)
    if solution.status == "optimal" and not proven:
        yield f"it is called optimal, but its objective {solution.objective} is not its bound {solution.objective_bound}"


def _meetings(problem: Problem, solution: Solution) -> tuple[int, int, int]:
    met: Counter[tuple[int, int]] = Counter()
    of_sectors = of_organisations = 0
    for one in solution.rounds:
        tables: dict[str, list[int]] = defaultdict(list)
        for index, place in enumerate(one):
            if place is not None:
                tables[place].append(index)
        for group in tables.values():
            for a, b in combinations(group, 2):
                met[a, b] += 1
                first, second = problem.participants[a], problem.participants[b]
                of_sectors += first.sector is not None and first.sector == second.sector
                of_organisations += first.org is not None and first.org == second.org
    return sum(times * (times - 1) // 2 for times in met.values()), of_sectors, of_organisations


def _moves(problem: Problem, solution: Solution) -> int:
    planned, now = problem.planned or (), solution.rounds[len(problem.held) :]
    return sum(
        not one.is_absent and any(then[p] not in {None, after[p]} for then, after in zip(planned, now, strict=False))
        for p, one in enumerate(problem.participants)
    )
