"""Every select on designs."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.congress.look.queries import look_on_paper
from app.errors import NotFound
from badges.design import LOGO
from badges.designs.models import BadgeColours, BadgeDesign, BadgePicture
from forums.dialogue.models import Preference
from registration.participants.models import Participant
from registration.participants.rules import Status

MOST_LOOKED_AT = 5000
Found = TypeVar("Found")


def designs(session: Session, congress_id: int) -> Sequence[BadgeDesign]:
    """List the designs of a congress by name."""
    query = select(BadgeDesign).where(BadgeDesign.congress_id == congress_id)
    return session.scalars(query.order_by(BadgeDesign.name, BadgeDesign.id)).all()


def design(session: Session, congress_id: int, public_id: str) -> BadgeDesign:
    """Find a design of this congress; raises NotFound."""
    query = select(BadgeDesign).where(BadgeDesign.congress_id == congress_id, BadgeDesign.public_id == public_id)
    return _one(session.scalar(query))


def pictures(session: Session, congress_id: int) -> Sequence[BadgePicture]:
    """List the pictures of a congress by name, without what is in them."""
    query = select(BadgePicture).where(BadgePicture.congress_id == congress_id)
    return session.scalars(query.order_by(BadgePicture.name, BadgePicture.id)).all()


def picture(session: Session, congress_id: int, public_id: str) -> BadgePicture:
    """Find a picture of this congress; raises NotFound."""
    query = select(BadgePicture).where(BadgePicture.congress_id == congress_id, BadgePicture.public_id == public_id)
    return _one(session.scalar(query))


def contents(session: Session, congress_id: int, public_ids: Collection[str]) -> dict[str, bytes]:
    """Map the public ids of pictures to what is in them; LOGO stands for the logo of the congress."""
    query = select(BadgePicture.public_id, BadgePicture.content).where(BadgePicture.congress_id == congress_id)
    found = {row[0]: row[1] for row in session.execute(query.where(BadgePicture.public_id.in_(public_ids)))}
    look = look_on_paper(session, congress_id) if LOGO in public_ids else None
    return found | ({LOGO: look.paper} if look and look.paper else {})


def colours(session: Session, congress_id: int) -> Mapping[str, str]:
    """Map the codes of categories to their colours."""
    found = session.get(BadgeColours, congress_id)
    return found.colours if found is not None else {}


def longest_first(session: Session, congress_id: int) -> Sequence[Row[*tuple[Any, ...]]]:  # Any: columns by name
    """List who is confirmed with name and length of organisation, the longest name first."""
    columns = Participant.id, Participant.name, func.length(Participant.organisation).label("organisation")
    query = select(*columns).where(Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED)
    query = query.order_by(func.length(Participant.name).desc(), Participant.id)
    return session.execute(query.limit(MOST_LOOKED_AT)).all()


def most_wishes(session: Session, congress_id: int) -> int | None:
    """Find who of the confirmed wishes for the most forums; None if nobody wishes for any."""
    query = select(Preference.participant_id).join(Participant, Participant.id == Preference.participant_id)
    query = query.where(Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED)
    order = func.count().desc(), Preference.participant_id
    return session.scalar(query.group_by(Preference.participant_id).order_by(*order).limit(1))


def _one(found: Found | None) -> Found:
    if found is None:
        raise NotFound
    return found
