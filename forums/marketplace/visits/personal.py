"""What the day of the market holds about participants: their consent, and which stands have their details."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from forums.marketplace.visits import queries


def _contacts(session: Session, person: Person) -> Iterator[Row]:
    for row in queries.contacts_of_person(session, person.id):
        yield {"stand": row.stand.organisation, "given_at": row.given_at}


PERSONAL = (
    PersonalData(table="contact_consent", label="Consent that stands may have the details"),
    PersonalData(table="stand_contact", label="Details given to stands", collect=_contacts),
)
