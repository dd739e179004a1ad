"""What it would take to grant somebody a dearer wish where no network holds the rules: exactly, by small programs.

The seating at hand, proven best, has prices: whoever takes another place makes it worse by at least what they ask for that.
So a way to grant a wish that is no worse than a known one uses few places; whoever has no choice among these stays, and
the program for the others is small. The levels count as ever, and after them all the people who change places.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np

from forums.assignment.barriers import LOT, Chain, barrier_of
from forums.assignment.counted import counted_in
from forums.assignment.deadline import Deadline
from forums.assignment.duals import DIGIT, Proof, joined, parted, proof_of
from forums.assignment.excerpts import Whole, places_of, seats_in, with_movers, worth_of
from forums.assignment.faces import certified, prove
from forums.assignment.intricate import Search, explore, first_columns, relax
from forums.assignment.options import Flags
from forums.assignment.problem import SLOT, Problem
from forums.assignment.solution import Solution
from forums.assignment.units import case_of


class Grants:
    """Finds out what it would take to grant wishes against one proven seating of a single slot."""

    def __init__(self, problem: Problem, solution: Solution, deadline: Deadline) -> None:
        self.problem, self.deadline, self.solution = problem, deadline, solution
        plain = case_of(problem, seed=solution.seed)
        self.person = {one.id: index for index, one in enumerate(plain.people)}
        self.forum = {one.id: index for index, one in enumerate(plain.forums)}
        seats = seats_in(plain, solution)
        case = with_movers(plain, seats)
        self.whole, self.stay = Whole(case, counted_in(case), seats), places_of(case, seats)
        self.proof, self.gap = self._proven(first_columns(plain) | self.stay)
        self.opened: dict[int, tuple[Flags, Flags]] = {}  # by what it may cost

    def _proven(self, chosen: Flags) -> tuple[Proof | None, int]:
        """Find prices that prove the seating best, by the cheapest means that suffices; and how much they fall short."""
        search = Search(self.whole.case, self.whole.counted)
        worth, gap = int(joined(worth_of(search.case, search.counted, self.stay))), 0
        for attempt in (relax, self._by_certificate, partial(prove, worth=worth)):
            attempt(search, self.deadline, chosen)
            if search.proof is not None:
                gap = worth * search.proof.prices.unit - search.proof.bound
                if gap == 0:
                    break
        return search.proof, gap

    def _by_certificate(self, search: Search, _deadline: Deadline, _chosen: Flags) -> None:
        if self.solution.certificate is not None:
            search.offer_proof(proof_of(search.case, search.counted, certified(search, self.solution.certificate)))

    def chain(self, person: str, forum: str) -> Chain | None:
        """Say what it takes to seat *person* in *forum*; None where there was no time to find out."""
        if self.proof is None:
            return None
        wish = int(self.whole.case.unit[self.person[person]]), SLOT, self.forum[forum]
        if self.whole.case.may[wish]:
            before = None
            for most in self._allowances():
                now = self._open(self.proof, most)
                if before is not None and all(map(np.array_equal, before, now)):
                    continue  # nothing more than what was not enough
                before = now
                added = self._granted(self.proof, wish, most)
                if added is None or added[0] == 0:
                    return None if added is None else self._told(added)
        return barrier_of(self.problem, person, forum, SLOT, self.deadline)

    def _allowances(self) -> Iterator[int]:
        """Yield how much the others' changes may cost by the prices: people only, then a level more at a time, then all."""
        for level in range(1, len(self.whole.case.levels)):
            yield 1 << (DIGIT * level - 2)
        yield 1 << (DIGIT * (len(self.whole.case.levels) + 1))

    def _granted(self, proof: Proof, wish: tuple[int, int, int], most: int) -> list[int] | None:
        """Return what granting a wish adds to the levels at the least, the first being rules that cannot be kept.

        The others' changes may cost *most*, or what is found then: nothing that costs more could be better. None: no time.
        """
        while True:
            added = self._explored(proof, wish, most)
            if added is None or added[0] > 0:
                return added
            excess = int(joined(np.array(added))) * proof.prices.unit - int(proof.increase[wish])
            if excess <= most:
                return added
            most = excess

    def _explored(self, proof: Proof, wish: tuple[int, int, int], most: int) -> list[int] | None:
        case, (unit, slot, _) = self.whole.case, wish
        may, is_free = (part.copy() for part in self._open(proof, most))
        may[unit, slot] = False
        may[wish] = True
        is_free[unit] = True
        units = np.flatnonzero(is_free)
        small, counted = self.whole.excerpt(units, may)
        before = worth_of(small, counted, self.stay[units])
        at = int(np.searchsorted(units, unit))
        small.is_due[at, slot] = len(small.members[at])
        found = explore(small, self.deadline, counted)
        if found.best is None or not found.is_proven:
            return None
        change = found.best.worth - int(joined(before))
        return parted(change, len(case.levels))

    def _open(self, proof: Proof, most: int) -> tuple[Flags, Flags]:
        """Say which places others may take for *most*, and which units have a choice then."""
        if most not in self.opened:
            places: Flags = (proof.increase <= most + self.gap).astype(np.bool_)
            goes: Flags = (proof.outside <= most + self.gap).astype(np.bool_) & self.stay.any(axis=2)
            chosen = self.whole.case.may & places
            has_choice: Flags = np.any((chosen & ~self.stay).any(axis=2) | goes, axis=1).astype(np.bool_)
            self.opened[most] = chosen | self.stay, has_choice
        return self.opened[most]

    def _told(self, added: list[int]) -> Chain:
        """Name what is worse; whoever gets the wish is no other one who moves."""
        levels = self.whole.case.levels
        harm = next((level for level, more in zip(levels[:-1], added, strict=False) if more), LOT)
        return Chain(added[-1] - 1, harm)
