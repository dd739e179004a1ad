"""The problem as a network: every person's options, and the places that count whoever takes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

import numpy as np

from forums.assignment.options import Hubs, Options, draw_up
from forums.assignment.problem import SLOT, Forum, Participant, Problem, level_names
from forums.assignment.rows import Crossings, Ints, Places, Rows, lay_out

Drawn = TypeVar("Drawn", Participant, Forum)


@dataclass(frozen=True, slots=True)
class Network:
    """People with options that lead to a node: a row, ``OUTSIDE``, or a hub.

    ``costs[kind, level]`` is what an option of that kind adds to the objective. People and forums are in drawn order:
    by id, then shuffled by the seed, so that ties fall by the seed and by nothing else.
    """

    participants: list[Participant]
    forums: list[Forum]
    levels: tuple[str, ...]
    costs: Ints
    soft_level: int
    places: Places
    options: Options
    hubs: Hubs

    @property
    def rows(self) -> Rows:
        return self.places.rows

    @property
    def crossings(self) -> Crossings:
        return self.places.crossings

    @property
    def node_count(self) -> int:
        """Count the nodes that are no people."""
        return len(self.rows) + 1 + self.hubs.count


def network_of(problem: Problem, *, seed: int) -> Network:
    """Lay *problem* out in the order drawn by *seed*."""
    participants = drawn(problem.participants, seed)
    forums = drawn([forum for forum in problem.forums if SLOT in forum.capacity], seed)
    places = lay_out(problem, participants, forums)
    levels = level_names(problem)
    options, hubs = draw_up(participants, forums, places, counts_moves="moves" in levels)
    return Network(
        participants=participants,
        forums=forums,
        levels=levels,
        costs=costs_of_kinds(levels, is_rankmax="rankmax" in problem.objective, longest=options.longest),
        soft_level=levels.index("soft") if "soft" in levels else -1,
        places=places,
        options=options,
        hubs=hubs,
    )


def drawn(items: Sequence[Drawn], seed: int) -> list[Drawn]:
    """Shuffle *items* by the seed, from an order that does not depend on how they came."""
    ids = [item.id for item in items]
    by_id = sorted(range(len(items)), key=ids.__getitem__)
    keys = np.frombuffer(Random(seed).randbytes(8 * len(items)), "<u8")  # noqa: S311 - lots to be repeated, no secret
    return [items[by_id[place]] for place in np.argsort(keys, kind="stable").tolist()]


def costs_of_kinds(levels: tuple[str, ...], *, is_rankmax: bool, longest: int) -> Ints:
    """Return what an option of each kind adds to each level; ranks to be had often count negative."""
    costs = np.zeros((2 * longest + 4, len(levels)), np.int64)
    for index, level in enumerate(levels):
        if level == "moves":
            costs[1::2, index] = 1
        elif level == "unplaced":
            costs[:2, index] = 1
        elif level == "unranked":
            costs[-2:, index] = 1
        elif level.startswith("rank"):
            rank = int(level.removeprefix("rank"))
            costs[2 * rank : 2 * rank + 2, index] = -1 if is_rankmax else 1
    return costs
