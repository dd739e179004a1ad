"""The verbs of the round clock."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.orm import insert_new, new_public_id
from forums.tables import clock, errors, queries
from forums.tables.clock import Span, Timeline
from forums.tables.models import TableClock

STEPS: dict[str, Callable[..., Timeline]] = {
    "pause": clock.pause,
    "go-on": clock.go_on,
    "minute": clock.add_minute,
}


def planned(session: Session, congress_id: int) -> Timeline:
    """Lay the rounds on the clock as they were planned."""
    rounds = queries.rounds(session, congress_id)
    return Timeline(tuple(Span(one.number, one.starts_at, one.ends_at) for one in rounds))


def current(session: Session, congress_id: int, *, now: datetime) -> int:
    """Tell the number of the round that began last, by the clock as it really goes; the first before any has begun."""
    spans = timeline_of(session, congress_id).spans
    return max((one.number for one in spans if one.starts_at <= now), default=spans[0].number if spans else 0)


def upcoming(session: Session, congress_id: int, *, now: datetime) -> int | None:
    """Tell the number of the first round that has not begun, by the clock as it really goes; None where none is left."""
    return min(
        (one.number for one in timeline_of(session, congress_id).spans if one.starts_at > now),
        default=None,
    )


def timeline_of(session: Session, congress_id: int) -> Timeline:
    """Read the clock, as planned if it was not wound."""
    row = queries.clock(session, congress_id)
    return clock.timeline_of(row.spans, row.paused_at) if row else planned(session, congress_id)


def open_clock(session: Session, congress: Congress) -> TableClock:
    """Give the clock of a congress, wound as planned if there is none yet. Writes, so the transaction must be a writing one."""
    row = {
        "congress_id": congress.id,
        "public_id": new_public_id(),
        "version": 1,
        "spans": planned(session, congress.id).as_json(),
    }
    session.execute(insert_new(session, TableClock).values(row))
    found = queries.clock(session, congress.id)
    if found is None:
        raise RuntimeError("the clock was just put there")
    return found


def turn(session: Session, congress: Congress, step: str, *, number: int = 0, now: datetime) -> TableClock:
    """Start a round, pause, go on, add a minute or wind the clock anew; every screen follows. Raises NoSuchRound."""
    row = open_clock(session, congress)
    timeline = clock.timeline_of(row.spans, row.paused_at)
    if step == "reset":
        after = planned(session, congress.id)
    elif step == "start":
        after = clock.start(timeline, number, now=now)
    elif step in STEPS:
        after = STEPS[step](timeline, now=now)
    else:
        raise errors.NoSuchRound
    row.spans, row.paused_at, row.version = after.as_json(), after.paused_at, row.version + 1
    return row
