"""Swaps and shifts within a round until none helps; then a kick, and again. Matrices make every swap's effect one look-up."""

from collections.abc import Collection
from random import Random

import numpy as np
from numpy.typing import NDArray

from forums.assignment.deadline import Deadline
from forums.rotation.instance import NOWHERE, Instance, Plan

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]  # Whole numbers; as floats, their products are fast and exact all the same.

KICKS, MOST_STEPS = 60, 400
FORBIDDEN = 1e15


class Polisher:
    """Improves the rounds to come of one plan; ``movable`` people only, everybody else stays where they are."""

    def __init__(self, instance: Instance, plan: Plan, movable: Collection[int], chance: Random) -> None:
        self._instance, self._chance = instance, chance
        self._plan = np.array(plan, np.int64).reshape(instance.rounds, instance.people)
        self._movable = np.array(sorted(movable), np.int64)
        self._hard = self._price_of_rules()
        self._fixed_cost = self._kin() + self._hard * self._apart()
        self._fewest, self._most = np.array(instance.spans, np.int64).reshape(-1, 2).T
        self._wished = np.zeros((instance.people, instance.tables))
        for p, wishes in enumerate(instance.wishes):
            if instance.wishes_possible(p):
                self._wished[p, sorted(wishes)] = 1
        self._met = sum((self._together(a) for a in range(instance.rounds)), np.zeros((instance.people,) * 2))

    def run(self, deadline: Deadline, *, good_enough: float) -> Plan:
        """Polish until the cost is *good_enough*, the kicks are spent, or the time is over."""
        self._descend(deadline)
        best, kept = self.cost(), self._plan.copy()
        for _ in range(min(KICKS, 2 * len(self._movable)) if len(self._movable) > 1 else 0):
            if best <= good_enough or deadline.is_over:
                break
            self._kick()
            self._descend(deadline)
            if (cost := self.cost()) <= best:
                best, kept = cost, self._plan.copy()
            else:
                self._restore(kept)
        return [[int(t) for t in row] for row in kept]

    def cost(self) -> float:
        """Weigh everything, broken rules heaviest."""
        instance = self._instance
        upper = np.triu(np.ones_like(self._met, dtype=bool), 1)
        met = self._met[upper]
        cost = instance.weights[0] * float((met * (met - 1)).sum()) / 2
        visits = np.zeros((instance.people, instance.tables))
        for a in range(instance.rounds):
            there = np.flatnonzero(self._plan[a] != NOWHERE)
            np.add.at(visits, (there, self._plan[a][there]), 1)
            cost += float((self._together(a) * self._fixed_cost)[upper].sum())
            if a in instance.to_come:
                cost += self._hard * float(self._misfit(self._sizes(a)).sum())
        guests = np.array(instance.host) == NOWHERE
        if instance.topic_once:
            cost += self._hard * float(np.maximum(visits - 1, 0)[guests].sum())
        return cost - instance.weights[1] * float((np.minimum(visits, 1) * self._wished).sum())

    def _price_of_rules(self) -> float:
        repeats, preferences, mix = self._instance.weights
        together = 2 + 2 * max((most for _, most in self._instance.spans), default=0)
        return float(1 + together * (repeats * self._instance.rounds + 2 * mix) + 2 * preferences)

    def _kin(self) -> Numbers:
        kin = np.zeros((self._instance.people,) * 2)
        for kinds, weight in self._instance.kinds:
            codes = {kind: code for code, kind in enumerate(dict.fromkeys(kinds))}
            numbers = np.array([NOWHERE if kind is None else codes[kind] for kind in kinds], np.int64)
            kin += weight * ((numbers[:, None] == numbers) & (numbers[:, None] != NOWHERE))
        np.fill_diagonal(kin, 0)
        return kin

    def _apart(self) -> Numbers:
        apart = np.zeros((self._instance.people,) * 2)
        for a, b in self._instance.apart:
            apart[a, b] = apart[b, a] = 1
        return apart

    def _together(self, a: int) -> Numbers:
        one = self._plan[a]
        together: Numbers = ((one[:, None] == one) & (one[:, None] != NOWHERE)).astype(np.float64)
        np.fill_diagonal(together, 0)
        return together

    def _sizes(self, a: int) -> Counts:
        sizes: Counts = np.bincount(self._plan[a][self._plan[a] != NOWHERE], minlength=self._instance.tables)
        return sizes

    def _misfit(self, sizes: Counts) -> Counts:
        misfit: Counts = np.maximum(sizes - self._most, 0) + np.maximum(self._fewest - sizes, 0)
        return misfit

    def _restore(self, kept: Counts) -> None:
        for a in self._instance.to_come:
            if not np.array_equal(self._plan[a], kept[a]):
                self._met -= self._together(a)
                self._plan[a] = kept[a]
                self._met += self._together(a)

    def _kick(self) -> None:
        """Swap some people at random in one round; who is elsewhere or sits beside each other changes nothing."""
        a = self._chance.choice(self._instance.to_come)
        self._met -= self._together(a)
        for _ in range(1 + self._chance.randrange(3)):
            p, q = (int(self._movable[self._chance.randrange(len(self._movable))]) for _ in range(2))
            if NOWHERE not in {self._plan[a, p], self._plan[a, q]}:
                self._plan[a, [p, q]] = self._plan[a, [q, p]]
        self._met += self._together(a)

    def _descend(self, deadline: Deadline) -> None:
        """Go round by round until a whole cycle brings nothing."""
        quiet = 0
        while quiet < len(self._instance.to_come) and len(self._movable):
            for a in self._instance.to_come:
                if deadline.is_over:
                    return
                quiet = 0 if self._settle(a, deadline) else quiet + 1
                if quiet == len(self._instance.to_come):
                    return

    def _settle(self, a: int, deadline: Deadline) -> bool:
        """Take the best swap or shift of round *a* while there is one; tell whether there was."""
        self._met -= self._together(a)
        weight = self._instance.weights[0] * self._met + self._fixed_cost
        costs = self._places(a, weight)
        steps = 0
        while steps < MOST_STEPS and not deadline.is_over and self._step(a, weight, costs):
            steps += 1
        self._met += self._together(a)
        return steps > 0

    def _places(self, a: int, weight: Numbers) -> Numbers:
        """Tell what it costs each person to sit at each table of round *a*, everyone else staying."""
        people, tables = self._instance.people, self._instance.tables
        seats = np.zeros((people, tables))
        there = np.flatnonzero(self._plan[a] != NOWHERE)
        seats[there, self._plan[a][there]] = 1
        elsewhere = np.zeros((people, tables))
        for b in range(self._instance.rounds):
            if b != a:
                others = np.flatnonzero(self._plan[b] != NOWHERE)
                elsewhere[others, self._plan[b][others]] = 1
        costs = weight @ seats - self._instance.weights[1] * self._wished * (1 - elsewhere)
        if self._instance.topic_once:
            costs += self._hard * elsewhere
        return costs

    def _step(self, a: int, weight: Numbers, costs: Numbers) -> bool:
        """Carry out the best swap or shift if it gains anything."""
        people, tables = self._movable, self._plan[a][self._movable]
        own = costs[people, tables]
        across = costs[np.ix_(people, tables)]
        across = across - own[:, None]
        swaps = across + across.T - 2 * weight[np.ix_(people, people)]
        swaps[tables[:, None] == tables] = FORBIDDEN
        swaps[tables == NOWHERE, :] = swaps[:, tables == NOWHERE] = FORBIDDEN
        shifts = costs[people] - own[:, None] + self._hard * self._size_change(a, tables)
        shifts[tables == NOWHERE, :] = FORBIDDEN
        shifts[np.arange(len(people)), tables] = FORBIDDEN
        best_swap, best_shift = swaps.min(initial=0), shifts.min(initial=0)
        if min(best_swap, best_shift) >= 0:
            return False
        if best_swap <= best_shift:
            i, j = self._one_of(swaps, best_swap)
            self._seat(a, int(people[i]), int(tables[j]), weight, costs)
            self._seat(a, int(people[j]), int(tables[i]), weight, costs)
        else:
            i, t = self._one_of(shifts, best_shift)
            self._seat(a, int(people[i]), t, weight, costs)
        return True

    def _size_change(self, a: int, tables: Counts) -> Counts:
        sizes = self._sizes(a)
        less, more = self._misfit(sizes - 1) - self._misfit(sizes), self._misfit(sizes + 1) - self._misfit(sizes)
        return less[tables][:, None] + more[None, :]

    def _one_of(self, values: Numbers, best: float) -> tuple[int, int]:
        places = np.flatnonzero(values == best)
        row, column = divmod(int(places[self._chance.randrange(len(places))]), values.shape[1])
        return row, column

    def _seat(self, a: int, person: int, table: int, weight: Numbers, costs: Numbers) -> None:
        costs[:, self._plan[a, person]] -= weight[:, person]
        costs[:, table] += weight[:, person]
        self._plan[a, person] = table
