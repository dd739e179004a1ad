"""Every select on the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.models import JournalEntry


@dataclass(frozen=True)
class Filter:
    """Which entries a page shows; an empty field does not narrow it. *who* is how an actor begins, such as "user:"."""

    subject_kind: str = ""
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before_id: int | None = None


def about(session: Session, *, subject_kind: str, subject_id: int) -> Sequence[JournalEntry]:
    """List what happened to one subject, oldest first."""
    query = select(JournalEntry).where(JournalEntry.subject_kind == subject_kind, JournalEntry.subject_id == subject_id)
    return session.scalars(query.order_by(JournalEntry.id)).all()


def of_congress(session: Session, congress_id: int, wanted: Filter, *, limit: int) -> Sequence[JournalEntry]:
    """List what happened in a congress, newest first."""
    query = select(JournalEntry).where(JournalEntry.congress_id == congress_id)
    if wanted.subject_kind:
        query = query.where(JournalEntry.subject_kind == wanted.subject_kind)
    if wanted.who:
        query = query.where(JournalEntry.actor.startswith(wanted.who, autoescape=True))
    if wanted.since:
        query = query.where(JournalEntry.at >= wanted.since)
    if wanted.until:
        query = query.where(JournalEntry.at < wanted.until)
    if wanted.before_id is not None:
        query = query.where(JournalEntry.id < wanted.before_id)
    return session.scalars(query.order_by(JournalEntry.id.desc()).limit(limit)).all()


def subject_kinds(session: Session, congress_id: int) -> Sequence[str]:
    """List what the entries of a congress are about."""
    query = select(JournalEntry.subject_kind).where(JournalEntry.congress_id == congress_id).distinct()
    return session.scalars(query.order_by(JournalEntry.subject_kind)).all()
