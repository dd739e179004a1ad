"""Every select on whose badge a stand scans."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from badges.models import Badge
from forums.marketplace.visits.models import ContactConsent
from registration.participants.models import Participant
from registration.participants.rules import Status


def consenting(session: Session, congress_id: int, code_key: str) -> tuple[Participant, ContactConsent] | None:
    """Find who carries a code, comes to this congress and lets stands have their details; None for everybody else."""
    query = (
        select(Participant, ContactConsent)
        .join(Badge, Badge.participant_id == Participant.id)
        .join(ContactConsent, ContactConsent.participant_id == Participant.id)
        .where(Badge.code_key == code_key, Badge.revoked_at.is_(None))
        .where(Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED)
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None
