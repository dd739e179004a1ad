"""Every select on how places in forums change hands once they are told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from forums.dialogue.models import AssignmentRun, Forum, ForumPair, ForumTurn, Pin, Seat, SwapOffer
from forums.dialogue.moves import Sitter
from forums.dialogue.openness import Guest
from forums.dialogue.queries import CONFIRMED
from registration.participants.models import Participant

FRESH = {"populate_existing": True}


@dataclass(frozen=True)
class InLine:
    """Somebody on the waiting list of a forum, as organisers see them; *sits_in* is the number of their forum now."""

    position: int
    public_id: str
    name: str
    organisation: str
    sits_in: int | None
    since: datetime


def seat_row(session: Session, participant_id: int) -> Seat | None:
    """Find where somebody sits, without what stands around it."""
    return session.scalar(select(Seat).where(Seat.participant_id == participant_id), execution_options=FRESH)


def turn_of(session: Session, participant_id: int) -> ForumTurn | None:
    """Find for which forum somebody waits."""
    return session.scalar(select(ForumTurn).where(ForumTurn.participant_id == participant_id), execution_options=FRESH)


def last_turn(session: Session, congress_id: int) -> int:
    """Tell the last turn given in a congress."""
    query = select(func.max(ForumTurn.turn)).join(Forum, Forum.id == ForumTurn.forum_id)
    return session.scalar(query.where(Forum.congress_id == congress_id)) or 0


def turns(session: Session, people: Sequence[int]) -> Mapping[int, int]:
    """Map people to their turns."""
    query = select(ForumTurn.participant_id, ForumTurn.turn).where(ForumTurn.participant_id.in_(people))
    return dict(session.execute(query).all())


def is_anybody_waiting(session: Session, congress_id: int) -> bool:
    waiting = exists().where(ForumTurn.forum_id == Forum.id, Forum.congress_id == congress_id)
    return bool(session.scalar(select(waiting)))


def congresses_waiting(session: Session) -> Sequence[int]:
    """List the congresses (by id) in which somebody waits for a forum."""
    query = select(Forum.congress_id).join(ForumTurn, ForumTurn.forum_id == Forum.id).distinct()
    return session.scalars(query.order_by(Forum.congress_id)).all()


def queues(session: Session, congress_id: int) -> dict[int, list[int]]:
    """List who waits for each forum (all by id), whoever has waited longest first; who no longer comes waits for nothing."""
    query = select(ForumTurn.forum_id, ForumTurn.participant_id).join(
        Participant, Participant.id == ForumTurn.participant_id
    )
    found: dict[int, list[int]] = defaultdict(list)
    for forum, person in session.execute(
        query.where(Participant.congress_id == congress_id, CONFIRMED).order_by(ForumTurn.turn)
    ):
        found[forum].append(person)
    return found


def waiting_where_they_sit(session: Session, congress_id: int) -> Sequence[int]:
    """List who waits for the very forum in which they sit."""
    same = (Seat.participant_id == ForumTurn.participant_id) & (Seat.forum_id == ForumTurn.forum_id)
    query = select(ForumTurn.participant_id).join(Seat, same).join(Forum, Forum.id == ForumTurn.forum_id)
    return session.scalars(query.where(Forum.congress_id == congress_id)).all()


def offering(session: Session, congress_id: int) -> set[int]:
    """Name those who offer their seat."""
    query = select(SwapOffer.participant_id).join(Forum, Forum.id == SwapOffer.wanted_id)
    return set(session.scalars(query.where(Forum.congress_id == congress_id)))


def sitters(session: Session, congress_id: int) -> tuple[list[Sitter], dict[int, int]]:
    """Tell who sits or waits, as the rules see them, and who sits where; all by id."""
    query = (
        select(
            Participant.id,
            Participant.sector,
            Participant.level,
            Participant.organisation_key,
            Participant.role,
            Participant.language,
            Participant.access_needs != "",
            Pin.forum_id.is_not(None),
            Seat.forum_id,
        )
        .outerjoin(Seat, Seat.participant_id == Participant.id)
        .outerjoin(ForumTurn, ForumTurn.participant_id == Participant.id)
        .outerjoin(Pin, Pin.participant_id == Participant.id)
        .where(Participant.congress_id == congress_id, CONFIRMED)
        .where(Seat.forum_id.is_not(None) | ForumTurn.forum_id.is_not(None))
    )
    rows = session.execute(query).all()
    people = [Sitter(*row[:4], guest=Guest(*row[4:7]), is_fixed=row[7]) for row in rows]
    return people, {row[0]: row[8] for row in rows if row[8] is not None}


def pairs(session: Session, congress_id: int) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Map people (by id) to those with whom they shall sit, and to those with whom never."""
    together: dict[int, set[int]] = defaultdict(set)
    apart: dict[int, set[int]] = defaultdict(set)
    for pair in session.scalars(select(ForumPair).where(ForumPair.congress_id == congress_id)):
        found = together if pair.is_together else apart
        found[pair.first_id].add(pair.second_id)
        found[pair.second_id].add(pair.first_id)
    return together, apart


def plain_forums(session: Session, congress_id: int) -> Sequence[Forum]:
    """List the forums of a congress by number, as they stand in the database, without rooms and moderators."""
    query = select(Forum).where(Forum.congress_id == congress_id).order_by(Forum.number)
    return session.scalars(query, execution_options=FRESH).all()


def number_of(session: Session, forum_id: int) -> int:
    return session.scalars(select(Forum.number).where(Forum.id == forum_id)).one()


def published_run(session: Session, congress_id: int) -> AssignmentRun | None:
    """Find the assignment that holds: the one published last."""
    query = select(AssignmentRun).where(AssignmentRun.congress_id == congress_id, AssignmentRun.status == "published")
    return session.scalar(query.order_by(AssignmentRun.published_at.desc(), AssignmentRun.id.desc()).limit(1))


def is_pinned(session: Session, participant_id: int) -> bool:
    return bool(session.scalar(select(exists().where(Pin.participant_id == participant_id))))


def offer(session: Session, public_id: str) -> SwapOffer | None:
    return session.scalar(select(SwapOffer).where(SwapOffer.public_id == public_id))


def offer_of(session: Session, participant_id: int) -> SwapOffer | None:
    return session.scalar(select(SwapOffer).where(SwapOffer.participant_id == participant_id))


def offers_for(session: Session, forum_id: int, *, among: int | None = None) -> Sequence[SwapOffer]:
    """List who offers their place for one in a forum, the first first; only those who sit *among* others of a forum, if told."""
    query = (
        select(SwapOffer)
        .join(Seat, Seat.participant_id == SwapOffer.participant_id)
        .join(Participant, Participant.id == SwapOffer.participant_id)
        .where(SwapOffer.wanted_id == forum_id, CONFIRMED)
    )
    if among is not None:
        query = query.where(Seat.forum_id == among)
    return session.scalars(query.order_by(SwapOffer.offered_at, SwapOffer.id)).all()


def line(session: Session, forum_id: int) -> list[InLine]:
    """List the waiting list of a forum for organisers."""
    sits = select(Seat.participant_id, Forum.number).join(Forum, Forum.id == Seat.forum_id).subquery()
    query = (
        select(Participant.public_id, Participant.name, Participant.organisation, sits.c.number, ForumTurn.joined_at)
        .join(ForumTurn, ForumTurn.participant_id == Participant.id)
        .outerjoin(sits, sits.c.participant_id == Participant.id)
        .where(ForumTurn.forum_id == forum_id, CONFIRMED)
    )
    rows = session.execute(query.order_by(ForumTurn.turn)).all()
    return [InLine(position, *row) for position, row in enumerate(rows, 1)]
