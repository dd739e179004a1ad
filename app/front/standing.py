"""Where a congress stands at the moment: the few columns that every public page turns on, and what follows from them."""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.congress.rules import Admission, asked_days
from forums.dialogue.queries import Wishable
from forums.marketplace.rules import Call, call_at
from registration.fields.rules import USUAL, Plan
from registration.participants import rules

SLICE_SECONDS = 300  # while a congress runs, its pages mark what is on now; this is how exact they are


class RegistrationState(enum.StrEnum):
    """What somebody who wants to come can do."""

    UNANNOUNCED = "unannounced"  # nobody has said when registration opens
    BEFORE = "before"
    OPEN = "open"
    FULL = "full"  # open, but all places are taken: the waiting list is
    CLOSED = "closed"
    OVER = "over"  # the congress has taken place


@dataclass(frozen=True)
class Standing:
    """One row of queries.standing: enough to name a public page and to know whether it must be drawn anew."""

    id: int
    slug: str
    revision: int
    title: dict[str, str]
    starts_on: date
    ends_on: date
    zone: str
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    preferences_until: datetime | None
    confirm_hours: int
    wishes: int
    admission: str
    applications_hold: bool
    free: int
    waiting: int
    has_forums: bool
    has_invitations: bool
    has_recommendations: bool
    has_harvest: bool  # of the tables, for everybody to read
    has_market: bool  # whose stands everybody sees
    wishable: dict[str, Wishable]  # the forums that can be wished for, by public id
    plan: Plan = USUAL  # the form
    allows_parties: bool = True
    asks_days: bool = False
    quotas: int = 0  # how many the congress has
    stands_call: tuple[datetime | None, datetime | None] = (None, None)  # from when until when stands apply

    def with_places(self, *, free: int, waiting: int, quotas: int = 0) -> "Standing":
        """Give the same congress with other counters."""
        if (free, waiting, quotas) == (self.free, self.waiting, self.quotas):
            return self
        other = object.__new__(Standing)  # replace() takes ten times as long, and every page of a congress begins here
        other.__dict__.update(self.__dict__, free=free, waiting=waiting, quotas=quotas)
        return other

    @property
    def asked_days(self) -> tuple[str, ...]:
        """List the ISO days from which guests choose when they come; () where they are not asked."""
        return asked_days(self.starts_on, self.ends_on, asks=self.asks_days)

    def state(self, now: datetime) -> RegistrationState:
        """Tell what somebody who wants to come can do at *now*."""
        opens_at, closes_at = self.registration_opens_at, self.registration_closes_at
        if self.today(now) > self.ends_on:
            return RegistrationState.OVER
        if opens_at is None:
            return RegistrationState.UNANNOUNCED
        if now < opens_at:
            return RegistrationState.BEFORE
        if not rules.is_open(opens_at=opens_at, closes_at=closes_at, now=now):
            return RegistrationState.CLOSED
        # A place that has come free is offered to whom it suits at once; what is free here suits nobody who waits.
        return RegistrationState.OPEN if self.free > 0 else RegistrationState.FULL

    def takes_registrations(self, now: datetime) -> bool:
        return self.state(now) in {RegistrationState.OPEN, RegistrationState.FULL}

    def call(self, now: datetime) -> Call:
        """Tell whether organisations can apply for a stand."""
        begins, ends = self.stands_call
        return call_at(begins=begins, ends=ends, now=now)

    def takes_parties(self, now: datetime) -> bool:
        """Tell whether somebody may register a group now."""
        return self.allows_parties and self.admission != Admission.INVITATION and self.takes_registrations(now)

    def today(self, now: datetime) -> date:
        """Tell the day that the congress' own calendar shows."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def slice(self, now: datetime) -> int:
        """Number the stretch of time in which a page stays as it is: 0 before and after the congress."""
        is_on = self.starts_on <= self.today(now) <= self.ends_on
        return int(now.timestamp()) // SLICE_SECONDS if is_on else 0
