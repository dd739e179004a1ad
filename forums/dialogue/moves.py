"""Who may move to which forum once places are told, and who is next. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forums.dialogue.openness import EVERYBODY, Guest, Openness
from forums.dialogue.rules import MOST_SEATS

NOBODY = Guest()
SECTOR, LEVEL = "sector", "level"
LAST_MOVE = timedelta(hours=1)  # before a forum begins nobody is moved any more who might be on the way already


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody as the rules of a forum see them. Whom the organisers have put somewhere *is_fixed*; *had* are the topics that
    they have in other slots, and may not have twice.
    """

    id: int
    sector: str = ""
    level: str = ""
    organisation_key: str = ""
    guest: Guest = NOBODY
    is_fixed: bool = False
    had: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What must hold in a forum; quotas are sector or level → (fewest, most). Into one that is not open nobody moves."""

    maximum: int
    minimum: int = 0
    quotas: Mapping[str, Sequence[int]] = field(default_factory=dict)
    level_quotas: Mapping[str, Sequence[int]] = field(default_factory=dict)
    openness: Openness = EVERYBODY
    is_open: bool = True
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Ties:
    """Whom each (by id) shall sit with, and with whom never; and how many of an organisation may sit together (None: any number)."""

    org_max: int | None = None
    together: Mapping[int, Collection[int]] = field(default_factory=dict)
    apart: Mapping[int, Collection[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """That somebody goes from one forum (None: from none) to another; all by id."""

    person: int
    before: int | None
    after: int


class Seating:
    """Who sits where in one slot, with the counts that the rules ask for."""

    def __init__(
        self, people: Iterable[Sitter], forum_of: Mapping[int, int], bounds: Mapping[int, Bounds], ties: Ties
    ) -> None:
        self.people = {person.id: person for person in people}
        self.forum_of = dict(forum_of)
        self.bounds = bounds
        self.ties = ties
        self._counted: Counter[tuple[int, str, str]] = Counter()
        for person, forum in self.forum_of.items():
            self._count(self.people[person], forum, 1)

    def seated(self, forum: int) -> int:
        """Count who sits in a forum."""
        return self._counted[forum, "", ""]

    def free(self, forum: int) -> int:
        return max(0, self.bounds[forum].maximum - self.seated(forum)) if self.bounds[forum].is_open else 0

    def may_move(self, person_id: int, forum: int) -> bool:
        """Tell whether there is a seat and no rule is broken, or broken further, where somebody comes and where they go."""
        person, before = self.people[person_id], self.forum_of.get(person_id)
        if (
            person.is_fixed
            or before == forum
            or not self.bounds[forum].is_open
            or self.seated(forum) >= self.bounds[forum].maximum
        ):
            return False
        return self._may_enter(person, forum) and (before is None or self._may_leave(person, before))

    def may_swap(self, one_id: int, other_id: int) -> bool:
        """Tell whether two may change places so that no rule is broken, or broken further, in either forum."""
        one, other = self.people[one_id], self.people[other_id]
        here, there = self.forum_of.get(one_id), self.forum_of.get(other_id)
        if here is None or there is None or here == there or one.is_fixed or other.is_fixed:
            return False
        both_open = self.bounds[here].is_open and self.bounds[there].is_open
        return both_open and self._may_follow(one, other, here) and self._may_follow(other, one, there)

    def move(self, person_id: int, forum: int | None) -> None:
        """Put somebody somewhere else, whatever the rules say; None: nowhere."""
        person, before = self.people[person_id], self.forum_of.pop(person_id, None)
        if before is not None:
            self._count(person, before, -1)
        if forum is not None:
            self.forum_of[person_id] = forum
            self._count(person, forum, 1)

    def _count(self, person: Sitter, forum: int, by: int) -> None:
        self._counted[forum, "", ""] += by
        for kind in ("sector", "level", "organisation_key"):
            self._counted[forum, kind, getattr(person, kind)] += by

    def _may_enter(self, person: Sitter, forum: int) -> bool:
        if self.bounds[forum].topic in person.had:
            return False
        has_room = self._has_room(person, forum, SECTOR) and self._has_room(person, forum, LEVEL)
        return has_room and self._has_room_for_organisation(person, forum) and self._keeps_ties(person, forum)

    def _may_leave(self, person: Sitter, forum: int) -> bool:
        is_enough = self.seated(forum) > self.bounds[forum].minimum
        return is_enough and self._can_spare(person, forum, SECTOR) and self._can_spare(person, forum, LEVEL)

    def _may_follow(self, leaving: Sitter, coming: Sitter, forum: int) -> bool:
        if self.bounds[forum].topic in coming.had:
            return False
        for kind in (SECTOR, LEVEL):
            is_same = getattr(leaving, kind) == getattr(coming, kind)
            if not (is_same or (self._can_spare(leaving, forum, kind) and self._has_room(coming, forum, kind))):
                return False
        is_same = leaving.organisation_key == coming.organisation_key
        has_room = is_same or self._has_room_for_organisation(coming, forum)
        return has_room and self._keeps_ties(coming, forum, besides=leaving.id)

    def _has_room(self, person: Sitter, forum: int, kind: str) -> bool:
        name = getattr(person, kind)
        _, most = self._quotas(forum, kind).get(name, (0, MOST_SEATS))
        return self._counted[forum, kind, name] < most

    def _can_spare(self, person: Sitter, forum: int, kind: str) -> bool:
        name = getattr(person, kind)
        fewest, _ = self._quotas(forum, kind).get(name, (0, MOST_SEATS))
        return self._counted[forum, kind, name] > fewest

    def _quotas(self, forum: int, kind: str) -> Mapping[str, Sequence[int]]:
        bounds = self.bounds[forum]
        return bounds.quotas if kind == SECTOR else bounds.level_quotas

    def _has_room_for_organisation(self, person: Sitter, forum: int) -> bool:
        if self.ties.org_max is None or not person.organisation_key:
            return True
        return self._counted[forum, "organisation_key", person.organisation_key] < self.ties.org_max

    def _keeps_ties(self, person: Sitter, forum: int, *, besides: int = 0) -> bool:
        """Tell whether somebody may be put there, leaves nobody with whom they shall sit, and meets nobody they shall not meet."""
        here = self.forum_of.get(person.id)
        left = here is not None and any(
            self.forum_of.get(other) == here for other in self.ties.together.get(person.id, ())
        )
        met = any(
            self.forum_of.get(other) == forum and other != besides for other in self.ties.apart.get(person.id, ())
        )
        # They asked for it themselves, so the language of the forum does not keep them out.
        return not left and not met and self.bounds[forum].openness.admits(person.guest, wishes_for_it=True)


def is_open(*, cancelled_at: datetime | None, starts_at: datetime, now: datetime) -> bool:
    """Tell whether places in a forum still change hands."""
    return cancelled_at is None and now < starts_at - LAST_MOVE


def served(queues: Mapping[int, Sequence[int]], seating: Seating) -> Iterator[Move]:
    """Give free seats to those who wait, and the seats that these leave to others, until nobody can be served; changes *seating*.

    *queues* are people by forum, first comer first; each waits for one forum only. A seat goes to the first for whom the rules hold;
    whom they keep out keeps the turn and holds up nobody. Ends, since each step empties a turn.
    """
    waiting = {forum: list(queue) for forum, queue in sorted(queues.items())}
    while (step := _next(waiting, seating)) is not None:
        forum, person = step
        before = seating.forum_of.get(person)
        waiting[forum].remove(person)
        seating.move(person, forum)
        yield Move(person, before, forum)


def _next(waiting: Mapping[int, Sequence[int]], seating: Seating) -> tuple[int, int] | None:
    for forum, queue in waiting.items():
        for person in queue:
            if seating.may_move(person, forum):
                return forum, person
    return None
