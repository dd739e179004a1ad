"""Remind accepted stands to confirm, once, three days before their time ends."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.mail import outbox
from forums.marketplace import queries
from forums.marketplace.service.telling import DUE

BEFORE: Final = timedelta(days=3)


def remind(session: Session, *, now: datetime) -> int:
    """Queue the reminders that are due; tell how many stands are reminded or were."""
    found = queries.to_confirm_between(session, now, now + BEFORE)
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
