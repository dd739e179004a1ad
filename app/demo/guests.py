"""Bring the guests in: participants, wishes, counters and journal, written in bulk and by the same rules as at registration."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.demo.people import Guest
from app.demo.stage import public_id
from app.journal.models import JournalEntry
from app.journal.service import SYSTEM
from forums.dialogue.models import Forum, Pin, Preference
from registration.organisations.rules import key_of
from registration.participants import queries
from registration.participants.models import Participant
from registration.participants.rules import Status, confirm_deadline, email_key_of, name_key_of
from registration.participants.service import FEED, LINK

# What a request and a participant call alike.
ANSWERS = (
    "name",
    "email",
    "pronouns",
    "organisation",
    "sector",
    "level",
    "role",
    "language",
    "access_needs",
    "interpreting",
    "food",
)
Row = dict[str, Any]  # Any: columns of a table


def bring(
    session: Session, congress: Congress, guests: Sequence[Guest], forums: dict[int, Forum], *, secret: str
) -> list[int]:
    """Write *guests* as participants of *congress* and return their ids in the same order."""
    rows = [_row(congress, guest, number=number, secret=secret) for number, guest in enumerate(guests, 1)]
    writing = insert(Participant).returning(Participant.id, sort_by_parameter_order=True)
    ids = list(session.scalars(writing, rows)) if rows else []
    queries.count(session, congress.id, dict(Counter(guest.status for guest in guests)))
    seated = list(zip(ids, guests, strict=True))
    wishes = [wish for participant_id, guest in seated for wish in _wishes(participant_id, guest, forums)]
    pins = [_pin(participant_id, guest, forums) for participant_id, guest in seated if guest.person.moderates]
    journal = [entry for participant_id, guest in seated for entry in _journal(congress, participant_id, guest)]
    for table, found in ((Preference, wishes), (Pin, pins), (JournalEntry, journal)):
        if found:
            session.execute(insert(table), found)
    return ids


def _row(congress: Congress, guest: Guest, *, number: int, secret: str) -> Row:
    own_id = public_id(congress.slug, "participant", number)
    request = guest.person.request
    return {name: getattr(request, name) for name in ANSWERS} | {
        "public_id": own_id,
        "congress_id": congress.id,
        "status": guest.status.value,
        "name_key": name_key_of(request.name),
        "email_key": email_key_of(request.email),
        "organisation_key": key_of(request.organisation),
        "photo_consent_at": guest.registered_at if request.photo_consent else None,
        "note": "",
        "registered_at": guest.registered_at,
        "confirmed_at": guest.confirmed_at,
        "cancelled_at": guest.cancelled_at,
        "deadline": _deadline(congress, guest) if guest.status is Status.PENDING else None,
        "changed_at": _steps(congress, guest)[-1][1],
        "revision": len(_steps(congress, guest)) - 1,
        "link_digest": tokens.digest(tokens.derive(secret, purpose=LINK, subject=own_id, version=1)),
        "link_version": 1,
        "feed_digest": tokens.digest(tokens.derive(secret, purpose=FEED, subject=own_id, version=1)),
        "feed_version": 1,
    }


def _deadline(congress: Congress, guest: Guest) -> datetime:
    return confirm_deadline(now=guest.registered_at, hours=congress.confirm_hours)


def _steps(congress: Congress, guest: Guest) -> list[tuple[str, datetime]]:
    """List what happened to a guest's registration, and when."""
    steps = [("registered", guest.registered_at)]
    if guest.confirmed_at is not None:
        steps.append(("confirmed", guest.confirmed_at))
    if guest.cancelled_at is not None:
        steps.append(("cancelled", guest.cancelled_at))
    if guest.status is Status.LAPSED:
        steps.append(("lapsed", _deadline(congress, guest) + timedelta(minutes=1)))
    return steps


def _wishes(participant_id: int, guest: Guest, forums: dict[int, Forum]) -> Iterator[Row]:
    for rank, number in enumerate(guest.person.wishes, 1):
        yield {"participant_id": participant_id, "forum_id": forums[number].id, "rank": rank}


def _pin(participant_id: int, guest: Guest, forums: dict[int, Forum]) -> Row:
    """Seat moderators in their own forum, whatever the wishes of others say."""
    forum = forums[guest.person.moderates or 0]
    return {
        "participant_id": participant_id,
        "forum_id": forum.id,
        "pinned_at": guest.registered_at,
        "actor": SYSTEM,
    }


def _journal(congress: Congress, participant_id: int, guest: Guest) -> Iterator[Row]:
    for step, moment in _steps(congress, guest):
        yield {
            "congress_id": congress.id,
            "at": moment,
            "actor": SYSTEM if step == "lapsed" else "guest",
            "action": f"participant.{step}",
            "subject_kind": "participant",
            "subject_id": participant_id,
            "details": {},
        }
