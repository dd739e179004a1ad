"""Feature: what a room brings to the house. The one seam, for built-in rooms and strangers' packages alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from click import Command
    from flask import Blueprint

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
class Feature:
    """What the factory mounts for one room."""

    name: str
    blueprints: Sequence["Blueprint"] = ()
    jobs: Mapping[str, JobFunction] = field(default_factory=dict)
    mails: Mapping[str, MailRenderer] = field(default_factory=dict)
    routines: Sequence[Routine] = ()
    commands: Sequence["Command"] = ()
    menu: Sequence[MenuEntry] = ()
