"""Remind accepted stands to confirm, once, three days before their time ends; where they have less than six, at half of it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.mail import outbox
from forums.marketplace import queries
from forums.marketplace.models import Stand
from forums.marketplace.service.telling import DUE

BEFORE: Final = timedelta(days=3)


def remind(session: Session, *, now: datetime) -> int:
    """Queue the reminders that are due; tell how many stands are reminded or were."""
    found = [one for one in queries.to_confirm_between(session, now, now + BEFORE) if _is_half_over(one, now)]
    for stand in found:
        outbox.put(
            session,
            DUE,
            now=now,
            congress_id=stand.congress_id,
            participant_id=None,
            dedup_key=f"{DUE}:{stand.public_id}:{stand.confirm_until}",
            payload={"stand": stand.id},
        )
    return len(found)


def _is_half_over(stand: Stand, now: datetime) -> bool:
    """Tell whether half the time has passed: nobody is reminded of a mail that has just come."""
    given, until = stand.decided_at, stand.confirm_until
    return given is None or until is None or now - given >= (until - given) / 2
