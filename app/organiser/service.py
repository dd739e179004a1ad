"""Verbs on which several rooms meet."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import Account, Part
from app.accounts.service import grant
from app.congress import service as congress_service
from app.congress.models import Congress, Room
from app.congress.queries import raise_revision
from app.congress.rules import Basics, Deadlines, RoomRequest
from app.journal.service import record
from app.programme.models import ProgrammeSession
from forums.dialogue.models import Forum
from registration.participants import queries as participants_queries
from registration.participants import service as participants_service


def create_congress(
    session: Session, account: Account, *, slug: str, basics: Basics, capacity: int, actor: str, now: datetime
) -> Congress:
    """Begin a congress with its places; *account* becomes its first organiser. Raises what congress_service.create does."""
    congress = congress_service.create(session, slug=slug, basics=basics, actor=actor, now=now)
    participants_service.open_places(session, congress, capacity=capacity)
    grant(session, account, congress, Part.ORGANISER, actor=actor, now=now)
    return congress


def set_registration(
    session: Session, congress: Congress, deadlines: Deadlines, *, capacity: int, actor: str, now: datetime
) -> None:
    """Change places and deadlines together; places that become free are offered to those who wait, by the new hours."""
    congress_service.set_deadlines(session, congress, deadlines, actor=actor, now=now)
    if participants_queries.places(session, congress.id).capacity == capacity:
        return
    participants_service.set_capacity(session, congress, capacity=capacity, now=now)
    raise_revision(session, congress.id, now=now)
    record(
        session,
        "congress.capacity",
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
        details={"capacity": capacity},
    )


def change_room(session: Session, room: Room, changed: RoomRequest, *, actor: str, now: datetime) -> None:
    """Change a room, and let the calendars of all who meet in it know. Raises RoomTaken."""
    if not congress_service.change_room(session, room, changed, actor=actor, now=now):
        return
    for table in (ProgrammeSession, Forum):
        meets_here = update(table).where(table.room_id == room.id)
        session.execute(meets_here.values(revision=table.revision + 1, changed_at=now))
