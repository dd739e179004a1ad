"""What registration itself holds about participants."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from registration.participants import queries
from registration.participants.models import Party
from registration.participants.rules import LIVING, Status, email_key_of
from registration.participants.service import allotment

# Keys of the house, and what is derived from other columns.
SECRET = frozenset({"link_digest", "feed_digest", "link_version", "feed_version", "idempotency_key"})
FOLDED = frozenset({"name_key", "email_key", "organisation_key"})


def _leave(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    """Take somebody out of the counters; what they were counted as stays as numbers."""
    leaving = queries.by_id(session, person.id)
    assert leaving is not None, "who is erased is still there"  # noqa: S101 -- for the type checker
    queries.hold(session, person.congress_id)
    claim = queries.claim_of(session, person.id)
    allotment.give_back(session, person.congress_id, [claim], Status(leaving.status))
    yield ("status", leaving.status)
    yield ("registered", leaving.registered_at.date().isoformat())
    if leaving.confirmed_at is not None:
        yield ("ever", "confirmed")
    if leaving.status in LIVING:  # as who comes is counted by sector and so on
        yield from ((kind, getattr(leaving, kind)) for kind in ("sector", "level", "role"))


def _parties(session: Session, person: Person) -> Iterator[Party]:
    """Find the groups for which somebody is whom to ask; they know their contact by the address alone."""
    for party in queries.parties(session, person.congress_id):
        if person.email_key and email_key_of(party.contact_email) == person.email_key:
            yield party


def _contacts(session: Session, person: Person) -> Iterator[Row]:
    for party in _parties(session, person):
        yield {"contact_name": party.contact_name, "contact_email": party.contact_email, "since": party.created_at}


def _forget_contacts(session: Session, person: Person) -> int:
    """Forget whom to ask; a group of which nobody else is left goes with its last member."""
    found = list(_parties(session, person))
    for party in found:
        party.contact_name = party.contact_email = ""
        party.link_digest = None
    last = queries.party_of_last(session, person.id)
    if last is not None:
        session.delete(last)
    return len({*found, last} - {None})


PERSONAL = (
    PersonalData(table="consent", label="Consents given and withdrawn"),
    PersonalData(table="party", label="Groups they are the contact of", collect=_contacts, erase=_forget_contacts),
    PersonalData(table="participant", column="id", label="Registration", secret=SECRET | FOLDED, before_erasing=_leave),
)
