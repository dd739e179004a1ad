"""Remember which addresses take no mail."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import tokens
from app.jobs import service as jobs
from app.jobs.models import Job, JobStatus
from app.mail import queries
from app.mail.bounces import Report
from app.mail.models import AddressFault

RETURNED = "the mail came back"  # begins the error of a mail that a server took and sent back


def mark_address(session: Session, *, participant_id: int, address: str, answer: str, now: datetime) -> None:
    """Note that somebody's address takes no mail; *answer* is a code, not the words of a server."""
    session.merge(
        AddressFault(participant_id=participant_id, address_digest=digest_of(address), at=now, answer=answer[:200])
    )


def clear_address(session: Session, *, participant_id: int) -> None:
    """Forget it, since a mail has been taken."""
    session.execute(delete(AddressFault).where(AddressFault.participant_id == participant_id))


def is_marked(fault: AddressFault | None, address: str) -> bool:
    """Tell whether *fault* is about this address, and not about one that has been corrected since."""
    return fault is not None and fault.address_digest == digest_of(address)


def take_back(session: Session, report: Report, *, now: datetime) -> Job | None:
    """Note that a mail came back; return it, or None where the report is about no mail that was sent, or not about a failure."""
    mail = queries.mail_by_id(session, report.mail)
    if mail is None or mail.status != JobStatus.DONE or report.action != "failed":
        return None
    error = f"{RETURNED} {report.status}".rstrip()
    jobs.finish(session, mail.id, now=now, status=JobStatus.DEAD, error=error)
    return mail


def digest_of(address: str) -> str:
    """Reduce an address to what recognises it."""
    return tokens.digest(address.casefold())
