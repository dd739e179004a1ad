"""Every select on forums, wishes and seats."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound
from forums.dialogue.models import Forum, Preference, Seat

WITH_PLACE = (joinedload(Forum.room), selectinload(Forum.moderators))


def forums(session: Session, congress_id: int) -> Sequence[Forum]:
    """List the forums of a congress by number, with rooms and moderators; cancelled ones too."""
    query = select(Forum).where(Forum.congress_id == congress_id).order_by(Forum.number)
    return session.scalars(query.options(*WITH_PLACE)).all()


def forum(session: Session, congress_id: int, public_id: str) -> Forum:
    """Find a forum of this congress; raises NotFound."""
    query = select(Forum).where(Forum.congress_id == congress_id, Forum.public_id == public_id)
    found = session.scalar(query.options(*WITH_PLACE))
    if found is None:
        raise NotFound
    return found


def ids_by_public_id(session: Session, congress_id: int) -> dict[str, int]:
    """Map the public ids of the forums that can be wished for to their ids."""
    query = select(Forum.public_id, Forum.id).where(Forum.congress_id == congress_id, Forum.cancelled_at.is_(None))
    return dict(session.execute(query).tuples().all())


def preferences(session: Session, participant_id: int) -> Sequence[str]:
    """List the public ids of the forums that somebody wishes for, dearest first."""
    query = select(Forum.public_id).join(Preference, Preference.forum_id == Forum.id)
    return session.scalars(query.where(Preference.participant_id == participant_id).order_by(Preference.rank)).all()


def seat_of(session: Session, participant_id: int) -> Seat | None:
    """Find where somebody sits, with forum, room and moderators."""
    place = joinedload(Seat.forum)
    query = select(Seat).where(Seat.participant_id == participant_id)
    return session.scalar(query.options(place.joinedload(Forum.room), place.selectinload(Forum.moderators)))
