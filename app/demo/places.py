"""Give an example congress its categories, and its quotas once the guests are there to be counted."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.demo.catalogue import CongressEntry
from app.demo.stage import public_id
from app.journal.service import SYSTEM
from registration.organisations.rules import OrganisationRole
from registration.participants.service import add_quotas_for_all, limit_category
from registration.places import queries
from registration.places.models import Category


def set_categories(session: Session, congress: Congress, entry: CongressEntry) -> None:
    """Write the categories that differ from the usual ones, these first, in the order of the file."""
    usual = queries.codes(session, congress.id)
    others_follow = {"position": Category.position + len(entry.categories)}
    session.execute(update(Category).where(Category.congress_id == congress.id).values(others_follow))
    for position, category in enumerate(entry.categories):
        values = {
            "label": category.label,
            "position": position,
            "is_open": category.is_open,
            "joins_forums": category.joins_forums,
        }
        if category.code in usual:
            known = Category.congress_id == congress.id, Category.code == category.code
            session.execute(update(Category).where(*known).values(values))
        else:
            session.add(Category(congress_id=congress.id, code=category.code, **values))
    session.flush()  # what follows reads them all
    for number, one in enumerate(queries.categories(session, congress.id), 1):
        one.public_id = public_id(congress.slug, "category", number)
    session.flush()  # whoever reads them afresh would lose it


def set_quotas(session: Session, congress: Congress, entry: CongressEntry, *, now: datetime) -> None:
    """Limit the categories that have a limit, and give each carrier its seats."""
    limits = {category.code: category.capacity for category in entry.categories if category.capacity is not None}
    for category in queries.categories(session, congress.id):
        if category.code in limits:
            limit_category(session, congress, category, limits[category.code], actor=SYSTEM, now=now)
    if entry.carrier_seats is not None:
        add_quotas_for_all(
            session, congress, OrganisationRole.CARRIER, capacity=entry.carrier_seats, actor=SYSTEM, now=now
        )
    for number, quota in enumerate(queries.quotas(session, congress.id), 1):
        quota.public_id = public_id(congress.slug, "quota", number)
    session.flush()  # as above
