"""The outbox: a mail is a job of kind ``mail``, written in the transaction that causes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.jobs import service

MAIL_JOB = "mail"


def put(
    session: Session,
    kind: str,
    *,
    now: datetime,
    congress_id: int | None,
    participant_id: int | None,
    dedup_key: str | None = None,
    payload: dict[str, Any] | None = None,  # Any: JSON
) -> None:
    """Queue the mail *kind* ("registration.confirm"). It is rendered when sent, from ids only: no address waits in the queue.

    The same *dedup_key* is never sent twice.
    """
    service.enqueue(
        session,
        MAIL_JOB,
        now=now,
        congress_id=congress_id,
        participant_id=participant_id,
        dedup_key=dedup_key,
        payload={"mail": kind, **(payload or {})},
    )


def put_many(
    session: Session,
    kind: str,
    *,
    now: datetime,
    congress_id: int,
    participants: Mapping[str, int | None],
    payload: dict[str, Any],  # Any: JSON
) -> None:
    """Queue the mail *kind* to many, {public id of the mail: id of the participant, None for others}; urgent mails overtake them.

    Who gets it, and that nobody gets it twice, is the caller's to see to.
    """
    service.enqueue_many(
        session,
        MAIL_JOB,
        now=now,
        congress_id=congress_id,
        participants=participants,
        payload={"mail": kind, **payload},
    )
