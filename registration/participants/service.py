"""The verbs of registration: register, confirm, change, cancel, lapse, offer the next place."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.journal.service import SYSTEM, record
from app.mail import outbox
from app.orm import add_new_row, insert_new, new_public_id
from registration.organisations.rules import key_of
from registration.participants import errors, queries, rules
from registration.participants.models import Participant, Places
from registration.participants.rules import RegistrationRequest, Status, Terms

LINK = "personal-page"
FEED = "personal-feed"


@dataclass(frozen=True)
class Registered:
    """What became of a registration. ``is_new`` is False for a repeat and for an address that is registered already."""

    participant_id: int
    public_id: str
    status: Status
    deadline: datetime | None
    is_new: bool


def link_of(participant: Participant, *, secret: str) -> str:
    """Derive the secret part of the address of somebody's personal page."""
    return tokens.derive(secret, purpose=LINK, subject=participant.public_id, version=participant.link_version)


def feed_of(participant: Participant, *, secret: str) -> str:
    """Derive the secret part of the address of somebody's calendar feed."""
    return tokens.derive(secret, purpose=FEED, subject=participant.public_id, version=participant.feed_version)


def open_places(session: Session, congress: Congress, *, capacity: int) -> None:
    """Give a new congress its places; needed once, before the first registration."""
    session.execute(insert_new(session, Places).values(congress_id=congress.id, capacity=capacity))


def set_capacity(session: Session, congress: Congress, *, capacity: int, now: datetime) -> None:
    """Change the number of places. More: those who wait are offered them. Fewer: nobody loses a place already held."""
    session.execute(update(Places).where(Places.congress_id == congress.id).values(capacity=capacity))
    offer_free_places(session, congress, now=now)


def register(
    session: Session,
    congress: Terms,
    request: RegistrationRequest,
    *,
    secret: str,
    idempotency_key: str | None,
    join_waiting_list: bool = False,
    actor: str = "guest",
    now: datetime,
) -> Registered:
    """Take a guest's registration: a place until the deadline for confirming it, or one on the waiting list.

    *request* has been cleaned by rules.clean_request. A repeat with the same *idempotency_key* changes nothing. An address that is
    registered already gets its link mailed again, and the answer looks the same, so that nobody can try out who comes.
    Raises NotOpen, or CongressFull where *join_waiting_list* is not wished.
    """
    if not rules.is_open(opens_at=congress.registration_opens_at, closes_at=congress.registration_closes_at, now=now):
        raise errors.NotOpen
    if queries.take_place(session, congress.id, Status.PENDING):
        status = Status.PENDING
    elif (repeated := _by_key(session, congress, idempotency_key)) is not None:
        return _as_registered(repeated)
    elif not join_waiting_list:
        raise errors.CongressFull
    else:
        status = Status.WAITING
        queries.count(session, congress.id, {Status.WAITING: 1})
    deadline = rules.confirm_deadline(now=now, hours=congress.confirm_hours) if status is Status.PENDING else None
    public_id = new_public_id()
    row = _row(congress, request, public_id=public_id, status=status, deadline=deadline, secret=secret, now=now)
    row["idempotency_key"] = idempotency_key
    participant_id = add_new_row(session, Participant, row)
    if participant_id is None:
        queries.count(session, congress.id, {status: -1})
        return _known_already(session, congress, request, idempotency_key=idempotency_key, now=now)
    _note(session, congress.id, participant_id, "participant.registered", actor=actor, now=now, status=status.value)
    kind = "registration.confirm" if status is Status.PENDING else "registration.waiting"
    outbox.put(
        session, kind, now=now, congress_id=congress.id, participant_id=participant_id, dedup_key=f"{kind}:{public_id}"
    )
    return Registered(participant_id, public_id, status, deadline, is_new=True)


def add(
    session: Session, congress: Congress, request: RegistrationRequest, *, secret: str, actor: str, now: datetime
) -> Registered:
    """Add a participant as an organiser: confirmed at once, whether or not registration is open. Raises CongressFull."""
    if not queries.take_place(session, congress.id, Status.CONFIRMED):
        raise errors.CongressFull
    public_id = new_public_id()
    row = _row(congress, request, public_id=public_id, status=Status.CONFIRMED, deadline=None, secret=secret, now=now)
    participant_id = add_new_row(session, Participant, row | {"confirmed_at": now})
    if participant_id is None:
        raise errors.AlreadyRegistered(field="email")
    _note(session, congress.id, participant_id, "participant.added", actor=actor, now=now)
    _tell(session, congress.id, participant_id, "registration.confirmed", now=now)
    return Registered(participant_id, public_id, Status.CONFIRMED, None, is_new=True)


def confirm(session: Session, participant: Participant, *, actor: str, now: datetime) -> None:
    """Confirm a registration or accept an offered place. Raises DeadlinePassed or WrongState; twice is no error."""
    before = Status(participant.status)
    if before is Status.CONFIRMED:
        return
    if before not in {Status.PENDING, Status.OFFERED}:
        raise errors.DeadlinePassed if before is Status.LAPSED else errors.WrongState
    if participant.deadline is not None and participant.deadline <= now:
        raise errors.DeadlinePassed
    _step(session, participant, after=Status.CONFIRMED, now=now, confirmed_at=now)
    _note(session, participant.congress_id, participant.id, "participant.confirmed", actor=actor, now=now)
    _tell(session, participant.congress_id, participant.id, "registration.confirmed", now=now)


def cancel(session: Session, participant: Participant, *, congress: Congress, actor: str, now: datetime) -> None:
    """Cancel; the place goes to whoever has waited longest. Twice is no error."""
    before = Status(participant.status)
    if before in {Status.CANCELLED, Status.LAPSED}:
        return
    _step(session, participant, after=Status.CANCELLED, now=now, cancelled_at=now)
    _note(
        session,
        participant.congress_id,
        participant.id,
        "participant.cancelled",
        actor=actor,
        now=now,
        status=before.value,
    )
    _tell(session, participant.congress_id, participant.id, "registration.cancelled", now=now)
    if before in rules.HOLDING:
        offer_free_places(session, congress, now=now)


def change(
    session: Session,
    participant: Participant,
    request: RegistrationRequest,
    *,
    may_change_email: bool,
    actor: str,
    now: datetime,
) -> None:
    """Change what somebody told about themselves. The journal names the fields, never the values.

    Only organisers may change the address, since whoever has the link may not be who owns the new address.
    """
    values = _answers(request, consent_before=participant.photo_consent_at, now=now)
    if not may_change_email:
        del values["email"], values["email_key"]
    changed = sorted(
        name for name, value in values.items() if getattr(participant, name) != value and not name.endswith("_key")
    )
    if not changed:
        return
    if "email" in changed and _is_taken(session, participant, str(values["email_key"])):
        raise errors.AlreadyRegistered(field="email")
    values |= {"changed_at": now, "revision": Participant.revision + 1}
    session.execute(update(Participant).where(Participant.id == participant.id).values(values))
    _note(session, participant.congress_id, participant.id, "participant.changed", actor=actor, now=now, fields=changed)


def write_note(session: Session, participant: Participant, *, note: str, actor: str, now: datetime) -> None:
    """Keep the organisers' own note on somebody."""
    session.execute(update(Participant).where(Participant.id == participant.id).values(note=note, changed_at=now))
    _note(session, participant.congress_id, participant.id, "participant.noted", actor=actor, now=now)


def mail_link(session: Session, congress: Congress, *, email: str, now: datetime) -> None:
    """Mail the link to the personal page again, at most once in ten minutes; silent for an unknown address."""
    found = queries.living_by_email(session, congress.id, rules.email_key_of(email))
    if found is not None:
        _mail_link_to(session, found, now=now)


def renew_links(session: Session, participant: Participant, *, secret: str, actor: str, now: datetime) -> None:
    """Make new secret addresses for the personal page and the calendar; the old ones stop working at once."""
    participant.link_version += 1
    participant.feed_version += 1
    participant.link_digest = tokens.digest(link_of(participant, secret=secret))
    participant.feed_digest = tokens.digest(feed_of(participant, secret=secret))
    session.flush()  # the mail below must not outrun the digests that make its link work
    _note(session, participant.congress_id, participant.id, "participant.links-renewed", actor=actor, now=now)


def lapse_overdue(session: Session, *, now: datetime) -> int:
    """Give back the places of those who did not confirm or answer in time, and offer them on; return how many lapsed."""
    late = queries.overdue(session, now=now)
    for participant in late:
        before = Status(participant.status)
        if queries.move(
            session, participant.id, congress_id=participant.congress_id, before=before, after=Status.LAPSED, now=now
        ):
            _note(
                session,
                participant.congress_id,
                participant.id,
                "participant.lapsed",
                actor=SYSTEM,
                now=now,
                status=before.value,
            )
            _tell(session, participant.congress_id, participant.id, "registration.lapsed", now=now)
    for congress_id in sorted({participant.congress_id for participant in late}):
        offer_free_places(session, session.get_one(Congress, congress_id), now=now)
    return len(late)


def offer_free_places(session: Session, congress: Congress, *, now: datetime) -> int:
    """Offer every free place to those who wait, longest first, each with a deadline; return how many were offered."""
    counted = queries.places(session, congress.id)
    offered = 0
    while offered < counted.free and (following := queries.next_waiting(session, congress.id)) is not None:
        deadline = rules.confirm_deadline(now=now, hours=congress.offer_hours)
        queries.move(
            session,
            following.id,
            congress_id=congress.id,
            before=Status.WAITING,
            after=Status.OFFERED,
            now=now,
            deadline=deadline,
        )
        _note(session, congress.id, following.id, "participant.offered", actor=SYSTEM, now=now)
        _tell(session, congress.id, following.id, "registration.offer", now=now)
        offered += 1
    return offered


def _answers(request: RegistrationRequest, *, consent_before: datetime | None, now: datetime) -> dict[str, object]:
    """Turn a cleaned request into columns. Consent keeps the moment it was first given."""
    names = (
        "name",
        "email",
        "pronouns",
        "organisation",
        "sector",
        "level",
        "role",
        "language",
        "access_needs",
        "interpreting",
        "food",
    )
    values: dict[str, object] = {name: getattr(request, name) for name in names}
    values["name_key"] = rules.name_key_of(request.name)
    values["email_key"] = rules.email_key_of(request.email)
    values["organisation_key"] = key_of(request.organisation)
    values["photo_consent_at"] = (consent_before or now) if request.photo_consent else None
    return values


def _row(
    congress: Terms,
    request: RegistrationRequest,
    *,
    public_id: str,
    status: Status,
    deadline: datetime | None,
    secret: str,
    now: datetime,
) -> dict[str, object]:
    link = tokens.derive(secret, purpose=LINK, subject=public_id, version=1)
    feed = tokens.derive(secret, purpose=FEED, subject=public_id, version=1)
    return _answers(request, consent_before=None, now=now) | {
        "public_id": public_id,
        "congress_id": congress.id,
        "status": status.value,
        "note": "",
        "registered_at": now,
        "changed_at": now,
        "deadline": deadline,
        "revision": 0,
        "link_digest": tokens.digest(link),
        "link_version": 1,
        "feed_digest": tokens.digest(feed),
        "feed_version": 1,
    }


def _known_already(
    session: Session, congress: Terms, request: RegistrationRequest, *, idempotency_key: str | None, now: datetime
) -> Registered:
    """Answer for somebody whose row exists: the same request twice at the same moment, or the same address again."""
    same = _by_key(session, congress, idempotency_key)
    if same is not None:
        return _as_registered(same)
    known = queries.living_by_email(session, congress.id, rules.email_key_of(request.email))
    if known is None:
        raise errors.WrongState
    _mail_link_to(session, known, now=now)
    return _as_registered(known)


def _by_key(session: Session, congress: Terms, key: str | None) -> Participant | None:
    return queries.by_idempotency_key(session, congress.id, key) if key else None


def _as_registered(participant: Participant) -> Registered:
    return Registered(
        participant.id, participant.public_id, Status(participant.status), participant.deadline, is_new=False
    )


def _step(session: Session, participant: Participant, *, after: Status, now: datetime, **values: datetime) -> None:
    before = Status(participant.status)
    done = queries.move(
        session, participant.id, congress_id=participant.congress_id, before=before, after=after, now=now, **values
    )
    if not done:
        raise errors.WrongState
    session.refresh(participant, ["status", "deadline", "revision", "changed_at", "confirmed_at", "cancelled_at"])


def _is_taken(session: Session, participant: Participant, email_key: str) -> bool:
    other = queries.living_by_email(session, participant.congress_id, email_key)
    return other is not None and other.id != participant.id


def _mail_link_to(session: Session, participant: Participant, *, now: datetime) -> None:
    window = int(now.timestamp()) // 600
    kind = "registration.link"
    key = f"{kind}:{participant.public_id}:{window}"
    outbox.put(
        session, kind, now=now, congress_id=participant.congress_id, participant_id=participant.id, dedup_key=key
    )


def _tell(session: Session, congress_id: int, participant_id: int, kind: str, *, now: datetime) -> None:
    outbox.put(session, kind, now=now, congress_id=congress_id, participant_id=participant_id)


def _note(
    session: Session,
    congress_id: int,
    participant_id: int,
    action: str,
    *,
    actor: str,
    now: datetime,
    **details: object,
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="participant",
        subject_id=participant_id,
        now=now,
        details=details,
    )
