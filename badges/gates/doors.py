"""The verbs of doors within the congress."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import record
from badges.checkin.models import Door


@dataclass(frozen=True)
class DoorRequest:
    """What organisers say of a door. Without categories and days it is for everyone, always."""

    name: str
    forum_id: int | None = None
    session_id: int | None = None
    capacity: int | None = None
    categories: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


def add(session: Session, congress: Congress, request: DoorRequest, *, actor: str, now: datetime) -> Door:
    """Open a door; gates are put there one by one."""
    door = Door(congress_id=congress.id)
    _write(door, request)
    session.add(door)
    session.flush()  # the journal names it
    _note(session, "door.added", door, actor=actor, now=now)
    return door


def change(session: Session, door: Door, request: DoorRequest, *, actor: str, now: datetime) -> None:
    """Say anew for whom a door is; whoever is behind it stays there."""
    _write(door, request)
    _note(session, "door.changed", door, actor=actor, now=now)


def remove(session: Session, door: Door, *, actor: str, now: datetime) -> None:
    """Take a door away; its gates stand at the entrance from then on."""
    _note(session, "door.removed", door, actor=actor, now=now)
    session.delete(door)


def _write(door: Door, request: DoorRequest) -> None:
    door.name, door.capacity = request.name, request.capacity
    door.forum_id, door.session_id = request.forum_id, request.session_id
    door.categories, door.days = list(request.categories), list(request.days)


def _note(session: Session, action: str, door: Door, *, actor: str, now: datetime) -> None:
    details = {"name": door.name}
    record(
        session,
        action,
        actor=actor,
        congress_id=door.congress_id,
        subject_kind="door",
        subject_id=door.id,
        now=now,
        details=details,
    )
