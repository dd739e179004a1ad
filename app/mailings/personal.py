"""What mails leave behind about participants."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from app.mailings import queries


def _received(session: Session, person: Person) -> Iterator[Row]:
    for mailing, mail in queries.received(session, person.id):
        yield {
            "subject": mailing.subject,
            "at": mail.finished_at if mail else None,
            "state": mail.status if mail else "",
        }


PERSONAL = (
    PersonalData(table="mailing_recipient", label="Mailings", collect=_received),
    PersonalData(
        table="address_fault", label="Address to which no mail came through", secret=frozenset({"address_digest"})
    ),
)
