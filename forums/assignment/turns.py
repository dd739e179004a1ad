"""A seating in a hurry for the general problem: one unit after the other, in drawn order, takes the best that is left."""

import numpy as np

from forums.assignment.counted import FREE, Counted
from forums.assignment.options import Flags
from forums.assignment.programme import members_of
from forums.assignment.rows import NONE, Ints
from forums.assignment.units import Case


def seat_in_turn(case: Case, counted: Counted) -> Flags:
    """Return the places taken (unit × period × forum): fixed people first, then what lacks people, then by wishes.

    Hard maximums hold, whatever happens; a hard minimum may stay unmet.
    """
    turn = _Turn(case, counted)
    order = np.argsort(-case.is_due.sum(axis=1), kind="stable").tolist()
    for needs in (True, False):
        for unit in order:
            turn.seat(unit, is_needed=needs)
    return turn.taken


class _Turn:
    """Who sits where so far, and how many each row counts."""

    def __init__(self, case: Case, counted: Counted) -> None:
        self.case, self.counted = case, counted
        self.counts = np.zeros(len(counted), np.int64)
        self.taken = np.zeros(case.may.shape, np.bool_)
        self.worth = case.costs @ (1 << np.arange(case.costs.shape[1])[::-1])
        self.pairs: dict[int, list[tuple[int, int, int, int]]] = {}
        for person, *entry in zip(
            counted.person.tolist(), counted.period.tolist(), counted.forum.tolist(), counted.row.tolist(),
            counted.sign.tolist(), strict=True,
        ):
            self.pairs.setdefault(person, []).append((entry[0], entry[1], entry[2], entry[3]))

    def seat(self, unit: int, *, is_needed: bool) -> None:
        """Seat *unit* wherever it has room; if *is_needed*, only where it is fixed or a hard minimum lacks people."""
        case = self.case
        for period, times in enumerate(case.demand.tolist()):
            if is_needed and case.is_due[unit, period]:
                wanted = times
            else:
                wanted = times - int(self.taken[unit, period].sum())
            for forum in self._by_wish(unit, period):
                if wanted <= 0:
                    break
                rows, change = self._rows(unit, period, forum)
                if self.taken[unit, :, forum].any() or not self._has_room(rows, change):
                    continue
                if is_needed and not case.is_due[unit, period] and not self._is_short(rows):
                    continue
                self.taken[unit, period, forum] = True
                np.add.at(self.counts, rows, change)
                wanted -= 1

    def _by_wish(self, unit: int, period: int) -> list[int]:
        allowed = np.flatnonzero(self.case.may[unit, period])
        worth = sum(self.worth[self.case.kind[person, period, allowed]] for person in self.case.members[unit])
        order: list[int] = allowed[np.argsort(worth, kind="stable")].tolist()
        return order

    def _rows(self, unit: int, period: int, forum: int) -> tuple[Ints, Ints]:
        rows: list[int] = []
        change: list[int] = []
        for person in self.case.members[unit]:
            for classes, of_class in zip(self.counted.classes, self.counted.of_class, strict=True):
                row = int(of_class[classes[person], period, forum])
                if row != NONE:
                    rows.append(row)
                    change.append(1)
            for at_period, at_forum, row, sign in self.pairs.get(person, ()):
                if (at_period, at_forum) == (period, forum):
                    rows.append(row)
                    change.append(sign)
        numbers, place = np.unique(np.array(rows, np.int64), return_inverse=True)
        return numbers, np.bincount(place, weights=change, minlength=len(numbers)).astype(np.int64)

    def _has_room(self, rows: Ints, change: Ints) -> bool:
        after = self.counts[rows] + change
        return not ((after > self.counted.most[rows]) & (self.counted.above[rows] == FREE)).any()

    def _is_short(self, rows: Ints) -> bool:
        hard = self.counted.below[rows] == 0  # the level of what must not be
        return bool((hard & (self.counts[rows] < self.counted.least[rows])).any())
