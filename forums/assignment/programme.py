"""The general problem as a linear program on chosen columns: somebody's place in a forum and period."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forums.assignment.counted import FREE, Counted
from forums.assignment.deadline import Deadline
from forums.assignment.mixed import Impossible
from forums.assignment.options import Flags
from forums.assignment.programme_process import BEST, IMPOSSIBLE, NOTHING
from forums.assignment.programmes import optimum_of
from forums.assignment.rows import NONE, Ints
from forums.assignment.units import BROKEN, Case

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """Places that may be taken: unit, period, forum; ``costs`` are what each adds to every level."""

    unit: Ints
    period: Ints
    forum: Ints
    costs: Ints

    def __len__(self) -> int:
        return len(self.unit)


@dataclass(frozen=True, slots=True)
class Entries:
    """A sparse matrix as triples."""

    row: Ints
    column: Ints
    value: Ints

    def sorted(self) -> "Entries":
        """Add up what comes twice, and sort by row and column."""
        width = int(self.column.max(initial=0)) + 1
        keys, place = np.unique(self.row * width + self.column, return_inverse=True)
        value = np.bincount(place, weights=self.value, minlength=len(keys)).astype(np.int64)
        row, column = np.divmod(keys, width)
        return Entries(row[value != 0], column[value != 0], value[value != 0])


@dataclass(frozen=True, slots=True)
class Optimum:
    """Values of columns, and the price of every counted row and of sitting twice somewhere (unit × forum)."""

    taken: Floats
    outside: Floats
    price: Floats
    twice: Floats
    is_best: bool


def columns_of(case: Case, chosen: Flags) -> Columns:
    """List the *chosen* places (unit × period × forum)."""
    unit, period, forum = np.nonzero(chosen)
    return Columns(unit, period, forum, costs_of(case, unit, period, forum))


def costs_of(case: Case, unit: Ints, period: Ints, forum: Ints) -> Ints:
    """Add up what the members of a unit cost at each place, level by level."""
    entry, person = members_of(case, unit)
    costs = np.zeros((len(unit), len(case.levels)), np.int64)
    np.add.at(costs, entry, case.costs[case.kind[person, period[entry], forum[entry]]])
    return costs


def members_of(case: Case, unit: Ints) -> tuple[Ints, Ints]:
    """Return pairs (index into *unit*, member)."""
    sizes = np.array([len(members) for members in case.members], np.int64)
    everyone = np.array([person for members in case.members for person in members], np.int64)
    first = np.cumsum(sizes) - sizes
    entry = np.repeat(np.arange(len(unit)), sizes[unit])
    within = np.arange(len(entry)) - np.repeat(np.cumsum(sizes[unit]) - sizes[unit], sizes[unit])
    return entry, everyone[first[unit[entry]] + within]


def outside_costs(case: Case) -> Ints:
    """Return what no place costs (unit × period × level); members who are fixed are missing, and nothing else."""
    costs = np.zeros((len(case.members), len(case.periods), len(case.levels)), np.int64)
    np.add.at(costs, case.unit, case.costs[case.outside])
    costs[case.is_due > 0] = 0
    costs[:, :, case.levels.index(BROKEN)] = case.is_due
    return costs


class Programme:
    """The program for some columns. Variables: columns, no place (unit × period), shortfalls and excesses of rows."""

    def __init__(self, case: Case, counted: Counted, columns: Columns) -> None:
        self.case, self.counted, self.columns = case, counted, columns
        units, periods = len(case.members), len(case.periods)
        self.first_outside, self.first_slack = len(columns), len(columns) + units * periods
        self.outside_costs = outside_costs(case).reshape(-1, len(case.levels))
        self.entries_of_rows = self._counting()
        self._add_slacks()
        self._join()
        self.lower, self.upper = self._bounds()
        # HiGHS 1.12 was seen to think for ever about a tiny program in whole numbers without such bounds.
        people = len(case.people) * case.problem.slots - int(
            counted.most.min(initial=0)
        )  # below 0: others are too many
        self.most_of_all = np.full(self.width, max(people, *counted.least.tolist(), 1))
        self.most_of_all[: self.first_outside] = 1
        self.least, self.most = self._spans()

    def _counting(self) -> Entries:
        """Return which column is counted in which row, how often."""
        counted, columns = self.counted, self.columns
        entry, person = members_of(self.case, columns.unit)
        rows, places = [], []
        for classes, of_class in zip(counted.classes, counted.of_class, strict=True):
            row = of_class[classes[person], columns.period[entry], columns.forum[entry]]
            rows.append(row[row != NONE])
            places.append(entry[row != NONE])
        signs = [np.ones(sum(map(len, rows)), np.int64)]
        column_at = np.full(self.case.may.shape, NONE)
        column_at[columns.unit, columns.period, columns.forum] = np.arange(len(columns))
        at = column_at[self.case.unit[counted.person], counted.period, counted.forum]
        rows.append(counted.row[at != NONE])
        places.append(at[at != NONE])
        signs.append(counted.sign[at != NONE])
        return Entries(np.concatenate(rows), np.concatenate(places), np.concatenate(signs)).sorted()

    def _add_slacks(self) -> None:
        counted = self.counted
        short, over = np.flatnonzero(counted.below != FREE), np.flatnonzero(counted.above != FREE)
        own, shared = over[counted.excess[over] == NONE], over[counted.excess[over] != NONE]
        groups, group = np.unique(counted.excess[shared], return_inverse=True)
        first = self.first_slack
        numbers = [np.arange(len(short)), len(short) + np.arange(len(own)), len(short) + len(own) + group]
        self.slack_level = np.concatenate(
            [counted.below[short], counted.above[own], np.full(len(groups), counted.above[shared].max(initial=0))]
        )
        self.shared_slacks = first + len(short) + len(own) + np.arange(len(groups))
        self.width = first + len(self.slack_level)
        self.slacks = Entries(
            np.concatenate([short, own, shared]),
            np.concatenate(numbers) + first,
            np.repeat([1, -1, -1], [len(short), len(own), len(shared)]),
        )

    def _join(self) -> None:
        """Number the rows: places of units and periods, sitting somewhere twice, then what is counted."""
        columns, units, periods = self.columns, len(self.case.members), len(self.case.periods)
        pair = columns.unit * len(self.case.forums) + columns.forum
        self.twice, number, times = np.unique(pair, return_inverse=True, return_counts=True)
        is_twice = times > 1
        row_of_pair = np.where(is_twice, np.cumsum(is_twice) - 1, NONE)[number]
        self.twice = self.twice[is_twice]
        several = np.flatnonzero(row_of_pair != NONE)
        self.first_twice, self.first_counted = units * periods, units * periods + len(self.twice)
        outside = np.arange(units * periods)
        parts = [
            (columns.unit * periods + columns.period, np.arange(len(columns)), np.ones(len(columns), np.int64)),
            (outside, outside + self.first_outside, np.ones_like(outside)),
            (row_of_pair[several] + self.first_twice, several, np.ones_like(several)),
            (self.entries_of_rows.row + self.first_counted, self.entries_of_rows.column, self.entries_of_rows.value),
            (self.slacks.row + self.first_counted, self.slacks.column, self.slacks.value),
        ]
        row, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.lexsort((column, row))
        self.entries = Entries(row[order], column[order], value[order])

    def _bounds(self) -> tuple[Floats, Floats]:
        upper = np.full(self.width, np.inf)
        demand = self.case.demand[self.columns.period]
        upper[: len(self.columns)] = np.where(demand > 1, 1, np.inf)
        upper[self.shared_slacks] = 1
        return np.zeros(self.width), upper

    def _spans(self) -> tuple[Floats, Floats]:
        demand = np.tile(self.case.demand, len(self.case.members)).astype(np.float64)
        ones = np.ones(len(self.twice))
        least = np.where(self.counted.below == FREE, -np.inf, self.counted.least)
        most = self.counted.most.astype(np.float64)
        return np.concatenate([demand, ones - np.inf, least]), np.concatenate([demand, ones, most])

    def costs(self, weights: Ints) -> Floats:
        """Weigh the levels and return what every variable costs."""
        of_slacks = weights[self.slack_level]
        return np.concatenate([self.columns.costs @ weights, self.outside_costs @ weights, of_slacks]).astype(
            np.float64
        )

    def minimise(
        self, cost: Floats, deadline: Deadline, *, is_whole: bool, kept: Sequence[tuple[Floats, int]] = ()
    ) -> Optimum | None:
        """Return the best outcome found, ``None`` if there was none in time.

        Every cost in *kept* is to be at most the number beside it. Raises ``Impossible`` if it cannot.
        """
        whole = np.zeros(self.width, np.bool_)
        whole[: self.first_outside] = is_whole
        first, row, column = len(self.least), [self.entries.row], [self.entries.column]
        value: list[Floats] = [self.entries.value.astype(np.float64)]
        for index, (other, _) in enumerate(kept):
            used = np.flatnonzero(other)
            row, column = [*row, np.full(len(used), first + index)], [*column, used]
            value = [*value, other[used]]
        arrays = {
            "cost": cost,
            "lower": self.lower,
            "upper": np.minimum(self.upper, self.most_of_all) if is_whole else self.upper,
            "whole": whole,
            "least": np.concatenate([self.least, np.full(len(kept), -np.inf)]),
            "most": np.concatenate([self.most, np.array([most for _, most in kept])]),
            "row": np.concatenate(row),
            "column": np.concatenate(column),
            "value": np.concatenate(value),
        }
        outcome = optimum_of(arrays, deadline)
        state = int(outcome["state"][0])
        if state == IMPOSSIBLE:
            raise Impossible
        if state == NOTHING:
            return None
        return self._optimum(outcome["values"], outcome["duals"][:first], is_best=state == BEST)

    def _optimum(self, values: Floats, duals: Floats, *, is_best: bool) -> Optimum:
        twice = np.zeros(len(self.case.members) * len(self.case.forums))
        twice[self.twice] = np.maximum(-duals[self.first_twice : self.first_counted], 0)
        return Optimum(
            taken=values[: self.first_outside],
            outside=values[self.first_outside : self.first_slack],
            price=-duals[self.first_counted :],
            twice=twice.reshape(len(self.case.members), len(self.case.forums)),
            is_best=is_best,
        )

    def worth(self, taken: Ints, outside: Ints) -> Ints:
        """Add up the objective, level by level, of a whole answer."""
        counted, levels = self.counted, self.case.levels
        worth = taken @ self.columns.costs + outside @ self.outside_costs
        entries = self.entries_of_rows
        weights = entries.value * taken[entries.column]
        counts = np.bincount(entries.row, weights=weights, minlength=len(counted)).astype(np.int64)
        short = np.where(counted.below == FREE, 0, np.maximum(counted.least - counts, 0))
        over = np.where(counted.above == FREE, 0, np.maximum(counts - counted.most, 0))
        alone = counted.excess == NONE
        for level in range(len(levels)):
            worth[level] += short[counted.below == level].sum() + over[alone & (counted.above == level)].sum()
            parted = counted.excess[~alone & (counted.above == level) & (over > 0)]
            worth[level] += len(np.unique(parted))
        total: Ints = worth
        return total
