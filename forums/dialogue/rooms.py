"""What organisers should look at again in the rooms of their forums. Nothing here refuses anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from forums.dialogue.models import Forum


@dataclass(frozen=True)
class RoomWarning:
    """A room has fewer places than the forum may have people (``capacity``), or ``other`` meets there at the same time."""

    capacity: int | None = None
    other: Forum | None = None


def warnings_of(forums: Sequence[Forum]) -> dict[int, list[RoomWarning]]:
    """List the warnings for each forum (by id) that has any; cancelled forums need no room."""
    found: dict[int, list[RoomWarning]] = {}
    held = [forum for forum in forums if forum.cancelled_at is None and forum.room is not None]
    for forum in held:
        capacity = forum.room.capacity if forum.room else None
        if capacity is not None and capacity < forum.maximum:
            found.setdefault(forum.id, []).append(RoomWarning(capacity=capacity))
    for first, second in permutations(held, 2):
        meet = first.starts_at < second.ends_at and second.starts_at < first.ends_at
        if meet and first.room_id == second.room_id:
            found.setdefault(first.id, []).append(RoomWarning(other=second))
    return found


def meet_at_different_times(forums: Sequence[Forum]) -> bool:
    """Tell whether two forums of one slot that take place do not overlap, so that somebody could attend both."""
    return any(
        max(forum.starts_at for forum in held) >= min(forum.ends_at for forum in held) for held in _by_slot(forums)
    )


def slots_overlap(forums: Sequence[Forum]) -> bool:
    """Tell whether two forums of different slots that take place meet at the same time, so that nobody could attend both."""
    spans = sorted((min(f.starts_at for f in held), max(f.ends_at for f in held)) for held in _by_slot(forums))
    return any(before[1] > after[0] for before, after in pairwise(spans))


def _by_slot(forums: Sequence[Forum]) -> list[list[Forum]]:
    held = [forum for forum in forums if forum.cancelled_at is None]
    return [[forum for forum in held if forum.slot == slot] for slot in sorted({forum.slot for forum in held})]
