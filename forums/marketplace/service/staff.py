"""Who is at a stand: named by its holder, registered as people of the congress, so that each has a badge."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.marketplace import applications, errors, queries
from forums.marketplace.models import Marketplace, Stand, StandStaff
from forums.marketplace.rules import HOLDING
from forums.marketplace.service.telling import note
from registration.participants import queries as participants_of
from registration.participants import service as participants
from registration.participants.errors import CongressFull
from registration.participants.rules import RegistrationRequest, clean_member, email_key_of
from registration.places import queries as places_of
from registration.places.rules import DefaultCategory


def name_staff(
    session: Session,
    congress: Congress,
    market: Marketplace,
    stand: Stand,
    *,
    name: str,
    email: str,
    secret: str,
    now: datetime,
) -> StandStaff:
    """Name somebody for a stand that takes part, and register them, so that they have a badge.

    Whoever is registered already keeps that registration. Where the congress is full they are named without a badge.
    Raises StandInvalid, StaffTooEarly, StaffFull or StaffKnown.
    """
    queries.hold_stand(session, stand)  # two phones at once name no more than there may be
    if stand.state not in HOLDING:
        raise errors.StaffTooEarly
    name, email = applications.clean_person(name, email)
    there = queries.staff_of(session, stand.id)
    if len(there) >= market.most_staff:
        raise errors.StaffFull(most=market.most_staff)
    if any(_same(one, name, email) for one in there):
        raise errors.StaffKnown(field="name")
    one = StandStaff(stand_id=stand.id, name=name, email=email, added_at=now)
    session.add(one)
    register(session, congress, stand, one, secret=secret, now=now)
    note(session, stand, "stand.staff-named", actor=f"stand:{stand.id}", now=now)
    return one


def register(
    session: Session, congress: Congress, stand: Stand, one: StandStaff, *, secret: str, now: datetime
) -> bool:
    """Register somebody of a stand, unless they are already; False where there is no room for them."""
    known = participants_of.living_by_email(session, congress.id, email_key_of(one.email)) if one.email else None
    if known is not None:
        taken = queries.staff_as(session, known.id)
        one.participant_id = known.id if taken is None else None
        return taken is None
    codes = places_of.codes(session, congress.id)
    role = DefaultCategory.STAND_STAFF if DefaultCategory.STAND_STAFF in codes else DefaultCategory.PARTICIPANT
    request = clean_member(
        RegistrationRequest(one.name, one.email, organisation=stand.organisation, role=role, language=stand.language),
        {"role": (role,)},
    )
    try:
        done = participants.add(session, congress, request, secret=secret, actor=f"stand:{stand.id}", now=now)
    except CongressFull:
        return False
    one.participant_id, one.is_registered_here = done.participant_id, True
    return True


def take_off(session: Session, congress: Congress, stand: Stand, one: StandStaff, *, now: datetime) -> None:
    """Take somebody off a stand; a registration that the stand made is cancelled with it."""
    person = participants_of.by_id(session, one.participant_id) if one.participant_id else None
    was_here = one.is_registered_here
    session.delete(one)
    if person is not None and was_here:
        participants.cancel(session, person, congress=congress, actor=f"stand:{stand.id}", now=now)
    note(session, stand, "stand.staff-taken-off", actor=f"stand:{stand.id}", now=now)


def _same(one: StandStaff, name: str, email: str) -> bool:
    if email and one.email:
        return email_key_of(one.email) == email_key_of(email)
    return one.name.casefold() == name.casefold() and not email
