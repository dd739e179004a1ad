"""How long somebody was there: pure."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)


class Basis(enum.StrEnum):
    """What a certificate counts."""

    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, order=True)
class Passing:
    """One scan by which somebody was seen. Only going out at the entrance of the congress ends a stay (*leaves*)."""

    at: datetime
    leaves: bool = False


@dataclass(frozen=True, order=True)
class Span:
    """From *start* until before *end*."""

    start: datetime
    end: datetime


def days_there(passings: Iterable[Passing], *, zone: str) -> list[date]:
    """List the days on which somebody was seen, by the congress's clock."""
    return sorted({passing.at.astimezone(ZoneInfo(zone)).date() for passing in passings})


def time_there(passings: Iterable[Passing], programme: Iterable[Span], *, zone: str) -> timedelta:
    """Add up the programme during which somebody was there, each moment once, down to whole quarters of an hour.

    Whoever never went out of the door stayed until the end of that day's programme.
    """
    items = merged(programme)
    stays = _stays(sorted(passings), items, ZoneInfo(zone))
    total = sum((_overlap(stay, item) for stay in stays for item in items), timedelta())
    return total // QUARTER * QUARTER


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _stays(passings: Sequence[Passing], items: Sequence[Span], zone: ZoneInfo) -> list[Span]:
    stays: list[Span] = []
    since: datetime | None = None
    for passing in passings:
        if since is not None and passing.at.astimezone(zone).date() != since.astimezone(zone).date():
            stays.append(Span(since, _end_of_day(since, items, zone)))
            since = None
        if passing.leaves and since is not None:
            stays.append(Span(since, passing.at))
            since = None
        elif not passing.leaves and since is None:
            since = passing.at
    if since is not None:
        stays.append(Span(since, _end_of_day(since, items, zone)))
    return merged(stays)


def _end_of_day(moment: datetime, items: Sequence[Span], zone: ZoneInfo) -> datetime:
    day = moment.astimezone(zone).date()
    return max((item.end for item in items if item.start.astimezone(zone).date() == day), default=moment)


def _overlap(one: Span, other: Span) -> timedelta:
    return max(timedelta(), min(one.end, other.end) - max(one.start, other.start))
