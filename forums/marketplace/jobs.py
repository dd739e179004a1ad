"""What comes round by itself: reminders before the time to confirm ends, places that lapse after it, and forgetting."""

from datetime import timedelta

from app import clock
from app.db import transaction
from forums.marketplace.service import forgetting, lapsing, reminders


def tidy() -> None:
    """Remind, let places lapse, and forget."""
    with transaction() as session:
        reminders.remind(session, now=clock.now())
        lapsing.lapse_due(session, now=clock.now())
        forgetting.forget_unconfirmed(session, now=clock.now())
        forgetting.forget_due(session, now=clock.now())


EVERY = timedelta(hours=1)
