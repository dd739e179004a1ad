"""Every select that only the demonstration needs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.congress.models import Congress
from registration.participants.models import Participant
from registration.participants.rules import ParticipantRole, Status


def example_guest(session: Session, slug: str) -> Participant | None:
    """Find the first confirmed guest of a congress, to show a personal page."""
    query = select(Participant).join(Congress, Participant.congress_id == Congress.id).where(Congress.slug == slug)
    query = query.where(Participant.status == Status.CONFIRMED, Participant.role == ParticipantRole.PARTICIPANT)
    return session.scalar(query.order_by(Participant.id).limit(1))
