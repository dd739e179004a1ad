"""The relay: claims due jobs, runs them, settles them. One thread beside the server, or `reihum worker`."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import clock
from app.db import db, transaction
from app.errors import DomainError
from app.feature import JobFunction, Routine
from app.jobs import queries, service
from app.jobs.models import Job, JobStatus

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
BATCH = 20
IDLE_SECONDS = 1.0
REPORT_SECONDS = 0.5


class TryLater(Exception):
    """Raised by a job that may well work later, such as a mail server that answers 451."""


class GiveUp(Exception):
    """Raised by a job that will never work, such as a mail to an address that does not exist."""


class Cancelled(Exception):
    """Raised inside a job when somebody asked it to stop, or when there is no reason for it any more."""


class Progress:
    """How far a job is. Calling it extends the job's lease, so that a long job is not started twice."""

    def __init__(self, job_id: int) -> None:
        self._job_id = job_id
        self._last_report = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Report *done* of *total*, at most twice a second; raises Cancelled if somebody asked for it."""
        if time.monotonic() - self._last_report < REPORT_SECONDS and done < total:
            return
        self._last_report = time.monotonic()
        values = {"progress_done": done, "progress_total": total, "due_at": clock.now() + LEASE}
        with transaction() as session:
            session.execute(update(Job).where(Job.id == self._job_id).values(values))
            asked = session.scalar(select(Job.cancel_asked).where(Job.id == self._job_id))
        if asked:
            raise Cancelled


class Relay:
    """Runs jobs of *app* by kind, and the routines that come round by themselves."""

    def __init__(
        self, app: Flask, *, jobs: Mapping[str, JobFunction], routines: Sequence[Routine], lease: timedelta = LEASE
    ) -> None:
        self._app = app
        self._jobs = jobs
        self._routines = routines
        self._lease = lease
        self._last_run: dict[str, datetime] = {}

    def run_forever(self, stop: threading.Event) -> None:
        """Work until *stop* is set; a database that is away for a while does not end it."""
        while not stop.is_set():
            try:
                worked = self.run_once(stop)
            except SQLAlchemyError as fault:
                log.warning("the database does not answer (%s); trying again", type(fault).__name__)
                worked = 0
            if not worked:
                stop.wait(IDLE_SECONDS)

    def run_once(self, stop: threading.Event | None = None) -> int:
        """Run the routines that are due and one batch of jobs; return the number of jobs run.

        What is not begun when *stop* is set, or when the lease may end before it is done, goes back into the queue.
        """
        with self._app.app_context():
            self._run_routines()
            claimed_at = clock.now()
            with transaction() as session:
                jobs = queries.claim(session, now=claimed_at, lease=self._lease, limit=BATCH)
                session.expunge_all()
            for number, job in enumerate(jobs):
                if (stop is not None and stop.is_set()) or (number and clock.now() - claimed_at > self._lease / 2):
                    self._put_back(jobs[number:])
                    return number
                self._run(job)
            return len(jobs)

    def run_until_idle(self, *, rounds: int = 1000) -> int:
        """Run all that is due, and what that brings about; for the demo and the tests."""
        total = 0
        for _ in range(rounds):
            worked = self.run_once()
            if not worked:
                return total
            total += worked
        return total

    def _run_routines(self) -> None:
        for routine in self._routines:
            last = self._last_run.get(routine.name)
            if last is None or clock.now() - last >= routine.every:
                self._last_run[routine.name] = clock.now()
                self._come_round(routine)

    def _come_round(self, routine: Routine) -> None:
        try:
            routine.run()
        except SQLAlchemyError:
            raise
        except Exception:  # the door of the routines: a bug in one must not stop the mails
            log.exception("the routine %s failed", routine.name)
            db.session.rollback()

    def _put_back(self, jobs: Sequence[Job]) -> None:
        with transaction() as session:
            queries.put_back(session, jobs, now=clock.now())

    def _run(self, job: Job) -> None:
        settle = self._outcome(job)
        db.session.rollback()
        with transaction() as session:
            settle(session)

    def _outcome(self, job: Job) -> Callable[[Session], None]:
        """Run *job* and decide what becomes of it."""
        if job.cancel_asked:
            return lambda s: service.finish(s, job.id, now=clock.now(), status=JobStatus.CANCELLED)
        try:
            self._jobs[job.kind](Progress(job.id), job)
        except TryLater as later:
            error = str(later)
            return lambda s: service.postpone(s, job, now=clock.now(), error=error)
        except (GiveUp, DomainError) as end:
            error = str(end)
            return lambda s: service.finish(s, job.id, now=clock.now(), status=JobStatus.DEAD, error=error)
        except Cancelled as end:
            reason = str(end) or None
            return lambda s: service.finish(s, job.id, now=clock.now(), status=JobStatus.CANCELLED, error=reason)
        except Exception as bug:  # the door of the jobs: a bug in one must not stop the others
            log.exception("job %s of kind %s failed", job.public_id, job.kind)
            error = type(bug).__name__
            return lambda s: service.postpone(s, job, now=clock.now(), error=error)
        return lambda s: service.finish(s, job.id, now=clock.now())
