"""The placement as a constraint program: a variable for each stand on each spot that suits it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import floor

from ortools.sat.python import cp_model

from forums.assignment.deadline import Deadline
from forums.placement.problem import Exclusion, Problem
from forums.placement.worth import IN_ZONE, UNPLACED, fits, too_near, worth_of, zone_of, zones_for

NO_BOUND = 2**62
WORKERS = 8  # kinds of search that take turns, always in the same order, on one core
Placement = dict[int, int]  # spot by stand, both by their index


@dataclass(frozen=True, slots=True)
class Answer:
    """``placement`` is None where none was found; no placement is worth more than ``bound``."""

    placement: Placement | None
    bound: int
    is_proven: bool


class Model:
    """x[e, s]: stand e is on spot s; only where it fits, and only there where it is fixed.

    With *reserved* the zones of each theme are settled; without, they are part of the question.
    """

    def __init__(self, problem: Problem, reserved: Mapping[str, Collection[int]] | None = None) -> None:
        self._problem, self._model, self._reserved = problem, cp_model.CpModel(), reserved
        self._index = {spot.id: index for index, spot in enumerate(problem.spots)}
        self._x = {(e, s): self._model.new_bool_var("") for e in range(len(problem.stands)) for s in self._open_to(e)}
        self._of_stand: dict[int, dict[int, cp_model.IntVar]] = defaultdict(dict)
        self._of_spot: dict[int, dict[int, cp_model.IntVar]] = defaultdict(dict)
        for (e, s), x in self._x.items():
            self._of_stand[e][s] = x
            self._of_spot[s][e] = x
        self._terms: list[cp_model.LinearExprT] = []
        self._demand()
        self._count()

    def _open_to(self, e: int) -> list[int]:
        stand = self._problem.stands[e]
        if stand.fixed is not None:
            return [self._index[stand.fixed]]
        return [s for s, spot in enumerate(self._problem.spots) if fits(stand, spot)]

    def _demand(self) -> None:
        for e, stand in enumerate(self._problem.stands):
            places = list(self._of_stand[e].values())
            if stand.fixed is not None:
                self._model.add_exactly_one(places)
            else:
                self._model.add_at_most_one(places)
        for stands in self._of_spot.values():
            self._model.add_at_most_one(stands.values())
        number = {stand.id: e for e, stand in enumerate(self._problem.stands)}
        for pair in self._problem.exclusions:
            self._keep_apart(number[pair.one], number[pair.other], pair)

    def _keep_apart(self, one: int, other: int, pair: Exclusion) -> None:
        spots = self._problem.spots
        for s, x in self._of_stand[one].items():
            near = [y for t, y in self._of_stand[other].items() if too_near(spots[s], spots[t], pair.distance)]
            if near:
                self._model.add_at_most_one([x, *near])

    def _count(self) -> None:
        problem, reserved = self._problem, self._reserved
        for (e, s), x in self._x.items():
            stand = problem.stands[e]
            is_home = reserved is not None and zone_of(problem, s) in reserved.get(stand.theme or "", ())
            self._terms.append((UNPLACED + worth_of(stand, problem.spots[s]) + IN_ZONE * is_home) * x)
        self._terms.append(-UNPLACED * len(problem.stands))
        if problem.zones and reserved is None:
            for theme, most in zones_for(problem).items():
                self._count_zones(theme, most)

    def _count_zones(self, theme: str, most: int) -> None:
        """Let a theme reserve zones; those of its stands that are in one of them count."""
        reserved: dict[int, cp_model.IntVar] = {}
        for e, stand in enumerate(self._problem.stands):
            if stand.theme != theme:
                continue
            places: dict[int, list[cp_model.IntVar]] = defaultdict(list)
            for s, x in self._of_stand[e].items():
                places[zone_of(self._problem, s)].append(x)
            for zone, variables in places.items():
                if zone not in reserved:
                    reserved[zone] = self._model.new_bool_var("")
                inside = self._model.new_bool_var("")
                self._model.add(inside <= sum(variables))
                self._model.add_implication(inside, reserved[zone])
                self._terms.append(IN_ZONE * inside)
        self._model.add(sum(reserved.values()) <= most)

    def solve(self, seed: int, deadline: Deadline, hint: Mapping[int, int]) -> Answer:
        self._model.maximize(sum(self._terms))
        for (e, s), x in self._x.items():
            self._model.add_hint(x, int(hint.get(e) == s))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if (
            self._problem.zones and self._reserved is None
        ):  # hard: all kinds of search; else the plain one is the fastest
            solver.parameters.num_workers, solver.parameters.interleave_search = WORKERS, True
        solver.parameters.random_seed = seed % 2**31
        solver.parameters.max_time_in_seconds = max(deadline.left, 0.01)
        status = solver.solve(self._model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer(None, NO_BOUND, is_proven=False)
        bound = floor(solver.best_objective_bound + 1e-6)
        placement = {e: s for (e, s), x in self._x.items() if solver.value(x)}
        return Answer(placement, bound, is_proven=status == cp_model.OPTIMAL)
