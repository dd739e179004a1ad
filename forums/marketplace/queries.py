"""Every select on the market, its topics and its stands."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from app.errors import NotFound
from forums.marketplace.models import (
    MarketJuror,
    Marketplace,
    MarketTopic,
    Stand,
    StandStaff,
    StandWish,
)
from forums.marketplace.rules import HOLDING, Nearness, State

FRESH = {"populate_existing": True}


class FarPair(NamedTuple):
    """Two stands that shall be more than so many metres apart, by their public ids."""

    one: str
    other: str
    metres: int


def marketplace(session: Session, congress_id: int) -> Marketplace | None:
    """Find the market of a congress, if it has one."""
    return session.get(Marketplace, congress_id, populate_existing=True)


def topics(session: Session, congress_id: int) -> Sequence[MarketTopic]:
    """List the topics of a market by letter."""
    query = select(MarketTopic).where(MarketTopic.congress_id == congress_id)
    return session.scalars(query.order_by(MarketTopic.letter), execution_options=FRESH).all()


def _whole() -> Select[Stand]:
    return select(Stand).options(
        joinedload(Stand.topic),
        joinedload(Stand.logo),
        selectinload(Stand.further_topics),
        selectinload(Stand.wishes),
    )


def stands_of(session: Session, congress_id: int, *, states: Collection[str] = tuple(State)) -> Sequence[Stand]:
    """List the stands whose address is confirmed, by organisation, each with topics, logo and wishes."""
    query = _whole().where(
        Stand.congress_id == congress_id, Stand.state.in_(states), Stand.address_confirmed_at.is_not(None)
    )
    ordered = query.order_by(Stand.organisation_key, Stand.id)
    return session.scalars(ordered, execution_options=FRESH).all()


def accepted_stands(session: Session, congress_id: int) -> Sequence[Stand]:
    """List the stands that take part, confirmed or still to be: they get pitches."""
    return stands_of(session, congress_id, states=HOLDING)


def stand(session: Session, congress_id: int, public_id: str) -> Stand:
    """Find a stand of this congress as the database has it now, whatever its state; raises NotFound."""
    query = _whole().where(Stand.congress_id == congress_id, Stand.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def stand_by_id(session: Session, stand_id: int) -> Stand | None:
    """Find a stand by its number, as jobs and mails know it."""
    return session.scalar(_whole().where(Stand.id == stand_id), execution_options=FRESH)


def staff_of(session: Session, stand_id: int) -> Sequence[StandStaff]:
    """List who is at a stand, in the order in which they were named."""
    query = select(StandStaff).where(StandStaff.stand_id == stand_id)
    return session.scalars(query.order_by(StandStaff.id), execution_options=FRESH).all()


def held_by_topic(session: Session, congress_id: int) -> dict[int | None, int]:
    """Count the stands that take part, by their main topic."""
    query = (
        select(Stand.topic_id, func.count())
        .where(Stand.congress_id == congress_id, Stand.state.in_(HOLDING))
        .group_by(Stand.topic_id)
    )
    return dict(session.execute(query).all())


def far_pairs(session: Session, congress_id: int) -> list[FarPair]:
    """List which stands that take part shall be far from each other: by name as typed, unless organisers said whom it means."""
    one, other = aliased(Stand), aliased(Stand)
    meant = (StandWish.other_id == other.id) | (
        StandWish.other_id.is_(None) & (StandWish.named_key == other.organisation_key)
    )
    query = (
        select(one.public_id, other.public_id, func.max(StandWish.metres))
        .select_from(StandWish)
        .join(one, one.id == StandWish.stand_id)
        .join(other, meant & (other.congress_id == one.congress_id) & (other.id != one.id))
        .where(one.congress_id == congress_id, StandWish.nearness == Nearness.FAR)
        .where(one.state.in_(HOLDING), other.state.in_(HOLDING))
        .group_by(one.public_id, other.public_id)
        .order_by(one.public_id, other.public_id)
    )
    return [FarPair(*row) for row in session.execute(query)]


def stands_reached_at(session: Session, congress_id: int, addresses: Collection[str]) -> Sequence[Stand]:
    """List the stands whose contact, or whose contact for the press, has one of these addresses."""
    at = Stand.contact_email_key.in_(addresses) | Stand.press_email.in_(addresses)
    return session.scalars(select(Stand).where(Stand.congress_id == congress_id, at).order_by(Stand.id)).all()


def staff_reached_at(
    session: Session, congress_id: int, participant_id: int, addresses: Collection[str]
) -> Sequence[StandStaff]:
    """List where somebody is at a stand: as this participant, or by one of these addresses."""
    them = (StandStaff.participant_id == participant_id) | StandStaff.email.in_(addresses)
    query = (
        select(StandStaff).join(Stand, Stand.id == StandStaff.stand_id).where(Stand.congress_id == congress_id, them)
    )
    return session.scalars(query.order_by(StandStaff.id)).all()


def jurors_reached_at(session: Session, congress_id: int, addresses: Collection[str]) -> Sequence[MarketJuror]:
    """List the members of the jury with one of these addresses."""
    query = select(MarketJuror).where(MarketJuror.congress_id == congress_id, MarketJuror.email.in_(addresses))
    return session.scalars(query.order_by(MarketJuror.id)).all()
