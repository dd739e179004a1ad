"""What the recommendations log holds about participants: hardly anything."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from forums.recommendations import queries


def _reached(session: Session, person: Person) -> Iterator[Row]:
    for addressee in queries.addressees_by_email(session, person.congress_id, {person.email, person.email_key}):
        yield {"organisation": addressee.name, "email": addressee.email}


def _let_go(session: Session, person: Person) -> int:
    """Keep the organisation and forget the address."""
    found = queries.addressees_by_email(session, person.congress_id, {person.email, person.email_key})
    for addressee in found:
        addressee.email = ""
    return len(found)


def _proposals(session: Session, person: Person) -> Iterator[Row]:
    yield from ({"text": note.text, "at": note.created_at} for note in queries.proposals_by(session, person.id))


def _votes(session: Session, person: Person) -> Iterator[Row]:
    for voice, recommendation in queries.voices(session, person.id):
        yield {"recommendation": recommendation.number, "choice": voice.choice or "secret"}


PERSONAL = (
    PersonalData(table="log_follower", label="Wish to be told what becomes of the recommendations"),
    PersonalData(table="ballot_voice", label="Votes in the plenary", collect=_votes),
    PersonalData(table="capture_note", label="Proposals in forums", column="author_id", collect=_proposals),
    PersonalData(table="capture_support", label="Voices for what was said in forums"),
    PersonalData(table="addressee", label="Organisations reached at this address", collect=_reached, erase=_let_go),
)
