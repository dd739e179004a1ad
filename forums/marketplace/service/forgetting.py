"""Let go of the people behind stands: of applications that nobody confirmed, and once the time of the congress is over."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.marketplace import queries
from forums.marketplace.models import Stand
from forums.marketplace.rules import HOLDING
from registration.privacy.queries import congresses_with_retention
from registration.privacy.retention import due, today

KEPT_UNCONFIRMED: Final = timedelta(days=7)
# Columns of a stand that say whom to reach, or were confided to the organisers.
PERSONAL: Final = (
    *("contact_name", "contact_email", "contact_email_key", "contact_phone"),
    *("press_name", "press_email", "press_phone", "access_needs", "remarks", "note"),
)


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Delete the applications whose address nobody confirmed in a week; tell how many."""
    found = queries.unconfirmed_before(session, now - KEPT_UNCONFIRMED)
    for stand in found:
        session.delete(stand)
    return len(found)


def forget_due(session: Session, *, now: datetime) -> int:
    """Forget the people of all markets whose congress forgets its own by now; tell of how many stands."""
    return sum(
        _forget(session, congress)
        for congress in congresses_with_retention(session)
        if (day := due(session, congress).day) is not None and day <= today(congress, now=now)
    )


def _forget(session: Session, congress: Congress) -> int:
    """Keep of stands that took part what was public, and nothing of the others; nobody stays in the jury."""
    found = [stand for stand in queries.stands_of(session, congress.id) if _says_something(stand)]
    for stand in found:
        if stand.state not in HOLDING:
            session.delete(stand)
            continue
        for name in PERSONAL:
            setattr(stand, name, "")
        stand.is_press_public = False
        stand.answers = {}
        for one in queries.staff_of(session, stand.id):
            session.delete(one)
    for juror in queries.jurors(session, congress.id):
        session.delete(juror)
    return len(found)


def _says_something(stand: Stand) -> bool:
    return stand.state not in HOLDING or any(getattr(stand, name) for name in PERSONAL)
