"""Every select on categories and quotas."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from registration.places.models import Category, Quota

FRESH = {"populate_existing": True}  # counters rise by UPDATEs past the session


def categories(session: Session, congress_id: int) -> Sequence[Category]:
    """List the categories of a congress in its order."""
    query = select(Category).where(Category.congress_id == congress_id)
    return session.scalars(query.order_by(Category.position, Category.id), execution_options=FRESH).all()


def category(session: Session, congress_id: int, public_id: str) -> Category:
    """Find a category of this congress; raises NotFound."""
    query = select(Category).where(Category.congress_id == congress_id, Category.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def codes(session: Session, congress_id: int) -> Sequence[str]:
    """List the codes of a congress's categories in its order, those by invitation too."""
    query = select(Category.code).where(Category.congress_id == congress_id)
    return session.scalars(query.order_by(Category.position, Category.id)).all()


def labels(session: Session, congress_id: int) -> dict[str, dict[str, str]]:
    """Map the codes of a congress's categories to what they are called, by language."""
    query = select(Category.code, Category.label).where(Category.congress_id == congress_id)
    return dict(session.execute(query).all())


def quotas(session: Session, congress_id: int) -> Sequence[Quota]:
    """List the quotas of a congress: those of categories first, then of days, then of organisations."""
    query = select(Quota).where(Quota.congress_id == congress_id)
    order = (Quota.organisation_key, Quota.day, Quota.category, Quota.id)
    return session.scalars(query.order_by(*order), execution_options=FRESH).all()


def quota(session: Session, congress_id: int, public_id: str) -> Quota:
    """Find a quota of this congress; raises NotFound."""
    query = select(Quota).where(Quota.congress_id == congress_id, Quota.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def limit_of(session: Session, category: Category) -> int | None:
    """Tell how many places a category has at most, by the quota of its own; None without one."""
    found = own_quota(session, category)
    return found.capacity if found is not None else None


def own_quota(session: Session, category: Category) -> Quota | None:
    """Find the quota that covers a category and nothing narrower."""
    query = select(Quota).where(Quota.congress_id == category.congress_id, Quota.category == category.code)
    return session.scalar(query.where(Quota.day == "", Quota.organisation_key == ""), execution_options=FRESH)
