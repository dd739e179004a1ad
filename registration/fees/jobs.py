"""What comes round by itself: invoices for those who were confirmed, reminders for those who forgot."""

from app import clock
from app.db import transaction
from registration.fees import service


def keep_books() -> None:
    """Write missing invoices, cancel those without ground, remind of those overdue."""
    now = clock.now()
    with transaction() as session:
        service.issue_missing(session, now=now)
        service.cancel_groundless(session, now=now)
        service.remind_overdue(session, now=now)
