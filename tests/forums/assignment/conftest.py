"""Small random problems with every rule there is, the slow way to solve them, and larger ones like real congresses."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from math import prod
from random import Random

import pytest

from forums.assignment.barriers import SEVERAL, SLOTS, without
from forums.assignment.chains import Chain, chains_of
from forums.assignment.problem import SLOT, Forum, Participant, Problem, verify
from forums.assignment.slices import is_separable
from forums.assignment.solution import Solution

Places = tuple[str | None, ...]  # by slot
Seats = tuple[Places, ...]
Assignment = Mapping[str, Mapping[int, str]]
Granted = dict[
    tuple[str, str], tuple[int, str] | bool
]  # people and harm, or whether other slots could make it possible
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
    if objective[0] == "unplaced" and seed % 5 == 0:
        objective.insert(1, "unranked")
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


def draw_intricate(seed: int) -> Problem:
    """Draw a problem of at most 4 people with what no network holds: slots, pairs, quotas of levels beside sectors."""
    draw = Random(seed)  # noqa: S311 - chance to be repeated
    plain = draw_problem(seed)
    slots = draw.choice([1, 2, 2, 3])
    people = plain.participants[: draw.randint(2, 5)]
    forums = tuple(_in_slots(draw, forum, slots) for forum in plain.forums)
    if draw.random() < 0.3:  # nothing ties the slots together
        forums = tuple(replace(forum, capacity=dict(list(forum.capacity.items())[-1:])) for forum in forums)
    participants = [_wishing_by_slot(draw, _with_level(draw, one, forums, slots), slots) for one in people]
    problem = replace(plain, forums=forums, slots=slots)
    if "leximin" in plain.objective and seed % 3 == 1:  # a single rank counts before moves
        single, after = f"rank{2 + seed % 2}", plain.objective.index("unplaced") + 1
        objective = (*plain.objective[:after], single, *plain.objective[after:])
        problem = replace(problem, objective=objective)
    if seed % 3:
        elsewhere = Random(-seed)  # noqa: S311 - as above
        participants = [_now_and_then_away(elsewhere, one, slots) for one in participants]
    while prod(len(ways(problem, one)) for one in participants) > 3000:
        participants.pop()
    pairs = [pair for pair in combinations([one.id for one in participants], 2) if draw.random() < 0.3]
    is_apart = [draw.random() < 0.5 for _ in pairs]
    problem = replace(
        problem,
        participants=tuple(participants),
        together=tuple(pair for pair, apart in zip(pairs, is_apart, strict=True) if not apart),
        apart=tuple(pair for pair, apart in zip(pairs, is_apart, strict=True) if apart),
        soft=(*plain.soft, *(name for name in ("level_quota", "together", "apart") if draw.random() < 0.4)),
    )
    verify(problem)
    return problem


def _in_slots(draw: Random, forum: Forum, slots: int) -> Forum:
    """Offer a forum in some slots, mostly with the same seats; give it quotas of levels."""
    capacity = dict.fromkeys(range(slots), forum.capacity[SLOT]) if forum.capacity else {}
    if draw.random() < 0.5:
        capacity = {slot: span if draw.random() < 0.5 else (0, draw.randint(0, 3)) for slot, span in capacity.items()}
        capacity.pop(draw.randrange(slots + 2), None)
    quotas = {
        level: (least, least + draw.randint(0, 2))
        for level in "lr"
        if (least := draw.choice([0, 0, 1, None, None])) is not None
    }
    return replace(forum, capacity=capacity, level_quota=quotas if draw.random() < 0.6 else {})


def _with_level(draw: Random, one: Participant, forums: Sequence[Forum], slots: int) -> Participant:
    fixed = {}
    choices = [forum for forum in forums if one.eligible is None or forum.id in one.eligible]
    for slot in range(slots):
        offered = [forum.id for forum in choices if slot in forum.capacity and forum.id not in fixed.values()]
        if offered and draw.random() < 0.1:
            fixed[slot] = draw.choice(offered)
    previous = {slot: draw.choice(forums).id for slot in range(slots) if one.previous and draw.random() < 0.7}
    return replace(one, level=draw.choice(["l", "r", None]), fixed=fixed, previous=previous)


def _wishing_by_slot(draw: Random, one: Participant, slots: int) -> Participant:
    """Let half of those who wish do so for each slot by itself."""
    if slots == 1 or not one.prefs or draw.random() < 0.5:
        return one
    wishes = {slot: tuple(draw.sample(one.prefs, draw.randint(0, len(one.prefs)))) for slot in range(slots)}
    return replace(one, prefs=(), prefs_by_slot=wishes)


def _now_and_then_away(draw: Random, one: Participant, slots: int) -> Participant:
    """Let some not be there in a slot to which they are not fixed."""
    return replace(one, absent=tuple(slot for slot in range(slots) if slot not in one.fixed and draw.random() < 0.2))


def ways(problem: Problem, one: Participant) -> list[Places]:
    """List where somebody may be in the slots; nobody attends a forum twice."""
    options = [
        [one.fixed[slot]]
        if slot in one.fixed
        else [
            None,
            *(f.id for f in problem.forums if slot in f.capacity and (one.eligible is None or f.id in one.eligible)),
        ][: 1 if slot in one.absent else None]
        for slot in range(problem.slots)
    ]
    return [places for places in product(*options) if all(n == 1 for f, n in Counter(places).items() if f is not None)]


def seatings(problem: Problem) -> Iterator[Seats]:
    """List every way to seat the people where each of them may be, whatever the other rules say."""
    yield from product(*(ways(problem, one) for one in problem.participants))


def misses(problem: Problem, seats: Seats) -> Counter[str]:
    """Count by how many people each sort of rule is missed."""
    missed: Counter[str] = Counter()
    place_of = {one.id: places for one, places in zip(problem.participants, seats, strict=True)}
    away = {one.id: one.absent for one in problem.participants}
    for slot in range(problem.slots):
        for forum in problem.forums:
            if slot in forum.capacity:
                inside = [one for one in problem.participants if place_of[one.id][slot] == forum.id]
                missed.update(_misses_of(problem, forum, slot, inside))
        for one, other in problem.together:
            is_whole = slot not in {*away[one], *away[other]}
            missed["together"] += is_whole and place_of[one][slot] != place_of[other][slot]
        for one, other in problem.apart:
            missed["apart"] += place_of[one][slot] == place_of[other][slot] is not None
    return missed


def _misses_of(problem: Problem, forum: Forum, slot: int, inside: Sequence[Participant]) -> Counter[str]:
    missed: Counter[str] = Counter()
    least, most = forum.capacity[slot]
    missed["minimum"] += max(least - len(inside), 0)
    missed["maximum"] += max(len(inside) - most, 0)
    for sort in ("sector", "level"):
        for name, (fewest, largest) in getattr(forum, f"{sort}_quota").items():
            count = sum(getattr(one, sort) == name for one in inside)
            missed[f"{sort}_quota"] += max(fewest - count, 0) + max(count - largest, 0)
    if problem.org_max is not None:
        for count in Counter(one.org for one in inside if one.org is not None).values():
            missed["org_max"] += max(count - problem.org_max, 0)
    return missed


def objective_of(problem: Problem, seats: Seats) -> list[tuple[str, int]]:
    """Add up the levels, as the file format describes them."""
    ranks: Counter[object] = Counter()
    moves = 0
    for one, places in zip(problem.participants, seats, strict=True):
        for slot in sorted({*range(problem.slots)} - {*one.absent}):
            seat, wishes = places[slot], one.wishes(slot)
            ranks["unplaced" if seat is None else wishes.index(seat) + 1 if seat in wishes else "unranked"] += 1
            moves += slot in one.previous and one.previous[slot] != seat
    longest = max(one.longest for one in problem.participants)
    missed = misses(problem, seats)
    levels = []
    for aim in problem.objective:
        single = {"rank2": 2, "rank3": 3}.get(aim, longest + 1)
        levels += [(aim, ranks[single])] * (single <= longest)
        if aim == "unplaced":
            levels.append(("unplaced", ranks["unplaced"]))
            if problem.soft:
                levels.append(("soft", sum(missed[sort] for sort in problem.soft)))
        elif aim == "unranked":
            levels.append(("unranked", ranks["unranked"]))
        elif aim == "leximin":
            levels += [("unranked", ranks["unranked"])] * ("unranked" not in problem.objective)
            named = {name for name, _ in levels}
            levels += [(f"rank{rank}", ranks[rank]) for rank in range(longest, 1, -1) if f"rank{rank}" not in named]
        elif aim == "rankmax":
            levels += [(f"rank{rank}", ranks[rank]) for rank in range(1, longest + 1)]
        elif aim == "moves" and any(one.previous for one in problem.participants):
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


def grant_slowly(problem: Problem, assignment: Assignment, slot: int) -> Granted:
    """Find by trying out what it takes to grant each dearer wish of *slot*: people and first level that is worse.

    None where no moves in that slot make it possible, with whether moves in others could.
    """
    index = {one.id: number for number, one in enumerate(problem.participants)}
    now = [tuple(assignment[one.id].get(slot) for slot in range(problem.slots)) for one in problem.participants]
    levels = objective_of(problem, tuple(now))
    dearer = list(_dearer(problem, now, slot))
    allowed = [seats for seats in seatings(problem) if dearer and is_allowed(problem, seats)]
    found: Granted = {}
    for person, forum in dearer:
        ways = [seats for seats in allowed if seats[index[person]][slot] == forum]
        here = [
            seats
            for seats in ways
            if all(_others(a, slot) == _others(b, slot) for a, b in zip(seats, now, strict=True))
        ]
        if not here:
            found[person, forum] = bool(ways)
            continue
        least, people = min(
            (badness(problem, objective_of(problem, seats)), sum(a != b for a, b in zip(seats, now, strict=True)) - 1)
            for seats in here
        )
        worse = (name for (name, _), a, b in zip(levels, least, badness(problem, levels), strict=True) if a != b)
        found[person, forum] = people, next(worse, "lot")
    return found


def compare_chains(problem: Problem, solution: Solution) -> Counter[str]:
    """Hold every number of who gives way, and every rule in the way, against trying out; count what was found."""
    seen: Counter[str] = Counter()
    if solution.status != "optimal" or is_separable(problem):
        return seen
    tied = {name for pair in (*problem.together, *problem.apart) for name in pair}
    for slot in range(problem.slots):
        chains = chains_of(problem, solution, slot=slot)
        slow = grant_slowly(problem, solution.assignment, slot)
        assert chains.keys() == slow.keys()
        for (person, forum), chain in chains.items():
            least = slow[person, forum]
            if isinstance(least, tuple):
                assert chain == Chain(*least), (person, forum)
                seen.update({chain.harm, "pair" if person in tied else "alone"})
                continue
            seen[chain.barrier] += 1
            assert (chain.barrier == SLOTS) is least, (person, forum)
            if chain.barrier not in {SLOTS, SEVERAL}:
                freed = without(_seated(problem, person, slot, forum), chain.barrier, but=person)
                assert any(is_allowed(freed, seats) for seats in seatings(freed)), (person, forum, chain)
    return seen


def _seated(problem: Problem, person: str, slot: int, forum: str) -> Problem:
    people = (
        replace(one, fixed={**one.fixed, slot: forum}) if one.id == person else one for one in problem.participants
    )
    return replace(problem, participants=tuple(people))


def _others(places: Places, slot: int) -> Places:
    return (*places[:slot], *places[slot + 1 :])


def _dearer(problem: Problem, now: Sequence[Places], slot: int) -> Iterator[tuple[str, str]]:
    open_forums = {forum.id for forum in problem.forums if forum.capacity.get(slot, (0, 0)) != (0, 0)}
    for one, places in zip(problem.participants, now, strict=True):
        wishes, place = one.wishes(slot), places[slot]
        for wish in wishes[: wishes.index(place)] if place in wishes else wishes:
            may = one.eligible is None or wish in one.eligible
            if may and wish in open_forums and wish not in places and not {*one.absent, *one.fixed} & {slot}:
                yield one.id, wish


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


@pytest.fixture(scope="session", name="draw_intricate")
def _draw_intricate() -> Callable[[int], Problem]:
    return draw_intricate


@pytest.fixture(scope="session", name="draw_congress")
def _draw_congress() -> Callable[..., Problem]:
    return draw_congress


@pytest.fixture(scope="session", name="solve_slowly")
def _solve_slowly() -> Callable[[Problem], list[tuple[str, int]] | None]:
    return solve_slowly


@pytest.fixture(scope="session", name="badness")
def _badness() -> Callable[[Problem, list[tuple[str, int]]], list[int]]:
    return badness


@pytest.fixture(scope="session", name="compare_chains")
def _compare_chains() -> Callable[[Problem, Solution], Counter[str]]:
    return compare_chains
