"""Places that nobody confirmed in time come free: by themselves where the market says so, else when the organisers say so."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.journal.service import SYSTEM
from forums.marketplace import errors, queries
from forums.marketplace.models import Marketplace, Stand
from forums.marketplace.rules import State
from forums.marketplace.service import jury
from forums.marketplace.service.telling import LAPSED, mail, note


def lapse_due(session: Session, *, now: datetime) -> int:
    """Let places lapse in all markets where they do by themselves; tell how many."""
    return sum(
        len(lapse_all(session, market, actor=SYSTEM, now=now)) for market in queries.lapsing_markets(session, now=now)
    )


def lapse_all(session: Session, market: Marketplace, *, actor: str, now: datetime) -> list[str]:
    """Let every place lapse that nobody confirmed in time; whoever waits moves up. Tell of which organisations."""
    queries.hold(session, market.congress_id)
    # Read only now: nobody confirms until this transaction ends.
    found = queries.overdue(session, market.congress_id, now=now)
    for stand in found:
        _lapse(session, stand, actor=actor, now=now)
    # Only when all of them are free: else the first would move up in turn of one that goes as well.
    for stand in found:
        jury.move_up(session, market, stand.topic_id, besides=stand, now=now)
    return [stand.organisation for stand in found]


def lapse(session: Session, market: Marketplace, stand: Stand, *, actor: str, now: datetime) -> None:
    """Let one place lapse. Raises NoSuchStep while there is time, or where it was confirmed meanwhile."""
    queries.hold_stand(session, stand)
    if stand.state != State.ACCEPTED or stand.confirm_until is None or stand.confirm_until >= now:
        raise errors.NoSuchStep
    _lapse(session, stand, actor=actor, now=now)
    jury.move_up(session, market, stand.topic_id, besides=stand, now=now)


def _lapse(session: Session, stand: Stand, *, actor: str, now: datetime) -> None:
    stand.state, stand.reason = State.WITHDRAWN, ""  # and ``confirm_until`` stays: it says why
    note(session, stand, "stand.lapsed", actor=actor, now=now)
    mail(session, stand, LAPSED, now=now)
