"""The verbs of the market's day."""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.errors import NotFound
from app.journal.service import record
from app.mail import outbox
from app.orm import insert_new, new_public_id
from forums.marketplace.models import Stand
from forums.marketplace.queries import marketplace
from forums.marketplace.visits import errors, queries
from forums.marketplace.visits.models import (
    Arrival,
    ContactConsent,
    StandArrival,
    StandContact,
    StandDocument,
    StandFeedback,
)
from registration.fields.content import RawFile, check
from registration.fields.rules import Limits
from registration.participants.models import Participant
from registration.participants.rules import clean_text

LINK: Final = "stand-desk"
CARD: Final = "forums.stand-card"  # to a visitor
TAKEN_BACK: Final = "forums.stand-contact-taken-back"  # to a stand
MOST_DOCUMENTS, DOCUMENT_MEGABYTES = 6, 5
LONGEST_FEEDBACK, LONGEST_TITLE = 2000, 200
MOST_FEEDBACK, WITHIN = 30, timedelta(minutes=10)
"""What a stand can be told within ten minutes: more than visitors write, less than fills a disk."""


def link_of(stand: Stand, *, secret: str) -> str:
    """Give the secret that opens the desk of a stand: for its staff on the day, who need not be able to change the stand."""
    return tokens.derive(secret, purpose=LINK, subject=stand.public_id, version=stand.link_version)


def check_link(stand: Stand, token: str, *, secret: str) -> None:
    """Let in who has the secret; raises NotFound for everybody else."""
    if not hmac.compare_digest(link_of(stand, secret=secret).encode(), token.encode("utf-8", "surrogatepass")):
        raise NotFound


def note_arrival(session: Session, stand: Stand, state: Arrival | None, *, actor: str, now: datetime) -> None:
    """Note that a stand is there, is missing, or (None) that nobody has looked."""
    queries.forget_arrival(session, stand.id)
    if state is not None:
        session.add(StandArrival(stand_id=stand.id, state=state, at=now))
    record(
        session,
        "stand.seen",
        actor=actor,
        congress_id=stand.congress_id,
        subject_kind="stand",
        subject_id=stand.id,
        now=now,
        details={"state": state or ""},
    )


def allow(session: Session, participant: Participant, *, by_mail: bool = False, now: datetime) -> None:
    """Let stands have somebody's details from now on, if they scan their badge; *by_mail* each stand's card comes by mail."""
    row = {"participant_id": participant.id, "given_at": now, "by_mail": by_mail}
    session.execute(insert_new(session, ContactConsent).values(row))


def prefer_mail(session: Session, participant: Participant, *, by_mail: bool) -> None:
    """Send the card of each stand by mail from now on, or no longer; nothing happens without consent."""
    found = queries.consent(session, participant.id)
    if found is not None:
        found.by_mail = by_mail


def forbid(session: Session, participant: Participant, *, now: datetime) -> int:
    """Give nothing any more, and take away what stands have; tell from how many stands."""
    queries.forget_consent(session, participant.id)
    return _take_back(session, participant, queries.contacts_of_person(session, participant.id), now=now)


def revoke(session: Session, participant: Participant, contact: str, *, now: datetime) -> None:
    """Take somebody's details away from one stand."""
    given = queries.contacts_of_person(session, participant.id)
    _take_back(session, participant, [one for one in given if one.public_id == contact], now=now)


def _take_back(session: Session, participant: Participant, contacts: Sequence[StandContact], *, now: datetime) -> int:
    """Delete what stands have, and ask each of them to delete what it saved elsewhere (GDPR, article 19)."""
    stands = queries.forget_contacts(session, [one.id for one in contacts])
    for stand_id in stands:
        payload = {"stand": stand_id, "person": participant.id}
        # Not the participant's mail: a stand that cannot be reached says nothing about their address.
        outbox.put(
            session, TAKEN_BACK, now=now, congress_id=participant.congress_id, participant_id=None, payload=payload
        )
    return len(stands)


def give(session: Session, stand: Stand, participant: Participant, *, now: datetime) -> None:
    """Let a stand have somebody's details, once, and let them have its card; raises NothingIsGiven unless they have allowed it."""
    consent = queries.consent(session, participant.id)
    if consent is None:
        raise errors.NothingIsGiven(field="code")
    if consent.by_mail and queries.contact(session, stand.id, participant.id) is None:
        payload = {"stand": stand.id}
        outbox.put(
            session, CARD, now=now, congress_id=stand.congress_id, participant_id=participant.id, payload=payload
        )
    row = {
        "public_id": new_public_id(),
        "stand_id": stand.id,
        "participant_id": participant.id,
        "given_at": now,
    }
    session.execute(insert_new(session, StandContact).values(row))


def count_visit(session: Session, stand: Stand, *, now: datetime) -> None:
    """Count a visitor, whoever it is."""
    queries.add_visit(session, stand.id, hour=now.replace(minute=0, second=0, microsecond=0))


def tell(session: Session, stand: Stand, text: str, *, now: datetime) -> None:
    """Keep what somebody tells a stand, without who. Raises NoFeedback, TooMuchFeedback."""
    words = clean_text(text, field="text", longest=LONGEST_FEEDBACK, lines=True)
    if not words:
        raise errors.NoFeedback(field="text")
    if queries.feedback_since(session, stand.id, now - WITHIN) >= MOST_FEEDBACK:
        raise errors.TooMuchFeedback
    session.add(StandFeedback(stand_id=stand.id, text=words, at=now))


def remove_feedback(session: Session, found: StandFeedback, *, congress_id: int, actor: str, now: datetime) -> None:
    """Take away what nobody should have written."""
    stand_id = found.stand_id
    session.delete(found)
    record(
        session,
        "stand.feedback-removed",
        actor=actor,
        congress_id=congress_id,
        subject_kind="stand",
        subject_id=stand_id,
        now=now,
    )


def add_document(session: Session, stand: Stand, raw: RawFile | None, *, title: str, now: datetime) -> StandDocument:
    """Show a PDF to everybody. Raises NoDocument, NoTitle, TooManyDocuments, and what a bad file raises."""
    if raw is None or not raw.content:
        raise errors.NoDocument(field="file")
    file = check(raw, Limits(types=("pdf",), megabytes=DOCUMENT_MEGABYTES), field="file")
    words = clean_text(title, field="title", longest=LONGEST_TITLE)
    if not words:
        raise errors.NoTitle(field="title")
    if len(queries.documents_of(session, stand.id)) >= MOST_DOCUMENTS:
        raise errors.TooManyDocuments(field="file", most=MOST_DOCUMENTS)
    made = StandDocument(
        stand_id=stand.id,
        title=words,
        filename=file.name,
        size=len(file.content),
        content=file.content,
        added_at=now,
    )
    session.add(made)
    raise_revision(session, stand.congress_id, now=now)
    return made


def remove_document(session: Session, stand: Stand, public_id: str, *, now: datetime) -> None:
    """Show a document no longer; nothing happens if it is gone already."""
    for found in queries.documents_of(session, stand.id):
        if found.public_id == public_id:
            session.delete(found)
    raise_revision(session, stand.congress_id, now=now)


def show_market(session: Session, congress: Congress, *, is_shown: bool, actor: str, now: datetime) -> None:
    """Let guests see the stands from now on, or no longer. Raises NoMarket."""
    market = marketplace(session, congress.id)
    if market is None:
        raise errors.NoMarket
    market.published_at = now if is_shown else None
    session.flush()  # the revision below is an UPDATE past the session
    raise_revision(session, congress.id, now=now)
    record(
        session,
        "market.shown" if is_shown else "market.hidden",
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
    )
