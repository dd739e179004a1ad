"""Invent wishes as people have them: some forums are dearer to all, some to a sector, some to the colleagues of one house."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

HABIT = 0.9  # how far the taste of one organisation strays from that of its sector (standard deviation, logarithmic)
NUMBERS = (1, 2, 3)
SHARES = (5, 13, 82)  # of people who name one, two, three wishes


@dataclass
class Taste:
    """What draws whom. *habits* remembers each organisation's leaning, so that colleagues lean alike."""

    forums: Sequence[tuple[int, float, dict[str, float]]]  # number, popularity, draw by sector
    random: Random
    habits: dict[str, list[float]] = field(default_factory=dict)

    def rank(self, *, sector: str, organisation: str, most: int) -> tuple[int, ...]:
        """Rank up to *most* forums, dearest first.

        Drawn without replacement with weights e^(log popularity + draw + habit), by the Gumbel trick: R. D. Luce's choice model,
        as sequential draws by R. L. Plackett.
        """
        habit = self._habit_of(organisation)
        scores = [
            (math.log(popularity) + draws.get(sector, 0.0) + leaning + self._gumbel(), number)
            for (number, popularity, draws), leaning in zip(self.forums, habit, strict=True)
        ]
        wanted = min(most, self.random.choices(NUMBERS, SHARES)[0])
        return tuple(number for _, number in sorted(scores, reverse=True)[:wanted])

    def _habit_of(self, organisation: str) -> list[float]:
        if organisation not in self.habits:
            spread = HABIT if organisation else 0.0
            self.habits[organisation] = [self.random.gauss(0, spread) for _ in self.forums]
        return self.habits[organisation]

    def _gumbel(self) -> float:
        return -math.log(-math.log(self.random.uniform(1e-12, 1 - 1e-12)))
