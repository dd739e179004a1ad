"""What prices prove in the general problem: a bound, level by level, and which places no better answer uses.

Vectors of levels are single large numbers here, so that Python adds and compares them exactly.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from forums.assignment.counted import FREE, Counted
from forums.assignment.options import Flags
from forums.assignment.programme import Programme, outside_costs
from forums.assignment.rows import NONE, Ints
from forums.assignment.solution import Tariff
from forums.assignment.units import Case

Wide = npt.NDArray[Any]  # of Python's whole numbers
DIGIT = 60  # bits a level; far more than people × prices × counts add up to


def joined(vectors: Ints) -> Wide:
    """Join the last axis, weightiest first, to single numbers."""
    total: Wide = np.zeros(vectors.shape[:-1], object)
    for level in range(vectors.shape[-1]):
        total = (total << DIGIT) + vectors[..., level].astype(object)
    return total


def parted(number: int, levels: int) -> list[int]:
    """Return the vector that was joined to *number*."""
    digits = []
    for _ in range(levels):
        digit = (number + (1 << (DIGIT - 1))) % (1 << DIGIT) - (1 << (DIGIT - 1))
        digits.append(digit)
        number = (number - digit) >> DIGIT
    return digits[::-1]


@dataclass(frozen=True, slots=True)
class Prices:
    """Joined prices of counted rows, and of sitting in a forum twice (unit × forum), in parts of 1/``unit``."""

    rows: Wide
    twice: Wide
    unit: int


@dataclass(frozen=True, slots=True)
class Proof:
    """No answer is better than ``bound``; taking a place raises it by ``increase`` (unit × period × forum) at least.

    Taking none raises it by ``outside`` (unit × period). Of one unit and period after the other these add up.
    """

    prices: Prices
    bound: int
    increase: Wide
    outside: Wide


def proof_of(case: Case, counted: Counted, prices: Prices) -> Proof:
    """Add up the bound of Lagrange: everyone takes what is cheapest for them, every count is what suits it."""
    rows, total = _due(case, counted, prices)
    twice = np.maximum(prices.twice, 0)
    dearest = int(1 << (DIGIT * (len(case.levels) + 1)))
    fees = np.where(case.may, _fees(case, counted, rows, prices.unit) + twice[:, None, :], dearest)
    outside = joined(outside_costs(case)) * prices.unit
    increase, out = np.empty(fees.shape, object), np.empty(outside.shape, object)
    for period, times in enumerate(case.demand.tolist()):
        if len(case.forums):
            cheapest = (
                np.sort(fees[:, period], axis=1)[:, :times] if times > 1 else fees[:, period].min(1, keepdims=True)
            )
        else:
            cheapest = np.zeros((len(fees), 0), object)
        taken = np.minimum(cheapest, outside[:, period, None])
        total += int(taken.sum()) + int(outside[:, period].sum()) * (times - taken.shape[1])
        dearest_taken = taken[:, -1] if taken.shape[1] == times else outside[:, period]
        increase[:, period] = np.maximum(fees[:, period] - dearest_taken[:, None], 0)
        out[:, period] = np.maximum(outside[:, period] - dearest_taken, 0)
    total -= int(twice.sum())
    return Proof(Prices(rows, twice, prices.unit), total, increase, out)


def _due(case: Case, counted: Counted, prices: Prices) -> tuple[Wide, int]:
    """Return the prices as far as shortfalls and excesses allow, and what the counts take at the least."""
    one = joined(np.eye(len(case.levels), dtype=np.int64)) * prices.unit
    due, total = prices.rows.copy(), 0
    shared: dict[int, int] = {}
    for row in np.flatnonzero(due).tolist():
        price = due[row]
        price = max(price, 0 if counted.below[row] == FREE else -one[counted.below[row]])
        if counted.above[row] != FREE and counted.excess[row] == NONE:
            price = min(price, one[counted.above[row]])
        due[row] = price
        total -= price * int(counted.most[row] if price > 0 else counted.least[row])
        if counted.excess[row] != NONE:
            shared[int(counted.excess[row])] = shared.get(int(counted.excess[row]), 0) + price
    if shared:
        total += sum(min(one[counted.above[counted.excess != NONE].max()] - price, 0) for price in shared.values())
    return due, total


def _fees(case: Case, counted: Counted, rows: Wide, unit: int) -> Wide:
    """Return what each place costs a unit, with all that its members pay (unit × period × forum)."""
    fees: Wide = (joined(case.costs) * unit)[case.kind]
    with_none = np.append(rows, 0)
    for classes, of_class in zip(counted.classes, counted.of_class, strict=True):
        table = with_none[of_class]
        if table.any():
            fees = fees + table[classes]
    for person, period, forum, row, sign in zip(
        counted.person, counted.period, counted.forum, counted.row, counted.sign, strict=True
    ):
        if rows[row]:
            fees[person, period, forum] += int(sign) * rows[row]
    of_units = fees[[members[0] for members in case.members]]
    for unit_number, members in enumerate(case.members):
        for person in members[1:]:
            of_units[unit_number] = of_units[unit_number] + fees[person]
    return of_units


def promising(case: Case, proof: Proof, best: int) -> Flags:
    """Say which places an answer better than *best* (joined) could use."""
    could: Flags = (proof.increase + proof.bound < best * proof.prices.unit).astype(np.bool_)
    return could & case.may


def bound_in_levels(case: Case, proof: Proof) -> list[int]:
    """Return the bound in whole numbers: no answer is better, since the levels of any answer are whole."""
    least = least_levels(case)
    digits, unit = parted(proof.bound, len(case.levels)), proof.prices.unit
    for level, digit in enumerate(digits):
        if digit < least[level] * unit or digit % unit:
            return [*(one // unit for one in digits[:level]), max(-(-digit // unit), least[level]), *least[level + 1 :]]
    return [digit // unit for digit in digits]


def least_levels(case: Case) -> list[int]:
    """Return what no level can go below: ranks that count negative can be had by everyone at the most."""
    places = sum(case.demand.tolist()) * len(case.people)
    return [-places if one < 0 else 0 for one in case.costs.min(axis=0).tolist()]


def tariff_of(case: Case, counted: Counted, prices: Prices) -> Tariff:
    """Name the prices; those of equal slots, solved as one, hold in each of them."""
    slots_of = {slots[0]: slots for slots in case.periods}
    named = {}
    for row in np.flatnonzero(prices.rows).tolist():
        price = tuple(parted(prices.rows[row], len(case.levels)))
        for slot in slots_of[counted.place[row].slot]:
            named[counted.place[row].in_slot(slot)] = price
    return Tariff(named, prices.unit)


def unpacked_prices(
    programme: Programme, price: npt.NDArray[np.float64], twice: npt.NDArray[np.float64], ratio: int
) -> Prices:
    """Take packed prices apart into levels: their digits, as near 0 as can be."""
    levels = len(programme.case.levels)
    return Prices(_digits(price, levels, ratio), _digits(twice, levels, ratio), 1)


def _digits(price: npt.NDArray[np.float64], levels: int, ratio: int) -> Wide:
    rest = np.rint(price).astype(np.int64)
    digits = np.zeros((*rest.shape, levels), np.int64)
    for level in range(levels - 1, 0, -1):
        digits[..., level] = (rest + ratio // 2) % ratio - ratio // 2
        rest = (rest - digits[..., level]) // ratio
    digits[..., 0] = rest
    found: Wide = np.zeros(rest.shape, object)
    used = np.nonzero(digits.any(axis=-1))
    found[used] = joined(digits[used])
    return found
