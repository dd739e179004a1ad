"""Every select on digests."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.congress.models import Congress
from app.digests.models import Digest
from app.jobs.models import Job, JobStatus
from app.journal.models import JournalEntry
from app.mail.outbox import MAIL_JOB


def digest_of(session: Session, *, account_id: int, congress_id: int) -> Digest | None:
    return session.get(Digest, (account_id, congress_id), populate_existing=True)


def everyones(session: Session) -> Sequence[Row[Digest, Account, Congress]]:
    """List every digest with its account and congress."""
    query = (
        select(Digest, Account, Congress)
        .join(Account, Account.id == Digest.account_id)
        .join(Congress, Congress.id == Digest.congress_id)
        .order_by(Digest.account_id, Digest.congress_id)
    )
    return session.execute(query, execution_options={"populate_existing": True}).all()


def move_on(session: Session, digest: Digest, *, until: datetime) -> bool:
    """Note up to when somebody has been told, unless another relay was faster; tell whether it was done."""
    here = (Digest.account_id == digest.account_id, Digest.congress_id == digest.congress_id)
    moving = update(Digest).where(*here, Digest.told_until == digest.told_until).values(told_until=until)
    return session.scalar(moving.returning(Digest.account_id)) is not None


def happened(session: Session, congress_id: int, *, since: datetime, until: datetime) -> dict[str, int]:
    """Count what the journal holds of a congress, by action, after *since* and up to *until*."""
    query = select(JournalEntry.action, func.count()).where(
        JournalEntry.congress_id == congress_id, JournalEntry.at > since, JournalEntry.at <= until
    )
    return dict(session.execute(query.group_by(JournalEntry.action)).all())


def undelivered(session: Session, congress_id: int, *, since: datetime, until: datetime) -> int:
    """Count the mails of a congress that were given up after *since* and up to *until*, and still are."""
    query = select(func.count()).where(
        Job.congress_id == congress_id,
        Job.kind == MAIL_JOB,
        Job.status == JobStatus.DEAD,
        Job.finished_at > since,
        Job.finished_at <= until,
    )
    return session.scalar(query) or 0
