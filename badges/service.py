"""The verbs of badges: give everyone a code, and take it back when the badge is printed anew."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.journal.service import record
from app.orm import insert_new
from badges import qr, queries
from badges.models import Badge
from registration.participants.models import Participant

KEY_LENGTH = 32  # hexadecimal digits of SHA-256 by which a gate asks for a code


def key_of(code: str) -> str:
    """Hash a code for storing and looking up scans, which never hold the code itself."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def badge_of(session: Session, participant: Participant, *, now: datetime) -> Badge:
    """Give somebody's badge, issued now if there is none yet. Writes, so the caller's transaction must be a writing one."""
    found = queries.living_badge(session, participant.id)
    return found if found is not None else _issue(session, participant.id, now=now)


def reissue(session: Session, participant: Participant, *, actor: str, now: datetime) -> Badge:
    """Give somebody a badge with a new code. The old one stops opening the door at once."""
    living = Badge.participant_id == participant.id, Badge.revoked_at.is_(None)
    session.execute(
        update(Badge).where(*living).values(revoked_at=now), execution_options={"synchronize_session": False}
    )
    badge = _issue(session, participant.id, now=now)
    record(
        session,
        "badge.reissued",
        actor=actor,
        congress_id=participant.congress_id,
        subject_kind="participant",
        subject_id=participant.id,
        now=now,
        details={"issue": badge.issue},
    )
    return badge


def _issue(session: Session, participant_id: int, *, now: datetime) -> Badge:
    row = _row(participant_id, issue=queries.last_issue(session, participant_id) + 1, now=now)
    # Whoever issues one at the same moment is left the first: the unique index lets only one badge live.
    session.execute(insert_new(session, Badge).values(row))
    badge = queries.living_badge(session, participant_id)
    if badge is None:
        raise RuntimeError(f"participant {participant_id} has no badge after one was issued")
    return badge


def _row(participant_id: int, *, issue: int, now: datetime) -> dict[str, object]:
    code = qr.new_code(secrets.token_bytes(qr.RANDOM_BYTES))
    return {
        "participant_id": participant_id,
        "issue": issue,
        "code": code,
        "code_key": key_of(code),
        "issued_at": now,
    }
