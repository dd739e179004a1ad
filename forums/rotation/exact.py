"""Small problems, and what is possible at all, by constraint programming: proven, not only found."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from forums.assignment.deadline import Deadline
from forums.rotation.instance import NOWHERE, Instance, Plan

MOST_PAIRS = 2_000  # pairs × rounds × tables that are still worth trying
MOST_PLACES = 60_000  # people × rounds × tables for a plan that only keeps the rules
WORK = 5.0  # of the solver's own measure, which is the same on every machine


@dataclass(frozen=True, slots=True)
class Answer:
    """``plan`` is None where none was found; ``is_proven``: none is better, or there is none at all."""

    plan: Plan | None
    is_proven: bool


def is_small(instance: Instance) -> bool:
    """Tell whether the best plan can be proven by trying cleverly."""
    people = sum(instance.present)
    return people * people // 2 * len(instance.to_come) * instance.tables <= MOST_PAIRS


def is_manageable(instance: Instance) -> bool:
    """Tell whether a plan that keeps the rules, and moves fewest, can be searched exactly."""
    return sum(instance.present) * len(instance.to_come) * instance.tables <= MOST_PLACES


def best(instance: Instance, *, seed: int, deadline: Deadline, hint: Plan | None) -> Answer:
    """Find a plan whose moves, then weighted costs, are the fewest."""
    model = _Model(instance)
    model.count(moves_weight=1 + _largest(instance))
    return model.solve(seed, deadline, hint)


def calmest(instance: Instance, *, seed: int, deadline: Deadline, free: Collection[int] | None = None) -> Answer:
    """Find a plan that keeps the rules and gives the fewest people another route; only who is *free* is moved at all."""
    model = _Model(instance, free)
    model.count_moves()
    return model.solve(seed, deadline, None)


def _largest(instance: Instance) -> int:
    """Bound the weighted costs of any plan from above."""
    people, rounds = instance.people, instance.rounds
    repeats, preferences, mix = instance.weights
    pairs = people * (people - 1) // 2
    return pairs * rounds * (repeats * rounds + 2 * mix) + preferences * people * rounds


class _Model:
    """x[p, a, t]: person p sits at table t in round a; a constant where it is settled."""

    def __init__(self, instance: Instance, free: Collection[int] | None = None) -> None:
        self._free = None if free is None else frozenset(free)
        self._instance, self._model = instance, cp_model.CpModel()
        self._zero: cp_model.LinearExpr = self._model.new_constant(0)
        self._places = {
            (p, a, t): self._place(p, a, t)
            for p in range(instance.people)
            for a in range(instance.rounds)
            for t in range(instance.tables)
        }
        self._terms: list[cp_model.LinearExprT] = []
        self._demand()

    def _place(self, p: int, a: int, t: int) -> cp_model.IntVar | int:
        instance = self._instance
        if a < len(instance.held):
            return int(instance.held[a][p] == t)
        if not instance.present[p]:
            return 0
        if instance.host[p] != NOWHERE:
            return int(instance.host[p] == t)
        if self._free is not None and instance.planned is not None and p not in self._free:
            return int(instance.planned[a - len(instance.held)][p] == t)
        if instance.topic_once and any(one[p] == t for one in instance.held):
            return 0
        return self._model.new_bool_var("")

    def _demand(self) -> None:
        instance, model, tables = self._instance, self._model, range(self._instance.tables)
        for a in instance.to_come:
            for p in instance.guests:
                model.add(self._sum((p, a, t) for t in tables) == 1)
            for t, (fewest, most) in enumerate(instance.spans):
                size = self._sum((p, a, t) for p in range(instance.people))
                model.add_linear_constraint(size, fewest, most)
            for p, q in sorted(instance.apart):
                for t in tables:
                    model.add(self._sum([(p, a, t), (q, a, t)]) <= 1)
        if instance.topic_once:
            for p in instance.guests:
                for t in tables:
                    model.add(self._sum((p, a, t) for a in instance.to_come) <= 1)

    def _sum(self, places: Iterable[tuple[int, int, int]]) -> cp_model.LinearExpr:
        """Add up places; an expression even where all of them are settled."""
        return self._zero + sum(self._places[place] for place in places)

    def count_moves(self, weight: int = 1) -> None:
        instance = self._instance
        for p in instance.guests:
            planned = [
                (a, one[p])
                for a, one in zip(instance.to_come, instance.planned or (), strict=False)
                if one[p] != NOWHERE
            ]
            if planned:
                moved = self._model.new_bool_var("")
                for a, t in planned:
                    self._model.add(moved + self._sum([(p, a, t)]) >= 1)
                self._terms.append(weight * moved)

    def count(self, *, moves_weight: int) -> None:
        """Put everything that counts into the objective."""
        self.count_moves(moves_weight)
        instance = self._instance
        if instance.weights[1]:
            self._count_wishes(instance.weights[1])
        for p in range(instance.people):
            for q in range(p):
                self._count_pair(p, q)

    def _count_wishes(self, weight: int) -> None:
        for p in self._instance.guests:
            for t in sorted(self._instance.wishes[p]):
                visited = self._model.new_bool_var("")
                self._model.add(visited <= self._sum((p, a, t) for a in range(self._instance.rounds)))
                self._terms.append(-weight * visited)

    def _count_pair(self, p: int, q: int) -> None:
        instance, model = self._instance, self._model
        repeats = instance.weights[0]
        kin = sum(weight * (kind[p] is not None and kind[p] == kind[q]) for kind, weight in instance.kinds)
        before = sum(one[p] == one[q] != NOWHERE for one in instance.held)
        met = []
        for a in instance.to_come:
            if instance.present[p] and instance.present[q]:
                together = model.new_bool_var("")
                for t in range(instance.tables):
                    model.add(together + 1 >= self._sum([(p, a, t), (q, a, t)]))
                met.append(together)
        if kin:
            self._terms += [kin * together for together in met]
        if repeats and met and before + len(met) > 1:
            most = before + len(met)
            cost = model.new_int_var(0, most * (most - 1) // 2, "")
            for slope in range(1, most):  # C(k, 2) from below, exact at whole numbers
                model.add(cost >= slope * (before + sum(met)) - slope * (slope + 1) // 2)
            self._terms.append(repeats * cost)

    def solve(self, seed: int, deadline: Deadline, hint: Plan | None) -> Answer:
        if self._terms:
            self._model.minimize(sum(self._terms))
        for (p, a, t), place in self._places.items():
            if hint is not None and not isinstance(place, int):
                self._model.add_hint(place, int(hint[a][p] == t))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1  # one worker gives the same answer everywhere
        solver.parameters.random_seed = seed % 2**31
        solver.parameters.max_deterministic_time = WORK
        solver.parameters.max_time_in_seconds = max(deadline.left, 0.01)
        status = solver.solve(self._model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer(None, status == cp_model.INFEASIBLE)
        return Answer(self._read(solver), status == cp_model.OPTIMAL)

    def _read(self, solver: cp_model.CpSolver) -> Plan:
        plan = [[NOWHERE] * self._instance.people for _ in range(self._instance.rounds)]
        for (p, a, t), place in self._places.items():
            if solver.value(place) if not isinstance(place, int) else place:
                plan[a][p] = t
        return plan
