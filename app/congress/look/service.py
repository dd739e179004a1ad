"""The verbs of looks: choose a colour, keep a logo, let go of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import logos
from app.congress.look import queries
from app.congress.look.models import CongressLook
from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.contrast import legible
from app.journal.service import record
from app.logos import Logo

SCREEN = (480, 200)
"""Pixels of a logo for screens: twice as many as it is shown with, for fine ones."""


def colour(session: Session, congress: Congress, chosen: str, *, actor: str, now: datetime) -> str:
    """Choose the colour of the papers, darkened until it can be read; "" or no colour: the house's. Return what is kept."""
    found = _look(session, congress)
    found.colour = legible(chosen)
    _note(session, congress, "congress.coloured", actor=actor, now=now)
    return found.colour


def drawn(content: bytes) -> tuple[Logo, Logo]:
    """Draw a logo anew, for screens and for paper; outside of transactions, as that may take a moment.

    Raises NoLogo, LogoTooLarge or LogoTooSmall.
    """
    return logos.redraw(content, most=SCREEN), logos.redraw_for_paper(content)


def set_logo(session: Session, congress: Congress, logo: tuple[Logo, Logo], *, actor: str, now: datetime) -> None:
    """Keep a logo, as it was drawn for screens and for paper."""
    screen, paper = logo
    found = _look(session, congress)
    found.digest, found.type, found.width, found.height = paper.digest, screen.type, screen.width, screen.height
    found.paper_width, found.paper_height = paper.width, paper.height
    found.screen, found.paper = screen.content, paper.content
    _note(session, congress, "congress.logo-changed", actor=actor, now=now)


def remove_logo(session: Session, congress: Congress, *, actor: str, now: datetime) -> None:
    """Let go of the logo."""
    found = _look(session, congress)
    found.digest, found.type, found.screen, found.paper = "", "", None, None
    found.width = found.height = found.paper_width = found.paper_height = 0
    _note(session, congress, "congress.logo-removed", actor=actor, now=now)


def _look(session: Session, congress: Congress) -> CongressLook:
    found = queries.look(session, congress.id)
    if found is None:
        found = CongressLook(congress_id=congress.id)
        session.add(found)
    return found


def _note(session: Session, congress: Congress, action: str, *, actor: str, now: datetime) -> None:
    raise_revision(session, congress.id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
    )
