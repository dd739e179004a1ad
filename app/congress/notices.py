"""Versions of the privacy notice: each change makes a new one, so that it can be told which one somebody read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.congress import queries
from app.congress.models import Congress, PrivacyNotice
from app.journal.service import SYSTEM

NOTICED = frozenset({"privacy", "controllers"})  # columns of a congress that its notice is made of


def keep_first(session: Session, congress: Congress) -> None:
    """Keep the notice as it stood before its first change, as version 1; a congress may be older than its first version."""
    if not queries.notices(session, congress.id):
        _add(session, congress, version=1, actor=SYSTEM, now=congress.changed_at)


def keep(session: Session, congress: Congress, *, actor: str, now: datetime) -> None:
    """Keep the notice as it stands now as the next version."""
    known = queries.notices(session, congress.id)
    _add(session, congress, version=known[-1].version + 1 if known else 1, actor=actor, now=now)


def in_force(versions: Sequence[PrivacyNotice], moment: datetime) -> int:
    """Tell which version held at a moment; the first for whatever came before it."""
    return max((notice.version for notice in versions if notice.published_at <= moment), default=1)


def _add(session: Session, congress: Congress, *, version: int, actor: str, now: datetime) -> None:
    notice = PrivacyNotice(congress_id=congress.id, version=version, published_at=now, actor=actor)
    notice.text, notice.controllers = dict(congress.privacy), list(congress.controllers or [])
    session.add(notice)
    session.flush()  # the next version counts on this one
