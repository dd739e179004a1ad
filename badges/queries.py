"""Every select on badges."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from badges.models import Badge


def living_badge(session: Session, participant_id: int) -> Badge | None:
    """Find the badge whose code opens the door for somebody; None if none was issued yet."""
    query = select(Badge).where(Badge.participant_id == participant_id, Badge.revoked_at.is_(None))
    return session.scalar(query, execution_options={"populate_existing": True})


def last_issue(session: Session, participant_id: int) -> int:
    """Tell the number of somebody's latest badge, revoked or not; 0 if there was none."""
    return session.scalar(select(func.max(Badge.issue)).where(Badge.participant_id == participant_id)) or 0
