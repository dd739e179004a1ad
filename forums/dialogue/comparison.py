"""Drafts side by side: what each comes to, and who sits differently in them. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forums.dialogue import drafts
from forums.dialogue.changes import Change
from forums.dialogue.drafts import Column, Headline
from forums.dialogue.models import Forum
from forums.dialogue.queries import Card
from forums.dialogue.settings import Settings


@dataclass(frozen=True)
class Compared:
    """A draft as it stands in the comparison; ``columns`` are its forums and, last, no place."""

    columns: Sequence[Column]
    headline: Headline
    histogram: Mapping[str, Any]  # Any: JSON; see forums.dialogue.outcome
    differences: Counter[Change]
    largest_group: int  # of one organisation in one forum

    def seated(self, forum: Forum) -> Column | None:
        """Find the column of *forum*; None where it does not take place in this draft."""
        return next((column for column in self.columns if column.forum is forum), None)


@dataclass(frozen=True)
class Differing:
    """Somebody who does not sit in the same forum in all drafts: by draft, the number of the forum (None: no place)."""

    card: Card
    numbers: Sequence[int | None]


def compared(
    result: Mapping[str, Any],  # Any: JSON
    settings: Settings,
    cards: Sequence[Card],
    forums: Sequence[Forum],
    order: Sequence[str],
) -> Compared:
    """Sum one draft up."""
    groups = drafts.organisations(cards, forums)
    return Compared(
        columns=drafts.columns(cards, forums, order, tried=settings.seats, with_pins=False),
        headline=drafts.headline(result["histogram"]),
        histogram=result["histogram"],
        differences=drafts.differences(cards),
        largest_group=max((group.most for group in groups), default=0),
    )


def differing(cards_of: Sequence[Sequence[Card]], forums: Sequence[Forum]) -> list[Differing]:
    """List by name who sits differently; whoever is not in all of the drafts is passed over."""
    number = {forum.id: forum.number for forum in forums}
    places = [{(card.public_id, card.slot): number.get(card.forum_id or 0) for card in cards} for cards in cards_of]
    return list(_differing(cards_of[0], places)) if places else []


def _differing(cards: Sequence[Card], places: Sequence[Mapping[tuple[str, int], int | None]]) -> Iterator[Differing]:
    for card in cards:
        key = card.public_id, card.slot
        if all(key in placed for placed in places):
            numbers = [placed[key] for placed in places]
            if len(set(numbers)) > 1:
                yield Differing(card, numbers)
