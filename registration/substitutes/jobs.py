"""What comes round by itself: colleagues who did not answer are asked no longer."""

from app import clock
from app.db import transaction
from registration.substitutes import service


def forget_overdue() -> None:
    """Take back the questions that nobody answered in time."""
    with transaction() as session:
        service.forget_overdue(session, now=clock.now())
