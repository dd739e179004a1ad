"""What comes round by itself: reminders before the time to confirm ends, and letting go of applications that nobody confirmed."""

from datetime import timedelta

from app import clock
from app.db import transaction
from forums.marketplace.service import reminders, stands


def tidy() -> None:
    """Remind, and forget."""
    with transaction() as session:
        reminders.remind(session, now=clock.now())
        stands.forget_unconfirmed(session, now=clock.now())


EVERY = timedelta(hours=1)
