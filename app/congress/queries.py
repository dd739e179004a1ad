"""Every select on congresses and rooms."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.congress.models import Congress, PrivacyNotice, Room
from app.errors import NotFound

_BY_SLUG = select(Congress).where(Congress.slug == bindparam("slug"))  # built once: every request of a congress asks it


def by_slug(session: Session, slug: str) -> Congress:
    """Find a congress by its address; raises NotFound."""
    congress = session.scalar(_BY_SLUG, {"slug": slug})
    if congress is None:
        raise NotFound
    return congress


def public_by_slug(session: Session, slug: str) -> Congress:
    """Find a congress that the public may see; raises NotFound for one still in preparation, too."""
    congress = by_slug(session, slug)
    if not congress.is_public:
        raise NotFound
    return congress


def by_id(session: Session, congress_id: int) -> Congress:
    return session.scalars(select(Congress).where(Congress.id == congress_id)).one()


def public_congresses(session: Session) -> Sequence[Congress]:
    """List what the public may see, latest first."""
    return session.scalars(
        select(Congress).where(Congress.is_public).order_by(Congress.starts_on.desc(), Congress.id)
    ).all()


def all_congresses(session: Session) -> Sequence[Congress]:
    return session.scalars(select(Congress).order_by(Congress.starts_on.desc(), Congress.id)).all()


def rooms(session: Session, congress_id: int) -> Sequence[Room]:
    return session.scalars(select(Room).where(Room.congress_id == congress_id).order_by(Room.position, Room.name)).all()


def room(session: Session, congress_id: int, public_id: str) -> Room:
    """Find a room of this congress; raises NotFound."""
    found = session.scalar(select(Room).where(Room.congress_id == congress_id, Room.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def hold(session: Session, congress_id: int) -> None:
    """Hold the row of a congress until the transaction ends, as raise_revision() does, and change nothing."""
    session.execute(select(Congress.id).where(Congress.id == congress_id).with_for_update())


def revision_of(session: Session, congress_id: int) -> int:
    """Tell the revision as it stands in the database."""
    return session.scalars(select(Congress.revision).where(Congress.id == congress_id)).one()


def raise_revision(session: Session, congress_id: int, *, now: datetime) -> None:
    """Note that something public changed: pages and feeds get a new ETag."""
    session.execute(
        update(Congress).where(Congress.id == congress_id).values(revision=Congress.revision + 1, changed_at=now)
    )


def room_by_name(session: Session, congress_id: int, name: str) -> Room | None:
    return session.scalar(select(Room).where(Room.congress_id == congress_id, Room.name == name))


def notices(session: Session, congress_id: int) -> Sequence[PrivacyNotice]:
    """List the versions of a congress's privacy notice, first to last."""
    query = select(PrivacyNotice).where(PrivacyNotice.congress_id == congress_id)
    return session.scalars(query.order_by(PrivacyNotice.version)).all()
