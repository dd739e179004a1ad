"""The verbs of parties: several people registered in one go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from app import tokens
from app.congress.rules import Admission
from app.journal.service import record
from app.mail import outbox
from app.orm import add_new_row, new_public_id
from registration.participants import errors, queries, rules
from registration.participants.models import Participant, Party
from registration.participants.rules import RegistrationRequest, Status, Terms
from registration.participants.service import allotment
from registration.participants.service.links import mail_link_to
from registration.participants.service.registrations import (
    Registered,
    apply_for_places,
    as_registered,
    place_or_turn,
    write_down,
)

MOST_IN_PARTY = 100
PARTY_LINK = "party"


@dataclass(frozen=True)
class Contact:
    """Who registers a party, and need not come along; their mails come in *language*."""

    name: str
    email: str
    language: str = "de"


@dataclass(frozen=True)
class PartyRegistered:
    """What became of a party: one answer for each request, in their order. ``is_new`` is False for a repeat."""

    party_id: int
    public_id: str
    members: tuple[Registered, ...]
    is_new: bool


def register_party(
    session: Session,
    congress: Terms,
    requests: Sequence[RegistrationRequest],
    *,
    contact: Contact,
    is_whole: bool,
    secret: str,
    idempotency_key: str | None,
    join_waiting_list: bool = False,
    actor: str = "guest",
    now: datetime,
) -> PartyRegistered:
    """Register several people in one go, in the order in which places shall go to them.

    A party that *is_whole* gets places for all or for nobody; then it waits as one, is offered places as one, and moves as one.
    Otherwise each gets a place or a turn for themselves. *requests* have been cleaned; an empty address is allowed, for somebody
    whose name and address follow. Only the contact is told, by mail, and the others once the contact has confirmed. Whoever is
    registered already, or stands here twice, gets their link mailed and is left out, with ``is_new`` False; the answer must not
    show it. Places are held until the deadline for confirming them, as with register(); confirm() each. A repeat with the same
    *idempotency_key* changes nothing. Where the congress admits by approval, they apply.

    Raises NotOpen, InvitationNeeded, PartyTooLarge, and CongressFull or QuotaFull, with nobody registered, where
    *join_waiting_list* is not wished.
    """
    _check_may_register(congress, people=len(requests), now=now)
    queries.hold(session, congress.id)  # from here on nobody else registers, so that what is found out now stays true
    repeated = queries.party_by_key(session, congress.id, idempotency_key) if idempotency_key else None
    if repeated is not None:
        return _as_before(session, repeated)
    party_id, public_id = _found(
        session, congress.id, contact, is_whole=is_whole, secret=secret, idempotency_key=idempotency_key, now=now
    )
    write = partial(write_down, session, congress, secret=secret, actor=actor, now=now, party_id=party_id)
    enter = partial(_enter, session, congress, join_waiting_list=join_waiting_list)
    members = _take_in(session, congress, requests, enter=enter, write=write, is_whole=is_whole, now=now)
    people = sum(member.is_new for member in members)
    _note(session, congress.id, party_id, "party.registered", actor=actor, now=now, people=people)
    tell_contact(session, congress.id, public_id, now=now)
    return PartyRegistered(party_id, public_id, members, is_new=True)


def extend_party(
    session: Session,
    congress: Terms,
    party: Party,
    requests: Sequence[RegistrationRequest],
    *,
    secret: str,
    idempotency_key: str | None,
    join_waiting_list: bool = False,
    actor: str,
    now: datetime,
) -> PartyRegistered:
    """Register further people of a party, by the same rules, and tell its contact.

    Of a party that is whole they get places all together or nobody; then they wait as one. If the party itself waits as one it goes on
    doing so: with them it needs more places, so that all of it takes a new turn, behind everybody who waits now.
    A repeat with the same *idempotency_key* changes nothing. Raises what register_party() does.
    """
    known = queries.members(session, party.id)
    coming = [member for member in known if member.status in rules.LIVING]
    _check_may_register(congress, people=len(coming) + len(requests), now=now)
    queries.hold(session, congress.id)  # from here on nobody else registers, so that what is found out now stays true
    if idempotency_key and queries.by_idempotency_key(session, congress.id, idempotency_key):
        return _as_before(session, party)
    keys = iter([idempotency_key])  # the first of them carries it

    def write(request: RegistrationRequest, *, status: Status, turn: int | None) -> Registered | None:
        further = {"party_id": party.id, "turn": turn, "idempotency_key": next(keys, None)}
        return write_down(session, congress, request, status=status, secret=secret, actor=actor, now=now, **further)

    waiting = [member for member in coming if member.status == Status.WAITING] if party.is_whole else []
    enter = partial(_enter, session, congress, join_waiting_list=join_waiting_list)
    if waiting:
        enter = partial(_wait_anew, session, congress.id, waiting, join_waiting_list=join_waiting_list)
    members = _take_in(session, congress, requests, enter=enter, write=write, is_whole=party.is_whole, now=now)
    people = sum(member.is_new for member in members)
    _note(session, congress.id, party.id, "party.extended", actor=actor, now=now, people=people)
    tell_contact(session, congress.id, party.public_id, now=now)
    return PartyRegistered(party.id, party.public_id, members, is_new=True)


def _take_in(
    session: Session,
    congress: Terms,
    requests: Sequence[RegistrationRequest],
    *,
    enter: Callable[[Sequence[RegistrationRequest]], tuple[Status, int | None]],
    write: Callable[..., Registered | None],
    is_whole: bool,
    now: datetime,
) -> tuple[Registered, ...]:
    """Count in those who are not registered yet, together if they are whole, and write them down; one answer for each request."""
    newcomers = _newcomers(session, congress.id, requests)
    together = [requests[number] for number in newcomers] if is_whole else []
    shared = enter(together) if together else None
    members: list[Registered] = []
    for number, request in enumerate(requests):
        done = None
        if number in newcomers:
            status, turn = shared or enter([request])
            done = write(request, status=status, turn=turn)
        members.append(done or _known(session, congress.id, request, now=now))
    return tuple(members)


def _check_may_register(congress: Terms, *, people: int, now: datetime) -> None:
    if not rules.is_open(opens_at=congress.registration_opens_at, closes_at=congress.registration_closes_at, now=now):
        raise errors.NotOpen
    if congress.admission == Admission.INVITATION:
        raise errors.InvitationNeeded
    if people > MOST_IN_PARTY:
        raise errors.PartyTooLarge(most=MOST_IN_PARTY)


def _enter(
    session: Session, congress: Terms, requests: Sequence[RegistrationRequest], *, join_waiting_list: bool
) -> tuple[Status, int | None]:
    """Count *requests* in together, as the congress admits: with places, on the waiting list or as applicants."""
    if congress.admission != Admission.OPEN:
        return apply_for_places(session, congress, requests), None
    return place_or_turn(session, congress.id, requests, join_waiting_list=join_waiting_list)


def _wait_anew(
    session: Session,
    congress_id: int,
    waiting: Sequence[Participant],
    requests: Sequence[RegistrationRequest],
    *,
    join_waiting_list: bool,
) -> tuple[Status, int | None]:
    """Let a whole party that waits go on waiting as one, with more people and a new turn; raises CongressFull unless that is wished."""
    if not join_waiting_list:
        raise errors.CongressFull
    turn = allotment.take_turn(session, congress_id, people=len(requests))
    queries.give_turn(session, [member.id for member in waiting], turn=turn)
    return Status.WAITING, turn


def _as_before(session: Session, party: Party) -> PartyRegistered:
    members = tuple(as_registered(member) for member in queries.members(session, party.id))
    return PartyRegistered(party.id, party.public_id, members, is_new=False)


def _found(
    session: Session,
    congress_id: int,
    contact: Contact,
    *,
    is_whole: bool,
    secret: str,
    idempotency_key: str | None,
    now: datetime,
) -> tuple[int, str]:
    public_id = new_public_id()
    row = {
        "public_id": public_id,
        "congress_id": congress_id,
        "idempotency_key": idempotency_key,
        "contact_name": contact.name,
        "contact_email": contact.email,
        "language": contact.language,
        "link_digest": tokens.digest(party_link_of(public_id, secret=secret)),
        "is_whole": is_whole,
        "created_at": now,
    }
    party_id = add_new_row(session, Party, row)
    if party_id is None:
        raise errors.WrongState
    return party_id, public_id


def _newcomers(session: Session, congress_id: int, requests: Sequence[RegistrationRequest]) -> list[int]:
    """List, by their number, the requests of people who are neither registered nor named before."""
    seen: set[str] = set()
    new = []
    for number, request in enumerate(requests):
        key = rules.email_key_of(request.email)
        if not key or (key not in seen and queries.living_by_email(session, congress_id, key) is None):
            new.append(number)
        seen.add(key)
    return new


def _known(session: Session, congress_id: int, request: RegistrationRequest, *, now: datetime) -> Registered:
    found = queries.living_by_email(session, congress_id, rules.email_key_of(request.email))
    if found is None:
        raise errors.WrongState
    mail_link_to(session, found, now=now)
    return as_registered(found)


def party_link_of(public_id: str, *, secret: str) -> str:
    """Derive the secret part of the address of the contact's page of a party."""
    return tokens.derive(secret, purpose=PARTY_LINK, subject=public_id, version=1)


def tell_contact(session: Session, congress_id: int, public_id: str, *, now: datetime) -> None:
    """Mail to the contact of a party how it stands, with the link to its page."""
    payload = {"party": public_id}
    outbox.put(session, "party.standing", now=now, congress_id=congress_id, participant_id=None, payload=payload)


def _note(
    session: Session, congress_id: int, party_id: int, action: str, *, actor: str, now: datetime, people: int
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="party",
        subject_id=party_id,
        now=now,
        details={"people": people},
    )
