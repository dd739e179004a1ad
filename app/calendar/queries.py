"""Every select of the calendars: what a feed needs to know before it writes anything."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from forums.dialogue.models import Seat
from registration.participants.models import Participant
from registration.participants.rules import LIVING


@dataclass(frozen=True)
class Reader:
    """Whose personal feed is read, and the states that its bytes depend on."""

    participant_id: int
    public_id: str
    language: str
    is_coming: bool
    revision: int
    changed_at: datetime
    congress: Congress
    forum_id: int | None
    seat_revision: int
    assigned_at: datetime | None


def reader(session: Session, feed_digest: str) -> Reader:
    """Find whose feed this is, in one statement; raises NotFound."""
    columns = (
        Participant.id,
        Participant.public_id,
        Participant.language,
        Participant.status,
        Participant.revision,
        Participant.changed_at,
        Seat.forum_id,
        Seat.revision,
        Seat.assigned_at,
    )
    query = select(Congress, *columns).join(Participant, Participant.congress_id == Congress.id)
    query = query.outerjoin(Seat, Seat.participant_id == Participant.id).where(Participant.feed_digest == feed_digest)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    congress, id_, public_id, language, status, revision, changed_at, forum_id, seat_revision, assigned_at = row
    coming = status in LIVING
    return Reader(
        id_, public_id, language, coming, revision, changed_at, congress, forum_id, seat_revision or 0, assigned_at
    )
