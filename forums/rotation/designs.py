"""Rotation designs: small matrices that tell everybody's way through the rounds.

A guest is a pair (column x, starting place y) and sits in round a at table y + F[a][x], added in an abelian group whose
elements are the tables. A column is at every table once in each round, so sizes are even by themselves; two guests meet
in the rounds a and b exactly if F[a] − F[b] is the same for both columns. So what is wanted is a matrix where those
differences repeat as rarely as possible, and are never 0 where nobody may come back to a table.
"""

from dataclasses import dataclass
from random import Random

from forums.assignment.deadline import Deadline
from forums.rotation.annealing import Matrix, anneal, least_cost
from forums.rotation.groups import addition, field_multiplication, prime_power, shapes_of, subtraction

NODES = 20_000  # of the search for one circulant; those that exist are found within hundreds


@dataclass(frozen=True, slots=True)
class Design:
    """``matrix[a][x]`` is added to the starting place; ``shape`` names the group."""

    shape: tuple[int, ...]
    matrix: Matrix

    def table(self, turn: int, column: int, start: int) -> int:
        """Tell at which table the guest of *column* and *start* sits in that round."""
        return addition(self.shape)[start][self.matrix[turn][column]]


def design_for(
    tables: int, rounds: int, people: int, *, topic_once: bool, chance: Random, deadline: Deadline
) -> Design:
    """Find a design for *people* guests with as few repeated meetings as can be; rounds ≤ tables if ``topic_once``."""
    columns = max(1, -(-people // tables))
    if tables == 1:
        return Design((1,), [[0] * columns for _ in range(rounds)])
    design = _lines(tables, rounds, columns, topic_once=topic_once, chance=chance)
    design = design or _circulant_design(tables, rounds, columns, topic_once=topic_once)
    if design is not None:
        return design
    weights = [1.0] * (columns - 1) + [(people - (columns - 1) * tables) / tables]
    best: tuple[float, Design] | None = None
    for shape in shapes_of(tables):
        cost, matrix = anneal(
            subtraction(shape), rounds, weights, topic_once=topic_once, chance=chance, deadline=deadline
        )
        if best is None or cost < best[0]:
            best = cost, Design(shape, matrix)
        if cost <= least_cost(tables - topic_once, rounds, weights) + 1e-6 or deadline.is_over:
            break
    if best is None:
        raise AssertionError("there is a group of every order")
    return best[1]


def _lines(tables: int, rounds: int, columns: int, *, topic_once: bool, chance: Random) -> Design | None:
    """Take a · m in GF(tables), a the round and m the column: two columns differ alike in two rounds never.

    Columns beyond the field's elements begin again with the rounds in another order: every difference is then as
    rare as it can be, and no two people go the same way together.
    """
    power = prime_power(tables)
    if power is None or rounds > tables:
        return None
    prime, exponent = power
    times, width = field_multiplication(prime, exponent), tables - topic_once
    orders = [list(range(tables)), *(chance.sample(range(tables), tables) for _ in range(width, columns, width))]
    matrix = [[times[orders[x // width][a]][x % width + topic_once] for x in range(columns)] for a in range(rounds)]
    return Design((prime,) * exponent, matrix)


def _circulant_design(tables: int, rounds: int, columns: int, *, topic_once: bool) -> Design | None:
    """Find a design without any repeated meeting as a circulant over some group."""
    wide = columns + topic_once  # the tables themselves are one more column, from which all must differ
    for size in range(max(rounds, wide), tables + 1):
        for shape in shapes_of(tables):
            if (found := _circulant(size, shape)) is not None:
                return _cut(found, shape, rounds, columns, topic_once=topic_once)
    return None


def _cut(values: list[int], shape: tuple[int, ...], rounds: int, columns: int, *, topic_once: bool) -> Design:
    """Cut the wanted rounds and columns out of the circulant F[a][x] = values[x − a]; its first column becomes 0."""
    minus, first = subtraction(shape), int(topic_once)
    row = [[values[(x - a) % len(values)] for x in range(columns + first)] for a in range(rounds)]
    return Design(shape, [[minus[one][line[0]] if first else one for one in line[first:]] for line in row])


def _circulant(size: int, shape: tuple[int, ...]) -> list[int] | None:
    """Find f on Z_size into the group so that for every d ≠ 0 all f(x) − f(x + d) differ, by depth-first search."""
    minus, order = subtraction(shape), len(subtraction(shape))
    values, used, nodes = [0] * size, [0] * size, 0
    trail: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    place, tried = 1, [0] * size
    while 0 < place < size:
        nodes += 1
        if nodes > NODES:
            return None
        for distance, bit in trail[place]:
            used[distance] ^= bit
        trail[place] = []
        while tried[place] < order:
            value = tried[place]
            tried[place] += 1
            if (marks := _marks(values, place, value, used, minus)) is not None:
                values[place], trail[place] = value, marks
                break
        else:
            tried[place] = 0
            place -= 1
            continue
        place += 1
    return values if place == size else None


def _marks(
    values: list[int], place: int, value: int, used: list[int], minus: tuple[tuple[int, ...], ...]
) -> list[tuple[int, int]] | None:
    """Mark the differences of *value* at *place* to all before; None, and nothing marked, where one is used already."""
    size = len(values)
    marks: list[tuple[int, int]] = []
    for other in range(place):
        before = values[other]
        for distance, bit in (
            ((place - other) % size, 1 << minus[before][value]),
            ((other - place) % size, 1 << minus[value][before]),
        ):
            if used[distance] & bit:
                for undone, mark in marks:
                    used[undone] ^= mark
                return None
            used[distance] |= bit
            marks.append((distance, bit))
    return marks
