"""The verbs of places: open them, change their number."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.orm import insert_new
from registration.participants.models import Places
from registration.participants.service.waiting_list import offer_free_places
from registration.places.service import open_categories


def open_places(session: Session, congress: Congress, *, capacity: int) -> None:
    """Give a new congress its places and categories; needed once, before the first registration."""
    session.execute(insert_new(session, Places).values(congress_id=congress.id, capacity=capacity))
    open_categories(session, congress)


def set_capacity(session: Session, congress: Congress, *, capacity: int, now: datetime) -> None:
    """Change the number of places. More: those who wait are offered them. Fewer: nobody loses a place already held."""
    session.execute(update(Places).where(Places.congress_id == congress.id).values(capacity=capacity))
    offer_free_places(session, congress, now=now)
