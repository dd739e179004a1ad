"""Every select of the calendars: what a feed needs to know before it writes anything, in one quick question."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.db import ask
from app.errors import NotFound
from forums.dialogue.models import Seat
from registration.participants.models import Participant
from registration.participants.rules import LIVING

_CONGRESS = select(Congress.id, Congress.revision, Congress.changed_at).where(
    Congress.slug == bindparam("slug"), Congress.is_public
)
_READER = (
    select(
        Congress.id,
        Congress.revision,
        Congress.changed_at,
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
    .join(Participant, Participant.congress_id == Congress.id)
    .outerjoin(Seat, (Seat.participant_id == Participant.id) & (Seat.slot == 1))
    .where(Participant.feed_digest == bindparam("digest"), Congress.slug == bindparam("slug"))
)


@dataclass(frozen=True)
class State:
    """What the bytes of a congress' feeds depend on."""

    congress_id: int
    revision: int
    changed_at: datetime


@dataclass(frozen=True)
class Reader:
    """Whose personal feed is read, and the states that its bytes depend on."""

    congress: State
    participant_id: int
    public_id: str
    language: str
    is_coming: bool
    revision: int
    changed_at: datetime
    forum_id: int | None
    seat_revision: int  # of the first slot; every change of a seat raises the revision of the person, too
    assigned_at: datetime | None


def state_of(slug: str) -> State:
    """Tell how a public congress stands; raises NotFound."""
    row = ask(_CONGRESS, slug=slug)
    if row is None:
        raise NotFound
    return State(row[0], row[1], _instant(row[2]))


def reader(slug: str, feed_digest: str) -> Reader:
    """Find whose feed this is, below its own congress only; raises NotFound."""
    row = ask(_READER, slug=slug, digest=feed_digest)
    if row is None:
        raise NotFound
    person, public_id, language, status, revision, changed_at, forum_id, seat_revision, assigned_at = row[3:]
    return Reader(
        congress=State(row[0], row[1], _instant(row[2])),
        participant_id=person,
        public_id=public_id,
        language=language,
        is_coming=status in LIVING,
        revision=revision,
        changed_at=_instant(changed_at),
        forum_id=forum_id,
        seat_revision=seat_revision or 0,
        assigned_at=_instant(assigned_at) if assigned_at else None,
    )


def revisions_of_seats(session: Session, participant_id: int) -> dict[int, int]:
    """Map the forums (by id) in which somebody sits to the revision of the seat."""
    query = select(Seat.forum_id, Seat.revision).where(Seat.participant_id == participant_id)
    return dict(session.execute(query).all())


def _instant(value: datetime | str) -> datetime:
    """Read an instant as the drivers give it: SQLite's a text in UTC, PostgreSQL's aware."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC)
