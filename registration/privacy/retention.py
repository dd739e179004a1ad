"""The time for which a congress keeps people, and what happens when it is over."""

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts.models import Part
from app.accounts.queries import members
from app.congress.models import Congress
from app.feature import Person, PersonalData
from app.journal.service import SYSTEM, record
from app.mail import outbox
from app.orm import insert_new
from registration.fields.queries import Timed, timed_answers
from registration.privacy import queries, service
from registration.privacy.models import USUAL_WARNING, ExpiryNotice, Retention

PEOPLE = "people"
FALLS_DUE = "privacy.falls-due"  # kind of mail


@dataclass(frozen=True)
class Due:
    """When the people of a congress go (None: never by themselves), and how many there are."""

    congress: Congress
    day: date | None
    people: int
    months: int | None
    warned_days: int

    @property
    def last_day(self) -> date | None:
        """The last day on which they are kept."""
        return self.day - timedelta(days=1) if self.day is not None else None

    def is_near(self, *, now: datetime) -> bool:
        """Tell whether organisers should read of it now."""
        return (
            self.day is not None
            and self.people > 0
            and today(self.congress, now=now) >= self.day - timedelta(days=self.warned_days)
        )


@dataclass(frozen=True)
class Going:
    """What goes on a day: everybody (``timed`` is None), or the answers to one question."""

    day: date
    number: int
    timed: Timed | None = None

    @property
    def subject(self) -> str:
        return self.timed.key if self.timed is not None else PEOPLE


def set_retention(
    session: Session,
    congress: Congress,
    *,
    months: int | None,
    warned_days: int = USUAL_WARNING,
    actor: str,
    now: datetime,
) -> None:
    """Keep people for that many months after the last day, and warn so many days before; None: until somebody erases them."""
    known = session.get(Retention, congress.id)
    if known is not None and known.months == months:
        known.warned_days = warned_days
        return
    if known is None and months is None:
        return
    session.execute(delete(Retention).where(Retention.congress_id == congress.id))
    if known is not None:
        session.expunge(known)
    if months is not None:
        session.add(Retention(congress_id=congress.id, months=months, warned_days=warned_days))
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
    warned_days = kept.warned_days if kept else USUAL_WARNING
    return Due(congress, day, queries.number_of_people(session, congress.id), months, warned_days)


def going(session: Session, congress: Congress, *, now: datetime) -> list[Going]:
    """List what goes soon, the next first: answers to questions that are kept shorter, and everybody."""
    time = due(session, congress)
    people = [Going(time.day, time.people)] if time.day is not None and time.is_near(now=now) else []
    soon = today(congress, now=now) + timedelta(days=time.warned_days)
    answers = [
        Going(timed.last_day + timedelta(days=1), timed.number, timed)
        for timed in timed_answers(session, congress)
        if timed.last_day < soon
    ]
    return sorted([*answers, *people], key=lambda found: found.day)


def warn(session: Session, *, now: datetime) -> int:
    """Mail the organisers of each congress, once, what goes soon; return how many mails that are."""
    told = 0
    for congress in queries.congresses_that_forget(session):
        organisers = [account for account, part in members(session, congress.id) if part == Part.ORGANISER]
        soon = going(session, congress, now=now) if organisers else []
        news = [found for found in soon if _is_news(session, congress, found, now=now)]
        for account in organisers if news else ():
            payload = {"account": account.id}
            outbox.put(session, FALLS_DUE, now=now, congress_id=congress.id, participant_id=None, payload=payload)
            told += 1
    return told


def _is_news(session: Session, congress: Congress, found: Going, *, now: datetime) -> bool:
    """Note that organisers are told; tell whether they were not before."""
    row = {"congress_id": congress.id, "subject": found.subject, "day": found.day, "told_at": now}
    noting = insert_new(session, ExpiryNotice).values(row).returning(ExpiryNotice.subject)
    return session.scalar(noting) is not None


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
