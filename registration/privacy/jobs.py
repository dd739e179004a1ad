"""What an erasure leaves to do outside the database: files of mails and others, the list for backups, the file of SQLite itself."""

from collections.abc import Sequence
from contextlib import suppress
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from flask import current_app

from app import clock
from app.config import Config
from app.db import compact as compact_database
from app.db import end_reading, reading, transaction
from app.feature import Person
from app.jobs.models import Job
from app.jobs.relay import Progress, TryLater
from app.jobs.service import enqueue
from registration.fields.service import forget_expired
from registration.privacy import queries, retention, tombstones
from registration.privacy.service import COMPACT_JOB

BATCH = 50


def sweep(progress: Progress, job: Job) -> None:  # noqa: ARG001 -- every job gets its progress
    """Remove the files of somebody who was erased, and note the digest where a backup cannot overwrite it."""
    folder = _instance()
    digests = queries.digests(reading())
    end_reading()
    tombstones.keep(folder, digests)
    for number in job.payload["mails"]:
        for file in (folder / "mail").glob(f"*-{number}.eml"):
            file.unlink(missing_ok=True)
    for name in job.payload["files"]:
        _remove(folder, name)


def compact(progress: Progress, job: Job) -> None:  # noqa: ARG001 -- as above
    """Take the remains of deleted rows out of SQLite's file; the last of several such jobs does it for all."""
    is_done_later = queries.is_another_waiting(reading(), job)
    end_reading()
    if not is_done_later and not compact_database():
        raise TryLater("somebody is still reading the database")


def erase_due() -> None:
    """Let go of everyone whose time is over, some at a time, so that nobody waits long for the database."""
    held = current_app.extensions["reihum_personal"]
    while True:
        with transaction() as session:
            given = {"held": held, "mails_about": mails_about, "now": clock.now(), "limit": BATCH}
            if not retention.erase_due(session, **given):
                return


def forget_answers() -> None:
    """Let go of the answers to questions whose time is over."""
    with transaction() as session:
        if forget_expired(session, now=clock.now()):
            enqueue(session, COMPACT_JOB, now=clock.now())


def warn() -> None:
    """Mail organisers what goes soon."""
    with transaction() as session:
        retention.warn(session, now=clock.now())


def mails_about(people: Sequence[Person]) -> list[str]:
    """Name the files in the mail folder that speak of any of these, such as a digest to organisers; none with SMTP."""
    folder = _instance() / "mail"
    wanted = [word.casefold() for person in people for word in (person.email, person.name) if word]
    return [file.name for file in sorted(folder.glob("*.eml")) if _speaks_of(file, wanted)]


def _speaks_of(file: Path, wanted: list[str]) -> bool:
    with suppress(FileNotFoundError):  # another sweep was faster
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(file.read_bytes())
        parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        told = "\n".join([*(str(value) for value in message.values()), *parts]).casefold()
        return any(word in told for word in wanted)
    return False


def _remove(folder: Path, name: str) -> None:
    """Remove a file of the instance folder; a name that leads out of it is none of ours."""
    file = (folder / name).resolve()
    if file.is_relative_to(folder.resolve()):
        file.unlink(missing_ok=True)


def _instance() -> Path:
    config: Config = current_app.extensions["reihum_config"]
    return config.instance_path
