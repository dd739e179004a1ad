"""The verbs of organisers about applications: approve, decline with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.orm import add_rows
from registration.invitations import errors
from registration.invitations.models import Decision
from registration.participants import service as participants
from registration.participants.errors import WrongState
from registration.participants.models import Participant
from registration.participants.rules import Status


def approve(session: Session, participant: Participant, *, actor: str, now: datetime) -> Status:
    """Let an applicant come: a place to confirm, or a turn on the waiting list where none is free. Raises NotApplying."""
    try:
        return participants.admit(session, participant, actor=actor, now=now)
    except WrongState as decided:
        raise errors.NotApplying from decided


def decline_application(session: Session, participant: Participant, *, reason: str, actor: str, now: datetime) -> None:
    """Turn an applicant down and tell them why; *reason* may be empty. Raises NotApplying."""
    try:
        participants.turn_down(session, participant, actor=actor, now=now)
    except WrongState as decided:
        raise errors.NotApplying from decided
    add_rows(session, Decision, [{"participant_id": participant.id, "reason": reason, "decided_at": now}])
