"""Every select on mails and addresses."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.models import Job
from app.mail.models import AddressFault
from app.mail.outbox import MAIL_JOB


def mail_by_id(session: Session, public_id: str) -> Job | None:
    """Find the outbox row that a Message-ID names."""
    return session.scalar(select(Job).where(Job.public_id == public_id, Job.kind == MAIL_JOB))


def fault_of(session: Session, participant_id: int) -> AddressFault | None:
    return session.get(AddressFault, participant_id, populate_existing=True)
