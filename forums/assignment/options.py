"""What each person may be given: their wishes, any other forum, their former place, or no place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forums.assignment.problem import SLOT, Forum, Participant
from forums.assignment.rows import OUTSIDE, Ints, Places

Flags = npt.NDArray[np.bool_]
# There are eight options a person: with a million people narrow columns save 160 MB.
Narrow = npt.NDArray[np.int32]
Narrowest = npt.NDArray[np.int32 | np.int16]
Numbers = Ints | Narrowest
NOWHERE = -1  # The forum of an option that leads to none, or to a hub.
NO_FORMER_PLACE, GONE = -1, -2


@dataclass(frozen=True, slots=True)
class Options:
    """One entry an option: whose, to which node, of which kind, in which forum (``NOWHERE``: outside or a hub).

    ``kind`` is twice the rank (0: no place, ``longest`` + 1: not among the wishes), plus one where it is a move.
    """

    person: Narrow
    node: Narrow
    kind: Narrowest
    forum: Narrowest
    longest: int


@dataclass(frozen=True, slots=True)
class Hubs:
    """A hub is "any forum this person may be put into", shared by all whose forums and rows are the same.

    So an unlisted forum takes one option a person instead of one a forum. One entry for each way on from a hub, with the
    group of people who take it.
    """

    count: int
    node: Ints
    leaf: Ints
    forum: Ints
    group: Ints


@dataclass(frozen=True, slots=True)
class _People:
    """What the arrays below are made from; ``allowed[permission[p], f]`` says whether p may be put into f."""

    places: Places
    permission: Ints
    allowed: Flags
    is_fixed: Flags
    former: Ints


def draw_up(
    participants: Sequence[Participant], forums: Sequence[Forum], places: Places, *, counts_moves: bool
) -> tuple[Options, Hubs]:
    """List the options of everyone. A wish for a forum that is not offered or not allowed keeps its rank, unused."""
    index_of = {forum.id: index for index, forum in enumerate(forums)}
    permission, allowed, is_fixed = permissions(participants, index_of)
    former = _former_places(participants, index_of, counts_moves=counts_moves)
    people = _People(places, permission, allowed, is_fixed, former)
    lengths = np.array([len(participant.prefs) for participant in participants], np.int64)
    longest = int(np.max(lengths, initial=0))

    wish, wished_by, rank = _wishes(participants, index_of, lengths, people)
    without = _not_among(wish, wished_by, people)
    on_hubs, hub_nodes, hubs = _hubs(wished_by, people)
    unplaceable = np.flatnonzero(~is_fixed)

    person = np.concatenate([wished_by, without, on_hubs, unplaceable])
    forum = np.concatenate([wish, former[without], np.full(len(on_hubs) + len(unplaceable), NOWHERE)])
    ranks = np.concatenate([rank, np.full(len(without) + len(on_hubs), longest + 1), np.zeros_like(unplaceable)])
    in_forums = len(wish) + len(without)
    leaves = places.leaf[places.group[person[:in_forums]], forum[:in_forums]]
    node = np.concatenate([leaves, hub_nodes, np.full(len(unplaceable), OUTSIDE)])
    moved = (former[person] != NO_FORMER_PLACE) & (former[person] != forum)
    kind = 2 * ranks + moved
    most = 2 * longest + 3
    options = Options(
        person.astype(np.int32), node.astype(np.int32), _narrowest(kind, most), _narrowest(forum, len(forums)), longest
    )
    return options, hubs


def _narrowest(column: Ints, most: int) -> Narrowest:
    """Hold numbers from -1 to *most* in as few bytes as they need."""
    return column.astype(np.int16 if most <= np.iinfo(np.int16).max else np.int32)


def permissions(participants: Sequence[Participant], index_of: dict[str, int]) -> tuple[Ints, Flags, Flags]:
    """Number the different sets of forums that people may be put into; a fixed person has but one."""
    numbers: dict[frozenset[str] | None, int] = {None: 0}
    permission = np.zeros(len(participants), np.int64)
    is_fixed = np.zeros(len(participants), np.bool_)
    for index, participant in enumerate(participants):
        if participant.fixed:
            is_fixed[index] = True
            permission[index] = numbers.setdefault(frozenset(participant.fixed.values()), len(numbers))
        elif participant.eligible is not None:
            permission[index] = numbers.setdefault(frozenset(participant.eligible), len(numbers))
    allowed = np.zeros((len(numbers), len(index_of)), np.bool_)
    for names, number in numbers.items():
        allowed[number, [index_of[name] for name in names or () if name in index_of]] = True
    allowed[0] = True
    return permission, allowed, is_fixed


def _former_places(participants: Sequence[Participant], index_of: dict[str, int], *, counts_moves: bool) -> Ints:
    former = np.full(len(participants), NO_FORMER_PLACE, np.int64)
    if counts_moves:
        for index, participant in enumerate(participants):
            if SLOT in participant.previous:
                former[index] = index_of.get(participant.previous[SLOT], GONE)
    return former


def _wishes(
    participants: Sequence[Participant], index_of: dict[str, int], lengths: Ints, people: _People
) -> tuple[Ints, Ints, Ints]:
    """Return forum, person and rank of every wish that can be granted."""
    find = index_of.get
    wished = (find(name, NOWHERE) for participant in participants for name in participant.prefs)
    forum = np.fromiter(wished, np.int64, count=int(lengths.sum()))
    person = np.repeat(np.arange(len(participants)), lengths)
    rank = np.arange(len(forum)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + 1
    if not index_of:
        return forum[:0], person[:0], rank[:0]
    grantable = (forum != NOWHERE) & people.allowed[people.permission[person], forum]
    return forum[grantable], person[grantable], rank[grantable]


def _not_among(wish: Ints, wished_by: Ints, people: _People) -> Ints:
    """Return the people who may stay where they were although it is none of their wishes."""
    had_one = np.flatnonzero(people.former >= 0)
    wishing = np.zeros(len(people.former), np.bool_)
    wishing[wished_by[people.former[wished_by] == wish]] = True
    may_stay = people.allowed[people.permission[had_one], people.former[had_one]] & ~wishing[had_one]
    return had_one[may_stay]


def _hubs(wished_by: Ints, people: _People) -> tuple[Ints, Ints, Hubs]:
    """Return who needs a hub (those with a forum beyond their wishes), their hubs' nodes, and the ways on."""
    wishes = np.bincount(wished_by, minlength=len(people.permission))
    on_hubs = np.flatnonzero(wishes < people.allowed.sum(axis=1)[people.permission])
    key = people.places.group[on_hubs] * len(people.allowed) + people.permission[on_hubs]
    keys, hub = np.unique(key, return_inverse=True)
    group, permission = np.divmod(keys, len(people.allowed))
    first_hub = len(people.places.rows) + 1
    number, forum = np.nonzero(people.allowed[permission])
    leaf = people.places.leaf[group[number], forum]
    return on_hubs, hub + first_hub, Hubs(len(keys), number + first_hub, leaf, forum, group[number])
