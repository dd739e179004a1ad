"""The verbs of categories."""

from sqlalchemy.orm import Session

from app.congress.models import Congress
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
