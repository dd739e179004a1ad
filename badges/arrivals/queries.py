"""Every select on arrivals."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from badges.checkin.models import Presence
from registration.participants.models import Participant
from registration.participants.rules import ParticipantRole, Status

_CONFIRMED = Participant.status == Status.CONFIRMED


def arrivals_since(session: Session, congress_id: int, since: datetime) -> Sequence[datetime]:
    """List when people came, from *since* on."""
    query = select(Presence.at).where(Presence.congress_id == congress_id, Presence.at >= since)
    return session.scalars(query.order_by(Presence.at)).all()


def expected(session: Session, congress_id: int) -> int:
    """Count who is confirmed."""
    query = select(func.count()).select_from(Participant).where(Participant.congress_id == congress_id, _CONFIRMED)
    return session.scalar(query) or 0


def came(session: Session, congress_id: int) -> int:
    """Count who came, whether or not they have left again."""
    return session.scalar(select(func.count()).select_from(Presence).where(Presence.congress_id == congress_id)) or 0


def by_gate(session: Session, congress_id: int) -> Sequence[Row[str, int]]:
    """Count arrivals by the gate that let people in, the busiest first."""
    number = func.count()
    query = select(Presence.gate, number).where(Presence.congress_id == congress_id).group_by(Presence.gate)
    return session.execute(query.order_by(number.desc(), Presence.gate)).all()


def by_organisation(session: Session, congress_id: int, *, most: int) -> Sequence[Row[str, int, int]]:
    """Count who came and who is expected of each organisation, the largest first."""
    number, here = func.count(), func.sum(case((Presence.participant_id.is_not(None), 1), else_=0))
    query = select(func.min(Participant.organisation), here, number)
    query = query.outerjoin(Presence, Presence.participant_id == Participant.id)
    query = query.where(Participant.congress_id == congress_id, _CONFIRMED, Participant.organisation_key != "")
    query = query.group_by(Participant.organisation_key).order_by(number.desc(), Participant.organisation_key)
    return session.execute(query.limit(most)).all()


def missing_in_role(session: Session, congress_id: int, role: ParticipantRole) -> Sequence[Row[str, str, str]]:
    """List public id, name and organisation of the confirmed in a role who have not come."""
    query = select(Participant.public_id, Participant.name, Participant.organisation)
    query = query.outerjoin(Presence, Presence.participant_id == Participant.id)
    query = query.where(Participant.congress_id == congress_id, _CONFIRMED, Participant.role == role.value)
    return session.execute(query.where(Presence.participant_id.is_(None)).order_by(Participant.name_key)).all()
