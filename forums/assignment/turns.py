"""A seating in a hurry for the general problem: one unit after the other, in drawn order, takes the best that is left."""

from collections import Counter

import numpy as np

from forums.assignment.counted import FREE, Counted
from forums.assignment.options import Flags
from forums.assignment.rows import NONE
from forums.assignment.units import BROKEN, Case


def seat_in_turn(case: Case, counted: Counted) -> Flags:
    """Return the places taken (unit × period × forum): fixed people first, then what lacks people, then by wishes.

    Hard maximums hold, whatever happens; a hard minimum may stay unmet. Takes some 10 µs a unit and forum.
    """
    turn = _Turn(case, counted)
    order = np.argsort(-case.is_due.sum(axis=1), kind="stable").tolist()
    if turn.lacking:
        for unit in order:
            turn.seat(unit, is_needed=True)
    for unit in order:
        turn.seat(unit, is_needed=False)
    return turn.taken


class _Turn:
    """Who sits where so far, and how many each row counts; plain lists, since numpy is slow for single numbers."""

    def __init__(self, case: Case, counted: Counted) -> None:
        self.case = case
        self.counts = [0] * len(counted)
        self.most = np.where(counted.above == FREE, counted.most, len(case.people) * case.problem.slots).tolist()
        hard = counted.below == case.levels.index(BROKEN)
        self.lacking = dict(enumerate(np.where(hard, counted.least, 0).tolist()))
        self.lacking = {row: least for row, least in self.lacking.items() if least > 0}
        self.taken = np.zeros(case.may.shape, np.bool_)
        self.worth = case.costs.astype(object) @ [1 << (30 * level) for level in range(len(case.levels))][::-1]
        self.classes = [classes.tolist() for classes in counted.classes]
        self.of_class = [of_class.tolist() for of_class in counted.of_class]
        self.pairs: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
        columns = (counted.person, counted.period, counted.forum, counted.row, counted.sign)
        for person, period, forum, row, sign in zip(*(column.tolist() for column in columns), strict=True):
            self.pairs.setdefault((person, period, forum), []).append((row, sign))

    def seat(self, unit: int, *, is_needed: bool) -> None:
        """Seat *unit* wherever it has room; if *is_needed*, only where it is fixed or a hard minimum lacks people."""
        for period, times in enumerate(self.case.demand.tolist()):
            wanted = times - int(self.taken[unit, period].sum())
            if wanted > 0 and (self.lacking or not is_needed or self.case.is_due[unit, period]):
                self._seat_in(unit, period, wanted, is_needed=is_needed and not self.case.is_due[unit, period])

    def _seat_in(self, unit: int, period: int, wanted: int, *, is_needed: bool) -> None:
        for forum in self._by_wish(unit, period):
            change = self._change(unit, period, forum)
            has_room = all(self.counts[row] + more <= self.most[row] for row, more in change.items())
            if not has_room or (is_needed and not any(row in self.lacking for row in change)):
                continue
            if self.taken[unit, :, forum].any():
                continue
            self.taken[unit, period, forum] = True
            for row, more in change.items():
                self.counts[row] += more
                if self.counts[row] >= self.lacking.get(row, self.counts[row] + 1):
                    del self.lacking[row]
            wanted -= 1
            if not wanted:
                return

    def _by_wish(self, unit: int, period: int) -> list[int]:
        allowed = np.flatnonzero(self.case.may[unit, period])
        worth = self.worth[self.case.kind[self.case.members[unit], period][:, allowed]].sum(axis=0)
        order: list[int] = allowed[np.argsort(worth, kind="stable")].tolist()
        return order

    def _change(self, unit: int, period: int, forum: int) -> dict[int, int]:
        """Return by how much each row would change."""
        change: Counter[int] = Counter()
        for person in self.case.members[unit]:
            for classes, of_class in zip(self.classes, self.of_class, strict=True):
                row = of_class[classes[person]][period][forum]
                if row != NONE:
                    change[row] += 1
            for row, sign in self.pairs.get((person, period, forum), ()):
                change[row] += sign
        return dict(change)
