"""Keep what somebody answered to the questions of a congress's own, and the files that belong to it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.journal.service import record
from app.orm import add_rows, new_public_id
from registration.fields import errors, queries
from registration.fields.answers import Told, Typed
from registration.fields.content import CheckedFile, check
from registration.fields.models import FieldAnswer, Upload
from registration.fields.rules import OWN, Answers, Field, Kind, Plan, Value
from registration.participants.errors import Invalid, RegistrationError

MOST_WAITING_UPLOADS: Final = 200  # of one congress at a time; a day later they are gone


def keep(
    session: Session,
    plan: Plan,
    told: Told,
    *,
    participant_id: int,
    congress_id: int,
    before: Answers | None = None,
    actor: str,
    now: datetime,
) -> list[str]:
    """Make the answers of somebody stand as *told*; *before* are those that stand now, none for a new participant.

    Answers to questions that the form did not ask stay. Returns the keys of what was changed; the journal names them, for a new
    participant it does not. Raises Invalid, holding FileLost, for a file that waited too long, or for another form.
    """
    known = before or {}
    ids = {question.key: question.id for question in (*plan.fields, *plan.removed)}
    changed = sorted(key for key in told.keys if known.get(key) != told.values.get(key) or key in told.uploads)
    if not changed:
        return []
    kinds = {question.key: question.kind for question in plan.fields}
    waiting = {key: _waiting(session, key, told, field_id=ids[key]) for key in changed if kinds.get(key) is Kind.FILE}
    gone = [ids[key] for key in changed if key in known]
    if gone:
        mine = FieldAnswer.participant_id == participant_id
        session.execute(delete(FieldAnswer).where(mine, FieldAnswer.field_id.in_(gone)))
        session.execute(delete(Upload).where(Upload.participant_id == participant_id, Upload.field_id.in_(gone)))
    written: list[Mapping[str, object]] = []
    for key in changed:
        value = told.values.get(key)
        if value is None:
            continue
        field_id = ids[key]
        assert field_id is not None  # noqa: S101 -- only arranged questions have answers of their own; for the type checker
        if kinds.get(key) is Kind.FILE:
            value = _file(
                session, told.uploads.get(key), waiting[key], field_id, participant_id=participant_id, now=now
            )
        written.append({"participant_id": participant_id, "field_id": field_id, "value": value, "answered_at": now})
    add_rows(session, FieldAnswer, written)
    if before is not None:
        _note(session, participant_id, changed, congress_id=congress_id, actor=actor, now=now)
    return changed


def drop_answers(session: Session, participant_id: int, keys: Collection[str]) -> None:
    """Delete somebody's answers to the questions with these keys, files too."""
    ids = queries.ids_of(session, participant_id, keys)
    if ids:
        mine = FieldAnswer.participant_id == participant_id
        session.execute(delete(FieldAnswer).where(mine, FieldAnswer.field_id.in_(ids)))
        session.execute(delete(Upload).where(Upload.participant_id == participant_id, Upload.field_id.in_(ids)))


def drop_loose_uploads(session: Session, participant_id: int) -> None:
    """Delete somebody's files that none of their answers names."""
    named = {
        value["id"]
        for value in queries.answers(session, participant_id).values()
        if isinstance(value, dict) and "id" in value
    }
    loose = [upload.id for upload in queries.uploads_of(session, participant_id) if upload.public_id not in named]
    if loose:
        session.execute(delete(Upload).where(Upload.id.in_(loose)))


def keep_upload(session: Session, file: CheckedFile, *, field_id: int, congress_id: int, now: datetime) -> str:
    """Keep a file while the rest of its form is put right and return its id; "" where too many wait already."""
    if queries.number_of_waiting_uploads(session, congress_id) >= MOST_WAITING_UPLOADS:
        return ""
    return _store(session, file, field_id=field_id, participant_id=None, now=now)


def keep_good_file(
    session: Session, question: Field, sent: Typed, *, congress_id: int, now: datetime
) -> dict[str, str]:
    """Keep the file that a faulty form sent, if it is good, or tell the one that waits since it was sent before.

    Gives "id" and "name", both empty where there is none.
    """
    field_id, raw = question.id or 0, sent.files.get(question.name)
    before = sent.one(f"{question.name}-kept")
    if raw is None:
        return {"id": before, "name": waiting_name(session, field_id=field_id, public_id=before)}
    try:
        file = check(raw, question.limits, field=question.name)
    except RegistrationError:
        return {"id": "", "name": ""}
    kept = keep_upload(session, file, field_id=field_id, congress_id=congress_id, now=now)
    return {"id": kept, "name": file.name}


def waiting_name(session: Session, *, field_id: int, public_id: str) -> str:
    """Tell the name of a file that waits for its form; "" if it is gone."""
    found = queries.waiting_upload(session, field_id, public_id)
    return found.name if found is not None else ""


def _waiting(session: Session, key: str, told: Told, *, field_id: int | None) -> Upload | None:
    """Find the file that waited for this form, if the form names one; raises Invalid, holding FileLost."""
    value = told.values.get(key)
    if value is None or key in told.uploads:
        return None
    found = queries.waiting_upload(session, field_id or 0, str(value["id"]))
    if found is None:
        raise Invalid(faults={f"{OWN}{key}": errors.FileLost(field=f"{OWN}{key}")})
    return found


def _file(
    session: Session,
    file: CheckedFile | None,
    waiting: Upload | None,
    field_id: int,
    *,
    participant_id: int,
    now: datetime,
) -> dict[str, Value]:
    """Store a new file, or make the one that waited somebody's own; give the answer that names it."""
    if file is not None:
        public_id = _store(session, file, field_id=field_id, participant_id=participant_id, now=now)
        return {"id": public_id, "name": file.name, "type": file.type, "size": len(file.content)}
    assert waiting is not None  # noqa: S101 -- _waiting has raised otherwise; for the type checker
    claim = update(Upload).where(Upload.id == waiting.id, Upload.participant_id.is_(None))
    session.execute(claim.values(participant_id=participant_id))
    return {"id": waiting.public_id, "name": waiting.name, "type": waiting.type, "size": waiting.size}


def _store(session: Session, file: CheckedFile, *, field_id: int, participant_id: int | None, now: datetime) -> str:
    public_id = new_public_id()
    row = {
        "public_id": public_id,
        "field_id": field_id,
        "participant_id": participant_id,
        "name": file.name,
        "type": file.type,
        "size": len(file.content),
        "uploaded_at": now,
        "content": file.content,
    }
    add_rows(session, Upload, [row])
    return public_id


def _note(
    session: Session, participant_id: int, keys: list[str], *, congress_id: int, actor: str, now: datetime
) -> None:
    record(
        session,
        "participant.changed",
        actor=actor,
        congress_id=congress_id,
        subject_kind="participant",
        subject_id=participant_id,
        now=now,
        details={"fields": keys},
    )
