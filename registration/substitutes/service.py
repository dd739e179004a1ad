"""The verbs of handing a place on: ask a colleague, take the place, decline, take the question back."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import tokens
from app.journal.service import SYSTEM
from app.mail import outbox
from app.orm import add_rows, new_public_id
from registration.participants import errors as participant_errors
from registration.participants import queries as participants_of
from registration.participants import service as participants
from registration.participants.models import Participant
from registration.participants.rules import RegistrationRequest, Status
from registration.participants.service.telling import note_down, tell
from registration.substitutes import errors, queries, rules
from registration.substitutes.models import Substitution

LINK = "substitute"


def link_of(substitution: Substitution, *, secret: str) -> str:
    """Derive the secret part of the address by which a colleague answers."""
    return tokens.derive(secret, purpose=LINK, subject=substitution.public_id, version=1)


def check_giving(participant: Participant, *, now: datetime) -> datetime:
    """Check that somebody may hand their place on, and give the end of the congress; raises NotWanted or NoPlaceToGive."""
    congress = participant.congress
    ends_at = rules.end_of(congress.ends_on, congress.zone)
    is_allowed, status = congress.allows_substitutes, Status(participant.status)
    rules.check_giving(is_allowed=is_allowed, status=status, ends_at=ends_at, now=now)
    return ends_at


def ask(
    session: Session,
    participant: Participant,
    *,
    name: str,
    email: str,
    passes_wishes: bool,
    secret: str,
    now: datetime,
) -> None:
    """Ask a colleague by mail to take somebody's place; whoever was asked before is asked no longer. *name* and *email* are clean.

    The place stays where it is until the colleague takes it. Raises NotWanted, NoPlaceToGive or OwnAddress.
    """
    ends_at = check_giving(participant, now=now)
    rules.check_address(email, own=participant.email)
    _forget(session, participant.id)
    public_id = new_public_id()
    row = {
        "public_id": public_id,
        "participant_id": participant.id,
        "name": name,
        "email": email,
        "passes_wishes": passes_wishes,
        "asked_at": now,
        "deadline": rules.deadline_of(hours=participant.congress.offer_hours, ends_at=ends_at, now=now),
        "link_digest": tokens.digest(tokens.derive(secret, purpose=LINK, subject=public_id, version=1)),
    }
    add_rows(session, Substitution, [row])
    _note(session, participant, "participant.substitute-asked", actor=f"participant:{participant.id}", now=now)
    outbox.put(
        session,
        "registration.substitute-asked",
        now=now,
        congress_id=participant.congress_id,
        participant_id=participant.id,
        payload={"substitution": public_id},
    )


def withdraw(session: Session, participant: Participant, *, now: datetime) -> None:
    """Take the question back; twice is no error."""
    if _forget(session, participant.id):
        actor = f"participant:{participant.id}"
        _note(session, participant, "participant.substitute-withdrawn", actor=actor, now=now)


def decline(session: Session, substitution: Substitution, *, now: datetime) -> None:
    """Say no for the colleague: the place stays with who has it, who is told."""
    participant = substitution.participant
    if _forget(session, participant.id):
        _note(session, participant, "participant.substitute-declined", actor="guest", now=now)
        tell(session, participant.congress_id, participant.id, "registration.substitute-declined", now=now)


def take(
    session: Session, substitution: Substitution, request: RegistrationRequest, *, secret: str, now: datetime
) -> Participant:
    """Let the colleague take the place, confirmed at once, and return the new participant. Both keep their own journal.

    The old one's link dies with this; badge, seat and wishes are other rooms' to move, in the same transaction, before tell_both.
    *request* is clean. Raises TooLate, or AlreadyRegistered for somebody who comes anyway.
    """
    before = substitution.participant
    if substitution.deadline <= now or not _forget(session, before.id):
        raise errors.TooLate
    try:
        after_id = participants.hand_over(session, before, request, secret=secret, now=now)
    except participant_errors.WrongState as gone:
        raise errors.TooLate from gone
    _note(session, before, "participant.handed-over", actor=f"participant:{after_id}", now=now, to=after_id)
    after = participants_of.by_id(session, after_id)
    if after is None:
        raise RuntimeError(f"participant {after_id} is not there although it was just made")
    _note(session, after, "participant.took-over", actor=f"participant:{after_id}", now=now, of=before.id)
    return after


def tell_both(session: Session, before: Participant, after: Participant, *, seat: str, now: datetime) -> None:
    """Tell the old one that the place is gone, and the new one that it is theirs, and whether the seat in the forum came along."""
    tell(session, before.congress_id, before.id, "registration.handed-over", now=now)
    outbox.put(
        session,
        "registration.took-over",
        now=now,
        congress_id=after.congress_id,
        participant_id=after.id,
        payload={"seat": seat},
    )


def forget_overdue(session: Session, *, now: datetime) -> int:
    """Ask no longer whoever did not answer in time, and tell who asked; return how many."""
    late = queries.overdue(session, now=now)
    for substitution in late:
        participant = substitution.participant
        if _forget(session, participant.id):
            _note(session, participant, "participant.substitute-silent", actor=SYSTEM, now=now)
            tell(session, participant.congress_id, participant.id, "registration.substitute-declined", now=now)
    return len(late)


def _forget(session: Session, participant_id: int) -> bool:
    """Delete the question with the colleague's name and address; tell whether there was one. Two cannot both get True."""
    deleting = delete(Substitution).where(Substitution.participant_id == participant_id)
    gone = session.scalars(deleting.returning(Substitution.id), execution_options={"synchronize_session": False})
    return bool(gone.all())


def _note(
    session: Session, participant: Participant, action: str, *, actor: str, now: datetime, **details: object
) -> None:
    note_down(session, participant.congress_id, participant.id, action, actor=actor, now=now, **details)
