"""The jobs of an import: go through the lines, and write them a piece at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.config import Config
from app.congress import queries as congresses
from app.db import end_reading, reading, transaction
from app.jobs.models import Job
from app.jobs.relay import Cancelled, Progress
from registration.exchange import queries, service, words
from registration.exchange.errors import Broken, UploadError
from registration.exchange.rules import Verdict
from registration.exchange.service import Work
from registration.fields import queries as form_of
from registration.places import queries as places

PIECE = 200  # lines between which others get in: about a tenth of a second


def check(progress: Progress, job: Job) -> None:
    """Find out what each line of the file named in *job* would do, without writing anything."""
    public_id = str(job.payload["file"])
    with _noting_failure(public_id):
        work = _begin(public_id)
        if work is None:
            return
        found: list[Verdict] = []
        for start in range(0, len(work.lines), PIECE):
            found += service.verdicts(reading(), work, work.lines[start : start + PIECE])
            end_reading()
            progress(min(start + PIECE, len(work.lines)), len(work.lines))
        with transaction() as session:
            service.keep_check(session, public_id, found)


def write(progress: Progress, job: Job) -> None:
    """Write the faultless lines of the file named in *job*; begun again after a crash, it goes on where it was."""
    public_id, actor = str(job.payload["file"]), str(job.payload["actor"])
    config: Config = current_app.extensions["reihum_config"]
    with _noting_failure(public_id):
        work = _begin(public_id)
        if work is None:
            return
        for start in range(work.lines_done, len(work.lines), PIECE):
            lines = work.lines[start : start + PIECE]
            with transaction() as session:
                congress = congresses.by_id(session, work.congress_id)
                if not service.write(
                    session, congress, work, lines, secret=config.secret_key, actor=actor, now=clock.now()
                ):
                    return
            progress(start + len(lines), len(work.lines))
        with transaction() as session:
            service.finish(session, public_id, actor=actor, now=clock.now())


def forget() -> None:
    """Delete uploads that nobody used."""
    with transaction() as session:
        service.forget_unused(session, now=clock.now())


@contextmanager
def _noting_failure(public_id: str) -> Iterator[None]:
    """Let the organiser know at once that nothing more comes: what the file is at fault for, or that we are."""
    try:
        yield
    except UploadError as fault:
        _fail(public_id, fault)
    except (SQLAlchemyError, Cancelled):
        raise  # the queue tries again
    except Exception:  # what is a bug burns on, once the organiser knows
        _fail(public_id, Broken())
        raise


def _fail(public_id: str, fault: UploadError) -> None:
    with transaction() as session:
        service.fail(session, public_id, code=fault.code, details=fault.details)


def _begin(public_id: str) -> Work | None:
    """Read the file of a job; None if it is gone. Raises an UploadError."""
    session = reading()
    file = queries.file_of_job(session, public_id)
    if file is None:
        return None
    congress = congresses.by_id(session, file.congress_id)
    categories = places.categories(session, congress.id)
    days = words.days_of(congress)
    plan = form_of.plan(session, congress.id)
    own = {"role": [category.code for category in categories], "days": [day.isoformat() for day in days]}
    try:
        spelt = words.spellings(categories, plan=plan, days=days)
        return service.begin(file, spellings=spelt, choices={**plan.choices, **own}, plan=plan)
    finally:
        end_reading()
