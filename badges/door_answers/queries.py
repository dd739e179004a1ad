"""Every select on whom to ask at the door."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from badges.checkin.models import Presence
from registration.participants.models import Participant

SHOWN = 20


def just_in(session: Session, congress_id: int) -> Sequence[Participant]:
    """List who came in last, the latest first."""
    query = select(Participant).join(Presence, Presence.participant_id == Participant.id)
    latest = query.where(Presence.congress_id == congress_id).order_by(Presence.at.desc(), Participant.id.desc())
    return session.scalars(latest.limit(SHOWN)).all()
