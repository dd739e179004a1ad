"""A draft as organisers look at it: counted by forum, sector, organisation and wish. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forums.dialogue.changes import Change, change_of
from forums.dialogue.models import Forum
from forums.dialogue.problems import CLOSED, seats_of
from forums.dialogue.queries import Card
from forums.dialogue.settings import Span
from registration.participants.rules import Sector

SECTOR_ORDER = (*Sector, "")  # of a congress without a list of its own
NEARLY_ALL = 2  # A 1st or 2nd wish is what the headline calls good.
NOTHING_TRIED: Mapping[str, Span] = {}
FEWEST_TO_SHOW = 3  # Smaller groups of one organisation worry nobody.


@dataclass(frozen=True)
class Column:
    """A forum (None: no place) with those in it; ``cards`` follow the pins, ``seated`` counts what was calculated."""

    forum: Forum | None
    cards: Sequence[Card]
    seated: int
    by_sector: Sequence[int]  # in the order that columns was given
    tried: Span | None = None  # bounds that the draft tries out in place of the forum's

    @property
    def span(self) -> Span:
        """The fewest and the most who may sit here."""
        if self.forum is None:
            return 0, len(self.cards)
        return self.tried or (self.forum.minimum, self.forum.maximum)

    @property
    def is_outside_bounds(self) -> bool:
        return self.forum is not None and not self.span[0] <= self.seated <= self.span[1]

    @property
    def is_overfull(self) -> bool:
        """More stand here, pins included, than may sit: calculating again will find another place for some."""
        return self.forum is not None and len(self.cards) > self.span[1]


@dataclass(frozen=True)
class Organisation:
    """People of one organisation: how many, and how many of them in each forum (in the forums' order)."""

    name: str
    people: int
    by_forum: Sequence[int]

    @property
    def most(self) -> int:
        return max(self.by_forum, default=0)


@dataclass(frozen=True)
class Headline:
    """How many of those who wished got one of their first wishes."""

    happy: int
    wishing: int
    ranks: int  # how many ranks count as good: 1 or 2


def headline(histogram: Mapping[str, Any]) -> Headline:  # Any: JSON
    """Sum up a histogram of forums.dialogue.outcome."""
    ranks = histogram["ranks"]
    good = min(NEARLY_ALL, len(ranks))
    return Headline(sum(ranks[:good]), histogram["wishing"], good)


def columns(
    cards: Sequence[Card],
    forums: Sequence[Forum],
    order: Sequence[str] = SECTOR_ORDER,
    *,
    tried: Mapping[str, Span] = NOTHING_TRIED,
    with_pins: bool = True,
) -> list[Column]:
    """Sort people into the forums that take place and, last, into none; pinned ones stand where they are pinned to.

    *order* are the sectors by which they are counted; those who gave none come last in it. *tried* are bounds by the forum's public
    id that the draft has in place of the forum's own, (0, 0) for one that does not take place. Without *with_pins* everybody stands
    where they were calculated to be.
    """
    offered = [forum for forum in forums if tried.get(forum.public_id, seats_of(forum)) != CLOSED]
    open_ids = {forum.id for forum in offered}
    calculated: dict[int | None, list[Card]] = {}
    shown: dict[int | None, list[Card]] = {}
    for card in cards:
        place = card.forum_id if card.forum_id in open_ids else None
        calculated.setdefault(place, []).append(card)
        is_pinned = with_pins and card.pinned_to in open_ids
        shown.setdefault(card.pinned_to if is_pinned else place, []).append(card)
    bounds = {forum.id: tried.get(forum.public_id) for forum in offered}
    return [
        replace(_column(forum, shown, calculated, order), tried=bounds[forum.id] if forum else None)
        for forum in (*offered, None)
    ]


def differences(cards: Sequence[Card]) -> Counter[Change]:
    """Count what publishing would change, for all who are still confirmed."""
    return Counter(change_of(card.published, card.forum_id) for card in cards if card.is_confirmed)


def disappointed(cards: Sequence[Card]) -> list[Card]:
    """List those whose wishes all came to nothing, whether they sit somewhere else or nowhere."""
    return [card for card in cards if card.has_wishes and card.rank is None]


def organisations(cards: Sequence[Card], forums: Sequence[Forum]) -> list[Organisation]:
    """List the organisations with at least three people, those who crowd one forum most first."""
    offered = [forum.id for forum in forums if forum.cancelled_at is None]
    members: dict[str, list[Card]] = {}
    for card in cards:
        if card.organisation_key:
            members.setdefault(card.organisation_key, []).append(card)
    found = []
    for group in members.values():
        places = Counter(card.forum_id for card in group)
        if len(group) >= FEWEST_TO_SHOW:
            found.append(Organisation(group[0].organisation, len(group), [places[forum] for forum in offered]))
    return sorted(found, key=lambda organisation: (-organisation.most, -organisation.people, organisation.name))


def _column(
    forum: Forum | None,
    shown: Mapping[int | None, list[Card]],
    calculated: Mapping[int | None, list[Card]],
    order: Sequence[str],
) -> Column:
    key = forum.id if forum else None
    sectors = Counter(card.sector for card in calculated.get(key, ()))
    return Column(forum, shown.get(key, ()), len(calculated.get(key, ())), [sectors[sector] for sector in order])
