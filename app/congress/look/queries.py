"""Every select on looks."""

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.congress.look.models import CongressLook
from app.errors import NotFound


def look(session: Session, congress_id: int) -> CongressLook | None:
    """Find how a congress looks, without its pictures; None where it looks as the house does."""
    return session.scalar(select(CongressLook).where(CongressLook.congress_id == congress_id))


def look_on_paper(session: Session, congress_id: int) -> CongressLook | None:
    """Find the same with the logo for paper."""
    query = select(CongressLook).where(CongressLook.congress_id == congress_id)
    return session.scalar(query.options(undefer(CongressLook.paper)))


def logo_for_screens(session: Session, congress_id: int) -> tuple[str, bytes]:
    """Read the kind (png or jpeg) and content of a logo; raises NotFound."""
    query = select(CongressLook.type, CongressLook.screen).where(CongressLook.congress_id == congress_id)
    row = session.execute(query).first()
    if row is None or row.screen is None:
        raise NotFound
    return row.type, row.screen
