"""What a publication changes for each person. Pure."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Seat = tuple[int, int]  # a participant by id, and a slot


class Change(enum.StrEnum):
    NEW = "new"  # sits nowhere so far
    MOVED = "moved"
    REMOVED = "removed"  # sat somewhere, and now nowhere
    KEPT = "kept"
    NOWHERE = "nowhere"  # sat nowhere and will not


@dataclass(frozen=True)
class Step:
    """What happens to one person in a slot; forums are ids, None meaning no place."""

    participant_id: int
    slot: int
    change: Change
    before: int | None
    after: int | None


def change_of(before: int | None, after: int | None) -> Change:
    """Name the step from one place to another."""
    if before == after:
        return Change.NOWHERE if after is None else Change.KEPT
    if before is None:
        return Change.NEW
    return Change.REMOVED if after is None else Change.MOVED


def steps(draft: Mapping[Seat, int | None], published: Mapping[Seat, int], *, present: Iterable[int]) -> Iterator[Step]:
    """List the steps from the *published* places to those of the *draft*, by participant and slot.

    Only those *present* (confirmed) are given a place; whoever has one and is not in the draft or not present loses it.
    """
    coming = set(present)
    for participant_id, slot in sorted(draft.keys() | published.keys()):
        after = draft.get((participant_id, slot)) if participant_id in coming else None
        before = published.get((participant_id, slot))
        yield Step(participant_id, slot, change_of(before, after), before, after)
