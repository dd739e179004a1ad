"""Seat everyone where no network holds the rules: by a linear program, its prices, and whole numbers where they gap.

1. A linear program with the levels packed, on a few columns; more are added while prices say that they would help.
2. Its prices, taken apart into levels, prove a bound. Where the program is whole by itself, that is the end.
3. Else a small program in whole numbers (all who sit somewhere whole stay) gives an answer. Its distance from the
   bound excludes nearly all places for anything better, and what remains is proven level by level.
"""

from dataclasses import dataclass

import numpy as np

from forums.assignment.counted import Counted, counted_in
from forums.assignment.deadline import Deadline
from forums.assignment.dealing import seats_by_slot
from forums.assignment.duals import (
    Proof,
    bound_in_levels,
    joined,
    least_levels,
    parted,
    promising,
    proof_of,
    tariff_of,
    unpacked_prices,
)
from forums.assignment.errors import OutOfTime
from forums.assignment.mixed import Impossible
from forums.assignment.options import NOWHERE, Flags
from forums.assignment.problem import Problem
from forums.assignment.programme import Optimum, Programme, columns_of
from forums.assignment.rows import Ints
from forums.assignment.solution import Solution
from forums.assignment.turns import seat_in_turn
from forums.assignment.units import Case, case_of

USUAL_RATIO, LARGEST_PACKED = 8, 10**9  # More, and floating point confuses the lower levels.
FEW_PLACES = 40_000  # Up to so many, all columns are taken at once.
WHOLE = 1e-6
SECONDS_A_PLACE_IN_TURN = 5e-6  # kept back for a seating in a hurry


@dataclass(frozen=True, slots=True)
class Seats:
    """An answer: which places are taken (unit × period × forum), and its worth as one joined number."""

    taken: Flags
    worth: int


@dataclass(slots=True)
class Search:
    """What was found so far: the best answer, the best proof, and whether anything better is excluded."""

    case: Case
    counted: Counted
    best: Seats | None = None
    proof: Proof | None = None
    is_proven: bool = False

    def offer(self, programme: Programme, taken: Ints, outside: Ints) -> None:
        worth = int(joined(programme.worth(taken, outside)))
        if self.best is None or worth < self.best.worth:
            columns, places = programme.columns, np.zeros(self.case.may.shape, np.bool_)
            used = np.flatnonzero(taken)
            places[columns.unit[used], columns.period[used], columns.forum[used]] = True
            self.best = Seats(places, worth)

    def offer_proof(self, proof: Proof) -> None:
        if self.proof is None or proof.bound * self.proof.prices.unit > self.proof.bound * proof.prices.unit:
            self.proof = proof

    @property
    def best_worth(self) -> int:
        if self.best is None:
            raise ArithmeticError("nothing was found")
        return self.best.worth

    @property
    def broken(self) -> int:
        """How many people the best answer has against hard rules."""
        return 0 if self.best is None else parted(self.best.worth, len(self.case.levels))[0]

    @property
    def surely_broken(self) -> int:
        """How many people are surely against hard rules in any answer, by the prices."""
        if self.proof is None:
            return 0
        return max(-(-parted(self.proof.bound, len(self.case.levels))[0] // self.proof.prices.unit), 0)

    @property
    def is_tight(self) -> bool:
        return (
            self.best is not None
            and self.proof is not None
            and self.best.worth * self.proof.prices.unit <= self.proof.bound
        )


def search(problem: Problem, *, seed: int, deadline: Deadline) -> Search:
    """Find the best seats and prove them. Raises ``Impossible``, or ``OutOfTime`` if there was none in time."""
    found = explore(case_of(problem, seed=seed), deadline)
    if found.best is None or found.broken:
        if found.is_proven or found.surely_broken > 0:
            raise Impossible
        raise OutOfTime(deadline.spent)
    return found


def explore(case: Case, deadline: Deadline, counted: Counted | None = None) -> Search:
    """Find the best answer, hard rules broken in as few people as can be, and what proves it."""
    found = Search(case, counted_in(case) if counted is None else counted)
    deadline = Deadline(max(deadline.left - SECONDS_A_PLACE_IN_TURN * case.may.size, 0))
    relaxed = relax(found, deadline, first_columns(case))
    if relaxed is not None and not found.is_tight:
        _round(found, *relaxed, deadline)
        found.is_proven = not found.is_tight and _close(found, deadline)
    if found.best is None or (found.broken and not found.is_tight):
        _sit_in_turn(found)
    found.is_proven |= found.is_tight
    return found


def weights_of(case: Case) -> tuple[Ints, int]:
    """Weigh the levels so that they can be told apart again; a level that cannot be anything but 0 needs no room."""
    levels = len(case.levels)
    ratio = max(min(int(LARGEST_PACKED ** (1 / max(levels - 1, 1))), USUAL_RATIO), 2)
    weights: Ints = np.minimum(np.power(float(ratio), np.arange(levels)[::-1]), LARGEST_PACKED).astype(np.int64)
    return weights, ratio


def relax(found: Search, deadline: Deadline, chosen: Flags) -> tuple[Programme, Optimum] | None:
    """Solve the linear program on the *chosen* columns, with more as long as prices say that they would help."""
    case = found.case
    weights, ratio = weights_of(case)
    while True:
        programme = Programme(case, found.counted, columns_of(case, chosen))
        optimum = programme.minimise(programme.costs(weights), deadline, is_whole=False)
        if optimum is None:
            return None
        proof = proof_of(case, found.counted, unpacked_prices(programme, optimum.price, optimum.twice, ratio))
        found.offer_proof(proof)
        taken, outside = np.rint(optimum.taken).astype(np.int64), np.rint(optimum.outside).astype(np.int64)
        if (
            np.abs(optimum.taken - taken).max(initial=0) < WHOLE
            and np.abs(optimum.outside - outside).max(initial=0) < WHOLE
        ):
            found.offer(programme, taken, outside)
        cheapest = (proof.increase == 0).astype(np.bool_) & case.may
        enough = (cheapest & chosen).sum(axis=2) >= case.demand
        attractive = cheapest & ~enough[:, :, None] & ~chosen
        if found.is_tight or not attractive.any():
            return programme, optimum
        chosen = chosen | attractive


def first_columns(case: Case) -> Flags:
    """Choose every place where there are few, else what somebody wishes for or had."""
    if np.count_nonzero(case.may) <= FEW_PLACES:
        return case.may.copy()
    longest = int(case.kind.max(initial=0)) // 2
    is_wish = np.zeros(case.may.shape, np.bool_)
    np.logical_or.at(
        is_wish, case.unit, (case.kind // 2 < longest) | (case.kind % 2 == 0) & (case.outside % 2 == 1)[..., None]
    )
    return is_wish & case.may


def _round(found: Search, programme: Programme, optimum: Optimum, deadline: Deadline) -> None:
    """Find an answer near *optimum*: units that sit somewhere whole stay there, the others may go anywhere."""
    case, columns = found.case, programme.columns
    weights, _ = weights_of(case)
    is_split = np.abs(optimum.taken - np.rint(optimum.taken)) > WHOLE
    free = np.zeros(len(case.members), np.bool_)
    free[columns.unit[is_split]] = True
    outside = optimum.outside.reshape(len(case.members), -1)
    free |= (np.abs(outside - np.rint(outside)) > WHOLE).any(axis=1)
    chosen = np.zeros(case.may.shape, np.bool_)
    used = (optimum.taken > WHOLE) | free[columns.unit]
    chosen[columns.unit[used], columns.period[used], columns.forum[used]] = True
    small = Programme(case, found.counted, columns_of(case, chosen))
    answer = small.minimise(small.costs(weights), deadline.part(0.5), is_whole=True)
    if answer is not None:
        found.offer(small, np.rint(answer.taken).astype(np.int64), np.rint(answer.outside).astype(np.int64))


def _close(found: Search, deadline: Deadline) -> bool:
    """Better the answer level by level, or prove that none is better; say whether that is proven."""
    case, best, proof = found.case, found.best, found.proof
    if best is None or proof is None:
        return False
    programme = Programme(case, found.counted, columns_of(case, promising(case, proof, best.worth)))
    bound = parted(proof.bound, len(case.levels))
    costs = [programme.costs(row) for row in np.eye(len(case.levels), dtype=np.int64)]
    for level in range(len(case.levels)):
        now = parted(found.best_worth, len(case.levels))
        is_bound = bound[: level + 1] == [one * proof.prices.unit for one in now[: level + 1]]
        if is_bound or not costs[level].any():
            continue
        most = [*now[:level], now[level] - 1]
        kept = [(cost, limit) for cost, limit in zip(costs[: level + 1], most, strict=True) if cost.any()]
        try:
            answer = programme.minimise(costs[level], deadline, is_whole=True, kept=kept)
        except Impossible:
            continue
        if answer is None:
            return False
        found.offer(programme, np.rint(answer.taken).astype(np.int64), np.rint(answer.outside).astype(np.int64))
        if not answer.is_best:
            return False
    return True


def _sit_in_turn(found: Search) -> None:
    """Have something valid at hand: one unit after the other takes what is best for it and allowed."""
    everywhere = Programme(found.case, found.counted, columns_of(found.case, seat_in_turn(found.case, found.counted)))
    taken = np.ones(len(everywhere.columns), np.int64)
    outside = np.tile(found.case.demand, len(found.case.members))
    units, periods = everywhere.columns.unit, everywhere.columns.period
    np.subtract.at(outside, units * len(found.case.periods) + periods, 1)
    found.offer(everywhere, taken, outside)


def intricate_solution(problem: Problem, found: Search, *, seed: int, seconds: float) -> Solution:
    """Name what was found."""
    case, best, proof = found.case, found.best, found.proof
    if best is None:
        raise ArithmeticError("nothing was found")
    levels = case.levels[1:]
    bound = least_levels(case)[1:] if proof is None else bound_in_levels(case, proof)[1:]
    return Solution(
        status="optimal" if found.is_proven else "feasible",
        objective=_in_words(levels, parted(best.worth, len(case.levels))[1:]),
        assignment=_assignment(problem, case, seats_by_slot(case, found.counted, best.taken)),
        certificate=None if proof is None else tariff_of(case, found.counted, proof.prices),
        bound=None if found.is_proven else _in_words(levels, bound),
        seed=seed,
        seconds=seconds,
    )


def _in_words(levels: tuple[str, ...], vector: list[int]) -> tuple[tuple[str, int], ...]:
    return tuple((level, abs(people)) for level, people in zip(levels, vector, strict=True))


def _assignment(problem: Problem, case: Case, seats: Ints) -> dict[str, dict[int, str]]:
    place_of = {}
    for unit, members in enumerate(case.members):
        places = {slot: case.forums[forum].id for slot, forum in enumerate(seats[unit].tolist()) if forum != NOWHERE}
        place_of.update({case.people[person].id: places for person in members})
    return {one.id: place_of[one.id] for one in problem.participants}
