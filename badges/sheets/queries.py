"""Every select on sheets."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from badges.layout import SHEETS, Sheet
from badges.sheets.models import BadgeSheet, BadgeShift


def own(session: Session, congress_id: int) -> Sequence[BadgeSheet]:
    """List the sheets of a congress's own by name."""
    query = select(BadgeSheet).where(BadgeSheet.congress_id == congress_id)
    return session.scalars(query.order_by(BadgeSheet.name, BadgeSheet.id)).all()


def sheets(session: Session, congress_id: int) -> dict[str, Sheet]:
    """Map ids to all sheets of a congress, its own first, as they were measured."""
    return {row.public_id: row.as_sheet for row in own(session, congress_id)} | dict(SHEETS)


def sheet(session: Session, congress_id: int, sheet_id: str) -> Sheet:
    """Find a sheet that was shipped or is of this congress; raises NotFound."""
    found = sheets(session, congress_id).get(sheet_id)
    if found is None:
        raise NotFound
    return found


def own_sheet(session: Session, congress_id: int, sheet_id: str) -> BadgeSheet:
    """Find a sheet of this congress's own; raises NotFound."""
    query = select(BadgeSheet).where(BadgeSheet.congress_id == congress_id, BadgeSheet.public_id == sheet_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def shift(session: Session, congress_id: int, sheet_id: str) -> tuple[int, int]:
    """Tell how far a congress moves a sheet: tenths of a millimetre to the right and down."""
    found = session.get(BadgeShift, (congress_id, sheet_id))
    return (found.right, found.down) if found else (0, 0)


def is_taken(session: Session, congress_id: int, name: str, *, besides: int = 0) -> bool:
    """Tell whether another sheet of a congress has this name."""
    query = select(BadgeSheet.id).where(BadgeSheet.congress_id == congress_id, BadgeSheet.name == name)
    return session.scalar(query.where(BadgeSheet.id != besides)) is not None
