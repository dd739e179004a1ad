"""The verbs of pins: an organiser's decisions that the solver has to respect."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from app.journal.service import record
from forums.dialogue import errors, queries
from forums.dialogue.models import Forum, Pin


def pin(
    session: Session, congress: Congress, people: Collection[str], *, forum: Forum, actor: str, now: datetime
) -> int:
    """Pin confirmed participants (by public id) to *forum* of this congress, in place of earlier pins; return how many.

    It counts from the next calculation on. Raises NobodyChosen, or NotFound for people of another congress.
    """
    ids = _ids(session, congress, people)
    if forum.congress_id != congress.id or forum.cancelled_at is not None:
        raise NotFound
    _delete(session, ids)
    session.execute(
        insert(Pin),
        [{"participant_id": person, "forum_id": forum.id, "pinned_at": now, "actor": actor} for person in ids],
    )
    for person in ids:
        _note(session, congress, person, "participant.pinned", actor=actor, now=now, details={"forum": forum.number})
    return len(ids)


def unpin(session: Session, congress: Congress, people: Collection[str], *, actor: str, now: datetime) -> int:
    """Leave participants (by public id) to the solver again; return how many were chosen. Raises as pin does."""
    ids = _ids(session, congress, people)
    _delete(session, ids)
    for person in ids:
        _note(session, congress, person, "participant.unpinned", actor=actor, now=now, details={})
    return len(ids)


def _ids(session: Session, congress: Congress, people: Collection[str]) -> list[int]:
    if not people:
        raise errors.NobodyChosen(field="person")
    found = queries.ids_of_people(session, congress.id, people)
    if len(found) != len(set(people)):
        raise NotFound
    return sorted(found.values())


def _delete(session: Session, ids: list[int]) -> None:
    session.execute(delete(Pin).where(Pin.participant_id.in_(ids)).execution_options(synchronize_session=False))


def _note(
    session: Session,
    congress: Congress,
    participant_id: int,
    action: str,
    *,
    actor: str,
    now: datetime,
    details: dict[str, int],
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="participant",
        subject_id=participant_id,
        now=now,
        details=details,
    )
