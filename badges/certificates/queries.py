"""Every select on certificates."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.orm import insert_new
from app.programme.models import ProgrammeSession
from app.programme.rules import SessionKind
from badges.certificates.models import Certificate, CertificateTerms
from badges.certificates.rules import Passing, Span
from badges.checkin.models import Presence, Scan
from badges.checkin.rules import MOVES
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant
from registration.participants.rules import Status

FRESH = {"populate_existing": True}


def terms(session: Session, congress_id: int) -> CertificateTerms | None:
    return session.get(CertificateTerms, congress_id, populate_existing=True)


def passings(session: Session, participant_id: int) -> list[Passing]:
    """List when somebody was seen at any door, and when they went out of the congress."""
    query = select(Scan.effective_at, Scan.is_exit, Scan.door_id).where(
        Scan.participant_id == participant_id,
        Scan.undone_at.is_(None),
        Scan.verdict.in_([verdict.value for verdict in MOVES]),
    )
    return [Passing(row.effective_at, row.is_exit and row.door_id is None) for row in session.execute(query)]


def programme(session: Session, congress_id: int, participant_id: int) -> list[Span]:
    """List when there was programme for somebody: all of it but breaks, and their own forum."""
    items = select(ProgrammeSession.starts_at, ProgrammeSession.ends_at).where(
        ProgrammeSession.congress_id == congress_id,
        ProgrammeSession.cancelled_at.is_(None),
        ProgrammeSession.kind != SessionKind.BREAK,
    )
    forum = select(Forum.starts_at, Forum.ends_at).join(Seat, Seat.forum_id == Forum.id)
    forum = forum.where(Seat.participant_id == participant_id, Forum.cancelled_at.is_(None))
    return [Span(*row) for query in (items, forum) for row in session.execute(query)]


def living(session: Session, participant_id: int, language: str) -> Certificate | None:
    """Find somebody's newest certificate in a language."""
    query = select(Certificate).where(
        Certificate.participant_id == participant_id,
        Certificate.language == language,
        Certificate.replaced_at.is_(None),
    )
    return session.scalar(query, execution_options=FRESH)


def add(session: Session, row: dict[str, object]) -> None:
    """Keep a certificate, unless one was given at the same moment."""
    session.execute(insert_new(session, Certificate).values(row))


def by_public_id(session: Session, congress_id: int, public_id: str) -> Certificate:
    """Find a certificate of a congress by what its code shows; raises NotFound."""
    query = select(Certificate).where(Certificate.congress_id == congress_id, Certificate.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def certificate(session: Session, public_id: str) -> Certificate | None:
    return session.scalar(select(Certificate).where(Certificate.public_id == public_id), execution_options=FRESH)


def attendees(session: Session, congress_id: int) -> Sequence[Participant]:
    """List the confirmed who came, with their congress."""
    query = select(Participant).join(Presence, Presence.participant_id == Participant.id)
    query = query.where(Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED)
    return session.scalars(query.options(joinedload(Participant.congress)).order_by(Participant.id)).all()


def numbers(session: Session, congress_id: int) -> tuple[int, int]:
    """Count certificates that are good, and how many people got theirs by mail."""
    good = Certificate.congress_id == congress_id, Certificate.replaced_at.is_(None)
    query = select(func.count(), func.count(Certificate.mailed_at)).where(*good)
    found = session.execute(query).one()
    return found[0], found[1]
