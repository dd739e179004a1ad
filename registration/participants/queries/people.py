"""Every select on participants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from registration.participants.models import Participant, Party
from registration.participants.queries.counters import FRESH, places
from registration.participants.rules import LIVING, Status, name_key_of

ORDERS = {
    "name": (Participant.name_key, Participant.id),
    "organisation": (Participant.organisation_key, Participant.id),
    "registered": (Participant.registered_at, Participant.id),
    "status": (Participant.status, Participant.name_key, Participant.id),
}


@dataclass(frozen=True)
class Filter:
    """Which participants a list shows; an empty field does not narrow it."""

    text: str = ""
    status: str = ""
    sector: str = ""
    level: str = ""
    role: str = ""
    organisation_key: str = ""
    photo_consent: bool | None = None


def by_idempotency_key(session: Session, congress_id: int, key: str) -> Participant | None:
    return session.scalar(
        select(Participant).where(Participant.congress_id == congress_id, Participant.idempotency_key == key),
        execution_options=FRESH,
    )


def living_by_email(session: Session, congress_id: int, email_key: str) -> Participant | None:
    """Find who registered with an address and still wants to come."""
    query = select(Participant).where(Participant.congress_id == congress_id, Participant.email_key == email_key)
    return session.scalar(query.where(Participant.status.in_(LIVING)), execution_options=FRESH)


def by_link(session: Session, link_digest: str) -> Participant:
    """Find whose personal page this is, with the congress; raises NotFound."""
    return _one(
        session,
        select(Participant).where(Participant.link_digest == link_digest).options(joinedload(Participant.congress)),
    )


def by_feed(session: Session, feed_digest: str) -> Participant:
    """Find whose calendar this is, with the congress; raises NotFound."""
    return _one(
        session,
        select(Participant).where(Participant.feed_digest == feed_digest).options(joinedload(Participant.congress)),
    )


def by_public_id(session: Session, congress_id: int, public_id: str) -> Participant:
    """Find a participant of this congress; raises NotFound."""
    query = select(Participant).where(Participant.congress_id == congress_id, Participant.public_id == public_id)
    return _one(session, query.options(joinedload(Participant.congress), joinedload(Participant.party)))


def by_ids(session: Session, participant_ids: Sequence[int]) -> dict[int, Participant]:
    """Find several at once, by id; those who are gone are left out."""
    found: dict[int, Participant] = {}
    for start in range(0, len(participant_ids), 500):
        some = select(Participant).where(Participant.id.in_(participant_ids[start : start + 500]))
        found |= {person.id: person for person in session.scalars(some)}
    return found


def by_id(session: Session, participant_id: int) -> Participant | None:
    query = select(Participant).where(Participant.id == participant_id)
    around = joinedload(Participant.congress), joinedload(Participant.party)
    return session.scalar(query.options(*around), execution_options=FRESH)


def party_by_key(session: Session, congress_id: int, key: str) -> Party | None:
    return session.scalar(select(Party).where(Party.congress_id == congress_id, Party.idempotency_key == key))


def party_by_link(session: Session, link_digest: str) -> Party:
    """Find the party whose contact's page this is, with the congress; raises NotFound."""
    return _party(session, select(Party).where(Party.link_digest == link_digest))


def party_by_public_id(session: Session, congress_id: int, public_id: str) -> Party:
    """Find a party of this congress, with the congress; raises NotFound."""
    return _party(session, select(Party).where(Party.congress_id == congress_id, Party.public_id == public_id))


def party_of_last(session: Session, participant_id: int) -> Party | None:
    """Find the party of somebody who is the only one left of it."""
    others = exists().where(Participant.party_id == Party.id, Participant.id != participant_id)
    mine = select(Participant.party_id).where(Participant.id == participant_id).scalar_subquery()
    return session.scalar(select(Party).where(Party.id == mine, ~others))


def members(session: Session, party_id: int) -> Sequence[Participant]:
    """List who belongs to a party, in the order of registration, with the congress; whoever cancelled too."""
    query = select(Participant).where(Participant.party_id == party_id).order_by(Participant.id)
    return session.scalars(query.options(joinedload(Participant.congress)), execution_options=FRESH).all()


def matching(congress_id: int, wanted: Filter) -> Select[Participant]:
    """Select the participants that a filter lets through."""
    query = select(Participant).where(Participant.congress_id == congress_id)
    for column in ("status", "sector", "level", "role", "organisation_key"):
        if value := getattr(wanted, column):
            query = query.where(getattr(Participant, column) == value)
    if wanted.photo_consent is not None:
        consent = Participant.photo_consent_at
        query = query.where(consent.is_not(None) if wanted.photo_consent else consent.is_(None))
    return query.where(_has_text(wanted.text)) if wanted.text else query


def page(
    session: Session, congress_id: int, wanted: Filter, *, order: str, descending: bool, offset: int, limit: int
) -> Sequence[Participant]:
    """List one page; *order* is a key of ORDERS."""
    columns = [column.desc() if descending else column.asc() for column in ORDERS[order]]
    return session.scalars(matching(congress_id, wanted).order_by(*columns).offset(offset).limit(limit)).all()


def number_of(session: Session, congress_id: int, wanted: Filter) -> int:
    """Count those that a filter lets through; without any filter by the counters, whatever the size of the congress."""
    if wanted in {Filter(), Filter(status=wanted.status)}:
        counted = places(session, congress_id)
        states = [wanted.status] if wanted.status else [status.value for status in Status]
        return sum(int(getattr(counted, state)) for state in states)
    return session.scalar(select(func.count()).select_from(matching(congress_id, wanted).subquery())) or 0


def in_pieces(
    session: Session, congress_id: int, wanted: Filter, *, size: int = 500
) -> Iterator[Sequence[Participant]]:
    """Walk through all that a filter lets through, by id, in pieces; the session may be given back between them."""
    last = 0
    while rows := session.scalars(
        matching(congress_id, wanted).where(Participant.id > last).order_by(Participant.id).limit(size)
    ).all():
        last = rows[-1].id
        yield rows
        session.expunge_all()


def tally(session: Session, congress_id: int, column: str) -> dict[str, int]:
    """Count the living by one of their columns, such as sector."""
    what = getattr(Participant, column)
    query = (
        select(what, func.count())
        .where(Participant.congress_id == congress_id, Participant.status.in_(LIVING))
        .group_by(what)
    )
    return {str(value): number for value, number in session.execute(query)}


def parties(session: Session, congress_id: int) -> Sequence[Party]:
    return session.scalars(select(Party).where(Party.congress_id == congress_id).order_by(Party.id)).all()


def _party(session: Session, query: Select[Party]) -> Party:
    found = session.scalar(query.options(joinedload(Party.congress)))
    if found is None:
        raise NotFound
    return found


def _has_text(text: str) -> Any:  # Any: SQLAlchemy's boolean clause
    visible = "".join(letter for letter in name_key_of(text) if letter.isprintable())  # PostgreSQL refuses NUL
    wanted = visible.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{wanted}%"
    return (
        Participant.name_key.like(pattern, escape="\\")
        | Participant.email_key.like(pattern, escape="\\")
        | func.lower(Participant.organisation).like(pattern, escape="\\")
    )


def _one(session: Session, query: Select[Participant]) -> Participant:
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found
