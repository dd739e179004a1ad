"""Write into the journal, and forget people in it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from app.journal.models import JournalEntry
from app.orm import add_rows_by, add_rows_later

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
    whole = _row(action, actor, congress_id, subject_kind, now=now)
    add_rows_later(session, JournalEntry, [whole | {"subject_id": subject_id, "details": details or {}}])


def record_all(
    connection: Connection,
    action: str,
    *,
    actor: str,
    congress_id: int,
    subject_kind: str,
    now: datetime,
    subjects: Iterable[tuple[int, dict[str, Any]]],  # Any: JSON
) -> None:
    """Note the same of several subjects, each with its details, for doors that work without a session; see record."""
    whole = _row(action, actor, congress_id, subject_kind, now=now)
    rows = [whole | {"subject_id": subject_id, "details": details} for subject_id, details in subjects]
    add_rows_by(connection, JournalEntry, rows)


def _row(
    action: str, actor: str, congress_id: int | None, subject_kind: str, *, now: datetime
) -> dict[str, Any]:  # Any: values of columns
    return {"congress_id": congress_id, "at": now, "actor": actor, "action": action, "subject_kind": subject_kind}


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
