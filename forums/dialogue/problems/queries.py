"""Every select on what an assignment starts from: people, wishes, pins, pairs, seats."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.errors import NotFound
from app.typed import has_traps, normal
from forums.dialogue.models import DraftSeat, Forum, ForumPair, Pin, Preference, Seat
from registration.participants.models import Participant
from registration.participants.rules import HOLDING, Status, email_key_of, name_key_of
from registration.places.models import Category

CONFIRMED = Participant.status == Status.CONFIRMED


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be seated, as far as the rules ask."""

    id: int
    public_id: str
    sector: str
    level: str
    organisation_key: str
    category: str
    language: str
    has_needs: bool
    days: str  # on which they come: ISO, by commas; "" for every day
    is_to_seat: bool


def people_to_seat(session: Session, congress_id: int, *, run_ids: Collection[int] = ()) -> list[Person]:
    """List all who are to get a seat, by id.

    All confirmed participants; speakers, press and other staff only if they wish for a forum or are pinned to one. With *run_ids*
    also those of these runs' drafts who are no longer confirmed; ``is_to_seat`` is False for them.
    """
    to_seat = _is_to_seat()
    columns: list[Any] = [  # Any: more of them than select() has types for
        Participant.id,
        Participant.public_id,
        Participant.sector,
        Participant.level,
        Participant.organisation_key,
        Participant.role,
        Participant.language,
        (Participant.access_needs != "").label("has_needs"),
        Participant.days,
        to_seat.label("is_to_seat"),
    ]
    query = select(*columns)
    wanted = or_(to_seat, and_(~CONFIRMED, _is_in_drafts(run_ids))) if run_ids else to_seat
    rows = session.execute(query.where(Participant.congress_id == congress_id, wanted).order_by(Participant.id))
    return [Person(*row) for row in rows]


def count_to_seat(session: Session, congress_id: int) -> int:
    """Count all who are to get a seat."""
    query = select(func.count()).select_from(Participant)
    return session.scalar(query.where(Participant.congress_id == congress_id, _is_to_seat())) or 0


def days_of_people(session: Session, congress_id: int) -> Sequence[Row[str, int]]:
    """Count those who are to get a seat and come on some days only, by these days; whoever is pinned counts as there."""
    query = select(Participant.days, func.count()).where(Participant.congress_id == congress_id, Participant.days != "")
    return session.execute(query.where(_is_to_seat(), ~_is_pinned()).group_by(Participant.days)).all()


def gone_by_run(session: Session, run_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Map runs to those (by id) of their drafts who are no longer confirmed."""
    query = select(DraftSeat.run_id, DraftSeat.participant_id)
    query = query.join(Participant, Participant.id == DraftSeat.participant_id)
    gone: dict[int, set[int]] = {run_id: set() for run_id in run_ids}
    for run_id, participant_id in session.execute(query.where(DraftSeat.run_id.in_(run_ids), ~CONFIRMED)):
        gone[run_id].add(participant_id)
    return {run_id: frozenset(people) for run_id, people in gone.items()}


def pairs(session: Session, congress_id: int) -> Sequence[Row[str, str, bool]]:
    """List (public id, public id, is_together) of the pairs of a congress, the oldest first."""
    first, second = aliased(Participant), aliased(Participant)
    query = (
        select(first.public_id, second.public_id, ForumPair.is_together)
        .join(first, first.id == ForumPair.first_id)
        .join(second, second.id == ForumPair.second_id)
        .where(ForumPair.congress_id == congress_id)
    )
    return session.execute(query.order_by(ForumPair.id)).all()


def kinds_of_pairs(session: Session, congress_id: int) -> dict[tuple[int, int], bool]:
    """Map the pairs of a congress (by ids) to whether they sit together."""
    query = select(ForumPair.first_id, ForumPair.second_id, ForumPair.is_together)
    rows = session.execute(query.where(ForumPair.congress_id == congress_id))
    return {(first, second): is_together for first, second, is_together in rows}


def named_pairs(session: Session, congress_id: int) -> Sequence[Row[int, bool, str, str, bool]]:
    """List (id, is_together, name, other's name, whether both are confirmed) of the pairs, by name."""
    first, second = aliased(Participant), aliased(Participant)
    both = and_(first.status == Status.CONFIRMED, second.status == Status.CONFIRMED)
    query = (
        select(ForumPair.id, ForumPair.is_together, first.name, second.name, both.label("both_come"))
        .join(first, first.id == ForumPair.first_id)
        .join(second, second.id == ForumPair.second_id)
        .where(ForumPair.congress_id == congress_id)
    )
    return session.execute(query.order_by(first.name_key, second.name_key, ForumPair.id)).all()


def pair(session: Session, congress_id: int, pair_id: int) -> ForumPair:
    """Find a pair of this congress; raises NotFound."""
    found = session.get(ForumPair, pair_id)
    if found is None or found.congress_id != congress_id:
        raise NotFound
    return found


def confirmed_by_words(session: Session, congress_id: int, words: str) -> Sequence[Participant]:
    """Find the confirmed people with this whole name or address of mail."""
    if has_traps(normal(words)):  # nobody is called what PostgreSQL refuses to look for
        return []
    query = select(Participant).where(Participant.congress_id == congress_id, CONFIRMED)
    named = or_(
        Participant.name_key == name_key_of(words.strip()), Participant.email_key == email_key_of(words.strip())
    )
    return session.scalars(query.where(named).order_by(Participant.id)).all()


def wishes(session: Session, congress_id: int) -> Sequence[Row[int, int, str]]:
    """List (participant id, slot, forum's public id) of all wishes in a congress, each one's dearest of a slot first."""
    query = (
        select(Preference.participant_id, Preference.slot, Forum.public_id)
        .join(Forum, Forum.id == Preference.forum_id)
        .where(Forum.congress_id == congress_id)
        .order_by(Preference.participant_id, Preference.slot, Preference.rank)
    )
    return session.execute(query).all()


def pins(session: Session, congress_id: int) -> dict[tuple[int, int], str]:
    """Map participants (by id) and slots to the public id of the forum of their pin; cancelled forums hold nobody."""
    query = select(Pin.participant_id, Pin.slot, Forum.public_id).join(Forum, Forum.id == Pin.forum_id)
    rows = session.execute(query.where(Forum.congress_id == congress_id, Forum.cancelled_at.is_(None)))
    return {(person, slot): forum for person, slot, forum in rows}


def published_forums(session: Session, congress_id: int) -> dict[tuple[int, int], str]:
    """Map participants (by id) and slots to the public id of the forum in which they sit as published."""
    query = select(Seat.participant_id, Seat.slot, Forum.public_id).join(Forum, Forum.id == Seat.forum_id)
    rows = session.execute(query.where(Forum.congress_id == congress_id))
    return {(person, slot): forum for person, slot, forum in rows}


def left_aside(session: Session, congress_id: int) -> tuple[int, int]:
    """Count who is not to be seated: holders of a place who have not confirmed, and confirmed staff without a wish."""
    here = Participant.congress_id == congress_id
    unconfirmed = select(func.count()).where(here, Participant.status.in_(HOLDING - {Status.CONFIRMED}))
    staff = select(func.count()).where(here, CONFIRMED, ~_is_to_seat())
    return session.scalar(unconfirmed) or 0, session.scalar(staff) or 0


def _is_to_seat() -> ColumnElement[bool]:
    wishes_something = select(Preference.id).where(Preference.participant_id == Participant.id).exists()
    joins = exists().where(
        Category.congress_id == Participant.congress_id, Category.code == Participant.role, Category.joins_forums
    )
    return and_(CONFIRMED, or_(joins, wishes_something, _is_pinned()))


def _is_pinned() -> ColumnElement[bool]:
    return select(Pin.participant_id).where(Pin.participant_id == Participant.id).exists()


def _is_in_drafts(run_ids: Collection[int]) -> ColumnElement[bool]:
    return Participant.id.in_(select(DraftSeat.participant_id).where(DraftSeat.run_id.in_(run_ids)))
