"""What comes round by itself: reminders of answers and promises."""

from app import clock
from app.db import transaction
from forums.recommendations.service import handover


def remind() -> None:
    """Queue the reminders that are due."""
    with transaction() as session:
        handover.remind(session, now=clock.now())
