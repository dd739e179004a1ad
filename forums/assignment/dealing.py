"""Deal the places of equal slots, chosen at once, to the slots: every count is spread as evenly as can be."""

from collections import Counter

import numpy as np

from forums.assignment.counted import Counted
from forums.assignment.flow_process import run
from forums.assignment.options import NOWHERE, Flags
from forums.assignment.rows import NONE, OUTSIDE, Ints
from forums.assignment.units import Case

Path = tuple[int, ...]  # the nodes that count somebody, from the smallest to the forum


def seats_by_slot(case: Case, counted: Counted, taken: Flags) -> Ints:
    """Return the forum of every unit in every slot (``NOWHERE``: none)."""
    seats = np.full((len(case.members), sum(map(len, case.periods))), NOWHERE)
    for period, slots in enumerate(case.periods):
        unit, forum = np.nonzero(taken[:, period])
        left = list(zip(unit.tolist(), forum.tolist(), strict=True))
        paths = [_path(case, counted, one, period, place) for one, place in left]
        for number, slot in enumerate(slots):
            now = _share(left, paths, len(slots) - number)
            for index in now:
                seats[left[index][0], slot] = left[index][1]
            keep = sorted(set(range(len(left))).difference(now))
            left, paths = [left[index] for index in keep], [paths[index] for index in keep]
    return seats


def _path(case: Case, counted: Counted, unit: int, period: int, forum: int) -> Path:
    """Name what counts the (single) person of *unit* in a forum; rows are nodes from 1, forums come below 0."""
    person = case.members[unit][0]
    rows = [
        int(of_class[classes[person], period, forum])
        for classes, of_class in zip(counted.classes[1:], counted.of_class[1:], strict=True)
    ]
    return (*[row + 1 for row in reversed(rows) if row != NONE], -forum - 1)


def _share(left: list[tuple[int, int]], paths: list[Path], times: int) -> list[int]:
    """Choose the places of one slot out of *times*: at most one a unit, a fair share of every count.

    A flow with bounds rounded down and up; it exists, since the share of 1/*times* of everything is one in fractions.
    """
    if times == 1:
        return list(range(len(left)))
    counts = Counter(node for path in paths for node in path)
    names = {name: index for index, name in enumerate(counts, 1)}
    degree = Counter(unit for unit, _ in left)
    units = {unit: len(names) + index for index, unit in enumerate(degree, 1)}
    parent = {path[at]: path[at + 1] if at + 1 < len(path) else None for path in paths for at in range(len(path))}
    arcs = [(units[unit], names[path[0]], 1) for (unit, _), path in zip(left, paths, strict=True)]
    arcs += [(units[unit], OUTSIDE, 1) for unit, places in degree.items() if places < times]
    supply = np.zeros(len(names) + len(units) + 1, np.int64)
    supply[len(names) + 1 :] = 1
    supply[OUTSIDE] = -len(units)
    for name, count in counts.items():
        above, least = parent[name], count // times
        head = OUTSIDE if above is None else names[above]
        arcs.append((names[name], head, int(count % times > 0)))
        supply[names[name]] -= least
        supply[head] += least
    tail, head_of, capacity = np.array(arcs, np.int64).T
    flow = run(
        {"tail": tail, "head": head_of, "capacity": capacity, "cost": np.zeros(len(arcs), np.int64), "supply": supply}
    )
    if not len(flow):
        raise ArithmeticError("equal slots could not be dealt evenly")
    return np.flatnonzero(flow[: len(left)]).tolist()
