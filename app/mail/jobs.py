"""Send one mail of the outbox."""

import time
from collections.abc import Mapping

from flask import current_app

from app.config import Config
from app.db import end_reading, reading
from app.feature import MailRenderer
from app.jobs.models import Job
from app.jobs.relay import GiveUp, Progress
from app.mail.transport import transport_of


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
    transport_of(config).send(email)
    _pace(config)


def _pace(config: Config) -> None:
    """Keep below the number of mails that the server of this installation takes in a minute."""
    if config.smtp_url:
        time.sleep(60 / max(1, int(config.mail_per_minute)))
