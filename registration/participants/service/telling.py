"""What every step leaves behind: a mail to whom it concerns, a line in the journal."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.journal.service import record
from app.mail import outbox


def tell(session: Session, congress_id: int, participant_id: int, kind: str, *, now: datetime) -> None:
    """Queue a mail to a participant."""
    outbox.put(session, kind, now=now, congress_id=congress_id, participant_id=participant_id)


def note_down(
    session: Session,
    congress_id: int,
    participant_id: int,
    action: str,
    *,
    actor: str,
    now: datetime,
    **details: object,
) -> None:
    """Write into the journal what happened to a participant; *details* name things, never what somebody told."""
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="participant",
        subject_id=participant_id,
        now=now,
        details=details,
    )
