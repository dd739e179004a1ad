"""The verbs of categories: add, change, remove."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.journal.service import record
from app.orm import add_new_row, new_public_id
from registration.participants import queries
from registration.participants.models import Places
from registration.participants.service.waiting_list import offer_free_places
from registration.places import errors
from registration.places import queries as places_of
from registration.places.models import Category, Quota
from registration.places.rules import CategoryRequest, code_of


def add_category(session: Session, congress: Congress, request: CategoryRequest, *, actor: str, now: datetime) -> str:
    """Add a category and return its public id. Raises NoLabel."""
    _check_label(request)
    public_id = new_public_id()
    code = code_of(request.label, taken=places_of.codes(session, congress.id))
    category_id = add_new_row(
        session, Category, _columns(request) | {"public_id": public_id, "congress_id": congress.id, "code": code}
    )
    if category_id is None:
        raise errors.PlacesError
    _note(session, congress.id, category_id, "category.added", actor=actor, now=now, code=code)
    return public_id


def change_category(
    session: Session, category: Category, request: CategoryRequest, *, actor: str, now: datetime
) -> None:
    """Change what a category is called and who may choose it. Raises NoLabel or LastCategory."""
    _check_label(request)
    queries.hold(session, category.congress_id)
    if category.is_open and not request.is_open:
        _check_not_last(session, category)
    values = _columns(request)
    if all(getattr(category, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(category, name, value)
    session.flush()  # the revision below is an UPDATE past the session, and must not come before what it announces
    _note(session, category.congress_id, category.id, "category.changed", actor=actor, now=now, code=category.code)


def remove_category(session: Session, congress: Congress, category: Category, *, actor: str, now: datetime) -> None:
    """Remove a category that nobody is registered in, with its quotas. Raises CategoryInUse or LastCategory."""
    queries.hold(session, congress.id)
    if queries.is_used(session, category):
        raise errors.CategoryInUse
    if category.is_open:
        _check_not_last(session, category)
    gone = session.execute(delete(Quota).where(Quota.congress_id == congress.id, Quota.category == category.code))
    fewer = Places.quotas - gone.rowcount  # type: ignore[attr-defined]  # a DELETE has one
    session.execute(update(Places).where(Places.congress_id == congress.id).values(quotas=fewer))
    session.execute(delete(Category).where(Category.id == category.id))
    _note(session, congress.id, category.id, "category.removed", actor=actor, now=now, code=category.code)
    offer_free_places(session, congress, now=now)


def _check_label(request: CategoryRequest) -> None:
    if not any(text.strip() for text in request.label.values()):
        raise errors.NoLabel(field="label")


def _check_not_last(session: Session, category: Category) -> None:
    others = places_of.categories(session, category.congress_id)
    if not any(other.is_open for other in others if other.id != category.id):
        raise errors.LastCategory(field="is_open")


def _columns(request: CategoryRequest) -> dict[str, object]:
    return {
        "label": dict(request.label),
        "position": request.position,
        "is_open": request.is_open,
        "joins_forums": request.joins_forums,
    }


def _note(
    session: Session, congress_id: int, category_id: int, action: str, *, actor: str, now: datetime, code: str
) -> None:
    raise_revision(session, congress_id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="category",
        subject_id=category_id,
        now=now,
        details={"code": code},
    )
