"""Every select on the market, its topics and its stands."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload, undefer

from app.congress.models import Congress
from app.errors import NotFound
from forums.marketplace.models import (
    MarketJuror,
    Marketplace,
    MarketTopic,
    Stand,
    StandLogo,
    StandStaff,
    StandVote,
    StandWish,
)
from forums.marketplace.rules import HOLDING, OPEN, Nearness, State

FRESH = {"populate_existing": True}


class FarPair(NamedTuple):
    """Two stands that shall be more than so many metres apart (or at most so many, where near), by their public ids."""

    one: str
    other: str
    metres: int


def marketplace(session: Session, congress_id: int) -> Marketplace | None:
    """Find the market of a congress, if it has one."""
    return session.get(Marketplace, congress_id, populate_existing=True)


class MarketStanding(NamedTuple):
    """Where a market stands: from when until when stands apply, and since when everybody sees them."""

    applications_from: datetime | None
    applications_until: datetime | None
    published_at: datetime | None


def standing_of(session: Session, congress_id: int) -> MarketStanding:
    """Tell where the market of a congress stands; all None where there is none."""
    query = select(Marketplace.applications_from, Marketplace.applications_until, Marketplace.published_at)
    row = session.execute(query.where(Marketplace.congress_id == congress_id)).first()
    return MarketStanding(*row) if row is not None else MarketStanding(None, None, None)


def organisations_of(session: Session, stand_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name some stands by id: (public id, organisation)."""
    query = select(Stand.id, Stand.public_id, Stand.organisation).where(Stand.id.in_(stand_ids))
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


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
    query = select(StandStaff).options(joinedload(StandStaff.participant)).where(StandStaff.stand_id == stand_id)
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
    """List which stands that take part shall be far from each other."""
    return wished_pairs(session, congress_id, Nearness.FAR)


def wished_pairs(session: Session, congress_id: int, nearness: Nearness) -> list[FarPair]:
    """List which stands that take part shall be near or far: by name as typed, unless organisers said whom it means."""
    one, other = aliased(Stand), aliased(Stand)
    meant = (StandWish.other_id == other.id) | (
        StandWish.other_id.is_(None) & (StandWish.named_key == other.organisation_key)
    )
    query = (
        select(one.public_id, other.public_id, func.max(StandWish.metres))
        .select_from(StandWish)
        .join(one, one.id == StandWish.stand_id)
        .join(other, meant & (other.congress_id == one.congress_id) & (other.id != one.id))
        .where(one.congress_id == congress_id, StandWish.nearness == nearness)
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


def hold(session: Session, congress_id: int) -> None:
    """Let nobody else decide on stands of this market until the transaction ends."""
    session.execute(select(Marketplace.congress_id).where(Marketplace.congress_id == congress_id).with_for_update())


def hold_stand(session: Session, stand: Stand) -> None:
    """The same, and look again at a stand that was read before."""
    hold(session, stand.congress_id)
    session.refresh(stand, ["state", "confirm_until", "version", "waits_since"])


def topic(session: Session, congress_id: int, public_id: str) -> MarketTopic:
    """Find a topic of this congress; raises NotFound."""
    query = select(MarketTopic).where(MarketTopic.congress_id == congress_id, MarketTopic.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def number_to_judge(session: Session, congress_id: int) -> int:
    """Count the applications that wait for a decision."""
    query = select(func.count()).select_from(Stand).where(Stand.congress_id == congress_id, Stand.state.in_(OPEN))
    return session.scalar(query.where(Stand.address_confirmed_at.is_not(None))) or 0


def numbers_by_topic(session: Session, congress_id: int) -> dict[int | None, int]:
    """Count all stands by their main topic, whatever their state."""
    query = select(Stand.topic_id, func.count()).where(Stand.congress_id == congress_id).group_by(Stand.topic_id)
    return dict(session.execute(query).all())


def waiting(session: Session, congress_id: int) -> Sequence[Stand]:
    """List the stands that wait, in their turn."""
    query = _whole().where(Stand.congress_id == congress_id, Stand.state == State.WAITING)
    return session.scalars(query.order_by(Stand.waits_since, Stand.id)).all()


def stands_by_contact(session: Session, congress_id: int, email_key: str) -> Sequence[Stand]:
    """List the stands whose contact has this address."""
    query = select(Stand).where(Stand.congress_id == congress_id, Stand.contact_email_key == email_key)
    return session.scalars(query.order_by(Stand.id)).all()


def unconfirmed_before(session: Session, moment: datetime) -> Sequence[Stand]:
    """List the applications of all congresses that came before *moment* and whose address nobody confirmed."""
    query = _whole().where(Stand.address_confirmed_at.is_(None), Stand.applied_at < moment)
    return session.scalars(query).all()


def to_confirm_between(session: Session, begins: datetime, ends: datetime) -> Sequence[Stand]:
    """List the accepted stands of all congresses whose time to confirm ends in this stretch."""
    query = select(Stand).where(
        Stand.state == State.ACCEPTED, Stand.confirm_until > begins, Stand.confirm_until <= ends
    )
    return session.scalars(query.order_by(Stand.id)).all()


def overdue(session: Session, congress_id: int, *, now: datetime) -> Sequence[Stand]:
    """List the accepted stands whose time to confirm has passed, the longest ago first."""
    query = _whole().where(Stand.congress_id == congress_id, Stand.state == State.ACCEPTED, Stand.confirm_until < now)
    return session.scalars(query.order_by(Stand.confirm_until, Stand.id), execution_options=FRESH).all()


def lapsing_markets(session: Session, *, now: datetime) -> Sequence[Marketplace]:
    """List the markets where a place lapses by itself and one has to; after the congress nothing does."""
    has_to = exists().where(
        Stand.congress_id == Marketplace.congress_id, Stand.state == State.ACCEPTED, Stand.confirm_until < now
    )
    query = select(Marketplace).join(Congress, Congress.id == Marketplace.congress_id)
    return session.scalars(query.where(Marketplace.lapses, has_to, Congress.ends_on >= now.date())).all()


def vote(session: Session, stand_id: int, juror_id: int) -> StandVote | None:
    return session.get(StandVote, (stand_id, juror_id))


def votes_of(session: Session, stand_ids: Collection[int]) -> dict[int, list[StandVote]]:
    """List the votes on some stands, by stand, with the jurors."""
    query = select(StandVote).options(joinedload(StandVote.juror)).where(StandVote.stand_id.in_(stand_ids))
    found: dict[int, list[StandVote]] = {}
    for one in session.scalars(query.order_by(StandVote.at, StandVote.juror_id), execution_options=FRESH):
        found.setdefault(one.stand_id, []).append(one)
    return found


def jurors(session: Session, congress_id: int) -> Sequence[MarketJuror]:
    """List the jury by name."""
    query = select(MarketJuror).where(MarketJuror.congress_id == congress_id)
    return session.scalars(query.order_by(MarketJuror.name, MarketJuror.id), execution_options=FRESH).all()


def juror(session: Session, congress_id: int, public_id: str) -> MarketJuror:
    """Find a member of the jury; raises NotFound."""
    query = select(MarketJuror).where(MarketJuror.congress_id == congress_id, MarketJuror.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def juror_by_id(session: Session, juror_id: int) -> MarketJuror | None:
    return session.get(MarketJuror, juror_id)


def juror_of_account(session: Session, congress_id: int, account_id: int) -> MarketJuror | None:
    """Find an organiser's seat in the jury."""
    query = select(MarketJuror).where(MarketJuror.congress_id == congress_id, MarketJuror.account_id == account_id)
    return session.scalar(query)


def staff_as(session: Session, participant_id: int) -> StandStaff | None:
    """Find the stand at which a participant works."""
    return session.scalar(select(StandStaff).where(StandStaff.participant_id == participant_id))


def staff_named(session: Session, stand_id: int, public_id: str) -> StandStaff:
    """Find somebody of a stand; raises NotFound."""
    for one in staff_of(session, stand_id):  # and not by a query: a form can name anything
        if one.public_id == public_id:
            return one
    raise NotFound


def logo_content(session: Session, stand_id: int) -> StandLogo | None:
    """Find the logo of a stand, picture and all."""
    return session.scalar(select(StandLogo).options(undefer(StandLogo.content)).where(StandLogo.stand_id == stand_id))


def chosen(session: Session, congress_id: int, public_ids: Collection[str]) -> Sequence[Stand]:
    """List those of some stands that count, first come first: whoever finds no room waits in this order."""
    query = _whole().where(Stand.congress_id == congress_id, Stand.public_id.in_(public_ids))
    ordered = query.where(Stand.address_confirmed_at.is_not(None)).order_by(Stand.applied_at, Stand.id)
    return session.scalars(ordered, execution_options=FRESH).all()


def numbers_of_votes(session: Session, congress_id: int) -> dict[int, int]:
    """Count the votes of each juror."""
    query = (
        select(StandVote.juror_id, func.count())
        .join(MarketJuror, MarketJuror.id == StandVote.juror_id)
        .where(MarketJuror.congress_id == congress_id)
        .group_by(StandVote.juror_id)
    )
    return dict(session.execute(query).all())
