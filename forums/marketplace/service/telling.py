"""Tell a stand by mail, and write into the journal what was done with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.congress.queries import raise_revision
from app.journal.service import record
from app.mail import outbox
from forums.marketplace.models import Stand
from forums.marketplace.rules import State

MAILS: Final = {
    State.ACCEPTED: "forums.stand-accepted",
    State.CONFIRMED: "forums.stand-confirmed",
    State.WAITING: "forums.stand-waiting",
    State.DECLINED: "forums.stand-declined",
    State.WITHDRAWN: "forums.stand-withdrawn",
}
ADDRESS: Final = "forums.stand-address"  # please confirm that it is yours
LINK: Final = "forums.stand-link"
ARRIVED: Final = "forums.stand-applied"
DUE: Final = "forums.stand-confirm-due"
LAPSED: Final = "forums.stand-lapsed"
ENTRIES: Final = {
    State.APPLIED: "stand.reopened",
    State.SHORTLISTED: "stand.shortlisted",
    State.ACCEPTED: "stand.accepted",
    State.CONFIRMED: "stand.confirmed",
    State.WAITING: "stand.waiting",
    State.DECLINED: "stand.declined",
    State.WITHDRAWN: "stand.withdrawn",
}


def mail(session: Session, stand: Stand, kind: str, *, now: datetime) -> None:
    """Queue a mail to whoever holds the stand; once for each version of it."""
    outbox.put(
        session,
        kind,
        now=now,
        congress_id=stand.congress_id,
        participant_id=None,
        dedup_key=f"{kind}:{stand.public_id}:{stand.version}:{int(now.timestamp())}",
        payload={"stand": stand.id},
    )


def note(session: Session, stand: Stand, action: str, *, actor: str, now: datetime, fields: Sequence[str] = ()) -> None:
    """Write what was done with a stand into the journal, and let public pages be drawn anew."""
    stand.version += 1
    stand.changed_at = now
    session.flush()  # the entry needs the stand's id; the revision below goes past the session
    raise_revision(session, stand.congress_id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=stand.congress_id,
        subject_kind="stand",
        subject_id=stand.id,
        now=now,
        details={"fields": list(fields)} if fields else {},
    )
