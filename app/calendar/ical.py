"""Events and feeds as iCalendar bytes (RFC 5545, 5546, 7986): pure, and quick where many sessions meet many readers.

Each event is written once, as a fragment; a calendar is a head, the zones and fragments that are merely joined. The
result equals, byte by byte, what the library writes for the whole calendar. No clock is asked: the same rows give the
same bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

import icalendar

from app.calendar import zones
from app.calendar.colours import CSS3_NAMES
from app.calendar.text import Text, one_line, paragraphs

PRODUCT = "-//reihum//reihum//EN"
REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
URI_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
LATITUDE, LONGITUDE = 90, 180


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant to a later one, shown on the clocks of a zone such as ``Europe/Berlin``."""

    starts_at: datetime
    ends_at: datetime
    zone: str

    def __post_init__(self) -> None:
        zones.require_full_name(self.zone)
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("instants need a zone")
        if self.starts_at >= self.ends_at:
            raise ValueError(f"an event ends after it starts, not {self.starts_at} to {self.ends_at}")


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, the last one included: how a congress stands above its sessions."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"the first day is not after the last, not {self.first} to {self.last}")


@dataclass(frozen=True, slots=True)
class Organizer:
    """Whom to ask: a name and an address of mail."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a calendar.

    ``uid`` never changes; ``revision`` rises with every change that was published, also with the cancellation, or
    Outlook and Apple keep what they have. ``changed_at`` is when that was. ``geo`` is degrees north and east.
    """

    uid: str
    revision: int
    changed_at: datetime
    when: Span | Days
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None
    cancelled: bool = False
    transparent: bool = False
    created_at: datetime | None = None
    organizer: Organizer | None = None

    def __post_init__(self) -> None:
        if not one_line(self.uid) or self.revision < 0 or self.changed_at.tzinfo is None:
            raise ValueError(f"an event needs a uid, a revision from 0 and an aware changed_at: {self}")
        if self.geo and not (abs(self.geo[0]) <= LATITUDE and abs(self.geo[1]) <= LONGITUDE):
            raise ValueError(f"no place on Earth: {self.geo}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a subscription is called, where it lives, and whose clocks it shows.

    ``url`` is the page it belongs to, ``source`` the address of the feed itself, ``colour`` one of CSS3's names.
    """

    name: str
    zone: str
    description: str = ""
    url: str = ""
    source: str = ""
    colour: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        zones.require_full_name(self.zone)
        if self.colour and self.colour not in CSS3_NAMES:
            raise ValueError(f"not one of CSS3's colour names: {self.colour!r}")
        if self.language and not LANGUAGE_TAG.fullmatch(self.language):
            raise ValueError(f"not a language tag: {self.language!r}")


class Fragment(NamedTuple):
    """A written VEVENT, and the zone whose VTIMEZONE it leans on (none for whole days and for UTC)."""

    content: bytes
    zone: str | None


def calendar(feed: Feed, fragments: Iterable[Fragment]) -> bytes:
    """Join fragments to a subscription; without any it is still valid, as it always carries the zone of the feed."""
    return _joined(_head(feed), fragments, always=(feed.zone,))


def attachment(fragments: Iterable[Fragment]) -> bytes:
    """Join fragments to a file for a mail: without the properties that make Outlook open a second calendar for it."""
    return _joined(_opening(attachment_component()), fragments, always=())


def event_fragment(event: Event) -> Fragment:
    """Write one event."""
    content: bytes = event_component(event).to_ical()
    return Fragment(content, _zone_on_paper(event.when))


def calendar_component(feed: Feed) -> icalendar.Calendar:
    """Build the calendar of a feed as the library knows it, still without zones and events."""
    component = attachment_component()
    language = {"LANGUAGE": feed.language} if feed.language else {}
    component.add("NAME", Text(one_line(feed.name)), language)
    component.add("X-WR-CALNAME", Text(one_line(feed.name)))
    component.add("X-WR-TIMEZONE", feed.zone)
    component.add("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"})
    component.add("X-PUBLISHED-TTL", icalendar.vDuration(REFRESH))
    if feed.description:
        component.add("DESCRIPTION", Text(paragraphs(feed.description)), language)
    if feed.source:
        component.add("SOURCE", _uri(feed.source), {"VALUE": "URI"})
    if feed.url:
        component.add("URL", _uri(feed.url))
    if feed.colour:
        component.add("COLOR", feed.colour)
    return component


def attachment_component() -> icalendar.Calendar:
    """Build what every calendar of ours begins with."""
    component = icalendar.Calendar()
    component.add("VERSION", "2.0")
    component.add("PRODID", PRODUCT)
    component.add("CALSCALE", "GREGORIAN")
    component.add("METHOD", "PUBLISH")
    return component


def event_component(event: Event) -> icalendar.Event:
    """Build one event as the library knows it."""
    component = icalendar.Event()
    component.add("UID", Text(one_line(event.uid)))
    component.add("SEQUENCE", event.revision)
    component.add("DTSTAMP", event.changed_at)
    component.add("LAST-MODIFIED", event.changed_at)
    if event.created_at:
        component.add("CREATED", event.created_at)
    component.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("TRANSP", "TRANSPARENT" if event.transparent else "OPAQUE")
    starts, ends = _on_paper(event.when)
    component.add("DTSTART", starts)
    component.add("DTEND", ends)
    _describe(component, event)
    return component


def _describe(component: icalendar.Event, event: Event) -> None:
    component.add("SUMMARY", Text(one_line(event.summary)))
    if event.description:
        component.add("DESCRIPTION", Text(paragraphs(event.description)))
    if event.location:
        component.add("LOCATION", Text(one_line(event.location)))
    if event.categories:
        categories = icalendar.vCategory([])
        categories.cats = [Text(one_line(category)) for category in event.categories]
        component.add("CATEGORIES", categories)
    if event.url:
        component.add("URL", _uri(event.url))
    if event.geo:
        component.add("GEO", Geo(event.geo))
    if event.organizer:
        component.add("ORGANIZER", _calendar_address(event.organizer))


class Geo(icalendar.vGeo):
    """A place within a metre; its parent writes a degree near zero as ``1e-05``, which is no FLOAT of RFC 5545."""

    def to_ical(self) -> str:
        return f"{self.latitude:.6f};{self.longitude:.6f}"


def _uri(address: str) -> icalendar.vUri:
    """Percent-encode what an address must not contain: spaces, controls, and all beyond ASCII."""
    return icalendar.vUri(quote(address.strip(), safe=URI_CHARACTERS, errors="ignore"))


def _calendar_address(organizer: Organizer) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress("mailto:" + quote(organizer.address.strip(), safe="@+", errors="ignore"))
    # A parameter cannot hold quotation marks, and only some readers know how RFC 6868 spells them.
    address.params["CN"] = one_line(organizer.name).replace('"', "'")
    return address


def _on_paper(when: Span | Days) -> tuple[date, date]:
    """Give start and end as they are written: days with an exclusive end, instants on the clock of their zone."""
    if isinstance(when, Days):
        return when.first, when.last + timedelta(days=1)
    zone = ZoneInfo(_zone_on_paper(when) or "UTC")
    return when.starts_at.astimezone(zone), when.ends_at.astimezone(zone)


def _zone_on_paper(when: Span | Days) -> str | None:
    """Name the zone whose clock shows both ends unmistakably; without one, they are written in UTC.

    A clock that is put back shows an hour twice: RFC 5545 means the first of the two, ical.js the second.
    """
    if isinstance(when, Days) or zones.is_utc(when.zone):
        return None
    ends = (when.starts_at, when.ends_at)
    is_plain = all(zones.covers(end) and not zones.is_shown_twice(end, when.zone) for end in ends)
    return when.zone if is_plain else None


# A personal feed is asked for again and again by the same few devices; a congress has some dozens of public ones.
@lru_cache(maxsize=256)
def _head(feed: Feed) -> bytes:
    return _opening(calendar_component(feed))


def _opening(component: icalendar.Calendar) -> bytes:
    written: bytes = component.to_ical()
    return written.removesuffix(END)


def _joined(head: bytes, fragments: Iterable[Fragment], *, always: tuple[str, ...]) -> bytes:
    parts = tuple(fragments)
    used = {*always, *(zone for _, zone in parts if zone)}
    return b"".join((head, *map(zones.vtimezone, sorted(used)), *(content for content, _ in parts), END))
