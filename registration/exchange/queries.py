"""Every select of the exchange."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session, undefer

from app.errors import NotFound
from registration.exchange.models import ImportFile
from registration.exchange.rules import Known
from registration.fields.queries import answers_of
from registration.participants.models import Participant
from registration.participants.queries import Filter, matching
from registration.participants.rules import LIVING, RegistrationRequest, name_key_of

REMEMBERED = 10
SHOWN = 20
CHUNK = 500
_ANSWERS = (
    "name",
    "email",
    "organisation",
    "sector",
    "level",
    "role",
    "language",
    "pronouns",
    "access_needs",
    "interpreting",
    "food",
)


def file(session: Session, congress_id: int, public_id: str) -> ImportFile:
    """Find an imported file of this congress, without its content; raises NotFound."""
    query = select(ImportFile).where(ImportFile.congress_id == congress_id, ImportFile.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def file_of_job(session: Session, public_id: str) -> ImportFile | None:
    """Find the file that a job is about, with its content; None if it was removed."""
    query = select(ImportFile).where(ImportFile.public_id == public_id).options(undefer(ImportFile.content))
    return session.scalar(query, execution_options={"populate_existing": True})


def content(session: Session, file_id: int) -> bytes | None:
    return session.scalar(select(ImportFile.content).where(ImportFile.id == file_id))


def files(session: Session, congress_id: int) -> Sequence[ImportFile]:
    """List the latest imports, newest first."""
    query = select(ImportFile).where(ImportFile.congress_id == congress_id).order_by(ImportFile.id.desc())
    return session.scalars(query.limit(SHOWN)).all()


def decisions(session: Session, congress_id: int) -> Sequence[tuple[Sequence[str], Mapping[str, int]]]:
    """List headings and matching of the latest files that were used, oldest first."""
    query = select(ImportFile.headings, ImportFile.matching).where(
        ImportFile.congress_id == congress_id, ImportFile.status.in_(["checked", "writing", "done"])
    )
    rows = session.execute(query.order_by(ImportFile.id.desc()).limit(REMEMBERED)).all()
    return [(headings, matching) for headings, matching in reversed(rows)]


def forget(session: Session, *, before: datetime) -> None:
    """Delete what was uploaded before a moment and never used."""
    old = delete(ImportFile).where(ImportFile.created_at < before, ImportFile.finished_at.is_(None))
    session.execute(old, execution_options={"synchronize_session": False})


def forget_unused_of(session: Session, congress_id: int, *, name_key: str) -> int:
    """Delete what a congress has uploaded and not used, and names of files in which somebody is called by name; count both."""
    touched = 0
    for found in session.scalars(select(ImportFile).where(ImportFile.congress_id == congress_id)).all():
        if found.finished_at is None:
            session.delete(found)
            touched += 1
        elif any(len(part) > 1 and part in name_key_of(found.filename) for part in name_key.split()):
            found.filename = ""
            touched += 1
    return touched


def known(
    session: Session, congress_id: int, email_keys: Collection[str], *, has_own: bool = False
) -> dict[str, Known]:
    """Look up who has some addresses, by the folded address: the living one, else who cancelled last.

    *has_own* asks for their answers to the congress's own questions, too.
    """
    keys = sorted(email_keys)
    found: dict[str, Known] = {}
    for start in range(0, len(keys), CHUNK):
        query = select(Participant).where(
            Participant.congress_id == congress_id, Participant.email_key.in_(keys[start : start + CHUNK])
        )
        for person in session.scalars(query.order_by(Participant.id), execution_options={"populate_existing": True}):
            earlier = found.get(person.email_key)
            if earlier is None or not earlier.is_living:
                found[person.email_key] = known_of(person)
    if has_own:
        given = answers_of(session, [person.id for person in found.values()])
        return {key: replace(person, answers=given.get(person.id, {})) for key, person in found.items()}
    return found


def known_of(person: Participant) -> Known:
    """Tell of somebody what a line may change."""
    answers: dict[str, Any] = {name: getattr(person, name) for name in _ANSWERS}  # Any: texts, and days
    answers["days"] = tuple(person.days.split(",")) if person.days else ()
    request = RegistrationRequest(**answers, photo_consent=person.photo_consent_at is not None)
    return Known(person.id, person.public_id, person.status in LIVING, request, person.note)


def pieces(
    session: Session, congress_id: int, wanted: Filter, columns: Sequence[str], *, size: int = CHUNK
) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:  # Any: columns by name
    """Walk through all that a filter lets through, by id, in pieces; the session may be given back between them."""
    chosen = [Participant.id, *(getattr(Participant, name) for name in columns if name != "id")]
    query = matching(congress_id, wanted).with_only_columns(*chosen).order_by(Participant.id).limit(size)
    last = 0
    while rows := session.execute(query.where(Participant.id > last)).all():
        last = rows[-1].id
        yield rows
