"""Put work into the queue, settle it, start it again."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.jobs.models import Job, JobStatus
from app.orm import add_new_row, new_public_id

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=20)


def enqueue(
    session: Session,
    kind: str,
    *,
    now: datetime,
    payload: dict[str, Any] | None = None,  # Any: JSON
    congress_id: int | None = None,
    participant_id: int | None = None,
    dedup_key: str | None = None,
    due_at: datetime | None = None,
) -> str:
    """Add a job to the caller's transaction and return its public id. A *dedup_key* works only once, ever."""
    public_id = new_public_id()
    row = {
        "public_id": public_id,
        "kind": kind,
        "dedup_key": dedup_key,
        "congress_id": congress_id,
        "participant_id": participant_id,
        "payload": payload or {},
        "status": JobStatus.WAITING,
        "due_at": due_at or now,
        "attempts": 0,
        "progress_done": 0,
        "progress_total": 0,
        "cancel_asked": False,
        "created_at": now,
    }
    add_new_row(session, Job, row)
    return public_id


def finish(
    session: Session, job_id: int, *, now: datetime, status: JobStatus = JobStatus.DONE, error: str | None = None
) -> None:
    """Settle a job for good."""
    session.execute(update(Job).where(Job.id == job_id).values(status=status, finished_at=now, error=error))


def postpone(session: Session, job: Job, *, now: datetime, error: str) -> None:
    """Try again later, each time after twice the pause; give up after MAX_ATTEMPTS (about 45 minutes)."""
    if job.attempts >= MAX_ATTEMPTS:
        finish(session, job.id, now=now, status=JobStatus.DEAD, error=error)
        return
    pause = FIRST_PAUSE * 2 ** (job.attempts - 1)
    session.execute(update(Job).where(Job.id == job.id).values(due_at=now + pause, error=error))


def retry(job: Job, *, now: datetime) -> None:
    """Start a dead job of the caller's session again by hand, with all its attempts."""
    job.status, job.due_at, job.attempts, job.error, job.finished_at = JobStatus.WAITING, now, 0, None, None


def ask_to_cancel(session: Session, job: Job) -> None:
    """Ask a job to stop at its next sign of progress; one that has not begun never begins."""
    session.execute(update(Job).where(Job.id == job.id).values(cancel_asked=True))
