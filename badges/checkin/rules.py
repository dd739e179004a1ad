"""Who may come in: pure verdicts on scans, and the order in which scans count."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from badges.checkin.errors import BadScan
from registration.participants.rules import Status


class Verdict(enum.StrEnum):
    WELCOME = "welcome"
    ALREADY_IN = "already_in"
    NOT_CONFIRMED = "not_confirmed"  # pending, on the waiting list, or lapsed
    CANCELLED = "cancelled"
    REVOKED = "revoked"  # the badge was printed anew, and this is the old one
    OTHER_CONGRESS = "other_congress"  # a code of this house, but not of this congress
    UNKNOWN = "unknown"  # looks like a code of ours and is none
    MALFORMED = "malformed"  # no code of ours at all: a web address, a ticket of somebody else
    INVALID = "invalid"  # the scan itself was not in the form agreed; it is not kept
    LEFT = "left"  # went out
    NOT_INSIDE = "not_inside"  # goes out, but was not noted as inside
    WRONG_DOOR = "wrong_door"  # sits in another forum, or in none
    NOT_ALLOWED = "not_allowed"  # comes as something that this door is not for
    NOT_TODAY = "not_today"  # this door is for other days
    FULL = "full"  # as many are inside as there is room for


COUNTED = frozenset({Verdict.WELCOME, Verdict.ALREADY_IN})
"""Verdicts that let somebody in, or found them inside."""

EXITS = frozenset({Verdict.LEFT, Verdict.NOT_INSIDE})
MOVES = COUNTED | EXITS
"""Verdicts by which it is known whether somebody is inside. One who goes out was in, even if the scan of that is still on its way."""


@dataclass(frozen=True, order=True)
class Entry:
    """A scan in the order in which scans count: by time, ties by its id, then by the device that drew it."""

    at: datetime
    scan_id: str
    device: str
    gate: str = field(default="", compare=False)


@dataclass(frozen=True)
class ForumPlace:
    """Where somebody goes next."""

    number: int
    title: Mapping[str, str]  # by language
    room: str
    slot: int = 1


@dataclass(frozen=True)
class Bearer:
    """Who carries a code: what the verdict depends on, and what the gate shows. ``present`` is the scan that let them in.

    ``later`` are their forums in further slots.
    """

    participant_id: int
    congress_id: int
    status: Status
    cancelled_at: datetime | None
    revoked_at: datetime | None
    name: str
    organisation: str
    role: str
    forum: ForumPlace | None
    present: Entry | None  # None as well for those who left again
    has_left: bool = False
    later: tuple[ForumPlace, ...] = ()

    @property
    def forums(self) -> tuple[ForumPlace, ...]:
        return (self.forum, *self.later) if self.forum else self.later


@dataclass(frozen=True)
class ScanRequest:
    """One reading of a code, as a device tells it. ``code`` is what was read or typed, whatever it is.

    A gate keeps no codes, so it sends the key of the code instead (``code_key``), and what it decided by its own list (``shown``).
    """

    scan_id: str
    sequence: int
    code: str
    scanned_at: datetime
    gate: str
    code_key: str = ""
    shown: str = ""
    door: str = ""  # public id of a door; empty: the entrance of the congress
    is_exit: bool = False
    reason: str = ""  # why a supervisor lets them in although the door refuses; only of those who may


@dataclass(frozen=True)
class Outcome:
    """The answer to one scan. ``first`` is the scan that let the bearer in before; ``fault`` only for Verdict.INVALID."""

    scan_id: str
    verdict: Verdict
    entry: Entry | None = None
    first: Entry | None = None
    bearer: Bearer | None = None
    fault: BadScan | None = None


def effective_at(scanned_at: datetime, *, clock_offset_ms: int, now: datetime) -> datetime:
    """Correct the time of a device by its clock's offset (server minus device); never later than *now*."""
    return min(scanned_at + timedelta(milliseconds=clock_offset_ms), now)


def judge(at: datetime, bearer: Bearer | None, *, congress_id: int, present: Entry | None) -> Verdict:
    """Decide on a code read at *at*; *bearer* is None for a code nobody has, *present* who of the same bearer is in.

    A badge that was revoked, or a registration cancelled, after *at* was still good when it was read, however late we hear of it.
    Whoever comes with a copy after somebody was let in is told so, even where their own clock says that they were first.
    """
    if bearer is None:
        return Verdict.UNKNOWN
    if bearer.congress_id != congress_id:
        return Verdict.OTHER_CONGRESS
    if bearer.revoked_at is not None and bearer.revoked_at <= at:
        return Verdict.REVOKED
    if bearer.status is Status.CANCELLED:
        if bearer.cancelled_at is None or bearer.cancelled_at <= at:
            return Verdict.CANCELLED
    elif bearer.status is not Status.CONFIRMED:
        return Verdict.NOT_CONFIRMED
    return Verdict.WELCOME if present is None else Verdict.ALREADY_IN


@dataclass(frozen=True)
class DoorRules:
    """For whom a door of a forum, a session or a room is. What is empty or None does not narrow it."""

    forum_number: int | None = None
    capacity: int | None = None
    categories: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # ISO


def judge_at_door(
    bearer: Bearer, rules: DoorRules, *, day: str, is_inside: bool, is_exit: bool, inside: int, is_vouched: bool = False
) -> Verdict:
    """Decide at one door on somebody whose badge is good for the congress; *inside* is how many are.

    Whoever was let in may go out, whatever the rules of the door have become since. Whoever a supervisor vouches for comes in
    whatever they are, so this verdict, unlike FULL, does not depend on who else came before.
    """
    if is_exit:
        return Verdict.LEFT if is_inside else Verdict.NOT_INSIDE
    refused = None if is_vouched else _refusal(bearer, rules, day=day)
    if refused is not None:
        return refused
    if is_inside:
        return Verdict.ALREADY_IN
    is_full = rules.capacity is not None and inside >= rules.capacity
    return Verdict.FULL if is_full and not is_vouched else Verdict.WELCOME


def _refusal(bearer: Bearer, rules: DoorRules, *, day: str) -> Verdict | None:
    if rules.forum_number is not None and rules.forum_number not in {forum.number for forum in bearer.forums}:
        return Verdict.WRONG_DOOR
    if rules.categories and bearer.role not in rules.categories:
        return Verdict.NOT_ALLOWED
    if rules.days and day not in rules.days:
        return Verdict.NOT_TODAY
    return None


def derive(entries: Iterable[Entry]) -> dict[Entry, Verdict]:
    """Give each counted scan of one person its lasting verdict: the first is the entry, the others found them inside.

    Depends on nothing but the set of scans: not on the order of their arrival, nor on how often they were sent.
    """
    ordered = sorted(set(entries))
    return {entry: Verdict.ALREADY_IN if index else Verdict.WELCOME for index, entry in enumerate(ordered)}
