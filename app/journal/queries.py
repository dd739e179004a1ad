"""Every select on the journal."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.models import JournalEntry


def about(session: Session, *, subject_kind: str, subject_id: int) -> Sequence[JournalEntry]:
    """List what happened to one subject, oldest first."""
    query = select(JournalEntry).where(JournalEntry.subject_kind == subject_kind, JournalEntry.subject_id == subject_id)
    return session.scalars(query.order_by(JournalEntry.id)).all()
