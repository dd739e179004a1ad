"""Every select on how places in forums change hands once they are told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload

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


def seat_row(session: Session, participant_id: int, slot: int) -> Seat | None:
    """Find where somebody sits in a slot, without what stands around it."""
    query = select(Seat).where(Seat.participant_id == participant_id, Seat.slot == slot)
    return session.scalar(query, execution_options=FRESH)


def turn_of(session: Session, participant_id: int, slot: int) -> ForumTurn | None:
    """Find for which forum of a slot somebody waits."""
    query = select(ForumTurn).where(ForumTurn.participant_id == participant_id, ForumTurn.slot == slot)
    return session.scalar(query, execution_options=FRESH)


def last_turn(session: Session, congress_id: int) -> int:
    """Tell the last turn given in a congress."""
    query = select(func.max(ForumTurn.turn)).join(Forum, Forum.id == ForumTurn.forum_id)
    return session.scalar(query.where(Forum.congress_id == congress_id)) or 0


def turns(session: Session, forum_id: int) -> Mapping[int, int]:
    """Map those who wait for a forum to their turns."""
    query = select(ForumTurn.participant_id, ForumTurn.turn).where(ForumTurn.forum_id == forum_id)
    return dict(session.execute(query).all())


def slots_waited_for(session: Session, congress_id: int) -> Sequence[int]:
    """List the slots in which somebody waits for a forum."""
    query = select(ForumTurn.slot).join(Forum, Forum.id == ForumTurn.forum_id).distinct()
    return session.scalars(query.where(Forum.congress_id == congress_id).order_by(ForumTurn.slot)).all()


def congresses_waiting(session: Session) -> Sequence[int]:
    """List the congresses (by id) in which somebody waits for a forum."""
    query = select(Forum.congress_id).join(ForumTurn, ForumTurn.forum_id == Forum.id).distinct()
    return session.scalars(query.order_by(Forum.congress_id)).all()


def queues(session: Session, congress_id: int, *, slot: int | None = None) -> dict[int, list[int]]:
    """List who waits for each forum (all by id), or for each of a *slot*, whoever has waited longest first.

    Who no longer comes waits for nothing.
    """
    query = select(ForumTurn.forum_id, ForumTurn.participant_id).join(
        Participant, Participant.id == ForumTurn.participant_id
    )
    if slot is not None:
        query = query.where(ForumTurn.slot == slot)
    found: dict[int, list[int]] = defaultdict(list)
    for forum, person in session.execute(
        query.where(Participant.congress_id == congress_id, CONFIRMED).order_by(ForumTurn.turn)
    ):
        found[forum].append(person)
    return found


def waiting_where_they_sit(session: Session, congress_id: int) -> Sequence[Row[int, int]]:
    """List who waits for the very forum in which they sit, and the slot."""
    same = (Seat.participant_id == ForumTurn.participant_id) & (Seat.forum_id == ForumTurn.forum_id)
    query = select(ForumTurn.participant_id, ForumTurn.slot).join(Seat, same)
    query = query.join(Forum, Forum.id == ForumTurn.forum_id)
    return session.execute(query.where(Forum.congress_id == congress_id)).all()


def offering(session: Session, congress_id: int) -> set[tuple[int, int]]:
    """Name those who offer their seat, and the slot."""
    query = select(SwapOffer.participant_id, SwapOffer.slot).join(Forum, Forum.id == SwapOffer.wanted_id)
    return {(person, slot) for person, slot in session.execute(query.where(Forum.congress_id == congress_id))}


def seated_elsewhere(session: Session, congress_id: int, slot: int) -> Sequence[Row[int, int]]:
    """List (participant, forum), by id, of the seats in all slots but one."""
    query = select(Seat.participant_id, Seat.forum_id).join(Forum, Forum.id == Seat.forum_id)
    return session.execute(query.where(Forum.congress_id == congress_id, Seat.slot != slot)).all()


def sitters(
    session: Session, congress_id: int, slot: int, *, had: Mapping[int, frozenset[int]]
) -> tuple[list[Sitter], dict[int, int]]:
    """Tell who sits or waits in a slot, as the rules see them, and who sits where; all by id. *had* are topics that people have."""
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
        .outerjoin(Seat, and_(Seat.participant_id == Participant.id, Seat.slot == slot))
        .outerjoin(ForumTurn, and_(ForumTurn.participant_id == Participant.id, ForumTurn.slot == slot))
        .outerjoin(Pin, and_(Pin.participant_id == Participant.id, Pin.slot == slot))
        .where(Participant.congress_id == congress_id, CONFIRMED)
        .where(Seat.forum_id.is_not(None) | ForumTurn.forum_id.is_not(None))
    )
    rows = session.execute(query).all()
    nothing: frozenset[int] = frozenset()
    people = [Sitter(*row[:4], guest=Guest(*row[4:7]), is_fixed=row[7], had=had.get(row[0], nothing)) for row in rows]
    return people, {row[0]: row[8] for row in rows if row[8] is not None}


def held_on_some_days(session: Session, *, after: datetime) -> list[tuple[Participant, Forum, bool]]:
    """List those who come on some days only with the forums that begin *after*, in which they sit (True) or for which they wait.

    Without those who are pinned there.
    """
    found: list[tuple[Participant, Forum, bool]] = []
    for kind in (Seat, ForumTurn):
        query = (
            select(Participant, Forum)
            .join(kind, kind.participant_id == Participant.id)
            .join(Forum, Forum.id == kind.forum_id)
            .outerjoin(Pin, and_(Pin.participant_id == Participant.id, Pin.forum_id == Forum.id))
            .where(Participant.days != "", CONFIRMED, Forum.starts_at > after, Pin.forum_id.is_(None))
            .options(joinedload(Participant.congress))
        )
        rows = session.execute(query.order_by(Participant.id, Forum.id))
        found += [(participant, forum, kind is Seat) for participant, forum in rows]
    return found


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


def is_pinned(session: Session, participant_id: int, slot: int) -> bool:
    pinned = exists().where(Pin.participant_id == participant_id, Pin.slot == slot)
    return bool(session.scalar(select(pinned)))


def offer(session: Session, public_id: str) -> SwapOffer | None:
    return session.scalar(select(SwapOffer).where(SwapOffer.public_id == public_id))


def offer_of(session: Session, participant_id: int, slot: int) -> SwapOffer | None:
    mine = SwapOffer.participant_id == participant_id, SwapOffer.slot == slot
    return session.scalar(select(SwapOffer).where(*mine))


def offers_for(session: Session, forum_id: int, *, among: int | None = None) -> Sequence[SwapOffer]:
    """List who offers their place for one in a forum, the first first; only those who sit *among* others of a forum, if told."""
    query = (
        select(SwapOffer)
        .join(Seat, and_(Seat.participant_id == SwapOffer.participant_id, Seat.slot == SwapOffer.slot))
        .join(Participant, Participant.id == SwapOffer.participant_id)
        .where(SwapOffer.wanted_id == forum_id, CONFIRMED)
    )
    if among is not None:
        query = query.where(Seat.forum_id == among)
    return session.scalars(query.order_by(SwapOffer.offered_at, SwapOffer.id)).all()


def line(session: Session, forum_id: int) -> list[InLine]:
    """List the waiting list of a forum for organisers."""
    here = select(Forum.slot).where(Forum.id == forum_id).scalar_subquery()
    seated = select(Seat.participant_id, Forum.number).join(Forum, Forum.id == Seat.forum_id)
    sits = seated.where(Seat.slot == here).subquery()
    query = (
        select(Participant.public_id, Participant.name, Participant.organisation, sits.c.number, ForumTurn.joined_at)
        .join(ForumTurn, ForumTurn.participant_id == Participant.id)
        .outerjoin(sits, sits.c.participant_id == Participant.id)
        .where(ForumTurn.forum_id == forum_id, CONFIRMED)
    )
    rows = session.execute(query.order_by(ForumTurn.turn)).all()
    return [InLine(position, *row) for position, row in enumerate(rows, 1)]
