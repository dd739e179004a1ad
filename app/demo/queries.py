"""Every select that only the demonstration needs."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.dialogue.models import Preference, Seat
from registration.participants.models import Participant
from registration.participants.rules import ParticipantRole, Status


def example_guest(session: Session, slug: str) -> Participant | None:
    """Find a guest of a congress whose page has much to tell: seated by the second wish if there is one, else the first to come."""
    second = and_(Preference.forum_id == Seat.forum_id, Preference.rank == 2)  # noqa: PLR2004 -- the second wish
    query = (
        select(Participant)
        .join(Congress, Participant.congress_id == Congress.id)
        .outerjoin(Seat, Seat.participant_id == Participant.id)
        .outerjoin(Preference, and_(Preference.participant_id == Participant.id, second))
        .where(Congress.slug == slug, Participant.status == Status.CONFIRMED)
        .where(Participant.role == ParticipantRole.PARTICIPANT)
    )
    return session.scalar(query.order_by(Preference.id.is_(None), Participant.id).limit(1))
