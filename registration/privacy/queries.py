"""Every select on what is held about people, and on those who were erased."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, exists, func, select
from sqlalchemy.orm import Session, joinedload

from app.congress.models import Congress
from app.errors import NotFound
from app.feature import PersonalData
from app.jobs.models import Job, JobStatus
from app.mail.outbox import MAIL_JOB
from app.orm import Base
from registration.fields.models import FormField
from registration.participants.models import Participant
from registration.privacy.models import ErasedCount, Erasure, ErasureRequest, Retention


def number_of_rows(session: Session, held: PersonalData, person_id: int) -> int:
    """Count the rows of a table that refer to somebody."""
    table = _table(held)
    return session.scalar(select(func.count()).select_from(table).where(table.c[held.column] == person_id)) or 0


def rows(
    session: Session, held: PersonalData, person_id: int
) -> Sequence[Mapping[str, Any]]:  # Any: columns of any kind
    """Give the rows of a table that refer to somebody, without the keys of the house."""
    table = _table(held)
    told = [column for column in table.columns if column.name not in held.secret]
    query = select(*told).where(table.c[held.column] == person_id).order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in session.execute(query)]  # noqa: SLF001 -- SQLAlchemy's public name for it


def mails_to(session: Session, person_id: int) -> Sequence[str]:
    """List the public ids of the mails to somebody; files of mails bear them."""
    query = select(Job.public_id).where(Job.participant_id == person_id, Job.kind == MAIL_JOB)
    return session.scalars(query).all()


def jobs(session: Session, person_id: int) -> Sequence[Job]:
    return session.scalars(select(Job).where(Job.participant_id == person_id).order_by(Job.id)).all()


def is_another_waiting(session: Session, job: Job) -> bool:
    """Tell whether a later job will do the same work again anyway."""
    later = select(Job.id).where(Job.kind == job.kind, Job.status == JobStatus.WAITING, Job.id > job.id)
    return session.scalar(later.limit(1)) is not None


def request_of(session: Session, person_id: int) -> ErasureRequest | None:
    return session.scalar(select(ErasureRequest).where(ErasureRequest.participant_id == person_id))


def request_by_number(session: Session, congress_id: int, number: str) -> ErasureRequest:
    """Find a wish by the number of its later proof; raises NotFound."""
    query = select(ErasureRequest).where(ErasureRequest.congress_id == congress_id, ErasureRequest.public_id == number)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def requests(session: Session, congress_id: int) -> Sequence[tuple[ErasureRequest, Participant]]:
    """List who asked to be erased, longest first."""
    query = select(ErasureRequest, Participant).join(Participant, Participant.id == ErasureRequest.participant_id)
    found = session.execute(query.where(ErasureRequest.congress_id == congress_id).order_by(ErasureRequest.asked_at))
    return [(request, person) for request, person in found]


def erasure(session: Session, congress_id: int, number: str) -> Erasure:
    """Find the proof of an erasure in this congress; raises NotFound."""
    found = session.scalar(select(Erasure).where(Erasure.congress_id == congress_id, Erasure.public_id == number))
    if found is None:
        raise NotFound
    return found


def erasures(session: Session, congress_id: int) -> Sequence[Erasure]:
    """List the latest proofs, newest first."""
    query = select(Erasure).where(Erasure.congress_id == congress_id).order_by(Erasure.at.desc(), Erasure.id.desc())
    return session.scalars(query.limit(200)).all()


def digests(session: Session) -> Sequence[str]:
    return session.scalars(select(Erasure.digest).distinct()).all()


def public_ids(session: Session) -> Sequence[tuple[int, str]]:
    """List id and public id of every participant of the house."""
    return [(number, name) for number, name in session.execute(select(Participant.id, Participant.public_id))]


def congresses_with_retention(session: Session) -> Sequence[Congress]:
    query = (
        select(Congress).join(Retention, Retention.congress_id == Congress.id).order_by(Congress.ends_on, Congress.id)
    )
    return session.scalars(query).all()


def congresses_that_forget(session: Session) -> Sequence[Congress]:
    """List the congresses that promised to let go of people, or of the answers to a question."""
    has_questions = exists().where(FormField.congress_id == Congress.id, FormField.kept_days.is_not(None))
    has_time = exists().where(Retention.congress_id == Congress.id)
    return session.scalars(select(Congress).where(has_time | has_questions).order_by(Congress.id)).all()


def people(session: Session, congress_id: int, *, limit: int) -> Sequence[Participant]:
    """List some of the participants of a congress, with the congress."""
    query = select(Participant).where(Participant.congress_id == congress_id).options(joinedload(Participant.congress))
    return session.scalars(query.order_by(Participant.id).limit(limit)).all()


def number_of_people(session: Session, congress_id: int) -> int:
    return session.scalar(select(func.count(Participant.id)).where(Participant.congress_id == congress_id)) or 0


def number_by_table(session: Session, held: Sequence[PersonalData], congress_id: int) -> Mapping[str, int]:
    """Count what is held about all participants of a congress, by table; what knows them by their address alone is left out."""
    counts: dict[str, int] = {}
    for data in held:
        table = _table(data)
        if data.erase is None and data.column in table.c:
            query = select(func.count()).select_from(table).join(Participant, Participant.id == table.c[data.column])
            if table.name == Participant.__tablename__:
                query = select(func.count(Participant.id))
            counts[data.label] = session.scalar(query.where(Participant.congress_id == congress_id)) or 0
    return counts


def erased(session: Session, congress_id: int, kind: str) -> Mapping[str, int]:
    """Tell as what those who were erased had been counted, by value."""
    query = select(ErasedCount).where(ErasedCount.congress_id == congress_id, ErasedCount.kind == kind)
    return {counted.value: counted.number for counted in session.scalars(query)}


def with_erased(session: Session, congress_id: int, kind: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Add those who were erased to a count by *kind*, such as sector, so that statistics stay as they were."""
    gone = erased(session, congress_id, kind)
    return {value: counts.get(value, 0) + gone.get(value, 0) for value in (*counts, *(gone.keys() - counts.keys()))}


def _table(held: PersonalData) -> Table:
    return Base.metadata.tables[held.table]
