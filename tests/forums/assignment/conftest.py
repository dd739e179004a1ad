"""Small random problems with every rule there is, the slow way to solve them, and larger ones like real congresses."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from random import Random

import pytest

from forums.assignment.problem import SLOT, Forum, Participant, Problem, verify

Seats = tuple[str | None, ...]
SECTORS = ("civil", "state", "city")


def draw_problem(seed: int) -> Problem:
    """Draw a problem of at most 6 people and 4 forums; rules, soft rules and objective at random."""
    draw = Random(seed)  # noqa: S311 - chance to be repeated
    forums = draw_forums(draw, draw.randint(1, 4))
    ids = [forum.id for forum in forums]
    orgs_nest = draw.random() < 0.6
    participants = tuple(
        draw_participant(draw, f"p{n}", forums, orgs_nest=orgs_nest) for n in range(draw.randint(1, 6))
    )
    while (len(ids) + 1) ** len(participants) > 1500:
        participants = participants[1:]
    fairness = draw.choice([["leximin"], ["rankmax"], []])
    objective = ["unplaced", *fairness]
    objective.insert(draw.randint(0, len(objective)), "moves")
    if draw.random() < 0.1 and fairness == ["rankmax"]:
        objective.remove("unplaced")
        objective.append("unplaced")
    soft = [name for name in ("sector_quota", "org_max", "minimum") if draw.random() < 0.4]
    problem = Problem(
        participants,
        forums,
        org_max=draw.choice([None, 1, 1, 2]),
        objective=tuple(objective),
        soft=tuple(soft),
    )
    verify(problem)
    return problem


def draw_forums(draw: Random, count: int) -> tuple[Forum, ...]:
    forums = []
    for number in range(count):
        least = draw.choice([0, 0, 0, 1, 2])
        capacity = {SLOT: (least, least + draw.randint(0, 3))} if number == 0 or draw.random() < 0.9 else {}
        quotas = {}
        for sector in SECTORS:
            if draw.random() < 0.3:
                fewest = draw.choice([0, 0, 0, 1])
                quotas[sector] = (fewest, fewest + draw.randint(0, 2))
        forums.append(Forum(f"f{number}", capacity, quotas))
    return tuple(forums)


def draw_participant(draw: Random, name: str, forums: tuple[Forum, ...], *, orgs_nest: bool) -> Participant:
    ids = [forum.id for forum in forums]
    offered = [forum.id for forum in forums if forum.capacity]
    sector = draw.choice([*SECTORS[:2], None])
    org = draw.choice(["a", "b", None])
    if org is not None and orgs_nest:
        org = f"{org} of {sector}"
    eligible = tuple(draw.sample(ids, draw.randint(0, len(ids)))) if draw.random() < 0.25 else None
    choices = [forum for forum in offered if eligible is None or forum in eligible]
    return Participant(
        name,
        prefs=tuple(draw.sample(ids, draw.randint(0, min(3, len(ids))))),
        sector=sector,
        org=org,
        eligible=eligible,
        fixed={SLOT: draw.choice(choices)} if choices and draw.random() < 0.1 else {},
        previous={SLOT: draw.choice(ids)} if draw.random() < 0.4 else {},
    )


def seatings(problem: Problem) -> Iterator[Seats]:
    """List every way to seat the people where each of them may be, whatever the other rules say."""
    offered = [forum.id for forum in problem.forums if forum.capacity]
    yield from product(
        *(
            [one.fixed[SLOT]]
            if one.fixed
            else [None, *(forum for forum in offered if one.eligible is None or forum in one.eligible)]
            for one in problem.participants
        )
    )


def misses(problem: Problem, seats: Seats) -> Counter[str]:
    """Count by how many people each sort of rule is missed."""
    missed: Counter[str] = Counter()
    for forum in problem.forums:
        if not forum.capacity:
            continue
        inside = [one for one, seat in zip(problem.participants, seats, strict=True) if seat == forum.id]
        least, most = forum.capacity[SLOT]
        missed["minimum"] += max(least - len(inside), 0)
        missed["maximum"] += max(len(inside) - most, 0)
        for sector, (fewest, largest) in forum.sector_quota.items():
            count = sum(one.sector == sector for one in inside)
            missed["sector_quota"] += max(fewest - count, 0) + max(count - largest, 0)
        if problem.org_max is not None:
            for count in Counter(one.org for one in inside if one.org is not None).values():
                missed["org_max"] += max(count - problem.org_max, 0)
    return missed


def objective_of(problem: Problem, seats: Seats) -> list[tuple[str, int]]:
    """Add up the levels, as the file format describes them."""
    ranks: Counter[object] = Counter()
    for one, seat in zip(problem.participants, seats, strict=True):
        ranks["unplaced" if seat is None else one.prefs.index(seat) + 1 if seat in one.prefs else "unranked"] += 1
    longest = max(len(one.prefs) for one in problem.participants)
    moves = sum(
        bool(one.previous) and one.previous[SLOT] != seat for one, seat in zip(problem.participants, seats, strict=True)
    )
    missed = misses(problem, seats)
    levels = []
    for aim in problem.objective:
        if aim == "unplaced":
            levels.append(("unplaced", ranks["unplaced"]))
            if problem.soft:
                levels.append(("soft", sum(missed[sort] for sort in problem.soft)))
        elif aim == "leximin":
            levels.append(("unranked", ranks["unranked"]))
            levels += [(f"rank{rank}", ranks[rank]) for rank in range(longest, 1, -1)]
        elif aim == "rankmax":
            levels += [(f"rank{rank}", ranks[rank]) for rank in range(1, longest + 1)]
        elif any(one.previous for one in problem.participants):
            levels.append(("moves", moves))
    return levels


def is_allowed(problem: Problem, seats: Seats) -> bool:
    missed = misses(problem, seats)
    return all(count == 0 or sort in problem.soft for sort, count in missed.items())


def badness(problem: Problem, levels: list[tuple[str, int]]) -> list[int]:
    """Return what to compare solutions by, less being better: ranks to be had often count negative."""
    is_rankmax = "rankmax" in problem.objective
    return [-people if is_rankmax and name.startswith("rank") else people for name, people in levels]


def solve_slowly(problem: Problem) -> list[tuple[str, int]] | None:
    """Return the best objective of all allowed seatings, ``None`` if there is none."""
    allowed = [objective_of(problem, seats) for seats in seatings(problem) if is_allowed(problem, seats)]
    return min(allowed, key=lambda levels: badness(problem, levels), default=None)


def draw_congress(seed: int, *, people: int, forums: int, nested: bool = True) -> Problem:
    """Draw a problem like a real congress: correlated wishes, organisations of all sizes, soft quotas, old places.

    With *nested* every organisation lies in one sector; else some members have strayed into another.
    """
    draw = Random(seed)  # noqa: S311 - chance to be repeated
    ids = [f"f{number}" for number in range(forums)]
    dearness = [draw.gauss(0, 1) for _ in ids]
    seats = -(-people * 21 // (20 * forums))
    sectors = ["civil", "state", "city", "business", "science"]
    organisations = [(f"o{n}", draw.choices(sectors, [50, 15, 20, 8, 7])[0]) for n in range(people // 4)]
    sizes = [min(draw.paretovariate(1.2), 30) for _ in organisations]
    participants = []
    for number in range(people):
        wishes = sorted(ids, key=lambda forum: -dearness[int(forum[1:])] - draw.gauss(0, 1.2))[:5]
        org, sector = draw.choices(organisations, sizes)[0]
        if not nested and draw.random() < 0.15:
            sector = draw.choice(sectors)
        previous = {SLOT: draw.choice(wishes)} if draw.random() < 0.3 else {}
        participants.append(Participant(f"p{number}", tuple(wishes), sector, org, previous=previous))
    quotas = {"civil": (0, seats * 6 // 10), "state": (seats // 20, seats * 3 // 10)}
    return Problem(
        tuple(participants),
        tuple(Forum(forum, {SLOT: (seats // 2, seats)}, quotas) for forum in ids),
        org_max=max(seats // 12, 2),
        soft=("sector_quota", "minimum"),
    )


@pytest.fixture(scope="session", name="draw_problem")
def _draw_problem() -> Callable[[int], Problem]:
    return draw_problem


@pytest.fixture(scope="session", name="draw_congress")
def _draw_congress() -> Callable[..., Problem]:
    return draw_congress


@pytest.fixture(scope="session", name="solve_slowly")
def _solve_slowly() -> Callable[[Problem], list[tuple[str, int]] | None]:
    return solve_slowly


@pytest.fixture(scope="session", name="badness")
def _badness() -> Callable[[Problem, list[tuple[str, int]]], list[int]]:
    return badness
