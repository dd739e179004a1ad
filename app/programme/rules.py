"""What the programme knows without a database."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from app.programme import errors


class SessionKind(enum.StrEnum):
    OPENING = "opening"
    WELCOME = "welcome"
    LECTURE = "lecture"
    PANEL = "panel"
    PLENARY = "plenary"
    WORKSHOP = "workshop"
    FORUMS = "forums"  # the time in which the dialogue forums meet
    TABLES = "tables"
    MARKETPLACE = "marketplace"
    BREAK = "break"
    SOCIAL = "social"
    CLOSING = "closing"


class AppearancePart(enum.StrEnum):
    """What somebody does in a session."""

    SPEAKER = "speaker"
    PANELIST = "panelist"
    MODERATOR = "moderator"
    HOST = "host"


@dataclass(frozen=True)
class SpeakerRequest:
    """What is told about somebody in the programme; texts are by language."""

    name: str
    organisation: str = ""
    position: dict[str, str] = field(default_factory=dict)
    biography: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SessionRequest:
    """What is told about a session. Who appears: public ids with their part, in order; *newcomers* are not in the list yet."""

    kind: SessionKind
    title: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    abstract: dict[str, str] = field(default_factory=dict)
    room: str | None = None  # public id
    appearances: tuple[tuple[str, AppearancePart], ...] = ()
    newcomers: tuple[tuple[SpeakerRequest, AppearancePart], ...] = ()


def check_session(request: SessionRequest) -> None:
    """Check the times; raises EndsBeforeStart."""
    if request.ends_at <= request.starts_at:
        raise errors.EndsBeforeStart(field="ends")


@dataclass(frozen=True)
class Booking:
    """Something that takes a room and people for a while. *people* are ids or names, *what* is shown to the organiser."""

    what: str
    starts_at: datetime
    ends_at: datetime
    room: str | None
    people: frozenset[str]


@dataclass(frozen=True)
class Clash:
    """Two bookings that want the same room or the same person at the same time."""

    first: Booking
    second: Booking
    room: str | None
    people: frozenset[str]


def clashes(bookings: Iterable[Booking]) -> Iterator[Clash]:
    """Find every pair of bookings that overlap in time and share a room or a person. O(n²), n sessions of one congress."""
    for first, second in combinations(bookings, 2):
        if first.starts_at < second.ends_at and second.starts_at < first.ends_at:
            room = first.room if first.room is not None and first.room == second.room else None
            people = first.people & second.people
            if room or people:
                yield Clash(first, second, room, people)
