"""What only the API asks."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant


def assignments(session: Session, congress_id: int) -> Sequence[Mapping[str, object]]:
    """List who sits where, by forum and then by public id; no names."""
    columns = (
        Participant.public_id.label("participant"),
        Forum.public_id.label("forum"),
        Forum.number.label("forum_number"),
        Seat.slot,
        Seat.assigned_at,
    )
    query = select(*columns).join(Seat, Seat.participant_id == Participant.id).join(Forum, Forum.id == Seat.forum_id)
    ordered = query.where(Forum.congress_id == congress_id).order_by(Forum.number, Participant.public_id)
    return [dict(row) for row in session.execute(ordered).mappings()]
