"""Put work into the queue, settle it, start it again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, update
from sqlalchemy.orm import Session

from app.jobs.models import Job, JobStatus
from app.orm import add_rows, add_rows_later, new_public_id

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=20)
BULK = 5  # priority of what goes to many at a time


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
    row = _row(kind, public_id, now=now, payload=payload, congress_id=congress_id, participant_id=participant_id)
    row["dedup_key"] = dedup_key
    row["due_at"] = due_at or now
    add_rows_later(session, Job, [row], is_new=True)
    return public_id


def enqueue_many(
    session: Session,
    kind: str,
    *,
    now: datetime,
    congress_id: int,
    participants: Mapping[str, int | None],
    payload: dict[str, Any],  # Any: JSON
) -> None:
    """Add a job for each of *participants*, {public id of the job: id, None for nobody}, behind all that is more urgent."""
    rows = [
        _row(kind, public_id, now=now, payload=payload, congress_id=congress_id, participant_id=participant_id)
        | {"priority": BULK}
        for public_id, participant_id in participants.items()
    ]
    add_rows(session, Job, rows)


def _row(
    kind: str,
    public_id: str,
    *,
    now: datetime,
    payload: dict[str, Any] | None,  # Any: JSON
    congress_id: int | None,
    participant_id: int | None,
) -> dict[str, object]:
    return {
        "public_id": public_id,
        "kind": kind,
        "congress_id": congress_id,
        "participant_id": participant_id,
        "payload": payload or {},
        "status": JobStatus.WAITING,
        "due_at": now,
        "attempts": 0,
        "progress_done": 0,
        "progress_total": 0,
        "cancel_asked": False,
        "created_at": now,
    }


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


def hold(session: Session, chosen: Select[str]) -> None:
    """Set waiting jobs aside, those whose public ids *chosen* selects; one that is under way is finished."""
    waiting = update(Job).where(Job.public_id.in_(chosen), Job.status == JobStatus.WAITING)
    session.execute(waiting.values(status=JobStatus.HELD).execution_options(synchronize_session=False))


def release(session: Session, chosen: Select[str], *, now: datetime) -> None:
    """Let jobs go on that were set aside, with all their attempts."""
    _start(session, chosen, JobStatus.HELD, now=now)


def withdraw(session: Session, chosen: Select[str], *, now: datetime) -> None:
    """Cancel jobs that wait or were set aside."""
    open_ones = update(Job).where(Job.public_id.in_(chosen), Job.status.in_((JobStatus.WAITING, JobStatus.HELD)))
    values = {"status": JobStatus.CANCELLED, "finished_at": now, "error": None}
    session.execute(open_ones.values(values).execution_options(synchronize_session=False))


def retry_all(session: Session, chosen: Select[str], *, now: datetime) -> int:
    """Start the dead ones among some jobs again, with all their attempts; tell how many."""
    return _start(session, chosen, JobStatus.DEAD, now=now)


def _start(session: Session, chosen: Select[str], status: JobStatus, *, now: datetime) -> int:
    values = {"status": JobStatus.WAITING, "due_at": now, "attempts": 0, "error": None, "finished_at": None}
    starting = update(Job).where(Job.public_id.in_(chosen), Job.status == status).values(values)
    done: Any = session.execute(
        starting.execution_options(synchronize_session=False)
    )  # Any: CursorResult, not told by execute
    return int(done.rowcount)


def retry(job: Job, *, now: datetime) -> None:
    """Start a dead job of the caller's session again by hand, with all its attempts."""
    job.status, job.due_at, job.attempts, job.error, job.finished_at = JobStatus.WAITING, now, 0, None, None


def ask_to_cancel(session: Session, job: Job) -> None:
    """Ask a job to stop at its next sign of progress; one that has not begun never begins."""
    session.execute(update(Job).where(Job.id == job.id).values(cancel_asked=True))
