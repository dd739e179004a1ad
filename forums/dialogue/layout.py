"""How the forums of several slots lie in the solver's problem. Pure.

The solver numbers slots from 0, and whoever may not have the same topic twice has one forum there for all its meetings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forums.dialogue.models import Forum
from forums.dialogue.settings import Settings, Span

CLOSED: Span = (0, 0)
Facts = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True)
class Layout:
    """``slots`` are the numbers of the slots in which forums take place, in the solver's order; ``topic`` is the name that the solver
    knows a forum by (both by public id), ``forums`` what meets under it, by topic and number of the slot.
    """

    slots: tuple[int, ...]
    topic: Mapping[str, str]
    forums: Mapping[tuple[str, int], str]

    @property
    def is_single(self) -> bool:
        return len(self.slots) == 1

    def named(self, topic: str, index: int | None) -> str:
        """Give the public id of what meets as *topic* in the solver's slot *index*; where that is None, of the first of them."""
        return topic if index is None else self.forums.get((topic, self.slots[index]), topic)

    def reason(self, facts: Facts, index: int) -> Facts:
        """Tell a seat's reason with the public ids of the forums of its slot."""
        if self.is_single:
            return facts
        forum = facts["forum"]
        dearer = [missed | {"forum": self.named(missed["forum"], index)} for missed in facts["dearer"]]
        return {**facts, "forum": forum and self.named(forum, index), "dearer": dearer}

    def rule(self, rule: Facts) -> Facts:
        """Tell a rule of a conflict with the public id of its forum, and without the solver's number of the slot."""
        told = {key: kept for key, kept in rule.items() if key != "slot"}
        return told | {"forum": self.named(rule["forum"], rule.get("slot"))} if rule.get("forum") else told


def layout_of(forums: Sequence[Forum], settings: Settings) -> Layout:
    """Lay *forums* out. A forum that repeats another goes by its name, unless the topic may be had twice."""
    held = sorted({forum.slot for forum in forums if span_of(forum, settings) != CLOSED}) or [1]
    topic = {forum.public_id: forum.public_id for forum in forums}
    if len(held) > 1 and "topic_once" not in settings.without:
        by_id = {forum.id: forum for forum in forums}
        topic = {forum.public_id: _origin(forum, by_id).public_id for forum in forums}
    return Layout(tuple(held), topic, dict(_meetings(forums, topic)))


def span_of(forum: Forum, settings: Settings) -> Span:
    """Tell the bounds of a forum as *settings* have them."""
    return settings.seats.get(forum.public_id, seats_of(forum))


def seats_of(forum: Forum) -> Span:
    """Tell the bounds of a forum as the congress has them, CLOSED for one that is cancelled."""
    return CLOSED if forum.cancelled_at else (forum.minimum, forum.maximum)


def slots_of(forums: Iterable[Forum]) -> list[int]:
    """List the numbers of the slots in which *forums* take place."""
    return sorted({forum.slot for forum in forums if forum.cancelled_at is None})


def topics_of(forums: Sequence[Forum]) -> dict[int, int]:
    """Map forums that meet more than once under one topic to that topic; all by id."""
    by_id = {forum.id: forum for forum in forums}
    origin = {forum.id: _origin(forum, by_id).id for forum in forums}
    several = {origin[forum] for forum in origin if origin[forum] != forum}
    return {forum: topic for forum, topic in origin.items() if topic in several}


def _origin(forum: Forum, by_id: Mapping[int, Forum]) -> Forum:
    """Follow a forum to the one whose topic it has once more; two in one slot are two topics."""
    first, taken = forum, {forum.slot}
    while (before := by_id.get(first.repeats_id or 0)) is not None and before.slot not in taken:
        first = before
        taken.add(first.slot)
    return first


def _meetings(forums: Sequence[Forum], topic: dict[str, str]) -> Iterable[tuple[tuple[str, int], str]]:
    """Yield who meets as which topic and when. Of two repeats in one slot the second is a topic of its own."""
    seen: set[tuple[str, int]] = set()
    for forum in sorted(forums, key=lambda one: topic[one.public_id] != one.public_id):
        if (topic[forum.public_id], forum.slot) in seen:
            topic[forum.public_id] = forum.public_id
        seen.add((topic[forum.public_id], forum.slot))
        yield (topic[forum.public_id], forum.slot), forum.public_id
