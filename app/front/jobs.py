"""What comes round by itself: places that nobody confirmed go to those who wait."""

from app import clock
from app.db import transaction
from registration.participants import service


def lapse_overdue() -> None:
    """Let registrations and offers lapse whose time has passed."""
    with transaction() as session:
        service.lapse_overdue(session, now=clock.now())
