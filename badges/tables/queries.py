"""Every select on whom a code brings to a table."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from badges.checkin.models import Presence
from badges.models import Badge
from registration.participants.models import Participant
from registration.participants.rules import Status


def bearer(session: Session, congress_id: int, code_key: str) -> Participant | None:
    """Find who carries a code and comes to this congress; nobody carries a revoked one."""
    query = select(Participant).join(Badge, Badge.participant_id == Participant.id)
    living = (Badge.code_key == code_key, Badge.revoked_at.is_(None))
    coming = (Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED)
    return session.scalar(query.where(*living, *coming))


def inside(session: Session, congress_id: int) -> set[int]:
    """Give the ids of those who came in by a gate."""
    return set(session.scalars(select(Presence.participant_id).where(Presence.congress_id == congress_id)))
