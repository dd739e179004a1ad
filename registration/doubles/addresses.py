"""What the house knows by an address alone follows the person to another one, so that they are found again and can be erased."""

from sqlalchemy.orm import Session

from registration.invitations import queries as invitations
from registration.invitations.rules import Kind
from registration.participants import queries as participants
from registration.participants.rules import email_key_of
from registration.substitutes import queries as substitutes


def follow(session: Session, congress_id: int, *, before: str, name: str, email: str) -> None:
    """Make invitations, questions to take a place, and groups that know somebody by the address *before* know *email*."""
    if not before or email_key_of(before) == email_key_of(email):
        return
    _invitations(session, congress_id, before, name=name, email=email)
    for question in substitutes.to_address(session, congress_id, before):
        question.email = email
    for party in participants.parties(session, congress_id):
        if email_key_of(party.contact_email) == email_key_of(before):
            party.contact_name, party.contact_email = name, email
    session.flush()  # what follows looks for the new address in the database


def _invitations(session: Session, congress_id: int, before: str, *, name: str, email: str) -> None:
    """Give invitations on; one by address, where there is one for *email* already, forgets whom it was for."""
    known = invitations.addressed_to(session, congress_id, email_key_of(email))
    has_one = any(found.kind == Kind.ADDRESS for found in known)
    for found in invitations.addressed_to(session, congress_id, email_key_of(before)):
        if found.kind == Kind.ADDRESS and has_one:
            found.name = found.email = ""
            found.email_key = f"erased:{found.public_id}"
        else:
            found.name, found.email, found.email_key = name, email, email_key_of(email)
