"""The verbs of sheets: measure one, mend it, drop it; say how far the printer is off."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import record
from app.typed import has_traps, normal
from badges.layout import Sheet, check
from badges.sheets import errors, queries
from badges.sheets.models import BadgeSheet, BadgeShift

LONGEST_NAME = 80
MOST_SHIFT = 100
"""Tenths of a millimetre: whoever is further off has chosen the wrong sheet."""


def add(session: Session, congress: Congress, sheet: Sheet, *, actor: str, now: datetime) -> BadgeSheet:
    """Keep a sheet of a congress's own; its id is drawn. Raises NoName, NameTaken, or SheetFault for figures that cannot be true."""
    name = _clean_name(session, congress, sheet.name)
    check(sheet)
    row = BadgeSheet(congress_id=congress.id, name=name)
    _write(row, sheet)
    session.add(row)
    session.flush()  # the door names it by its public id
    _note(session, congress, row, "badge.sheet-added", actor=actor, now=now)
    return row


def change(session: Session, congress: Congress, row: BadgeSheet, sheet: Sheet, *, actor: str, now: datetime) -> None:
    """Write the figures of a sheet anew; raises as ``add`` does."""
    row.name = _clean_name(session, congress, sheet.name, besides=row.id)
    check(sheet)
    _write(row, sheet)
    _note(session, congress, row, "badge.sheet-changed", actor=actor, now=now)


def remove(session: Session, congress: Congress, row: BadgeSheet, *, actor: str, now: datetime) -> None:
    """Drop a sheet with what is known of the printer."""
    session.execute(delete(BadgeShift).where(BadgeShift.congress_id == congress.id, BadgeShift.sheet == row.public_id))
    _note(session, congress, row, "badge.sheet-removed", actor=actor, now=now)
    session.delete(row)


def move(session: Session, congress: Congress, sheet_id: str, *, right: int, down: int) -> None:
    """Remember by how many tenths of a millimetre everything on a sheet is moved; raises NotAShift past ten millimetres."""
    for field, tenths in (("right", right), ("down", down)):
        if abs(tenths) > MOST_SHIFT:
            raise errors.NotAShift(field=field, most=MOST_SHIFT // 10)
    found = session.get(BadgeShift, (congress.id, sheet_id))
    if found is None:
        found = BadgeShift(congress_id=congress.id, sheet=sheet_id)
        session.add(found)
    found.right, found.down = right, down


def _clean_name(session: Session, congress: Congress, typed: str, *, besides: int = 0) -> str:
    name = " ".join(normal(typed).split())
    if not name or len(name) > LONGEST_NAME or has_traps(name):
        raise errors.NoName(field="name", longest=LONGEST_NAME)
    if queries.is_taken(session, congress.id, name, besides=besides):
        raise errors.NameTaken(field="name")
    return name


def _write(row: BadgeSheet, sheet: Sheet) -> None:
    row.label_width, row.label_height = sheet.label_width, sheet.label_height
    row.columns, row.rows = sheet.columns, sheet.rows
    row.left, row.top, row.pitch_x, row.pitch_y = sheet.left, sheet.top, sheet.pitch_x, sheet.pitch_y
    row.page_width, row.page_height = sheet.page_width, sheet.page_height
    row.is_monochrome, row.fold = sheet.is_monochrome, sheet.fold.value


def _note(session: Session, congress: Congress, row: BadgeSheet, action: str, *, actor: str, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="badge_sheet",
        subject_id=row.id,
        now=now,
        details={"name": row.name},
    )
