"""Send one mail of the outbox."""

import time
from collections.abc import Mapping

from flask import current_app

from app import clock
from app.config import Config
from app.db import end_reading, reading, transaction
from app.feature import MailRenderer
from app.jobs.models import Job
from app.jobs.relay import GiveUp, Progress
from app.mail import queries, service
from app.mail.transport import Refused, transport_of


def send(progress: Progress, job: Job) -> None:  # noqa: ARG001 -- every job gets its progress
    """Render and send *job*; a recipient who is gone by now (erased, cancelled) ends it quietly."""
    renderers: Mapping[str, MailRenderer] = current_app.extensions["reihum_mails"]
    kind = job.payload["mail"]
    if kind not in renderers:
        raise GiveUp(f"nobody renders the mail {kind!r}")
    message = renderers[kind](reading(), job)
    end_reading()  # the mail server may take its time; the database shall not wait for it
    if message is None:
        return
    config: Config = current_app.extensions["reihum_config"]
    email = message.as_email(sender=config.mail_from, message_id=job.public_id, sent_at=job.created_at)
    try:
        transport_of(config).send(email)
    except Refused as refused:
        _mark(job, message.to, answer=str(refused))
        raise
    finally:
        _pace(config)
    _clear(job)


def _mark(job: Job, address: str, *, answer: str) -> None:
    if job.participant_id is not None:
        with transaction() as session:
            service.mark_address(
                session, participant_id=job.participant_id, address=address, answer=answer, now=clock.now()
            )


def _clear(job: Job) -> None:
    if job.participant_id is not None and queries.fault_of(reading(), job.participant_id) is not None:
        with transaction() as session:
            service.clear_address(session, participant_id=job.participant_id)


def _pace(config: Config) -> None:
    """Keep below the number of mails that the server of this installation takes in a minute."""
    if config.smtp_url:
        time.sleep(60 / max(1, int(config.mail_per_minute)))
