"""The verbs of secret addresses: derive them, mail them again, make new ones."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.mail import outbox
from registration.participants import queries, rules
from registration.participants.models import Participant
from registration.participants.service.telling import note_down

LINK = "personal-page"
FEED = "personal-feed"


def link_of(participant: Participant, *, secret: str, version: int | None = None) -> str:
    """Derive the secret part of the address of somebody's personal page, of the *version* that works now unless told."""
    version = version or participant.link_version
    return tokens.derive(secret, purpose=LINK, subject=participant.public_id, version=version)


def feed_of(participant: Participant, *, secret: str) -> str:
    """Derive the secret part of the address of somebody's calendar feed."""
    return tokens.derive(secret, purpose=FEED, subject=participant.public_id, version=participant.feed_version)


def mail_link(session: Session, congress: Congress, *, email: str, now: datetime) -> None:
    """Mail the link to the personal page again, at most once in ten minutes; silent for an unknown address."""
    found = queries.living_by_email(session, congress.id, rules.email_key_of(email))
    if found is not None:
        mail_link_to(session, found, now=now)


def renew_links(session: Session, participant: Participant, *, secret: str, actor: str, now: datetime) -> None:
    """Make new secret addresses for the personal page and the calendar; the old ones stop working at once."""
    participant.link_version += 1
    participant.feed_version += 1
    participant.link_digest = tokens.digest(link_of(participant, secret=secret))
    participant.feed_digest = tokens.digest(feed_of(participant, secret=secret))
    session.flush()  # the mail below must not outrun the digests that make its link work
    note_down(session, participant.congress_id, participant.id, "participant.links-renewed", actor=actor, now=now)


def mail_link_to(session: Session, participant: Participant, *, now: datetime) -> None:
    window = int(now.timestamp()) // 600
    kind = "registration.link"
    key = f"{kind}:{participant.public_id}:{window}"
    outbox.put(
        session, kind, now=now, congress_id=participant.congress_id, participant_id=participant.id, dedup_key=key
    )
