"""What invitations hold about participants: their own address, or that of a contact; how they came; why they were declined."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from registration.invitations import queries


def _invited(session: Session, person: Person) -> Iterator[Row]:
    if person.email_key:
        for found in queries.addressed_to(session, person.congress_id, person.email_key):
            yield {"kind": found.kind, "name": found.name, "email": found.email, "since": found.created_at}


def _forget(session: Session, person: Person) -> int:
    """Forget the address; an invitation of one person goes whole, an organisation keeps its seats without a contact."""
    found = queries.addressed_to(session, person.congress_id, person.email_key) if person.email_key else []
    for invitation in found:
        invitation.name = invitation.email = ""
        # What tells two deleted addresses apart must not be told from them.
        invitation.email_key = f"erased:{invitation.public_id}"
        invitation.contact_digest = None
    return len(found)


PERSONAL = (
    PersonalData(table="invitation", label="Invitations", collect=_invited, erase=_forget),
    PersonalData(table="invitation_use", label="The invitation they came by"),
    PersonalData(table="decision", label="Why an application was declined"),
)
