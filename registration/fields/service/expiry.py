"""Forget what is kept too long: answers whose time is over, and files that nobody sent a form with."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.journal.service import SYSTEM, record
from app.orm import table_of
from registration.fields import queries, rules
from registration.fields.models import FieldAnswer, Upload
from registration.fields.queries import Timed
from registration.participants.models import Participant

PATIENCE: Final = timedelta(days=1)


def forget_expired(session: Session, *, now: datetime) -> list[Timed]:
    """Delete the answers and files whose time is over, built-in ones such as food too; return what was forgotten, for a report."""
    found = queries.expired_answers(session, now=now)
    for expired in found:
        session.execute(delete(FieldAnswer).where(FieldAnswer.field_id == expired.field_id))
        session.execute(delete(Upload).where(Upload.field_id == expired.field_id))
        if expired.is_built_in and expired.key in rules.FORGETTABLE:
            _empty_column(session, expired, now=now)
    for congress_id, keys in _keys_by_congress(found).items():
        record(
            session,
            "form.forgotten",
            actor=SYSTEM,
            congress_id=congress_id,
            subject_kind="congress",
            subject_id=congress_id,
            now=now,
            details={"fields": keys},
        )
    return found


def forget_waiting_uploads(session: Session, *, now: datetime) -> int:
    """Delete the files that waited a day for the rest of their form; return how many."""
    waiting = delete(Upload).where(Upload.participant_id.is_(None), Upload.uploaded_at < now - PATIENCE)
    result: Any = session.execute(waiting)  # Any: CursorResult, not told by execute
    return int(result.rowcount)


def _empty_column(session: Session, expired: Timed, *, now: datetime) -> None:
    values: dict[str, object] = {expired.key: ""}
    if expired.key == "photo_consent":
        values = {"photo_consent_at": None}
    elif expired.key == "organisation":
        values["organisation_key"] = ""
    people = table_of(Participant)
    emptied = update(people).where(people.c.congress_id == expired.congress_id).values(changed_at=now, **values)
    column = people.c["photo_consent_at" if expired.key == "photo_consent" else expired.key]
    session.execute(emptied.where(column.is_not(None) if expired.key == "photo_consent" else column != ""))


def _keys_by_congress(found: list[Timed]) -> dict[int, list[str]]:
    numbers = Counter(expired.congress_id for expired in found)
    return {
        congress_id: sorted(expired.key for expired in found if expired.congress_id == congress_id)
        for congress_id in sorted(numbers)
    }
