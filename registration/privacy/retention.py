"""The time for which a congress keeps people, and what happens when it is over."""

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.feature import Person, PersonalData
from app.journal.service import SYSTEM, record
from registration.privacy import queries, service
from registration.privacy.models import Retention

WARNED = timedelta(days=30)  # organisers read of it that long before


@dataclass(frozen=True)
class Due:
    """When the people of a congress go (None: never by themselves), and how many there are."""

    congress: Congress
    day: date | None
    people: int
    months: int | None

    def is_near(self, *, now: datetime) -> bool:
        """Tell whether organisers should read of it now."""
        return self.day is not None and self.people > 0 and today(self.congress, now=now) >= self.day - WARNED


def set_retention(session: Session, congress: Congress, *, months: int | None, actor: str, now: datetime) -> None:
    """Keep people for that many months after the last day; None: until somebody erases them."""
    known = session.get(Retention, congress.id)
    if (known.months if known else None) == months:
        return
    session.execute(delete(Retention).where(Retention.congress_id == congress.id))
    if known is not None:
        session.expunge(known)
    if months is not None:
        session.add(Retention(congress_id=congress.id, months=months))
    record(
        session,
        "congress.retention",
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
        details={"months": "–" if months is None else months},
    )


def due(session: Session, congress: Congress) -> Due:
    """Tell when the people of a congress go."""
    kept = session.get(Retention, congress.id)
    months = kept.months if kept else None
    day = None if months is None else first_day_after(congress.ends_on, months=months)
    return Due(congress, day, queries.number_of_people(session, congress.id), months)


def erase_due(
    session: Session,
    *,
    held: Sequence[PersonalData],
    mails_about: Callable[[Sequence[Person]], Iterable[str]],
    now: datetime,
    limit: int,
) -> int:
    """Erase up to *limit* people of one congress whose time is over; return how many. Nobody is told, and no place is offered."""
    for congress in queries.congresses_with_retention(session):
        time = due(session, congress)
        if time.day is None or today(congress, now=now) < time.day or not time.people:
            continue
        leaving = queries.people(session, congress.id, limit=limit)
        mails = list(mails_about([service.person_of(person) for person in leaving]))
        for person in leaving:
            service.erase(session, person, held=held, mails=mails, reason="retention", actor=SYSTEM, now=now)
            mails = []
        return len(leaving)
    return 0


def first_day_after(last_day: date, *, months: int) -> date:
    """Count calendar months on from the last day: 31 January and one month is the end of February."""
    year, month = divmod(last_day.year * 12 + last_day.month - 1 + months, 12)
    day = min(last_day.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def today(congress: Congress, *, now: datetime) -> date:
    """Tell the day where a congress takes place."""
    return now.astimezone(ZoneInfo(congress.zone)).date()
