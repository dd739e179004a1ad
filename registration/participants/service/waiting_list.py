"""The verbs of the waiting list: give back what nobody answered for, offer the next place, move somebody."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import SYSTEM
from registration.participants import errors, queries, rules
from registration.participants.models import Participant
from registration.participants.rules import Status
from registration.participants.service.telling import note_down, tell
from registration.places import queries as places_of
from registration.places.rules import Room, next_served

LONGEST_REASON = 300


def lapse_overdue(session: Session, *, now: datetime) -> int:
    """Give back the places of those who did not confirm or answer in time, and offer them on; return how many lapsed."""
    # Congress by congress, since each holds its own counters: two such rounds at once must not wait for each other in a circle.
    late = sorted(queries.overdue(session, now=now), key=lambda participant: participant.congress_id)
    for participant in late:
        before = Status(participant.status)
        if queries.move(
            session, participant.id, congress_id=participant.congress_id, before=before, after=Status.LAPSED, now=now
        ):
            note_down(
                session,
                participant.congress_id,
                participant.id,
                "participant.lapsed",
                actor=SYSTEM,
                now=now,
                status=before.value,
            )
            tell(session, participant.congress_id, participant.id, "registration.lapsed", now=now)
    # Also where somebody left past these verbs, such as by being erased.
    for congress_id in sorted({participant.congress_id for participant in late} | queries.with_free_places(session)):
        offer_free_places(session, session.get_one(Congress, congress_id), now=now)
    return len(late)


def offer_free_places(session: Session, congress: Congress, *, now: datetime) -> int:
    """Offer free places to those who wait, longest first, each with a deadline; return how many were offered.

    A whole party is offered places together. Who does not fit now, since the party is too large or a quota is full, keeps the turn
    and holds up nobody: see places.rules.next_served. Whoever frees a place calls this in the same transaction, so that between
    two transactions no place is free that somebody waiting could have.
    """
    counted = queries.hold(session, congress.id)
    if not counted.waiting or counted.held >= counted.capacity:
        return 0
    quotas = places_of.quotas(session, congress.id) if counted.quotas else []
    room = Room.of(counted.capacity - counted.held, quotas)
    deadline = rules.confirm_deadline(now=now, hours=congress.offer_hours)
    offered = 0
    for served in next_served(queries.waiting(session, congress.id), quotas, room):
        for participant_id in served.people:
            _offer(session, congress.id, participant_id, deadline=deadline, now=now)
        offered += len(served.people)
    return offered


def move_on_waiting_list(
    session: Session, participant: Participant, *, position: int, reason: str, actor: str, now: datetime
) -> None:
    """Put somebody, with their whole party, at *position* (from 1) of the waiting list; the journal keeps the *reason*.

    Raises NotWaiting or NoReason. Past the end is the end.
    """
    if not reason.strip():
        raise errors.NoReason(field="reason")
    queries.hold(session, participant.congress_id)
    queue = [waiting.turn for waiting in queries.waiting(session, participant.congress_id)]
    session.refresh(participant, ["turn"])
    if participant.turn is None:
        raise errors.NotWaiting
    target = queue[min(max(position, 1), len(queue)) - 1]
    before = queue.index(participant.turn) + 1
    queries.put_turn(session, participant.congress_id, turn=participant.turn, at=target)
    session.refresh(participant, ["turn"])
    note_down(
        session,
        participant.congress_id,
        participant.id,
        "participant.moved-on-waiting-list",
        actor=actor,
        now=now,
        **{"from": before, "to": queue.index(target) + 1, "reason": reason.strip()[:LONGEST_REASON]},
    )


def _offer(session: Session, congress_id: int, participant_id: int, *, deadline: datetime, now: datetime) -> None:
    queries.move(
        session,
        participant_id,
        congress_id=congress_id,
        before=Status.WAITING,
        after=Status.OFFERED,
        now=now,
        deadline=deadline,
    )
    note_down(session, congress_id, participant_id, "participant.offered", actor=SYSTEM, now=now)
    tell(session, congress_id, participant_id, "registration.offer", now=now)
