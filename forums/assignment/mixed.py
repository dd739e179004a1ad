"""Flows with caps that cut across the network, as integer programs for HiGHS.

Organisation caps nest into the network unless an organisation has members in several sectors of one forum with quotas.
Then no flow is exact, and the flow without those caps is only a bound.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from forums.assignment.deadline import Deadline
from forums.assignment.flow import Arcs
from forums.assignment.options import Numbers
from forums.assignment.rows import NONE, Ints

GAP = 0.5  # Objectives are whole numbers: closer than 1 is equal.
Floats = npt.NDArray[np.float64]
FRACTION = 1e-6  # Flows this close to a whole number are whole.
TOLERANCE = 1e-3  # Costs this close to a whole number are whole.


class Impossible(Exception):
    """No flow keeps the caps."""


@dataclass(frozen=True, slots=True)
class Caps:
    """At most so many people on all arcs of one number together; ``number[arc]`` is ``NONE`` where no cap holds.

    Soft caps count who is above.
    """

    number: Ints
    count: int
    most: int
    is_soft: bool

    def excess(self, flow: Ints) -> int:
        is_capped = self.number != NONE
        people = np.bincount(self.number[is_capped], weights=flow[is_capped])
        return int(np.rint(np.maximum(people - self.most, 0).sum()))


@dataclass(frozen=True, slots=True)
class Cost:
    """What each arc costs, and each person above a soft cap."""

    of_arc: Ints
    of_excess: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best flow found, in fractions or whole; its cost; whether it is proven best; what each cap costs (by number).

    A cap costs what one person more would save; only flows in fractions tell.
    """

    flow: Floats
    cost: float
    is_best: bool
    price: Floats

    @property
    def least(self) -> float:
        """Return the least that a whole flow can cost."""
        return math.ceil(self.cost - TOLERANCE) if self.is_best else -math.inf

    @property
    def whole(self) -> Ints | None:
        """Return the flow if it is whole."""
        rounded: Ints = np.rint(self.flow).astype(np.int64)
        return rounded if np.abs(self.flow - rounded).max(initial=0) < FRACTION else None


class CappedFlow:
    """Flows on the arcs, balanced at the nodes, within the caps, as a (mixed integer) linear program."""

    def __init__(self, arcs: Arcs, caps: Caps) -> None:
        self.arcs, self._caps, self._count = arcs, caps, caps.count
        self._kept: list[tuple[Cost, int]] = []

    def minimise(self, cost: Cost, deadline: Deadline, *, is_whole: bool) -> Outcome | None:
        """Return the best flow found, ``None`` if there was no time for any. Raises ``Impossible``."""
        from ortools.math_opt.python import mathopt

        if deadline.is_over:
            return None
        model = mathopt.Model.from_model_proto(self._program(cost, is_whole=is_whole))
        params = mathopt.SolveParameters(
            time_limit=timedelta(seconds=deadline.left), absolute_gap_tolerance=GAP, relative_gap_tolerance=0
        )
        result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=params)
        reason, reasons = result.termination.reason, mathopt.TerminationReason
        if reason in {reasons.INFEASIBLE, reasons.INFEASIBLE_OR_UNBOUNDED}:
            raise Impossible
        if not result.has_primal_feasible_solution():
            return None
        flow = np.array(result.variable_values(list(model.variables())))[: len(self.arcs.tail)]
        price = np.zeros(self._count)
        if result.has_dual_feasible_solution():
            first = len(self.arcs.supply)
            price = -np.array(result.dual_values(list(model.linear_constraints())))[first : first + self._count]
        return Outcome(flow, result.objective_value(), reason == reasons.OPTIMAL, price)

    def cost_of(self, flow: Ints, cost: Cost) -> int:
        return int(cost.of_arc @ flow) + cost.of_excess * self._caps.excess(flow)

    def keep(self, cost: Cost, most: int) -> None:
        """Never again let *cost* be more than *most*."""
        self._kept.append((cost, most))

    def _program(self, cost: Cost, *, is_whole: bool) -> Any:  # A message of OR-Tools, which ships no types.
        from ortools.math_opt import model_pb2

        arcs, count = self.arcs, self._count
        excesses = count if self._caps.is_soft else 0
        width, capped = len(arcs.tail) + excesses, np.flatnonzero(self._caps.number != NONE)
        program = model_pb2.ModelProto()
        program.variables.ids.extend(range(width))
        program.variables.lower_bounds.extend(np.zeros(width))
        program.variables.upper_bounds.extend([*arcs.capacity.tolist(), *[len(arcs.tail)] * excesses])
        program.variables.integers.extend([is_whole] * len(arcs.tail) + [False] * excesses)
        _extend_sparse(program.objective.linear_coefficients, self._row(cost))

        most = [kept for _, kept in self._kept]
        program.linear_constraints.ids.extend(range(len(arcs.supply) + count + len(most)))
        lower = [*arcs.supply.tolist(), *[-np.inf] * (count + len(most))]
        program.linear_constraints.lower_bounds.extend(lower)
        program.linear_constraints.upper_bounds.extend([*arcs.supply.tolist(), *[self._caps.most] * count, *most])
        numbers = np.arange(len(arcs.tail))
        entries: list[tuple[Numbers, Ints, Floats]] = [
            (arcs.tail, numbers, np.ones(len(numbers))),
            (arcs.head, numbers, -np.ones(len(numbers))),
        ]
        first = len(arcs.supply)
        entries.append((self._caps.number[capped] + first, capped, np.ones(len(capped))))
        entries.append((np.arange(excesses) + first, np.arange(excesses) + len(numbers), -np.ones(excesses)))
        for index, (kept, _) in enumerate(self._kept):
            row = self._row(kept)
            used = np.flatnonzero(row)
            entries.append((np.full(len(used), first + count + index), used, row[used].astype(np.float64)))
        _extend_matrix(program.linear_constraint_matrix, entries)
        return program

    def _row(self, cost: Cost) -> Ints:
        excesses = self._count if self._caps.is_soft else 0
        return np.concatenate([cost.of_arc, np.full(excesses, cost.of_excess)])


def _extend_sparse(vector: Any, values: Ints) -> None:  # A message of OR-Tools, which ships no types.
    used = np.flatnonzero(values)
    vector.ids.extend(used)
    vector.values.extend(values[used].astype(np.float64))


def _extend_matrix(matrix: Any, entries: list[tuple[Numbers, Ints, Floats]]) -> None:  # As above.
    row, column, value = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    order = np.lexsort((column, row))
    matrix.row_ids.extend(row[order])
    matrix.column_ids.extend(column[order])
    matrix.coefficients.extend(value[order])
