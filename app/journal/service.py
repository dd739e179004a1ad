"""Write into the journal, and forget people in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.journal.models import JournalEntry
from app.orm import add_rows

SYSTEM = "system"
ERASED = "erased"


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


def redact(session: Session, *, subject_kind: str, subject_id: int) -> int:
    """Forget who a subject was, in what happened to them and in what they did; return how many entries were touched.

    That something happened, and when, stays. The one change that the database itself lets through; see the migration
    ``the journal keeps what it holds``. Ids of SQLite come back, so that the id has to go as well.
    """
    by_them = update(JournalEntry).where(JournalEntry.actor == f"{subject_kind}:{subject_id}")
    about_them = update(JournalEntry).where(
        JournalEntry.subject_kind == subject_kind, JournalEntry.subject_id == subject_id
    )
    session.execute(by_them.values(actor=ERASED, is_redacted=True))
    touched: Any = session.execute(
        about_them.values(subject_id=None, details={}, is_redacted=True)
    )  # Any: CursorResult
    return int(touched.rowcount)
