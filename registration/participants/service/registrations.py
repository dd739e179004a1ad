"""The verbs of registration: register, add, confirm, cancel."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.congress.rules import Admission
from app.mail import outbox
from app.orm import add_new_row, new_public_id
from registration.participants import errors, queries, rules
from registration.participants.models import Participant
from registration.participants.rules import RegistrationRequest, Status, Terms
from registration.participants.service import allotment
from registration.participants.service.answers import columns_of
from registration.participants.service.links import FEED, LINK, link_of, mail_link_to
from registration.participants.service.telling import note_down, tell
from registration.participants.service.waiting_list import offer_free_places
from registration.places.rules import Claim

FIRST_MAILS = {
    Status.PENDING: "registration.confirm",
    Status.WAITING: "registration.waiting",
    Status.APPLIED: "registration.applied",
    Status.RESERVED: "registration.applied",
}
INHERITED = ("role", "days", "party_id", "deadline", "turn")  # what belongs to a place and not to a person


class Manner(enum.StrEnum):
    """How somebody comes in whom an organiser adds."""

    TOLD = "told"  # confirmed, and told so by mail
    SILENT = "silent"  # confirmed; the organiser tells them
    ASKED = "asked"  # asked by mail to confirm until the deadline


@dataclass(frozen=True)
class Registered:
    """What became of a registration. ``is_new`` is False for a repeat and for an address that is registered already."""

    participant_id: int
    public_id: str
    status: Status
    deadline: datetime | None
    is_new: bool


def register(
    session: Session,
    congress: Terms,
    request: RegistrationRequest,
    *,
    secret: str,
    idempotency_key: str | None,
    join_waiting_list: bool = False,
    by_invitation: bool = False,
    actor: str = "guest",
    now: datetime,
) -> Registered:
    """Take a guest's registration: a place until the deadline for confirming it, or one on the waiting list.

    Where the congress admits by approval it is an application instead. *by_invitation* comes in past the congress's admission.

    *request* has been cleaned by rules.clean_request. A repeat with the same *idempotency_key* changes nothing. An address that is
    registered already gets its link mailed again, and the answer looks the same, so that nobody can try out who comes.
    Raises NotOpen, InvitationNeeded, or CongressFull (QuotaFull where only a quota is) where *join_waiting_list* is not wished.
    """
    if not rules.is_open(opens_at=congress.registration_opens_at, closes_at=congress.registration_closes_at, now=now):
        raise errors.NotOpen
    turn = None
    if congress.admission != Admission.OPEN and not by_invitation:
        status = apply_for_places(session, congress, [request])
    elif queries.take_place(session, congress.id, Status.PENDING):
        status = Status.PENDING
    elif (repeated := _by_key(session, congress, idempotency_key)) is not None:
        return as_registered(repeated)
    else:
        status, turn = place_or_turn(session, congress.id, [request], join_waiting_list=join_waiting_list)
    done = write_down(
        session,
        congress,
        request,
        status=status,
        secret=secret,
        actor=actor,
        now=now,
        idempotency_key=idempotency_key,
        turn=turn,
    )
    return done or _known_already(session, congress, request, idempotency_key=idempotency_key, now=now)


def apply_for_places(session: Session, congress: Terms, requests: Sequence[RegistrationRequest]) -> Status:
    """Count people in as applicants, with places if the congress holds them and has them for all; raises InvitationNeeded."""
    if congress.admission == Admission.INVITATION:
        raise errors.InvitationNeeded
    if congress.applications_hold:
        try:
            allotment.take(session, congress.id, [allotment.claim_of(request) for request in requests], Status.RESERVED)
        except errors.CongressFull:
            pass
        else:
            return Status.RESERVED
    queries.count(session, congress.id, {Status.APPLIED: len(requests)})
    return Status.APPLIED


def place_or_turn(
    session: Session, congress_id: int, requests: Sequence[RegistrationRequest], *, join_waiting_list: bool
) -> tuple[Status, int | None]:
    """Take places for all of *requests* after a closer look, or else one turn on the waiting list, if that is wished.

    Raises CongressFull or QuotaFull.
    """
    try:
        allotment.take(session, congress_id, [allotment.claim_of(request) for request in requests], Status.PENDING)
    except errors.CongressFull:
        if not join_waiting_list:
            raise
        return Status.WAITING, allotment.take_turn(session, congress_id, people=len(requests))
    return Status.PENDING, None


def write_down(
    session: Session,
    congress: Terms,
    request: RegistrationRequest,
    *,
    status: Status,
    secret: str,
    actor: str,
    now: datetime,
    **further: int | str | None,  # columns of Participant
) -> Registered | None:
    """Write down somebody whose place or turn is counted already, and tell them; None, and uncounted, where they are known."""
    deadline = rules.confirm_deadline(now=now, hours=congress.confirm_hours) if status is Status.PENDING else None
    public_id = new_public_id()
    row = _row(congress, request, public_id=public_id, status=status, deadline=deadline, secret=secret, now=now)
    participant_id = add_new_row(session, Participant, row | further)
    if participant_id is None:
        allotment.give_back(session, congress.id, [allotment.claim_of(request)], status)
        return None
    note_down(session, congress.id, participant_id, "participant.registered", actor=actor, now=now, status=status.value)
    if request.email and "party_id" not in further:  # those of a party hear from us once their contact has confirmed
        kind = FIRST_MAILS[status]
        key = f"{kind}:{public_id}"
        outbox.put(session, kind, now=now, congress_id=congress.id, participant_id=participant_id, dedup_key=key)
    return Registered(participant_id, public_id, status, deadline, is_new=True)


def add(
    session: Session,
    congress: Congress,
    request: RegistrationRequest,
    *,
    secret: str,
    manner: Manner = Manner.TOLD,
    beyond_capacity: bool = False,
    idempotency_key: str | None = None,
    actor: str,
    now: datetime,
) -> Registered:
    """Add a participant as an organiser, whether or not registration is open; *manner* says how they come in.

    A repeat with the same *idempotency_key* changes nothing.

    Raises AlreadyRegistered, and CongressFull or QuotaFull unless the organiser knows and wants them *beyond_capacity*, which the
    journal keeps.
    """
    if (repeated := _by_key(session, congress, idempotency_key)) is not None:
        return as_registered(repeated)
    status = Status.PENDING if manner is Manner.ASKED else Status.CONFIRMED
    had_place = _take_place(session, congress.id, request, status, beyond_capacity=beyond_capacity)
    deadline = rules.confirm_deadline(now=now, hours=congress.confirm_hours) if status is Status.PENDING else None
    public_id = new_public_id()
    row = _row(congress, request, public_id=public_id, status=status, deadline=deadline, secret=secret, now=now)
    confirmed_at = now if status is Status.CONFIRMED else None
    participant_id = add_new_row(
        session, Participant, row | {"confirmed_at": confirmed_at, "idempotency_key": idempotency_key}
    )
    if participant_id is None:
        raise errors.AlreadyRegistered(field="email")
    action = "participant.asked" if status is Status.PENDING else "participant.added"
    note_down(
        session,
        congress.id,
        participant_id,
        action if had_place else "participant.overbooked",
        actor=actor,
        now=now,
    )
    if manner is not Manner.SILENT and request.email:
        kind = "registration.confirm" if status is Status.PENDING else "registration.confirmed"
        tell(session, congress.id, participant_id, kind, now=now)
    return Registered(participant_id, public_id, status, deadline, is_new=True)


def confirm(session: Session, participant: Participant, *, actor: str, now: datetime) -> None:
    """Confirm a registration or accept an offered place. Raises DeadlinePassed or WrongState; twice is no error."""
    _hold(session, participant)
    before = Status(participant.status)
    if before is Status.CONFIRMED:
        return
    if before not in {Status.PENDING, Status.OFFERED}:
        raise errors.DeadlinePassed if before is Status.LAPSED else errors.WrongState
    if participant.deadline is not None and participant.deadline <= now:
        raise errors.DeadlinePassed
    step(session, participant, after=Status.CONFIRMED, now=now, confirmed_at=now)
    note_down(session, participant.congress_id, participant.id, "participant.confirmed", actor=actor, now=now)
    tell(session, participant.congress_id, participant.id, "registration.confirmed", now=now)


def cancel(session: Session, participant: Participant, *, congress: Congress, actor: str, now: datetime) -> None:
    """Cancel; the place goes to whoever has waited longest. Twice is no error."""
    _hold(session, participant)
    before = Status(participant.status)
    if before not in rules.LIVING:
        return
    step(session, participant, after=Status.CANCELLED, now=now, cancelled_at=now)
    note_down(
        session,
        participant.congress_id,
        participant.id,
        "participant.cancelled",
        actor=actor,
        now=now,
        status=before.value,
    )
    tell(session, participant.congress_id, participant.id, "registration.cancelled", now=now)
    # Also when somebody leaves the waiting list: what is left of a party may fit now.
    offer_free_places(session, congress, now=now)


def hand_over(
    session: Session, participant: Participant, request: RegistrationRequest, *, secret: str, now: datetime
) -> int:
    """Let somebody else have a place, or a turn, with its role; return their id. The link of the old one dies, no place moves.

    Raises WrongState if there is none (any more), or AlreadyRegistered. The caller writes the journal and tells both.
    """
    congress, status = participant.congress, Status(participant.status)
    if status not in rules.LIVING:
        raise errors.WrongState
    inherited = {name: getattr(participant, name) for name in INHERITED}
    confirmed_at = now if status is Status.CONFIRMED else None
    dead_link = tokens.digest(link_of(participant, secret=secret, version=participant.link_version + 1))
    step(
        session,
        participant,
        after=Status.CANCELLED,
        now=now,
        cancelled_at=now,
        link_version=participant.link_version + 1,
        link_digest=dead_link,
    )
    heir = Claim(participant.role, participant.days, allotment.claim_of(request).organisation_key)
    allotment.take_beyond(session, congress.id, heir, status)  # the place is theirs, whatever else is full
    public_id = new_public_id()
    row = _row(congress, request, public_id=public_id, status=status, deadline=None, secret=secret, now=now)
    participant_id = add_new_row(session, Participant, row | inherited | {"confirmed_at": confirmed_at})
    if participant_id is None:
        raise errors.AlreadyRegistered(field="email")
    return participant_id


def _take_place(
    session: Session, congress_id: int, request: RegistrationRequest, status: Status, *, beyond_capacity: bool
) -> bool:
    """Take a place; False if there was none, and somebody wants them in all the same."""
    if queries.take_place(session, congress_id, status):
        return True
    claim = allotment.claim_of(request)
    try:
        allotment.take(session, congress_id, [claim], status)
    except errors.CongressFull:
        if not beyond_capacity:
            raise
        allotment.take_beyond(session, congress_id, claim, status)
        return False
    return True


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
    return columns_of(request, consent_before=None, now=now) | {
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
        return as_registered(same)
    known = queries.living_by_email(session, congress.id, rules.email_key_of(request.email))
    if known is None:
        raise errors.WrongState
    mail_link_to(session, known, now=now)
    return as_registered(known)


def _by_key(session: Session, congress: Terms, key: str | None) -> Participant | None:
    return queries.by_idempotency_key(session, congress.id, key) if key else None


def as_registered(participant: Participant) -> Registered:
    """Tell what has become of somebody who was registered before."""
    return Registered(
        participant.id, participant.public_id, Status(participant.status), participant.deadline, is_new=False
    )


def _hold(session: Session, participant: Participant) -> None:
    """Look again once nobody else can change it: somebody who waited may have been offered a place meanwhile."""
    queries.hold(session, participant.congress_id)
    session.refresh(participant, ["status", "deadline"])


def step(
    session: Session, participant: Participant, *, after: Status, now: datetime, **values: datetime | str | int | None
) -> None:
    """Bring somebody from the state that was read into another, unless somebody was faster: then raises WrongState."""
    before = Status(participant.status)
    done = queries.move(
        session, participant.id, congress_id=participant.congress_id, before=before, after=after, now=now, **values
    )
    if not done:
        raise errors.WrongState
    session.refresh(
        participant, ["status", "deadline", "revision", "changed_at", "confirmed_at", "cancelled_at", "turn"]
    )
