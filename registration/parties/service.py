"""The verbs of a group's contact: confirm it, name somebody later, give a place to somebody else, be forgotten."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.journal.service import record
from registration.participants import errors as participant_errors
from registration.participants import queries as participants_of
from registration.participants import service as participants
from registration.participants.models import Participant, Party
from registration.participants.rules import LIVING, RegistrationRequest, Status
from registration.participants.service.telling import note_down, tell
from registration.parties import errors, rules


def confirm(session: Session, party: Party, *, now: datetime) -> Sequence[Participant]:
    """Confirm everybody of a group whose place is kept, and give them; who was late or went meanwhile is passed over.

    Those who have an address of their own hear from us now for the first time, with their link.
    """
    participants_of.hold(session, party.congress_id)
    confirmed = []
    for member in participants_of.members(session, party.id):
        if rules.can_confirm(member, now=now):
            participants.confirm(session, member, actor=actor_of(party), now=now)
            confirmed.append(member)
    return confirmed


def confirm_some(session: Session, party: Party, member_ids: Collection[int], *, now: datetime) -> None:
    """Confirm those of a group whom its contact, who has confirmed before, has just added, as far as places are kept for them."""
    for member in participants_of.members(session, party.id):
        if member.id in member_ids and rules.can_confirm(member, now=now):
            participants.confirm(session, member, actor=actor_of(party), now=now)


def complete(
    session: Session, party: Party, member: Participant, request: RegistrationRequest, *, secret: str, now: datetime
) -> None:
    """Name somebody who had no address of their own. With one they get their link, a new one, which the contact never saw.

    *request* is cleaned. Raises WrongState, QuotaFull or AlreadyRegistered.
    """
    if member.email or member.status not in LIVING:
        raise participant_errors.WrongState
    participants.change(session, member, request, may_change_email=True, actor=actor_of(party), now=now)
    session.refresh(member)
    if member.email:
        participants.renew_links(session, member, secret=secret, actor=actor_of(party), now=now)
        if member.status == Status.CONFIRMED:
            tell(session, party.congress_id, member.id, "registration.confirmed", now=now)


def replace_member(
    session: Session, party: Party, member: Participant, request: RegistrationRequest, *, secret: str, now: datetime
) -> Participant:
    """Give the place, or the turn, of *member* to somebody else, and return the new one; the journals of both keep it.

    Badge, seat and wishes are other rooms' to move in the same transaction. Raises WrongState or AlreadyRegistered.
    """
    heir = replace(request, role=member.role, days=member.day_list)
    new_id = participants.hand_over(session, member, heir, secret=secret, now=now)
    who = actor_of(party)
    note_down(session, party.congress_id, member.id, "participant.replaced", actor=who, now=now, to=new_id)
    note_down(session, party.congress_id, new_id, "participant.replaces", actor=who, now=now, of=member.id)
    if member.email and member.confirmed_at is not None:
        tell(session, party.congress_id, member.id, "registration.handed-over", now=now)
    found = participants_of.by_id(session, new_id)
    if found is None:
        raise RuntimeError(f"participant {new_id} is not there although it was just made")
    if found.email and found.status == Status.CONFIRMED:
        tell(session, party.congress_id, new_id, "registration.confirmed", now=now)
    return found


def cancel(session: Session, party: Party, member: Participant, *, now: datetime) -> None:
    """Cancel for one of the group; the place goes to whoever waits."""
    participants.cancel(session, member, congress=party.congress, actor=actor_of(party), now=now)


def forget_contact(session: Session, party: Party, *, actor: str, now: datetime) -> None:
    """Forget name and address of the contact; the page behind their link is gone. Raises StillNeeded."""
    if rules.unreachable(participants_of.members(session, party.id)):
        raise errors.StillNeeded
    party.contact_name = party.contact_email = ""
    party.link_digest = None
    record(
        session,
        "party.contact-forgotten",
        actor=actor,
        congress_id=party.congress_id,
        subject_kind="party",
        subject_id=party.id,
        now=now,
    )


def actor_of(party: Party) -> str:
    """Name the contact of a group as the one who acts, for the journal."""
    return f"party:{party.id}"
