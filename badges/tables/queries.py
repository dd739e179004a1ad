"""Every select on who may sit at a table."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from badges.checkin.models import Presence


def inside(session: Session, congress_id: int) -> set[int]:
    """Give the ids of those who came in by a gate."""
    return set(session.scalars(select(Presence.participant_id).where(Presence.congress_id == congress_id)))
