"""The verbs of categories, and of days of attendance."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.journal.service import record
from app.orm import insert_new, new_public_id
from registration.places.models import Category
from registration.places.rules import DEFAULT_LABELS, DefaultCategory


def open_categories(session: Session, congress: Congress) -> None:
    """Give a new congress the default categories; those that it has already stay as they are."""
    rows = [
        {
            "public_id": new_public_id(),
            "congress_id": congress.id,
            "code": code,
            "label": label,
            "position": position,
            "is_open": True,
            "joins_forums": code == DefaultCategory.PARTICIPANT,
        }
        for position, (code, label) in enumerate(DEFAULT_LABELS.items())
    ]
    session.execute(insert_new(session, Category).values(rows))


def set_asked_days(session: Session, congress: Congress, *, asks: bool, actor: str, now: datetime) -> None:
    """Say whether guests choose on which days they come; whoever chose before keeps their days."""
    if congress.asks_days == asks:
        return
    session.execute(update(Congress).where(Congress.id == congress.id).values(asks_days=asks))
    raise_revision(session, congress.id, now=now)
    record(
        session,
        "congress.days-asked" if asks else "congress.days-not-asked",
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
    )
