"""Every select on the waiting list."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, case, func, select, update
from sqlalchemy.orm import Session

from registration.participants.models import Participant, Places
from registration.participants.queries.counters import CLAIM, FRESH, places
from registration.participants.rules import Status
from registration.places import queries as places_of
from registration.places.rules import Claim, Room, Waiting, rivals_ahead


def waiting(session: Session, congress_id: int, *, size: int = 200) -> Iterator[Waiting]:
    """Walk through the waiting list, whoever has waited longest first; a whole party, with its one turn, as one."""
    last = 0
    query = select(Participant.turn, Participant.id, *CLAIM).where(
        Participant.congress_id == congress_id, Participant.status == Status.WAITING
    )
    while rows := session.execute(
        query.where(Participant.turn > last).order_by(Participant.turn, Participant.id).limit(size)
    ).all():
        is_end = len(rows) < size
        by_turn = [(turn, list(those)) for turn, those in groupby(rows, key=lambda row: row[0])]
        # The last turn of a piece may go on in the next one; larger parties than a piece are refused at registration.
        for turn, those in by_turn if is_end or len(by_turn) == 1 else by_turn[:-1]:
            yield Waiting(turn, tuple(row[1] for row in those), tuple(Claim(*row[2:]) for row in those))
            last = turn
        if is_end:
            return


def with_free_places(session: Session) -> set[int]:
    """Find the congresses (by id) in which places are free although somebody waits; a party or a quota may be the reason."""
    held = Places.pending + Places.confirmed + Places.offered + Places.reserved
    return set(session.scalars(select(Places.congress_id).where(Places.waiting > 0, held < Places.capacity)))


def put_turn(session: Session, congress_id: int, *, turn: int, at: int) -> None:
    """Give those who wait with *turn* the turn *at*; the turns between give way by one. Under hold()."""
    step = 1 if at < turn else -1
    between = Participant.turn.between(min(turn, at), max(turn, at))
    moving = update(Participant).where(Participant.congress_id == congress_id, between)
    session.execute(
        moving.values(turn=case((Participant.turn == turn, at), else_=Participant.turn + step)),
        execution_options={"synchronize_session": False},
    )


def give_turn(session: Session, participant_ids: Sequence[int], *, turn: int) -> None:
    """Give some who wait another turn. Under hold()."""
    giving = update(Participant).where(Participant.id.in_(participant_ids), Participant.status == Status.WAITING)
    session.execute(giving.values(turn=turn, revision=Participant.revision + 1))


def waiting_position(session: Session, participant: Participant) -> int:
    """Tell how many turns on the waiting list come up to somebody's own, from 1, of those who wait for the same.

    Who waits for a full quota only does not stand behind those who want something else.
    """
    counted = places(session, participant.congress_id)
    if not counted.quotas:
        turns = select(func.count(Participant.turn.distinct())).where(
            Participant.congress_id == participant.congress_id, Participant.turn < participant.turn
        )
        return 1 + (session.scalar(turns) or 0)
    queue = list(waiting(session, participant.congress_id))
    mine = next(waiting for waiting in queue if participant.id in waiting.people)
    known = places_of.quotas(session, participant.congress_id)
    return 1 + rivals_ahead(queue, known, Room.of(counted.capacity - counted.held, known), mine)


def overdue(session: Session, *, now: datetime, limit: int = 500) -> Sequence[Participant]:
    """List who did not confirm or answer by the deadline."""
    late = and_(Participant.status.in_([Status.PENDING, Status.OFFERED]), Participant.deadline <= now)
    return session.scalars(
        select(Participant).where(late).order_by(Participant.deadline, Participant.id).limit(limit),
        execution_options=FRESH,
    ).all()
