"""What the floors below registration hold about participants: jobs, mails among them, and the journal."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from app.journal import queries as journal
from app.journal.service import redact

SUBJECT = "participant"


def _journal(session: Session, person: Person) -> Iterator[Row]:
    for entry in journal.about(session, subject_kind=SUBJECT, subject_id=person.id):
        yield {"at": entry.at, "action": entry.action, "actor": entry.actor, "details": entry.details}


def _redact(session: Session, person: Person) -> int:
    return redact(session, subject_kind=SUBJECT, subject_id=person.id)


PERSONAL = (
    PersonalData(table="job", label="Mails and other work", secret=frozenset({"payload", "dedup_key"})),
    PersonalData(table="erasure_request", label="Their wish to be erased"),
    PersonalData(table="journal_entry", label="Details in the journal", collect=_journal, erase=_redact),
)
