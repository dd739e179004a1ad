"""VTIMEZONE components that agree with the zone database, second by second.

The library's own generator lists every change as an RDATE, dates the beginning of summer time an hour late, and stops
in 2038; Outlook is said to ignore RDATE. So the changes are looked up here, and what still holds is written as a yearly rule.
See docs/decisions/0030-time-zones-in-calendars.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import icalendar

# A VTIMEZONE made here tells the truth from the first instant of FIRST_YEAR to the last of LAST_YEAR.
FIRST_YEAR = 2000
LAST_YEAR = 2060
# Weekdays fall on the same dates again after 28 years, so a pattern that held so long is the rule itself.
WEEKDAY_CYCLE = 28
# No zone has changed its clocks twice within six days since 1999, and none plans to.
STEP = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Observance:
    """What the clocks show for a while: offset from UTC, its name, and how much of the offset is saved daylight."""

    offset: timedelta
    name: str
    saving: timedelta


@dataclass(frozen=True, slots=True)
class Change:
    """Clocks are put from one observance to the next; ``at`` is read on the old clock, as RFC 5545 wants."""

    at: datetime
    before: Observance
    after: Observance

    def is_daylight(self) -> bool:
        """Tell summer from winter, also in Ireland, where summer is standard and winter saves minus one hour."""
        return self.after.saving > min(self.before.saving, timedelta())

    def yearly_pattern(self) -> tuple[object, ...]:
        return self.at.month, self.at.weekday(), self.at.time()

    def ordinals(self) -> set[int]:
        """Which weekday of its month it is: from the front (1 to 5) and, if it is the last one, -1."""
        is_last = (self.at + timedelta(days=7)).month != self.at.month
        return {(self.at.day + 6) // 7} | ({-1} if is_last else set())


def is_utc(zone: str) -> bool:
    """Tell whether times of this zone are written with a Z instead of a TZID."""
    return zone in {"UTC", "Etc/UTC"}


def require_full_name(zone: str) -> None:
    """Raise ``ValueError`` for abbreviations such as ``CET`` (macOS shows wrong times) and for unknown zones."""
    if "/" not in zone and zone != "UTC":
        raise ValueError(f"a calendar needs a full zone name such as Europe/Berlin, not {zone!r}")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError) as error:  # OSError: the name of a folder, such as Europe/
        raise ValueError(f"no such zone: {zone!r}") from error


def covers(instant: datetime) -> bool:
    """Tell whether the components of this module speak about an instant; else it has to be written in UTC."""
    return FIRST_YEAR <= instant.astimezone(UTC).year <= LAST_YEAR


def is_shown_twice(instant: datetime, zone: str) -> bool:
    """Tell whether the clock of a zone shows this time again an hour later, or did so an hour before."""
    local = instant.astimezone(ZoneInfo(zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


@cache
def vtimezone(zone: str) -> bytes:
    """Write the VTIMEZONE of a zone; computed once in a process, in about 20 ms."""
    written: bytes = component(zone).to_ical()
    return written


def component(zone: str) -> icalendar.Timezone:
    """Build the VTIMEZONE of a zone, with a yearly rule for each change that keeps recurring."""
    changes_by_kind = defaultdict[tuple[Observance, Observance], list[Change]](list)
    for change in _changes(ZoneInfo(zone)):
        changes_by_kind[change.before, change.after].append(change)
    timezone = icalendar.Timezone()
    timezone.add("TZID", zone)
    for changes in changes_by_kind.values():
        single, recurring = _split(changes)
        if recurring:
            timezone.add_component(_recurring(recurring))
        if single:
            timezone.add_component(_listed(single))
    return timezone


def _changes(zone: ZoneInfo) -> list[Change]:
    """List all changes of a zone, in order, such that every instant of our years has one before it."""
    changes = list(_search(zone))
    if changes and changes[0].at.year < FIRST_YEAR:
        return changes
    start = datetime(FIRST_YEAR - 1, 12, 30, tzinfo=UTC)
    observance = _observance(start, zone)
    return [Change(start.replace(tzinfo=None), observance, observance), *changes]


def _search(zone: ZoneInfo) -> Iterator[Change]:
    days = (datetime(LAST_YEAR + 1, 1, 2, tzinfo=UTC) - datetime(FIRST_YEAR - 1, 1, 1, tzinfo=UTC)) // STEP
    instants = (datetime(FIRST_YEAR - 1, 1, 1, tzinfo=UTC) + STEP * index for index in range(days + 1))
    for (early, before), (late, after) in pairwise((instant, _observance(instant, zone)) for instant in instants):
        if before != after:
            instant = _bisect(early, late, zone=zone)
            yield Change((instant + before.offset).replace(tzinfo=None), before, after)


def _bisect(early: datetime, late: datetime, *, zone: ZoneInfo) -> datetime:
    """Find the first second, between two instants, at which the later observance holds."""
    after = _observance(late, zone)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // timedelta(seconds=2) * timedelta(seconds=1)
        early, late = (early, middle) if _observance(middle, zone) == after else (middle, late)
    return late


def _observance(instant: datetime, zone: ZoneInfo) -> Observance:
    local = instant.astimezone(zone)
    # None of the three can be None: the clock carries a ZoneInfo.
    return Observance(local.utcoffset() or timedelta(), local.tzname() or "", local.dst() or timedelta())


def _split(changes: list[Change]) -> tuple[list[Change], list[Change]]:
    """Divide changes of one kind into those of the past and those that recur by one rule for good."""
    recurring: list[Change] = []
    ordinals = set(changes[-1].ordinals())
    for change in reversed(changes):
        expected_year = recurring[-1].at.year - 1 if recurring else LAST_YEAR
        same_pattern = change.yearly_pattern() == changes[-1].yearly_pattern()
        if change.at.year != expected_year or not same_pattern or not ordinals & change.ordinals():
            break
        ordinals &= change.ordinals()
        recurring.append(change)
    if len(recurring) < WEEKDAY_CYCLE:
        return changes, []
    return changes[: -len(recurring)], recurring[::-1]


def _recurring(changes: list[Change]) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    first = changes[0]
    (ordinal,) = set.intersection(*(change.ordinals() for change in changes))
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.at.weekday()]
    part = _part(first)
    part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": first.at.month, "BYDAY": f"{ordinal}{weekday}"})
    return part


def _listed(changes: list[Change]) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    part = _part(changes[0])
    if len(changes) > 1:
        # ical.js, and so Thunderbird, reads only the first date of a list, and no DTSTART where there is an RDATE. So
        # each date has a property of its own, and the first is said twice, which RFC 5545 allows.
        for change in changes:
            part.add("RDATE", [change.at])
    return part


def _part(change: Change) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    part = icalendar.TimezoneDaylight() if change.is_daylight() else icalendar.TimezoneStandard()
    part.DTSTART = change.at
    part.TZOFFSETFROM = change.before.offset
    part.TZOFFSETTO = change.after.offset
    part.add("TZNAME", change.after.name)
    return part
