"""What the form holds about a participant: answers to the congress's own questions, and files; both go with the person."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from registration.fields import queries


def _answers(session: Session, person: Person) -> Iterator[Row]:
    for key, value in sorted(queries.answers(session, person.id).items()):
        yield {"question": key, "answer": value}


def _uploads(session: Session, person: Person) -> Iterator[Row]:
    for upload in queries.uploads_of(session, person.id):
        yield {"name": upload.name, "type": upload.type, "size": upload.size, "uploaded_at": upload.uploaded_at}


def _files(session: Session, person: Person) -> Iterator[tuple[str, bytes]]:
    for upload in queries.uploads_of(session, person.id):
        yield upload.name, queries.upload_of(session, person.id, upload.public_id).content


PERSONAL = (
    PersonalData(table="field_answer", label="Answers to further questions", collect=_answers),
    PersonalData(table="upload", label="Files sent with the answers", collect=_uploads, files=_files),
)
