"""Feature: what a room brings to the house. The one seam, for built-in rooms and strangers' packages alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from click import Command
    from flask import Blueprint
    from flask_babel import LazyString
    from sqlalchemy.orm import Session

# A job gets its payload (primitives) and a Progress; see app.jobs.
JobFunction = Callable[..., None]
# A renderer gets the session and the outbox row's payload and returns a Message; see app.mail. Any: both live above this floor.
MailRenderer = Callable[..., Any]


@dataclass(frozen=True)
class MenuEntry:
    """A line in the organiser's menu. *group* is one of overview, set-up, register, assign, print, door, record, after."""

    label: str  # msgid
    endpoint: str  # takes the congress' slug as ``congress``
    group: str
    order: int = 0


@dataclass(frozen=True)
class Routine:
    """Work that comes round by itself, such as lapsing unconfirmed registrations."""

    name: str
    run: Callable[[], None]
    every: timedelta


@dataclass(frozen=True)
class Person:
    """A participant, as rooms are asked about one: for what they hold, and to let go of it."""

    id: int
    congress_id: int
    public_id: str
    name: str
    email: str
    email_key: str


Row = Mapping[str, Any]  # Any: what JSON can hold, and instants


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """What a room holds about participants in one table: told to whom it concerns, and gone when they are erased.

    The usual table refers to the participant by *column* with ON DELETE CASCADE: then nothing else is needed, its rows are told
    column by column (without *secret* ones, which are keys of the house) and go with the person. A table without such a column
    names *erase*, which forgets and returns how many rows it touched, and *collect*, which tells. *files* gives what lies beside
    the rows as (name, content), *paths* names files in the instance folder, which go as well. *before_erasing* runs while the
    rows are still there, mends counters, and returns what stays as anonymous statistics, as (kind, value): ("present", "yes").
    """

    table: str
    label: str  # msgid: what it is called in the proof of an erasure
    column: str = "participant_id"
    secret: frozenset[str] = frozenset()
    collect: Callable[["Session", Person], Iterable[Row]] | None = None
    erase: Callable[["Session", Person], int] | None = None
    files: Callable[["Session", Person], Iterable[tuple[str, bytes]]] | None = None
    paths: Callable[["Session", Person], Iterable[str]] | None = None
    before_erasing: Callable[["Session", Person], Iterable[tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Feature:
    """What the factory mounts for one room.

    *journal* says each action that the room records in words ("participant.confirmed"); its msgid may name details of the entry.
    """

    name: str
    blueprints: Sequence["Blueprint"] = ()
    jobs: Mapping[str, JobFunction] = field(default_factory=dict)
    mails: Mapping[str, MailRenderer] = field(default_factory=dict)
    routines: Sequence[Routine] = ()
    commands: Sequence["Command"] = ()
    menu: Sequence[MenuEntry] = ()
    personal: Sequence[PersonalData] = ()
    journal: Mapping[str, "LazyString"] = field(default_factory=dict)
