"""The verbs of organisers about applications: admit, turn down."""

from datetime import datetime

from sqlalchemy.orm import Session

from registration.participants import errors, queries, rules
from registration.participants.models import Participant
from registration.participants.rules import Status
from registration.participants.service import allotment
from registration.participants.service.registrations import step
from registration.participants.service.telling import note_down, tell
from registration.participants.service.waiting_list import offer_free_places

APPLYING = frozenset({Status.APPLIED, Status.RESERVED})


def admit(session: Session, participant: Participant, *, actor: str, now: datetime) -> Status:
    """Let an applicant come: with a place until they confirm it, or a turn on the waiting list where none is free; return which.

    Raises WrongState for somebody who does not apply (any more).
    """
    before, congress = Status(participant.status), participant.congress
    if before not in APPLYING:
        raise errors.WrongState
    after, turn = _place_or_turn(session, participant)
    deadline = rules.confirm_deadline(now=now, hours=congress.confirm_hours) if after is Status.PENDING else None
    step(session, participant, after=after, now=now, deadline=deadline, turn=turn)
    note_down(session, congress.id, participant.id, "participant.approved", actor=actor, now=now, status=after.value)
    kind = "registration.approved" if after is Status.PENDING else "registration.waiting"
    tell(session, congress.id, participant.id, kind, now=now)
    return after


def turn_down(session: Session, participant: Participant, *, actor: str, now: datetime) -> None:
    """Decline an application; a place held for it goes on. Raises WrongState as admit() does."""
    if Status(participant.status) not in APPLYING:
        raise errors.WrongState
    congress = participant.congress
    step(session, participant, after=Status.DECLINED, now=now, cancelled_at=now)
    note_down(session, congress.id, participant.id, "participant.turned-down", actor=actor, now=now)
    tell(session, congress.id, participant.id, "registration.declined", now=now)
    offer_free_places(session, congress, now=now)


def _place_or_turn(session: Session, participant: Participant) -> tuple[Status, int | None]:
    if participant.status == Status.RESERVED:
        return Status.PENDING, None
    try:
        allotment.check_room(session, participant.congress_id, [queries.claim_of(session, participant.id)])
    except errors.CongressFull:
        return Status.WAITING, allotment.take_turn(session, participant.congress_id, people=0)
    return Status.PENDING, None
