"""Pure decisions about categories and quotas."""

import enum
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol


class DefaultCategory(enum.StrEnum):
    """The categories of a congress that has not chosen its own."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    STAND_STAFF = "stand_staff"
    PRESS = "press"
    VOLUNTEER = "volunteer"


# What each is called; a congress may change the words and the order, and add its own.
DEFAULT_LABELS: dict[str, dict[str, str]] = {
    DefaultCategory.PARTICIPANT: {"de": "Teilnehmende Person", "en": "Participant"},
    DefaultCategory.SPEAKER: {"de": "Vortragende Person", "en": "Speaker"},
    DefaultCategory.MODERATOR: {"de": "Moderation eines Forums", "en": "Forum moderator"},
    DefaultCategory.STAND_STAFF: {"de": "Standbetreuung", "en": "Staff of a stand"},
    DefaultCategory.PRESS: {"de": "Presse", "en": "Press"},
    DefaultCategory.VOLUNTEER: {"de": "Helfende Person beim Kongress", "en": "Volunteer of the congress"},
}


class Covering(Protocol):
    """What a quota covers; an empty part does not narrow it."""

    @property
    def category(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def organisation_key(self) -> str: ...


class Counted(Covering, Protocol):
    """A quota with its counter."""

    @property
    def id(self) -> int: ...
    @property
    def capacity(self) -> int: ...
    @property
    def held(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom a place is for, as far as quotas care: ``days`` are ISO days by commas, "" for all of them."""

    role: str
    days: str = ""
    organisation_key: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What is free at a moment: in the congress as a whole, and in each quota by id; below 0 where more is held than there is."""

    free: int
    free_by_quota: Mapping[int, int]

    @classmethod
    def of(cls, free: int, quotas: Iterable[Counted]) -> "Room":
        return cls(free, {quota.id: quota.capacity - quota.held for quota in quotas})

    def after(self, people: int, needs: Mapping[int, int]) -> "Room":
        """Tell what is left once *people* have taken their places."""
        left = {quota: free - needs.get(quota, 0) for quota, free in self.free_by_quota.items()}
        return Room(self.free - people, left)


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why people get no place now: the congress is full for them, or these quotas (by id, in order) are."""

    is_congress_full: bool
    quotas: tuple[int, ...]

    def __bool__(self) -> bool:
        return self.is_congress_full or bool(self.quotas)


def covers(quota: Covering, claim: Claim) -> bool:
    """Tell whether a quota counts somebody."""
    return (
        quota.category in {"", claim.role}
        and quota.organisation_key in {"", claim.organisation_key}
        and (not quota.day or not claim.days or quota.day in claim.days.split(","))
    )


def needs(quotas: Iterable[Counted], claims: Iterable[Claim]) -> dict[int, int]:
    """Count how many places of each quota (by id) people need together."""
    wanted = [quota.id for claim in claims for quota in quotas if covers(quota, claim)]
    return dict(Counter(wanted))


def lacking(room: Room, people: int, needed: Mapping[int, int]) -> Lacking:
    """Tell what keeps *people* who come together from getting places; nothing where all of them fit."""
    short = (quota for quota, number in needed.items() if number > room.free_by_quota[quota])
    return Lacking(people > room.free, tuple(sorted(short)))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those who wait with one turn: one person, or a whole party."""

    turn: int
    people: tuple[int, ...]  # ids
    claims: tuple[Claim, ...]


def next_served(queue: Iterable[Waiting], quotas: Sequence[Counted], room: Room) -> Iterator[Waiting]:
    """Walk the waiting list in its order and give whoever fits into what is left then.

    Who does not fit, since the party is larger than what is free or a quota of theirs is full, keeps the turn and holds up nobody.
    The walk ends when nothing is free in the congress at all.
    """
    for waiting in queue:
        if room.free <= 0:
            return
        needed = needs(quotas, waiting.claims)
        if not lacking(room, len(waiting.people), needed):
            room = room.after(len(waiting.people), needed)
            yield waiting


def rivals_ahead(queue: Iterable[Waiting], quotas: Sequence[Counted], room: Room, mine: Waiting) -> int:
    """Count the turns before *mine* that wait for something that it waits for too.

    For the congress as a whole that is everybody; for a full quota only whom it covers.
    """
    short = lacking(room, len(mine.people), needs(quotas, mine.claims))
    narrow = [quota for quota in quotas if quota.id in short.quotas]
    return sum(
        waiting.turn < mine.turn and (short.is_congress_full or not narrow or bool(needs(narrow, waiting.claims)))
        for waiting in queue
    )


@dataclass(frozen=True)
class CategoryRequest:
    """What is told about a category; *label* is by language."""

    label: Mapping[str, str]
    position: int = 0
    is_open: bool = True
    joins_forums: bool = True


@dataclass(frozen=True)
class QuotaRequest:
    """What is told about a quota: how many places for whom. An empty part does not narrow it; not all may be empty."""

    capacity: int
    category: str = ""
    day: str = ""
    organisation: str = ""


def code_of(label: Mapping[str, str], taken: Collection[str]) -> str:
    """Make the code of a new category from what it is called: lower case, a to z, unlike those *taken*."""
    text = unicodedata.normalize("NFKD", label.get("en") or next(iter(label.values()), "")).casefold()
    plain = (letter for letter in text if not unicodedata.combining(letter))
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain).split()
    base = "_".join(words)[:16].strip("_") or "category"
    candidates = (base if number == 1 else f"{base}_{number}" for number in count(1))
    return next(code for code in candidates if code not in taken)
