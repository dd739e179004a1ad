"""Every select of the guests' pages that belongs to no single room."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from app.front.standing import Standing
from forums.dialogue.models import Forum
from registration.participants.models import Places

_HELD = Places.pending + Places.confirmed + Places.offered
_STANDING = (
    select(
        Congress.id,
        Congress.slug,
        Congress.revision,
        Congress.title,
        Congress.starts_on,
        Congress.ends_on,
        Congress.zone,
        Congress.registration_opens_at,
        Congress.registration_closes_at,
        Congress.preferences_until,
        Congress.confirm_hours,
        Congress.wishes,
        (Places.capacity - _HELD).label("free"),
        Places.waiting,
        exists().where(Forum.congress_id == Congress.id).label("has_forums"),
    )
    .join(Places, Places.congress_id == Congress.id)
    .where(Congress.is_public)
)


def standing(session: Session, slug: str) -> Standing:
    """Tell in one statement where a public congress stands; raises NotFound, also for one still in preparation."""
    row: Any = session.execute(
        _STANDING.where(Congress.slug == slug)
    ).one_or_none()  # Any: the fields of Standing in order
    if row is None:
        raise NotFound
    return Standing(*row)


def editions(session: Session) -> Sequence[tuple[int, int]]:
    """List id and revision of every public congress: what the list of congresses turns on."""
    query = select(Congress.id, Congress.revision).where(Congress.is_public).order_by(Congress.id)
    return session.execute(query).all()


def answers(session: Session) -> bool:
    """Ask the database something, to learn whether it answers."""
    return bool(session.scalar(text("SELECT 1")) == 1)
