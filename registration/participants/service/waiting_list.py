"""The verbs of the waiting list: give back what nobody answered for, offer the next place."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import SYSTEM
from registration.participants import queries, rules
from registration.participants.rules import Status
from registration.participants.service.telling import note_down, tell


def lapse_overdue(session: Session, *, now: datetime) -> int:
    """Give back the places of those who did not confirm or answer in time, and offer them on; return how many lapsed."""
    late = queries.overdue(session, now=now)
    for participant in late:
        before = Status(participant.status)
        if queries.move(
            session, participant.id, congress_id=participant.congress_id, before=before, after=Status.LAPSED, now=now
        ):
            note_down(
                session,
                participant.congress_id,
                participant.id,
                "participant.lapsed",
                actor=SYSTEM,
                now=now,
                status=before.value,
            )
            tell(session, participant.congress_id, participant.id, "registration.lapsed", now=now)
    for congress_id in sorted({participant.congress_id for participant in late}):
        offer_free_places(session, session.get_one(Congress, congress_id), now=now)
    return len(late)


def offer_free_places(session: Session, congress: Congress, *, now: datetime) -> int:
    """Offer every free place to those who wait, longest first, each with a deadline; return how many were offered."""
    counted = queries.places(session, congress.id)
    offered = 0
    while offered < counted.free and (following := queries.next_waiting(session, congress.id)) is not None:
        deadline = rules.confirm_deadline(now=now, hours=congress.offer_hours)
        queries.move(
            session,
            following.id,
            congress_id=congress.id,
            before=Status.WAITING,
            after=Status.OFFERED,
            now=now,
            deadline=deadline,
        )
        note_down(session, congress.id, following.id, "participant.offered", actor=SYSTEM, now=now)
        tell(session, congress.id, following.id, "registration.offer", now=now)
        offered += 1
    return offered
