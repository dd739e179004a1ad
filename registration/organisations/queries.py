"""Every select on organisations."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from registration.organisations.models import Organisation


def organisations(session: Session, congress_id: int) -> Sequence[Organisation]:
    """List the organisations of a congress by name."""
    query = select(Organisation).where(Organisation.congress_id == congress_id)
    return session.scalars(query.order_by(Organisation.key, Organisation.id)).all()


def names(session: Session, congress_id: int) -> Sequence[str]:
    """List the names of the organisations of a congress, in order, for suggestions."""
    query = select(Organisation.name).where(Organisation.congress_id == congress_id)
    return session.scalars(query.order_by(Organisation.key, Organisation.id)).all()


def organisation(session: Session, congress_id: int, public_id: str) -> Organisation:
    """Find an organisation of this congress; raises NotFound."""
    query = select(Organisation).where(Organisation.congress_id == congress_id, Organisation.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def by_key(session: Session, congress_id: int, key: str) -> Organisation | None:
    """Find the organisation that a name folded by rules.key_of means."""
    return session.scalar(select(Organisation).where(Organisation.congress_id == congress_id, Organisation.key == key))
