"""What the prices of a tariff prove: a bound that no assignment beats. Shares no code with the solver.

As in ``certificate``: everyone pays for the counts they are in and takes what is then cheapest for them in all slots
together, every count is what suits it, and what that adds up to is no more than any assignment's objective. Vectors of
levels are joined to single large numbers, so that Python adds and compares them exactly.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from forums.assignment.choices import cost_of
from forums.assignment.problem import Problem
from forums.assignment.solution import Place, Price, Tariff

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]  # of Python's whole numbers
BITS = 72
OUT_OF_THE_QUESTION = 10**12  # people against the rules


def faults_of_tariff(problem: Problem, tariff: Tariff, levels: int) -> Iterator[str]:
    """Find prices of what nobody counts, and prices with too few or too many levels."""
    offered = {(forum.id, slot): forum for forum in problem.forums for slot in forum.capacity}
    orgs = {one.org for one in problem.participants}
    away = {one.id: set(one.absent) for one in problem.participants}
    priced = [pair for pair in problem.together if "together" in problem.soft or not _are_one(*pair, away)]
    pairs = {"together": _both_ways(priced), "apart": _both_ways(problem.apart)}
    for place, price in tariff.prices.items():
        forum = offered.get((place.forum, place.slot))
        is_known = forum is not None and (
            place.kind == "forum"
            or (place.kind == "sector" and place.name in forum.sector_quota)
            or (place.kind == "level" and place.name in forum.level_quota)
            or (place.kind == "org" and problem.org_max is not None and place.name in orgs)
            or (
                (place.name, place.other) in pairs.get(place.kind, ())
                and place.slot not in away[place.name] | away[place.other]
            )
        )
        if not is_known:
            yield f"the certificate has a price for {_spelled(place)}, which no rule counts"
        elif len(price) != levels:
            yield f"the price of {_spelled(place)} has {len(price)} levels instead of {levels}"


def _both_ways(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {way for one, other in pairs for way in ((one, other), (other, one))}


def _are_one(one: str, other: str, away: Mapping[str, set[int]]) -> bool:
    """Say whether two who are to sit together are there in the same slots: then they sit as one."""
    return away[one] == away[other]


def _spelled(place: Place) -> str:
    who = " and ".join(name for name in (place.name, place.other) if name)
    return f"{place.kind} {who} in {place.forum}, slot {place.slot}".replace("  ", " ")


def bound_of_tariff(problem: Problem, tariff: Tariff, levels: tuple[str, ...]) -> Price:
    """Add up the bound, a number for broken rules and one for each level, in parts of 1/``tariff.unit``."""
    prices = {place: joined(price) for place, price in tariff.prices.items()}
    violation = joined([0, *(int(level == "soft") for level in levels)]) * tariff.unit
    total = sum(_least_of_counts(problem, prices, violation))
    total += sum(_Bill(problem, levels, tariff.unit, prices).cheapest())
    return parted(total, len(levels) + 1)


def joined(vector: Price | list[int]) -> int:
    """Join numbers, weightiest first, to one."""
    total = 0
    for number in vector:
        total = (total << BITS) + number
    return total


def parted(number: int, levels: int) -> Price:
    """Return the numbers that were joined."""
    digits = []
    for _ in range(levels):
        digit = (number + (1 << (BITS - 1))) % (1 << BITS) - (1 << (BITS - 1))
        digits.append(digit)
        number = (number - digit) >> BITS
    return tuple(digits[::-1])


def _least_of_counts(problem: Problem, prices: Mapping[Place, int], violation: int) -> Iterator[int]:
    """Yield the least of every count: violations less price times count, which is linear between the bounds."""
    forums, people = {forum.id: forum for forum in problem.forums}, len(problem.participants)
    free, parted_pairs = (0, people), dict[tuple[frozenset[str], int], int]()
    for place, price in prices.items():
        forum = forums[place.forum]
        if place.kind == "together":
            if "together" in problem.soft:
                pair = (frozenset((place.name, place.other)), place.slot)
                parted_pairs[pair] = parted_pairs.get(pair, violation) - max(price, 0)
            yield min(price, 0)
            continue
        sort, bounds = {
            "forum": ("minimum", forum.capacity[place.slot]),
            "sector": ("sector_quota", forum.sector_quota.get(place.name, free)),
            "level": ("level_quota", forum.level_quota.get(place.name, free)),
            "org": ("org_max", (0, people if problem.org_max is None else problem.org_max)),
            "apart": ("apart", (0, 1)),
        }[place.kind]
        is_soft = sort in problem.soft
        hard = (0, bounds[1]) if sort == "minimum" and is_soft else free if is_soft else bounds
        # More may be demanded than there are people; the demand then counts, which is what shows that it cannot be met.
        low, high = hard[0], max(min(hard[1], people), hard[0])
        corners = {min(max(end, low), high) for end in (low, high, *bounds)}
        off = violation if is_soft else 0
        most = people if sort == "minimum" else bounds[1]
        yield min(off * (max(bounds[0] - count, 0) + max(count - most, 0)) - price * count for count in corners)
    yield from (min(rest, 0) for rest in parted_pairs.values())


class _Bill:
    """What every place costs everyone: ``due[p, slot, f]``, last no place; ``None`` where they may not be."""

    def __init__(self, problem: Problem, levels: tuple[str, ...], unit: int, prices: Mapping[Place, int]) -> None:
        self.problem = problem
        self.number = {forum.id: index for index, forum in enumerate(problem.forums)}
        self.person = {one.id: index for index, one in enumerate(problem.participants)}
        self.dearest = joined([OUT_OF_THE_QUESTION * unit] + [0] * len(levels))
        self.due = self._costs(levels, unit)
        self._add_prices(prices)
        self._forbid()

    def _costs(self, levels: tuple[str, ...], unit: int) -> Numbers:
        longest = max((one.longest for one in self.problem.participants), default=0)
        kinds = [
            joined([0, *cost_of(levels, rank=rank or None, is_placed=rank >= 0, is_move=is_move)]) * unit
            for rank in (-1, *range(1, longest + 1), 0)  # no place, the wishes, no wish
            for is_move in (False, True)
        ]
        kind = np.full((len(self.person), self.problem.slots, len(self.number) + 1), 2 * longest + 2)
        kind[:, :, -1] = 0
        for person, one in enumerate(self.problem.participants):
            for slot in range(self.problem.slots):
                for rank, name in enumerate(one.wishes(slot), 1):
                    kind[person, slot, self.number[name]] = 2 * rank
            for slot, name in one.previous.items():
                kind[person, slot] += 1
                kind[person, slot, self.number[name]] -= 1
        costs: Numbers = np.array(kinds, object)[kind]
        return costs

    def _add_prices(self, prices: Mapping[Place, int]) -> None:
        payers: dict[tuple[str, str | None], list[int]] = {}
        for person, one in enumerate(self.problem.participants):
            for key in (("forum", ""), ("sector", one.sector), ("level", one.level), ("org", one.org)):
                payers.setdefault(key, []).append(person)
        for place, price in prices.items():
            forum = self.number[place.forum]
            if place.kind in {"together", "apart"}:
                self.due[self.person[place.name], place.slot, forum] += price
                self.due[self.person[place.other], place.slot, forum] += price if place.kind == "apart" else -price
            else:
                self.due[payers.get((place.kind, place.name), []), place.slot, forum] += price

    def _forbid(self) -> None:
        offered = np.array(
            [[s in f.capacity for f in self.problem.forums] for s in range(self.problem.slots)], np.bool_
        )
        self.due[:, :, :-1][:, ~offered.reshape(self.problem.slots, -1)] = self.dearest
        for person, one in enumerate(self.problem.participants):
            if one.eligible is not None:
                others = [index for name, index in self.number.items() if name not in one.eligible]
                self.due[person, :, others] = self.dearest
            for slot, name in one.fixed.items():
                kept = self.due[person, slot, self.number[name]]
                self.due[person, slot] = self.dearest
                self.due[person, slot, self.number[name]] = kept
            self.due[person, list(one.absent)] = self.dearest
            self.due[person, list(one.absent), -1] = 0

    def cheapest(self) -> Iterator[int]:
        """Yield what those who sit together, or somebody alone, cost at the least in all slots."""
        groups = _groups(self.problem, self.person)
        due = self.due[[group[0] for group in groups]]
        for index, group in enumerate(groups):
            if len(group) > 1:
                due[index] = self.due[group].sum(axis=0)
        best, least = due.argmin(axis=2), due.min(axis=2)
        nowhere = len(self.number)
        for index in range(len(groups)):
            places = [place for place in best[index].tolist() if place != nowhere]
            yield int(least[index].sum()) if len(set(places)) == len(places) else self._distinct(due[index])

    def _distinct(self, due: Numbers) -> int:
        """Return the least in all slots when nobody is in a forum twice; of each slot the best few suffice."""
        slots, nowhere = len(due), len(self.number)
        few = [[*sorted(range(nowhere), key=row.__getitem__)[:slots], nowhere] for row in due.tolist()]
        return min(
            int(sum(due[slot, place] for slot, place in enumerate(places)))
            for places in product(*few)
            if len({place for place in places if place != nowhere}) == sum(place != nowhere for place in places)
        )


def _groups(problem: Problem, person: Mapping[str, int]) -> list[list[int]]:
    group_of = {index: [index] for index in person.values()}
    away = {one.id: set(one.absent) for one in problem.participants}
    for one, other in () if "together" in problem.soft else problem.together:
        first, second = group_of[person[one]], group_of[person[other]]
        if first is not second and _are_one(one, other, away):
            first += second
            group_of.update(dict.fromkeys(second, first))
    return list({id(group): group for group in group_of.values()}.values())
