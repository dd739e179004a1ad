"""The verbs of setting a congress up."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress import errors, notices, queries, rules
from app.congress.models import Congress, Room
from app.congress.rules import Basics, Controller, Deadlines, Phase, RoomRequest
from app.journal.service import record
from app.orm import insert_new, new_public_id


def create(session: Session, *, slug: str, basics: Basics, actor: str, now: datetime) -> Congress:
    """Begin a congress that only its organisers see. Raises SlugTaken and what the rules say about slug and days.

    It has no places yet: whoever calls opens them in the same transaction.
    """
    rules.check_slug(slug)
    rules.check_basics(basics)
    values = _columns(basics) | {"slug": slug, "changed_at": now}
    congress_id = session.scalar(insert_new(session, Congress).values(values).returning(Congress.id))
    if congress_id is None:
        raise errors.SlugTaken(field="slug")
    congress = queries.by_id(session, congress_id)
    _note(session, congress, "congress.created", actor=actor, now=now)
    return congress


def change_basics(session: Session, congress: Congress, basics: Basics, *, actor: str, now: datetime) -> None:
    """Change what a congress tells about itself. Texts in languages that are no longer asked for are kept."""
    rules.check_basics(basics)
    values = _columns(basics)
    for name in ("title", "summary", "description", "privacy"):
        kept = {code: words for code, words in getattr(congress, name).items() if code not in basics.languages}
        values[name] = kept | getattr(basics, name)
    _apply(session, congress, values, action="congress.changed", actor=actor, now=now)


def set_controllers(
    session: Session, congress: Congress, controllers: Sequence[Controller], *, actor: str, now: datetime
) -> None:
    """Name who answers for the data, in the notice; several share the responsibility. A change is a new version of the notice."""
    values: dict[str, object] = {"controllers": [asdict(one) for one in controllers]}
    _apply(session, congress, values, action="congress.controllers", actor=actor, now=now)


def set_deadlines(session: Session, congress: Congress, deadlines: Deadlines, *, actor: str, now: datetime) -> None:
    """Change when registration and wishes open and close; places already waiting for an answer keep their deadline."""
    rules.check_deadlines(deadlines)
    values: dict[str, object] = {
        "registration_opens_at": deadlines.opens_at,
        "registration_closes_at": deadlines.closes_at,
        "preferences_until": deadlines.preferences_until,
        "confirm_hours": deadlines.confirm_hours,
        "offer_hours": deadlines.offer_hours,
        "wishes": deadlines.wishes,
    }
    _apply(session, congress, values, action="congress.deadlines", actor=actor, now=now)


def publish(session: Session, congress: Congress, *, actor: str, now: datetime) -> None:
    """Let the public see the congress. Raises NotReady while what the law or a guest needs is missing."""
    if missing(congress):
        raise errors.NotReady
    _apply(session, congress, {"is_public": True}, action="congress.published", actor=actor, now=now)


def missing(congress: Congress) -> list[str]:
    """Name what is missing before the public may see the congress; see rules.missing_for_publication."""
    return rules.missing_for_publication(privacy=congress.privacy, contact=congress.contact_email, venue=congress.venue)


def phase(congress: Congress, *, now: datetime) -> Phase:
    """Tell where a congress is in its life."""
    return rules.phase(
        is_public=congress.is_public,
        starts_on=congress.starts_on,
        ends_on=congress.ends_on,
        zone=congress.zone,
        opens_at=congress.registration_opens_at,
        closes_at=congress.registration_closes_at,
        now=now,
    )


def withdraw(session: Session, congress: Congress, *, actor: str, now: datetime) -> None:
    """Hide the congress from the public; personal pages of those who are registered go on working."""
    _apply(session, congress, {"is_public": False}, action="congress.withdrawn", actor=actor, now=now)


def add_room(session: Session, congress: Congress, room: RoomRequest, *, actor: str, now: datetime) -> None:
    """Add a room. Raises RoomTaken."""
    values = asdict(room) | {"public_id": new_public_id(), "congress_id": congress.id}
    room_id = session.scalar(insert_new(session, Room).values(values).returning(Room.id))
    if room_id is None:
        raise errors.RoomTaken(field="name")
    _note_room(session, congress.id, room_id, "room.added", actor=actor, now=now)


def change_room(session: Session, room: Room, changed: RoomRequest, *, actor: str, now: datetime) -> bool:
    """Change a room; tell whether something changed, so that what meets in it can tell its calendars. Raises RoomTaken."""
    other = queries.room_by_name(session, room.congress_id, changed.name)
    if other is not None and other.id != room.id:
        raise errors.RoomTaken(field="name")
    values = asdict(changed)
    if all(getattr(room, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(room, name, value)
    _note_room(session, room.congress_id, room.id, "room.changed", actor=actor, now=now)
    return True


def delete_room(session: Session, room: Room, *, used_by: list[str], actor: str, now: datetime) -> None:
    """Delete a room that nothing meets in; *used_by* names what does. Raises RoomInUse."""
    if used_by:
        raise errors.RoomInUse(uses=", ".join(used_by))
    session.execute(delete(Room).where(Room.id == room.id))
    _note_room(session, room.congress_id, room.id, "room.deleted", actor=actor, now=now)


def _columns(basics: Basics) -> dict[str, object]:
    latitude, longitude = basics.coordinates or (None, None)
    return {
        "title": basics.title,
        "summary": basics.summary,
        "description": basics.description,
        "privacy": basics.privacy,
        "hosts": list(basics.hosts),
        "languages": list(basics.languages),
        "starts_on": basics.starts_on,
        "ends_on": basics.ends_on,
        "zone": basics.zone,
        "venue": basics.venue,
        "address": basics.address,
        "latitude": latitude,
        "longitude": longitude,
        "contact_name": basics.contact_name,
        "contact_email": basics.contact_email,
        "series": basics.series,
    }


def _apply(
    session: Session, congress: Congress, values: dict[str, object], *, action: str, actor: str, now: datetime
) -> None:
    changed = sorted(name for name, value in values.items() if getattr(congress, name) != value)
    if not changed:
        return
    renews_notice = bool(notices.NOTICED & set(changed))
    if renews_notice:
        notices.keep_first(session, congress)
    for name in changed:
        setattr(congress, name, values[name])
    if renews_notice:
        notices.keep(session, congress, actor=actor, now=now)
    queries.raise_revision(session, congress.id, now=now)
    _note(session, congress, action, actor=actor, now=now, fields=changed)


def _note(
    session: Session, congress: Congress, action: str, *, actor: str, now: datetime, fields: list[str] | None = None
) -> None:
    details = {"fields": fields} if fields else {}
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
        details=details,
    )


def _note_room(session: Session, congress_id: int, room_id: int, action: str, *, actor: str, now: datetime) -> None:
    queries.raise_revision(session, congress_id, now=now)
    record(session, action, actor=actor, congress_id=congress_id, subject_kind="room", subject_id=room_id, now=now)
