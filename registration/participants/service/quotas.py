"""The verbs of quotas: add, change, remove, count anew."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.congress import rules as congress_rules
from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.journal.service import record
from app.orm import add_new_row, new_public_id
from registration.organisations import queries as organisations_of
from registration.organisations.rules import OrganisationRole, key_of
from registration.participants import queries
from registration.participants.models import Places
from registration.participants.rules import Status
from registration.participants.service.waiting_list import offer_free_places
from registration.places import errors
from registration.places import queries as places_of
from registration.places.models import Category, Quota
from registration.places.rules import QuotaRequest


def add_quota(session: Session, congress: Congress, request: QuotaRequest, *, actor: str, now: datetime) -> str:
    """Add a quota, counting those who hold places already, and return its public id.

    One below what is held takes nobody's place away; it gives out no more. Raises CoversEveryone, UnknownDay or QuotaTaken.
    """
    _check(congress, request)
    queries.hold(session, congress.id)
    public_id = new_public_id()
    row = {
        "public_id": public_id,
        "congress_id": congress.id,
        "category": request.category,
        "day": request.day,
        "organisation": request.organisation,
        "organisation_key": key_of(request.organisation),
        "capacity": request.capacity,
        "held": 0,
    }
    quota_id = add_new_row(session, Quota, row)
    if quota_id is None:
        raise errors.QuotaTaken
    added = places_of.quota(session, congress.id, public_id)
    added.held = queries.number_held(session, added)
    session.flush()  # the next place is taken by an UPDATE past the session
    _count_quotas(session, congress.id, 1)
    _note(session, added, "quota.added", actor=actor, now=now)
    return public_id


def add_quotas_for_all(
    session: Session, congress: Congress, role: OrganisationRole, *, capacity: int, actor: str, now: datetime
) -> int:
    """Give every organisation of a role, such as each carrier, a quota of *capacity* places; return how many had none before."""
    known = {
        quota.organisation_key for quota in places_of.quotas(session, congress.id) if not (quota.category or quota.day)
    }
    without = [
        organisation
        for organisation in organisations_of.organisations(session, congress.id)
        if organisation.role == role and organisation.key not in known
    ]
    for organisation in without:
        request = QuotaRequest(capacity=capacity, organisation=organisation.name)
        add_quota(session, congress, request, actor=actor, now=now)
    return len(without)


def limit_category(
    session: Session, congress: Congress, category: Category, capacity: int | None, *, actor: str, now: datetime
) -> None:
    """Give a category a quota of its own, change it, or remove it (None)."""
    own = places_of.own_quota(session, category)
    if own is None and capacity is not None:
        add_quota(session, congress, QuotaRequest(capacity, category=category.code), actor=actor, now=now)
    elif own is not None and capacity is None:
        remove_quota(session, congress, own, actor=actor, now=now)
    elif own is not None and capacity is not None:
        set_quota(session, congress, own, capacity=capacity, actor=actor, now=now)


def set_quota(session: Session, congress: Congress, quota: Quota, *, capacity: int, actor: str, now: datetime) -> None:
    """Change the number of places. More: those who wait are offered them. Fewer: nobody loses a place already held."""
    queries.hold(session, congress.id)
    session.refresh(quota)
    if quota.capacity == capacity:
        return
    quota.capacity = capacity
    session.flush()  # the places below are taken by UPDATEs past the session
    _note(session, quota, "quota.changed", actor=actor, now=now)
    offer_free_places(session, congress, now=now)


def remove_quota(session: Session, congress: Congress, quota: Quota, *, actor: str, now: datetime) -> None:
    """Remove a quota; whom it kept waiting may be offered a place."""
    queries.hold(session, congress.id)
    session.execute(delete(Quota).where(Quota.id == quota.id))
    _count_quotas(session, congress.id, -1)
    _note(session, quota, "quota.removed", actor=actor, now=now)
    offer_free_places(session, congress, now=now)


def recount(session: Session, congress: Congress, *, now: datetime) -> None:
    """Count everybody anew, for whoever deletes or rewrites participants in bulk; what is free then is offered."""
    queries.hold(session, congress.id)
    counted = queries.number_by_status(session, congress.id)
    values = {status.value: counted.get(status.value, 0) for status in Status}
    session.execute(update(Places).where(Places.congress_id == congress.id).values(values))
    for quota in places_of.quotas(session, congress.id):
        quota.held = queries.number_held(session, quota)
    session.flush()  # as above
    offer_free_places(session, congress, now=now)


def _check(congress: Congress, request: QuotaRequest) -> None:
    if not (request.category or request.day or key_of(request.organisation)):
        raise errors.CoversEveryone
    days = [day.isoformat() for day in congress_rules.days_of(congress.starts_on, congress.ends_on)]
    if request.day and request.day not in days:
        raise errors.UnknownDay(field="day")


def _count_quotas(session: Session, congress_id: int, by: int) -> None:
    session.execute(update(Places).where(Places.congress_id == congress_id).values(quotas=Places.quotas + by))


def _note(session: Session, quota: Quota, action: str, *, actor: str, now: datetime) -> None:
    raise_revision(session, quota.congress_id, now=now)
    covered = {"category": quota.category, "day": quota.day, "organisation": quota.organisation}
    record(
        session,
        action,
        actor=actor,
        congress_id=quota.congress_id,
        subject_kind="quota",
        subject_id=quota.id,
        now=now,
        details={"capacity": quota.capacity} | {name: value for name, value in covered.items() if value},
    )
