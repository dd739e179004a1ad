"""The verb of the desk."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from registration.participants import queries as participants_queries
from registration.participants import service as participants
from registration.participants.models import Participant
from registration.participants.rules import RegistrationRequest


def welcome(
    session: Session,
    congress: Congress,
    request: RegistrationRequest,
    *,
    key: str,
    beyond_capacity: bool,
    device: str,
    secret: str,
    actor: str,
    now: datetime,
) -> Participant:
    """Register somebody who stands at the desk: confirmed, with a badge that goes to the printer now, and counted as inside.

    *key* is a UUID drawn with the form, so that sending it twice welcomes them once. With an address they get their link by mail.
    Raises CongressFull or QuotaFull unless *beyond_capacity*, and AlreadyRegistered.
    """
    done = participants.add(
        session,
        congress,
        request,
        secret=secret,
        idempotency_key=key,
        beyond_capacity=beyond_capacity,
        actor=actor,
        now=now,
    )
    person = participants_queries.by_public_id(session, congress.id, done.public_id)
    if done.is_new:
        badge = badges.badge_of(session, person, now=now)
        badges.prepare(session, [person.id], now=now)
        scan = ScanRequest(scan_id=key, sequence=0, code=badge.code, scanned_at=now, gate="")
        checkin.record_scans(session, congress, device=device, scans=[scan], actor=actor, now=now)
    return person
