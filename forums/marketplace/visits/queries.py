"""Every select on the day of the market."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, joinedload, undefer

from app.errors import NotFound
from forums.marketplace.models import Marketplace, Stand
from forums.marketplace.rules import HOLDING
from forums.marketplace.visits.models import (
    ContactConsent,
    StandArrival,
    StandContact,
    StandDocument,
    StandFeedback,
    StandVisits,
)
from registration.participants.models import Participant
from registration.participants.rules import Status

FRESH = {"populate_existing": True}


def has_public_market(session: Session, congress_id: int) -> bool:
    """Tell whether guests see the stands of a congress."""
    query = select(exists().where(Marketplace.congress_id == congress_id, Marketplace.published_at.is_not(None)))
    return bool(session.scalar(query))


def arrivals(session: Session, congress_id: int) -> dict[int, StandArrival]:
    """Tell by the number of a stand what was seen of it."""
    query = select(StandArrival).join(Stand, Stand.id == StandArrival.stand_id).where(Stand.congress_id == congress_id)
    return {row.stand_id: row for row in session.scalars(query, execution_options=FRESH)}


def forget_arrival(session: Session, stand_id: int) -> None:
    session.execute(delete(StandArrival).where(StandArrival.stand_id == stand_id))


def consent(session: Session, participant_id: int) -> ContactConsent | None:
    return session.get(ContactConsent, participant_id, populate_existing=True)


def contact(session: Session, stand_id: int, participant_id: int) -> StandContact | None:
    query = select(StandContact).where(StandContact.stand_id == stand_id, StandContact.participant_id == participant_id)
    return session.scalar(query)


def contacts_of_stand(session: Session, stand_id: int) -> Sequence[StandContact]:
    """List who gave their details to a stand and is still there to be reached, the last one first."""
    query = (
        select(StandContact)
        .join(Participant, Participant.id == StandContact.participant_id)
        .options(joinedload(StandContact.participant))
        .where(StandContact.stand_id == stand_id, Participant.status == Status.CONFIRMED)
        .order_by(StandContact.id.desc())
    )
    return session.scalars(query, execution_options=FRESH).all()


def contacts_of_person(session: Session, participant_id: int) -> Sequence[StandContact]:
    """List the stands that have somebody's details, the last one first."""
    query = (
        select(StandContact)
        .options(joinedload(StandContact.stand))
        .where(StandContact.participant_id == participant_id)
        .order_by(StandContact.id.desc())
    )
    return session.scalars(query, execution_options=FRESH).all()


def forget_contacts(session: Session, contacts: Collection[int]) -> list[int]:
    """Take somebody's details away from stands; tell from which (their numbers) that still had them."""
    query = delete(StandContact).where(StandContact.id.in_(contacts))
    return list(session.scalars(query.returning(StandContact.stand_id)))


def forget_consent(session: Session, participant_id: int) -> None:
    session.execute(delete(ContactConsent).where(ContactConsent.participant_id == participant_id))


def add_visit(session: Session, stand_id: int, *, hour: datetime) -> None:
    """Count one more visitor of an hour, however many count at once."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    row = insert(StandVisits).values(stand_id=stand_id, hour=hour, visits=1)
    session.execute(
        row.on_conflict_do_update(index_elements=["stand_id", "hour"], set_={"visits": StandVisits.visits + 1})
    )


def visits_by_hour(session: Session, stand_ids: Collection[int]) -> Sequence[Row[int, datetime, int]]:
    """List (stand, hour, visits) in the order of time."""
    query = select(StandVisits.stand_id, StandVisits.hour, StandVisits.visits)
    return session.execute(query.where(StandVisits.stand_id.in_(stand_ids)).order_by(StandVisits.hour)).all()


def feedback(session: Session, stand_ids: Collection[int]) -> Sequence[StandFeedback]:
    """List what stands were told, the last first."""
    query = select(StandFeedback).where(StandFeedback.stand_id.in_(stand_ids))
    return session.scalars(query.order_by(StandFeedback.id.desc())).all()


def feedback_since(session: Session, stand_id: int, since: datetime) -> int:
    """Count what a stand was told since a moment."""
    query = select(func.count()).where(StandFeedback.stand_id == stand_id, StandFeedback.at >= since)
    return session.scalar(query) or 0


def one_feedback(session: Session, congress_id: int, public_id: str) -> StandFeedback:
    """Find something that a stand of this congress was told; raises NotFound."""
    query = select(StandFeedback).join(Stand, Stand.id == StandFeedback.stand_id)
    found = session.scalar(query.where(Stand.congress_id == congress_id, StandFeedback.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def documents(session: Session, congress_id: int) -> dict[int, list[StandDocument]]:
    """List the documents of the stands that take part, by the number of the stand, without their content."""
    query = select(StandDocument).join(Stand, Stand.id == StandDocument.stand_id)
    taking_part = (Stand.congress_id == congress_id, Stand.state.in_(HOLDING))
    found: dict[int, list[StandDocument]] = {}
    for row in session.scalars(query.where(*taking_part).order_by(StandDocument.id)):
        found.setdefault(row.stand_id, []).append(row)
    return found


def documents_of(session: Session, stand_id: int) -> Sequence[StandDocument]:
    """List the documents of a stand, whatever its state, without their content."""
    return session.scalars(
        select(StandDocument).where(StandDocument.stand_id == stand_id).order_by(StandDocument.id)
    ).all()


def document(session: Session, congress_id: int, public_id: str) -> StandDocument:
    """Find a document of a stand that takes part, with its content; raises NotFound."""
    query = (
        select(StandDocument).join(Stand, Stand.id == StandDocument.stand_id).options(undefer(StandDocument.content))
    )
    taking_part = (Stand.congress_id == congress_id, Stand.state.in_(HOLDING))
    found = session.scalar(query.where(*taking_part, StandDocument.public_id == public_id))
    if found is None:
        raise NotFound
    return found
