"""The verbs of pins: an organiser's decisions that the solver has to respect."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from app.journal.service import record
from forums.dialogue import errors, queries
from forums.dialogue.models import Forum, Pin, PinChange
from forums.dialogue.service.line import begin_step


def pin(
    session: Session, congress: Congress, people: Collection[str], *, forum: Forum, actor: str, now: datetime
) -> int:
    """Pin confirmed participants (by public id) to *forum* of this congress, in place of earlier pins; return how many.

    It counts from the next calculation on. Raises NobodyChosen, or NotFound for people of another congress.
    """
    ids = _ids(session, congress, people)
    if forum.congress_id != congress.id or forum.cancelled_at is not None:
        raise NotFound
    _remember(session, congress, ids, slot=forum.slot, after=forum.id)
    _delete(session, ids, slot=forum.slot)
    same = {"slot": forum.slot, "forum_id": forum.id, "pinned_at": now, "actor": actor}
    session.execute(insert(Pin), [{"participant_id": person} | same for person in ids])
    for person in ids:
        _note(session, congress, person, "participant.pinned", actor=actor, now=now, details={"forum": forum.number})
    return len(ids)


def unpin(
    session: Session, congress: Congress, people: Collection[str], *, slot: int = 1, actor: str, now: datetime
) -> int:
    """Leave participants (by public id) to the solver again in a slot; return how many were chosen. Raises as pin does."""
    ids = _ids(session, congress, people)
    _remember(session, congress, ids, slot=slot, after=None)
    _delete(session, ids, slot=slot)
    for person in ids:
        _note(session, congress, person, "participant.unpinned", actor=actor, now=now, details={})
    return len(ids)


def set_pins(
    session: Session,
    congress: Congress,
    wanted: Mapping[tuple[int, int], int | None],
    *,
    actor: str,
    now: datetime,
) -> int:
    """Put pins back as they were, for participants (by id) and slots; return how many people it concerns.

    Nobody is pinned who cancelled since, nor into a forum that was cancelled since or meets in another slot by now.
    """
    held = {forum.id: forum for forum in queries.forums(session, congress.id) if forum.cancelled_at is None}
    coming = queries.confirmed_ids(session, congress.id)
    for (person, slot), forum_id in wanted.items():
        _delete(session, [person], slot=slot)
        forum = held.get(forum_id) if forum_id is not None and person in coming else None
        if forum is None or forum.slot != slot:
            _note(session, congress, person, "participant.unpinned", actor=actor, now=now, details={})
            continue
        session.add(Pin(participant_id=person, slot=slot, forum_id=forum.id, pinned_at=now, actor=actor))
        _note(session, congress, person, "participant.pinned", actor=actor, now=now, details={"forum": forum.number})
    return len({person for person, _ in wanted})


def _remember(session: Session, congress: Congress, ids: list[int], *, slot: int, after: int | None) -> None:
    """Keep what the step changes, as the next of the last steps; nothing for a step that changes nothing."""
    before = queries.pinned_forums(session, ids, slot=slot)
    changed = [person for person in ids if before.get(person) != after]
    if changed:
        step_id = begin_step(session, congress.id)
        same = {"step_id": step_id, "slot": slot, "after_id": after}
        rows = [{"participant_id": person, "before_id": before.get(person)} | same for person in changed]
        session.execute(insert(PinChange), rows)


def _ids(session: Session, congress: Congress, people: Collection[str]) -> list[int]:
    if not people:
        raise errors.NobodyChosen(field="person")
    found = queries.ids_of_people(session, congress.id, people)
    if len(found) != len(set(people)):
        raise NotFound
    return sorted(found.values())


def _delete(session: Session, ids: list[int], *, slot: int) -> None:
    leaving = delete(Pin).where(Pin.participant_id.in_(ids), Pin.slot == slot)
    session.execute(leaving.execution_options(synchronize_session=False))


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
