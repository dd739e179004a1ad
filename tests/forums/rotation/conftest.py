"""Tiny random problems with every rule there is, and the slow way to solve them."""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from random import Random

import pytest

from forums.rotation.problem import Participant, Problem, Round, Table, Weights, verify

MOST_PLANS = 1500


def draw_problem(seed: int) -> Problem:
    """Draw a problem of at most 6 people, 4 tables and 3 rounds; rules, weights, held and planned rounds at random."""
    draw = Random(seed)  # noqa: S311 - chance to be repeated
    while True:
        problem = _draw(draw)
        if _rounds_to_try(problem) <= MOST_PLANS:
            verify(problem)
            return problem


def _draw(draw: Random) -> Problem:
    tables = tuple(Table(f"t{n}", draw.choice([None, None, 1, 2, 3])) for n in range(draw.randint(1, 4)))
    names = [table.id for table in tables]
    people = tuple(
        Participant(
            f"p{n}",
            prefs=tuple(draw.sample(names, draw.randint(0, len(names)))),
            sector=draw.choice([None, "civil", "state"]),
            org=draw.choice([None, None, "o1", "o2"]),
            host_of=draw.choice([None, None, None, draw.choice(names)]),
            is_absent=draw.random() < 0.15,
        )
        for n in range(draw.randint(1, 6))
    )
    rounds = draw.randint(1, 3)
    held = draw.randint(0, rounds - 1) if draw.random() < 0.6 else 0
    pairs = list(combinations([one.id for one in people], 2))
    return Problem(
        people,
        tables,
        rounds,
        topic_once=draw.random() < 0.6,
        apart=tuple(draw.sample(pairs, min(len(pairs), draw.choice([0, 0, 1, 2])))),
        weights=Weights(
            draw.choice([0, 1, 3]),
            draw.choice([0, 0, 1, 2]),
            draw.choice([0, 0, 1, 2]),
            sectors=draw.choice([0, 0, 0, 1]),
            organisations=draw.choice([0, 0, 0, 2]),
        ),
        held=tuple(_draw_round(draw, people, names) for _ in range(held)),
        planned=tuple(_draw_round(draw, people, names) for _ in range(rounds - held)) if draw.random() < 0.4 else None,
    )


def _draw_round(draw: Random, people: tuple[Participant, ...], names: list[str]) -> Round:
    return tuple(draw.choice([None, *names, *names]) for _ in people)


def _rounds_to_try(problem: Problem) -> int:
    return len(list(rounds_of(problem))) ** (problem.rounds - len(problem.held))


def rounds_of(problem: Problem) -> Iterator[Round]:
    """List every single round that keeps hosts, absences, seats and pairs apart; sizes as even as the seats allow."""
    ids = [table.id for table in problem.tables]
    seats = {table.id: table.seats for table in problem.tables}
    choices = [[None] if one.is_absent else [one.host_of] if one.host_of else ids for one in problem.participants]
    index = {one.id: place for place, one in enumerate(problem.participants)}
    for one in product(*choices):
        sizes = {table: one.count(table) for table in ids}
        largest = max(sizes.values())
        if any(seats[t] is not None and size > seats[t] for t, size in sizes.items()):
            continue
        if any(size < largest - 1 and size != seats[t] for t, size in sizes.items()):
            continue
        if any(one[index[a]] is not None and one[index[a]] == one[index[b]] for a, b in problem.apart):
            continue
        yield one


def solve_slowly(problem: Problem) -> tuple[int, int] | None:
    """Try out everything; return the fewest moves and the least weighted sum with them, or None."""
    possible = list(rounds_of(problem))
    plans = (problem.held + rest for rest in product(possible, repeat=problem.rounds - len(problem.held)))
    return min((_worth(problem, plan) for plan in plans if _keeps_topics(problem, plan)), default=None)


def _keeps_topics(problem: Problem, plan: tuple[Round, ...]) -> bool:
    if not problem.topic_once:
        return True
    for p, one in enumerate(problem.participants):
        held = [row[p] for row in plan[: len(problem.held)]]
        later = [row[p] for row in plan[len(problem.held) :]]
        if not one.is_absent and one.host_of is None and len({*later} - {*held}) < len(later):
            return False
    return True


def _worth(problem: Problem, plan: tuple[Round, ...]) -> tuple[int, int]:
    weights, repeats, kin = problem.weights, 0, 0
    for (p, one), (q, other) in combinations(enumerate(problem.participants), 2):
        met = sum(row[p] is not None and row[p] == row[q] for row in plan)
        repeats += met * (met - 1) // 2
        kin += met * (weights.mix + weights.sectors) * (one.sector is not None and one.sector == other.sector)
        kin += met * (weights.mix + weights.organisations) * (one.org is not None and one.org == other.org)
    unmet = sum(
        min(len(one.prefs), problem.rounds) - len({row[p] for row in plan} & {*one.prefs})
        for p, one in enumerate(problem.participants)
        if one.host_of is None
    )
    moves = sum(
        any(
            then[p] not in {None, now[p]}
            for then, now in zip(problem.planned or (), plan[len(problem.held) :], strict=False)
        )
        for p, one in enumerate(problem.participants)
        if not one.is_absent
    )
    return moves, weights.repeats * repeats + weights.preferences * unmet + kin


@pytest.fixture(name="draw_problem", scope="session")
def _draw_problem() -> Callable[[int], Problem]:
    return draw_problem


@pytest.fixture(name="solve_slowly", scope="session")
def _solve_slowly() -> Callable[[Problem], tuple[int, int] | None]:
    return solve_slowly
