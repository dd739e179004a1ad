"""What the floors below registration hold about participants: jobs, mails among them, and the journal."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from app.journal import queries as journal
from app.journal.service import redact
from registration.privacy import queries

SUBJECT = "participant"


def _work(session: Session, person: Person) -> Iterator[Row]:
    """Tell what was to be sent or done; a mail is written from the rows above when it goes out, and is kept nowhere."""
    for job in queries.jobs(session, person.id):
        what = job.payload.get("mail", job.kind)
        yield {"what": what, "status": job.status, "begun": job.created_at, "done": job.finished_at, "error": job.error}


def _journal(session: Session, person: Person) -> Iterator[Row]:
    for entry in journal.about(session, subject_kind=SUBJECT, subject_id=person.id):
        yield {"at": entry.at, "action": entry.action, "actor": entry.actor, "details": entry.details}


def _redact(session: Session, person: Person) -> int:
    return redact(session, subject_kind=SUBJECT, subject_id=person.id)


PERSONAL = (
    PersonalData(table="job", label="Mails and other work", collect=_work),
    PersonalData(table="erasure_request", label="Their wish to be erased"),
    PersonalData(table="journal_entry", label="Details in the journal", collect=_journal, erase=_redact),
)
