"""Every select on substitutions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from registration.participants.models import Participant
from registration.substitutes.models import Substitution

_WITH_CONGRESS = joinedload(Substitution.participant).joinedload(Participant.congress)


def of_participant(session: Session, participant_id: int) -> Substitution | None:
    """Find whom somebody has asked to take their place."""
    return session.scalar(select(Substitution).where(Substitution.participant_id == participant_id))


def by_link(session: Session, link_digest: str) -> Substitution:
    """Find what a colleague is asked, with the participant and their congress; raises NotFound."""
    found = session.scalar(select(Substitution).where(Substitution.link_digest == link_digest).options(_WITH_CONGRESS))
    if found is None:
        raise NotFound
    return found


def by_public_id(session: Session, public_id: str) -> Substitution | None:
    """Find a substitution that is still open, with the participant and their congress."""
    return session.scalar(select(Substitution).where(Substitution.public_id == public_id).options(_WITH_CONGRESS))


def overdue(session: Session, *, now: datetime) -> Sequence[Substitution]:
    """List those whose colleague did not answer in time, with the participant and their congress."""
    return session.scalars(
        select(Substitution).where(Substitution.deadline <= now).order_by(Substitution.id).options(_WITH_CONGRESS)
    ).all()


def to_address(session: Session, congress_id: int, email: str) -> Sequence[Substitution]:
    """List the questions that went to an address in a congress."""
    query = select(Substitution).join(Participant, Participant.id == Substitution.participant_id)
    same = func.lower(Substitution.email) == email.lower()
    return session.scalars(query.where(Participant.congress_id == congress_id, same)).all()
