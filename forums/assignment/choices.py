"""What everyone might be given, as arrays, for adding up a certificate's bound. Shares no code with the solver."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forums.assignment.problem import SLOT, Problem

Ints = npt.NDArray[np.int64]
NONE = -1


@dataclass(frozen=True, slots=True)
class Choices:
    """Forums are numbers; ``costs[kind]`` is what a choice of that kind adds to the objective.

    One entry for every wish that can be granted: ``person``, ``forum``, ``kind``. Besides, everyone may have any forum
    with ``allowed[permission[p], f]`` as kind ``unlisted[p]``, or stay outside as kind ``outside[p]``, ``NONE`` meaning
    that they may not.
    """

    person: Ints
    forum: Ints
    kind: Ints
    costs: Ints
    allowed: npt.NDArray[np.bool_]
    permission: Ints
    unlisted: Ints
    outside: Ints


def cost_of(levels: tuple[str, ...], *, rank: int | None, is_placed: bool, is_move: bool) -> list[int]:
    """Return what one person adds to each level; ``rank`` is ``None`` for a forum that is no wish."""
    if not is_placed:
        hit = {"unplaced": 1}
    elif rank is None:
        hit = {"unranked": 1}
    else:
        # Under rankmax there is a level "rank1", and ranks are to be had often: they count as less than nothing.
        hit = {f"rank{rank}": -1 if "rank1" in levels else 1}
    return [hit.get(level, 0) + (level == "moves" and is_move) for level in levels]


def choices_of(
    problem: Problem, numbers: Mapping[str, int], levels: tuple[str, ...], fixed: Mapping[str, str]
) -> Choices:
    """List the choices of all when *fixed* people have but one; *numbers* are those of the offered forums."""
    people = problem.participants
    lengths = np.array([len(participant.prefs) for participant in people], np.int64)
    longest = int(np.max(lengths, initial=0))
    permission, allowed = _permissions(problem, numbers, fixed)
    former = _former_places(problem, numbers)
    forum, person, kind = _wishes(problem, numbers, lengths, former)
    # Where they were is a choice of its own, since it is no move; if it is a wish too, the wish costs no more.
    had_one = np.flatnonzero(former >= 0)
    person = np.concatenate([person, had_one])
    forum = np.concatenate([forum, former[had_one]])
    kind = np.concatenate([kind, np.full(len(had_one), 2 * longest + 2)])
    granted = np.flatnonzero(forum != NONE)
    granted = granted[allowed[permission[person[granted]], forum[granted]]]
    is_fixed = np.array([participant.id in fixed for participant in people], np.bool_)
    moves = (former != NONE).astype(np.int64)
    return Choices(
        person=person[granted],
        forum=forum[granted],
        kind=kind[granted],
        costs=_costs(levels, longest),
        allowed=allowed,
        permission=permission,
        unlisted=2 * longest + 2 + moves,
        outside=np.where(is_fixed, NONE, moves),
    )


def _costs(levels: tuple[str, ...], longest: int) -> Ints:
    """Return the costs by kind: twice the rank (0: outside, one beyond the longest list: no wish), plus 1 for a move."""
    rows = []
    for rank in range(longest + 2):
        wish = rank if 0 < rank <= longest else None
        rows += [cost_of(levels, rank=wish, is_placed=rank > 0, is_move=is_move) for is_move in (False, True)]
    return np.array(rows, np.int64)


def _permissions(
    problem: Problem, numbers: Mapping[str, int], fixed: Mapping[str, str]
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    sets: dict[frozenset[str] | None, int] = {None: 0}
    permission = np.zeros(len(problem.participants), np.int64)
    for index, participant in enumerate(problem.participants):
        if participant.id in fixed:
            permission[index] = sets.setdefault(frozenset([fixed[participant.id]]), len(sets))
        elif participant.eligible is not None:
            permission[index] = sets.setdefault(frozenset(participant.eligible), len(sets))
    allowed = np.array([[one is None or forum in one for forum in numbers] for one in sets], np.bool_)
    return permission, allowed.reshape(len(sets), len(numbers))


def _former_places(problem: Problem, numbers: Mapping[str, int]) -> Ints:
    """Return the forum everyone had, ``NONE`` for none, -2 for one that is no longer offered."""
    former = np.full(len(problem.participants), NONE, np.int64)
    for index, participant in enumerate(problem.participants):
        if SLOT in participant.previous:
            former[index] = numbers.get(participant.previous[SLOT], -2)
    return former


def _wishes(problem: Problem, numbers: Mapping[str, int], lengths: Ints, former: Ints) -> tuple[Ints, Ints, Ints]:
    """Return forum, person and kind of every wish, granted or not."""
    find = numbers.get
    forum = np.array([find(name, NONE) for one in problem.participants for name in one.prefs], np.int64)
    person = np.repeat(np.arange(len(lengths)), lengths)
    rank = np.arange(1, len(forum) + 1) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    is_move = (former[person] != NONE) & (former[person] != forum)
    return forum, person, 2 * rank + is_move
