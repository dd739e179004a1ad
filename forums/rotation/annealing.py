"""Simulated annealing on the small matrix of a design, where no perfect one is known."""

from dataclasses import dataclass, field
from itertools import combinations
from math import exp
from random import Random

from forums.assignment.deadline import Deadline
from forums.rotation.groups import Arithmetic
from forums.rotation.sizes import spread

STEPS, RESTARTS = 150_000, 3
WARM, COLD = 1.0, 0.08
BAN = 3.0  # what coming back to a table costs, in repeated columns

Matrix = list[list[int]]


@dataclass
class Rows:
    """A matrix over a group, and ``taken[a][b][d]``: the weight of columns whose rows *a* and *b* differ by *d*."""

    minus: Arithmetic
    weights: list[float]
    matrix: Matrix
    ban: float
    taken: list[list[list[float]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        count, order = len(self.matrix), len(self.minus)
        self.taken = [[[self.ban] + [0.0] * (order - 1) for _ in range(count)] for _ in range(count)]
        for a in range(count):
            for b in range(count):
                for x, weight in enumerate(self.weights):
                    self.taken[a][b][self.minus[self.matrix[a][x]][self.matrix[b][x]]] += weight

    def cost(self) -> float:
        """Count pairs of columns with the same difference, over all pairs of rows."""
        squares = sum(weight * weight for weight in self.weights) + self.ban * self.ban
        pairs = combinations(range(len(self.matrix)), 2)
        return sum((sum(w * w for w in self.taken[a][b]) - squares) / 2 for a, b in pairs)

    def change(self, a: int, x: int, value: int) -> float:
        """Tell what putting *value* into row *a* of column *x* costs."""
        weight, new, old = self.weights[x], self.minus[value], self.minus[self.matrix[a][x]]
        difference = 0.0
        for b, row in enumerate(self.matrix):
            if b != a:
                there = self.taken[a][b]
                difference += there[new[row[x]]] - there[old[row[x]]] + weight
        return weight * difference

    def put(self, a: int, x: int, value: int) -> None:
        weight, old = self.weights[x], self.matrix[a][x]
        for b, row in enumerate(self.matrix):
            if b != a:
                self.taken[a][b][self.minus[old][row[x]]] -= weight
                self.taken[b][a][self.minus[row[x]][old]] -= weight
                self.taken[a][b][self.minus[value][row[x]]] += weight
                self.taken[b][a][self.minus[row[x]][value]] += weight
        self.matrix[a][x] = value


def anneal(
    minus: Arithmetic, rounds: int, weights: list[float], *, topic_once: bool, chance: Random, deadline: Deadline
) -> tuple[float, Matrix]:
    """Return the least cost found and its matrix; *weights* are the shares of the columns that are taken."""
    order, least = len(minus), least_cost(len(minus) - topic_once, rounds, weights)
    best: tuple[float, Matrix] | None = None
    for _ in range(RESTARTS):
        drawn = [[chance.randrange(int(topic_once), order) for _ in weights] for _ in range(rounds - 1)]
        rows = Rows(minus, weights, [[0] * len(weights), *drawn], BAN if topic_once else 0.0)
        found = _cool(rows, least, chance, deadline)
        best = min(best or found, found, key=lambda one: one[0])
        if best[0] <= least + 1e-6 or deadline.is_over:
            break
    if best is None:
        raise AssertionError("something was tried")
    return best


def least_cost(bins: int, rounds: int, weights: list[float]) -> float:
    """Count what even differences cost: whole columns first, the last one where there is most room."""
    pair = spread(len(weights) - 1, bins=bins) + weights[-1] * ((len(weights) - 1) // bins)
    return pair * rounds * (rounds - 1) / 2


def _cool(rows: Rows, least: float, chance: Random, deadline: Deadline) -> tuple[float, Matrix]:
    cost, order = rows.cost(), len(rows.minus)
    best, kept = cost, [list(row) for row in rows.matrix]
    for step in range(STEPS if len(rows.matrix) > 1 else 0):
        if best <= least + 1e-6 or (step % 1000 == 0 and deadline.is_over):
            break
        heat = WARM * (COLD / WARM) ** (step / STEPS)
        a, x = 1 + int(chance.random() * (len(rows.matrix) - 1)), int(chance.random() * len(rows.weights))
        value = int(chance.random() * order)
        change = rows.change(a, x, value) if value != rows.matrix[a][x] else 0.0
        if change <= 0 or chance.random() < exp(-change / heat):
            rows.put(a, x, value)
            cost += change
            if cost < best - 1e-6:
                best, kept = cost, [list(row) for row in rows.matrix]
    return best, kept
