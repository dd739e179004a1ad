"""The verbs of the programme."""

from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.congress.queries import room as room_by_public_id
from app.journal.service import record
from app.orm import in_language, insert_new
from app.programme import errors, queries, rules
from app.programme.models import Appearance, ProgrammeSession, Speaker
from app.programme.rules import Booking, SessionRequest, SpeakerRequest

# Who appears: ids of speakers with their part, in order.
Cast = list[tuple[int, str]]


def add_session(
    session: Session, congress: Congress, request: SessionRequest, *, public_id: str, actor: str, now: datetime
) -> None:
    """Add a session. A repeat with the same *public_id* (drawn with the form) changes nothing.

    Raises EndsBeforeStart, UnknownSpeaker or NotFound for a room of another congress.
    """
    rules.check_session(request)
    cast = _cast(session, congress, request)
    values = _columns(session, congress, request) | {
        "public_id": public_id,
        "congress_id": congress.id,
        "created_at": now,
        "changed_at": now,
    }
    adding = insert_new(session, ProgrammeSession).values(values).returning(ProgrammeSession.id)
    session_id = session.scalar(adding)
    if session_id is None:
        return
    _write_cast(session, session_id, cast)
    _note(session, congress.id, session_id, "session.added", actor=actor, now=now)


def change_session(
    session: Session, congress: Congress, item: ProgrammeSession, request: SessionRequest, *, actor: str, now: datetime
) -> None:
    """Change a session as a whole; its revision rises if something changed. *item* comes with its appearances.

    Raises EndsBeforeStart, UnknownSpeaker or NotFound for a room of another congress.
    """
    rules.check_session(request)
    values = _columns(session, congress, request)
    cast = _cast(session, congress, request)
    changed = sorted(name for name, value in values.items() if getattr(item, name) != value)
    if cast != [(appearance.speaker_id, appearance.part) for appearance in item.appearances]:
        _write_cast(session, item.id, cast)
        changed.append("appearances")
    if changed:
        _renew(session, item, values, action="session.changed", actor=actor, now=now, fields=changed)


def cancel_session(session: Session, item: ProgrammeSession, *, actor: str, now: datetime) -> None:
    """Cancel a session. It stays in the programme and in calendars as cancelled; twice is no error."""
    if item.cancelled_at is None:
        _renew(session, item, {"cancelled_at": now}, action="session.cancelled", actor=actor, now=now)


def restore_session(session: Session, item: ProgrammeSession, *, actor: str, now: datetime) -> None:
    """Let a cancelled session take place after all; twice is no error."""
    if item.cancelled_at is not None:
        _renew(session, item, {"cancelled_at": None}, action="session.restored", actor=actor, now=now)


def add_speaker(
    session: Session, congress: Congress, request: SpeakerRequest, *, public_id: str, actor: str, now: datetime
) -> None:
    """Add somebody to the list of speakers. A repeat with the same *public_id* changes nothing."""
    values = _speaker_columns(request) | {"public_id": public_id, "congress_id": congress.id}
    speaker_id = session.scalar(insert_new(session, Speaker).values(values).returning(Speaker.id))
    if speaker_id is not None:
        _note_speaker(session, congress.id, speaker_id, "speaker.added", actor=actor, now=now)


def change_speaker(session: Session, speaker: Speaker, request: SpeakerRequest, *, actor: str, now: datetime) -> None:
    """Change what is told about somebody; the calendars of their sessions learn of it."""
    values = _speaker_columns(request)
    if all(getattr(speaker, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(speaker, name, value)
    ids = [appearance.session_id for appearance in speaker.appearances]
    appearing = update(ProgrammeSession).where(ProgrammeSession.id.in_(ids))
    session.execute(appearing.values(revision=ProgrammeSession.revision + 1, changed_at=now))
    _note_speaker(session, speaker.congress_id, speaker.id, "speaker.changed", actor=actor, now=now)


def delete_speaker(session: Session, speaker: Speaker, *, appears_in: list[str], actor: str, now: datetime) -> None:
    """Delete somebody who stands in no session; *appears_in* names those that they stand in. Raises SpeakerAppears."""
    if appears_in:
        raise errors.SpeakerAppears(sessions=", ".join(appears_in))
    session.execute(delete(Speaker).where(Speaker.id == speaker.id))
    _note_speaker(session, speaker.congress_id, speaker.id, "speaker.deleted", actor=actor, now=now)


def bookings(session: Session, congress_id: int, *, language: str) -> list[Booking]:
    """List what the sessions that take place need: a room, people by name. For rules.clashes."""
    return [
        Booking(
            what=in_language(item.title, language),
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            room=item.room.name if item.room else None,
            people=frozenset(appearance.speaker.name for appearance in item.appearances),
        )
        for item in queries.sessions(session, congress_id)
        if item.cancelled_at is None
    ]


def _columns(session: Session, congress: Congress, request: SessionRequest) -> dict[str, object]:
    room = room_by_public_id(session, congress.id, request.room) if request.room else None
    return {
        "kind": request.kind.value,
        "title": request.title,
        "abstract": request.abstract,
        "starts_at": request.starts_at,
        "ends_at": request.ends_at,
        "room_id": room.id if room else None,
    }


def _speaker_columns(request: SpeakerRequest) -> dict[str, object]:
    return {
        "name": request.name,
        "organisation": request.organisation,
        "position": request.position,
        "biography": request.biography,
    }


def _cast(session: Session, congress: Congress, request: SessionRequest) -> Cast:
    """Find who appears, with newcomers added to the list; the same person with the same part counts once."""
    known = queries.speaker_ids(session, congress.id, [public_id for public_id, _part in request.appearances])
    if not {public_id for public_id, _part in request.appearances} <= known.keys():
        raise errors.UnknownSpeaker(field="speaker_0")
    cast = [(known[public_id], part.value) for public_id, part in request.appearances]
    cast += [(_newcomer(session, congress, person), part.value) for person, part in request.newcomers]
    return list(dict.fromkeys(cast))


def _newcomer(session: Session, congress: Congress, person: SpeakerRequest) -> int:
    """Add somebody to the list; the same name of the same organisation is the same person, so a repeat adds nobody."""
    known = queries.speaker_by_name(session, congress.id, name=person.name, organisation=person.organisation)
    if known is not None:
        return known.id
    speaker = Speaker(congress_id=congress.id, **_speaker_columns(person))
    session.add(speaker)
    session.flush()  # the appearance needs its id
    return speaker.id


def _write_cast(session: Session, session_id: int, cast: Cast) -> None:
    session.execute(delete(Appearance).where(Appearance.session_id == session_id))
    rows = [
        {"session_id": session_id, "speaker_id": speaker_id, "part": part, "position": position}
        for position, (speaker_id, part) in enumerate(cast)
    ]
    if rows:
        session.execute(insert(Appearance), rows)


def _renew(
    session: Session,
    item: ProgrammeSession,
    values: dict[str, object],
    *,
    action: str,
    actor: str,
    now: datetime,
    fields: list[str] | None = None,
) -> None:
    """Write *values* and raise the revision in the database itself, so that no two changes share a number."""
    changing = update(ProgrammeSession).where(ProgrammeSession.id == item.id)
    session.execute(changing.values(values | {"revision": ProgrammeSession.revision + 1, "changed_at": now}))
    _note(session, item.congress_id, item.id, action, actor=actor, now=now, fields=fields)


def _note(
    session: Session,
    congress_id: int,
    session_id: int,
    action: str,
    *,
    actor: str,
    now: datetime,
    fields: list[str] | None = None,
) -> None:
    raise_revision(session, congress_id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="session",
        subject_id=session_id,
        now=now,
        details={"fields": fields} if fields else {},
    )


def _note_speaker(
    session: Session, congress_id: int, speaker_id: int, action: str, *, actor: str, now: datetime
) -> None:
    raise_revision(session, congress_id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="speaker",
        subject_id=speaker_id,
        now=now,
    )
