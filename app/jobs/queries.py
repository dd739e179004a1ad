"""Every select and claim on jobs."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.jobs.models import Job, JobStatus


def claim(session: Session, *, now: datetime, lease: timedelta, limit: int) -> Sequence[Job]:
    """Take up to *limit* due jobs for *lease*; nobody else gets them before it ends. By priority, then oldest first.

    They are chosen in a WITH query, which runs once: a subquery beside IN may be run once a row, and then finds more than *limit*
    (as PostgreSQL does once it knows how few rows there are).
    """
    due = (
        select(Job.id)
        .where(Job.status == JobStatus.WAITING, Job.due_at <= now)
        .order_by(Job.priority, Job.due_at, Job.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    taking = (
        update(Job)
        .where(Job.id.in_(select(due.c.id)))
        .values(due_at=now + lease, attempts=Job.attempts + 1)
        .returning(Job)
    )
    jobs = session.scalars(taking.execution_options(synchronize_session=False, populate_existing=True)).all()
    return sorted(jobs, key=lambda job: (job.priority, job.id))


def put_back(session: Session, jobs: Sequence[Job], *, now: datetime) -> None:
    """Give claimed jobs back that were not begun, as if nobody had claimed them."""
    ids = [job.id for job in jobs]
    session.execute(update(Job).where(Job.id.in_(ids)).values(due_at=now, attempts=Job.attempts - 1))


def by_public_id(session: Session, public_id: str) -> Job | None:
    return session.scalar(select(Job).where(Job.public_id == public_id))


def is_lost(session: Session, public_id: str | None) -> bool:
    """Say whether nobody works on a job any more: it was given up, cancelled or forgotten."""
    job = by_public_id(session, public_id) if public_id else None
    return job is None or job.status != JobStatus.WAITING


def steps(session: Session, public_id: str | None) -> tuple[int, int]:
    """Tell how many steps of a job are done, of how many; 0 of 0 while that is not known."""
    job = by_public_id(session, public_id) if public_id else None
    return (job.progress_done, job.progress_total) if job else (0, 0)


def dead(session: Session, congress_id: int) -> Sequence[Job]:
    """List what was given up, newest first, for the organiser."""
    query = select(Job).where(Job.congress_id == congress_id, Job.status == JobStatus.DEAD).order_by(Job.id.desc())
    return session.scalars(query.limit(200)).all()
