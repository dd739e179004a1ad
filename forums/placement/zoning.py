"""Which zones the themes reserve: once that is settled, the best places are an assignment problem, solved exactly in a moment.

Exclusions are left aside here; the constraint program keeps them afterwards.
"""

from random import Random

import numpy as np
import numpy.typing as npt

from forums.assignment.deadline import Deadline
from forums.placement.problem import Problem
from forums.placement.worth import IN_ZONE, UNPLACED, fits, worth_of, zone_of, zones_for

SHAKES, MOVES_OF_A_SHAKE = 12, 4
Reserved = npt.NDArray[np.bool_]  # by theme and zone


class Zoning:
    """Looks for the zones of each theme by exchanging one at a time, as long as that gains something."""

    def __init__(self, problem: Problem) -> None:
        self._shares = zones_for(problem)
        themes = {theme: number for number, theme in enumerate(self._shares)}
        self._zones = zone_of(problem, len(problem.spots) - 1) + 1 if problem.spots else 0
        pairs = [
            (e, s)
            for e, stand in enumerate(problem.stands)
            for s, spot in enumerate(problem.spots)
            if stand.fixed in {None, spot.id} and fits(stand, spot)
        ]
        self._stand, self._spot = (np.array([pair[side] for pair in pairs], dtype=np.int32) for side in (0, 1))
        self._worth = np.array([worth_of(problem.stands[e], problem.spots[s]) for e, s in pairs], dtype=np.int64)
        self._zone = np.array([zone_of(problem, s) for _, s in pairs], dtype=np.int64)
        # Stands without a theme count in a row of their own, which reserves nothing.
        self._theme = np.array(
            [themes.get(problem.stands[e].theme or "", len(themes)) for e, _ in pairs], dtype=np.int64
        )
        self._has_theme = np.arange(len(themes) + 1)[:, None] < len(themes)
        self._stands, self._spots = len(problem.stands), len(problem.spots)

    def placed(self, reserved: Reserved) -> int:
        """Give the most that a placement with these reservations is worth, exclusions aside."""
        from ortools.graph.python import linear_sum_assignment

        # Beside the stands the spots choose as well: each itself, if it stays free, or the stand that it takes.
        n, m = self._stands, self._spots
        stands, spots = np.arange(n, dtype=np.int32), np.arange(m, dtype=np.int32)
        costs = -(self._worth + IN_ZONE * reserved[self._theme, self._zone])
        assignment = linear_sum_assignment.SimpleLinearSumAssignment()
        assignment.add_arcs_with_cost(self._stand, self._spot, costs)
        assignment.add_arcs_with_cost(stands, stands + m, np.full(n, UNPLACED, dtype=np.int64))
        assignment.add_arcs_with_cost(spots + n, spots, np.zeros(m, dtype=np.int64))
        assignment.add_arcs_with_cost(self._spot + n, self._stand + m, np.zeros(len(costs), dtype=np.int64))
        assignment.solve()
        return -int(assignment.optimal_cost())

    def bound(self) -> int:
        """Give what no placement exceeds: every theme at home in every zone."""
        return self.placed(np.ones((len(self._shares) + 1, self._zones), dtype=np.bool_) & self._has_theme)

    def search(self, *, seed: int, deadline: Deadline) -> dict[str, frozenset[int]]:
        """Give the zones of each theme; the same for the same seed unless the time ends sooner."""
        chance = Random(seed)  # noqa: S311 -- ties, not secrets
        reserved = self._first()
        worth = self._climb(reserved, chance, deadline)
        best = worth, reserved.copy()
        for _ in range(SHAKES):
            if deadline.is_over:
                break
            self._shake(reserved, chance)
            worth = self._climb(reserved, chance, deadline)
            if worth > best[0]:
                best = worth, reserved.copy()
            else:
                reserved = best[1].copy()
        return {theme: frozenset(np.flatnonzero(best[1][row]).tolist()) for row, theme in enumerate(self._shares)}

    def _climb(self, reserved: Reserved, chance: Random, deadline: Deadline) -> int:
        """Exchange a zone of a theme for another, in place, until nothing gains any more."""
        best = self.placed(reserved)
        exchanges = [
            (t, a, b) for t in range(len(self._shares)) for a in range(self._zones) for b in range(self._zones)
        ]
        gains = True
        while gains and not deadline.is_over:
            gains = False
            chance.shuffle(exchanges)
            for theme, given, taken in exchanges:
                if deadline.is_over:
                    break
                if not reserved[theme, given] or reserved[theme, taken]:
                    continue
                reserved[theme, [given, taken]] = False, True
                worth = self.placed(reserved)
                if worth > best:
                    best, gains = worth, True
                else:
                    reserved[theme, [given, taken]] = True, False
        return best

    def _shake(self, reserved: Reserved, chance: Random) -> None:
        """Let some themes move one zone at random."""
        for _ in range(MOVES_OF_A_SHAKE):
            theme = chance.randrange(len(self._shares))
            given, taken = (np.flatnonzero(reserved[theme] == side).tolist() for side in (True, False))
            if given and taken:
                reserved[theme, [chance.choice(given), chance.choice(taken)]] = False, True

    def _first(self) -> Reserved:
        """Let the themes take zones in turn, so that they begin apart."""
        reserved = np.zeros((len(self._shares) + 1, self._zones), dtype=np.bool_)
        turn = 0
        for theme, share in enumerate(self._shares.values()):
            for _ in range(min(share, self._zones)):
                while reserved[theme, turn % self._zones]:
                    turn += 1
                reserved[theme, turn % self._zones] = True
                turn += 1
        return reserved
