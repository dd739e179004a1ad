"""Every select on sessions and speakers."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound
from app.programme.models import Appearance, ProgrammeSession, Speaker

WITH_PEOPLE = (
    joinedload(ProgrammeSession.room),
    selectinload(ProgrammeSession.appearances).joinedload(Appearance.speaker),
)
WITH_SESSIONS = (selectinload(Speaker.appearances).joinedload(Appearance.session),)


def sessions(session: Session, congress_id: int) -> Sequence[ProgrammeSession]:
    """List the programme in the order of time, with rooms, appearances and speakers; cancelled sessions too."""
    return session.scalars(_sessions(congress_id).options(*WITH_PEOPLE)).all()


def session_by_public_id(session: Session, congress_id: int, public_id: str) -> ProgrammeSession:
    """Find a session of this congress, with room, appearances and speakers; raises NotFound."""
    query = _sessions(congress_id).where(ProgrammeSession.public_id == public_id)
    found = session.scalar(query.options(*WITH_PEOPLE))
    if found is None:
        raise NotFound
    return found


def speakers(session: Session, congress_id: int) -> Sequence[Speaker]:
    """List the speakers of a congress by name, with their appearances and the sessions of these."""
    query = select(Speaker).where(Speaker.congress_id == congress_id).order_by(Speaker.name, Speaker.id)
    return session.scalars(query.options(*WITH_SESSIONS)).all()


def speaker_by_public_id(session: Session, congress_id: int, public_id: str) -> Speaker:
    """Find a speaker of this congress, with appearances and sessions; raises NotFound."""
    query = select(Speaker).where(Speaker.congress_id == congress_id, Speaker.public_id == public_id)
    found = session.scalar(query.options(*WITH_SESSIONS))
    if found is None:
        raise NotFound
    return found


def speaker_by_name(session: Session, congress_id: int, *, name: str, organisation: str) -> Speaker | None:
    """Find somebody by name and organisation; of several the first in the list."""
    query = select(Speaker).where(Speaker.congress_id == congress_id, Speaker.name == name)
    return session.scalar(query.where(Speaker.organisation == organisation).order_by(Speaker.id).limit(1))


def speaker_ids(session: Session, congress_id: int, public_ids: Collection[str]) -> dict[str, int]:
    """Map public ids of speakers of this congress to their ids; those of other congresses are left out."""
    query = select(Speaker.public_id, Speaker.id).where(Speaker.congress_id == congress_id)
    return {row.public_id: row.id for row in session.execute(query.where(Speaker.public_id.in_(public_ids)))}


def _sessions(congress_id: int) -> Select[ProgrammeSession]:
    query = select(ProgrammeSession).where(ProgrammeSession.congress_id == congress_id)
    return query.order_by(ProgrammeSession.starts_at, ProgrammeSession.ends_at, ProgrammeSession.id)
