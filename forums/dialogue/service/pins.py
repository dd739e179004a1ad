"""The verbs of pins: an organiser's decisions that the solver has to respect."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from app.journal.service import record
from forums.dialogue import errors, queries
from forums.dialogue.models import Forum, Pin, PinChange

STEPS_KEPT = 50


def pin(
    session: Session, congress: Congress, people: Collection[str], *, forum: Forum, actor: str, now: datetime
) -> int:
    """Pin confirmed participants (by public id) to *forum* of this congress, in place of earlier pins; return how many.

    It counts from the next calculation on. Raises NobodyChosen, or NotFound for people of another congress.
    """
    ids = _ids(session, congress, people)
    if forum.congress_id != congress.id or forum.cancelled_at is not None:
        raise NotFound
    _remember(session, congress, ids, after=forum.id)
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
    _remember(session, congress, ids, after=None)
    _delete(session, ids)
    for person in ids:
        _note(session, congress, person, "participant.unpinned", actor=actor, now=now, details={})
    return len(ids)


def undo_pins(session: Session, congress: Congress, *, actor: str, now: datetime) -> int:
    """Take the last step on pins back; return how many people it had moved. Raises NothingToUndo.

    Nobody is pinned again who cancelled since, nor into a forum that was cancelled since.
    """
    changes = queries.last_pin_changes(session, congress.id)
    if not changes:
        raise errors.NothingToUndo
    held = {forum.id: forum for forum in queries.forums(session, congress.id) if forum.cancelled_at is None}
    coming = queries.confirmed_ids(session, congress.id)
    ids = [change.participant_id for change in changes]
    _delete(session, ids)
    session.execute(delete(PinChange).where(PinChange.id.in_([change.id for change in changes])))
    for change in changes:
        forum = held.get(change.before_id) if change.before_id and change.participant_id in coming else None
        if forum is None:
            _note(session, congress, change.participant_id, "participant.unpinned", actor=actor, now=now, details={})
            continue
        session.add(Pin(participant_id=change.participant_id, forum_id=forum.id, pinned_at=now, actor=actor))
        details = {"forum": forum.number}
        _note(session, congress, change.participant_id, "participant.pinned", actor=actor, now=now, details=details)
    return len(ids)


def _remember(session: Session, congress: Congress, ids: list[int], *, after: int | None) -> None:
    """Keep what the step changes, as the next of the last steps; nothing for a step that changes nothing."""
    before = queries.pinned_forums(session, ids)
    changed = [person for person in ids if before.get(person) != after]
    if not changed:
        return
    step = queries.last_step(session, congress.id) + 1
    old = delete(PinChange).where(PinChange.congress_id == congress.id, PinChange.step <= step - STEPS_KEPT)
    session.execute(old.execution_options(synchronize_session=False))
    rows = [
        {"congress_id": congress.id, "step": step, "participant_id": person, "before_id": before.get(person)}
        for person in changed
    ]
    session.execute(insert(PinChange), rows)


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
