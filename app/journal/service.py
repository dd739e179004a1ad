"""Write into the journal."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.journal.models import JournalEntry
from app.orm import add_rows

SYSTEM = "system"


def record(
    session: Session,
    action: str,
    *,
    actor: str,
    congress_id: int | None,
    subject_kind: str,
    subject_id: int | None,
    now: datetime,
    details: dict[str, Any] | None = None,  # Any: JSON
) -> None:
    """Note in the caller's transaction that *actor* did *action* ("participant.confirmed") to the subject.

    *actor* is "user:3", "key:7", "participant:12" or SYSTEM. *details* are codes and numbers, never personal data.
    """
    row = {
        "congress_id": congress_id,
        "at": now,
        "actor": actor,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "details": details or {},
    }
    add_rows(session, JournalEntry, [row])
