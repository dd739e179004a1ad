"""Pure decisions about a congress: its address, its days, its clocks."""

import enum
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from app.congress import errors

# First parts of addresses that are the house's own; no congress may be called so.
RESERVED_SLUGS = frozenset(
    {
        "about",
        "account",
        "admin",
        "api",
        "gate",
        "health",
        "imprint",
        "login",
        "logout",
        "new",
        "organise",
        "series",
        "privacy",
        "static",
    }
)
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])")
LONGEST_DAYS = 60  # a congress, not a year; longer is a typing mistake
COMMON_ZONES = (
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Brussels",
    "Europe/London",
    "Europe/Kyiv",
    "UTC",
)
COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d{1,10})?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,10})?)")


class Admission(enum.StrEnum):
    """Who may register."""

    OPEN = "open"  # everybody
    INVITATION = "invitation"  # whoever has a code or a personal link
    APPROVAL = "approval"  # everybody applies, the organisers decide


@dataclass(frozen=True)
class Basics:
    """What a congress tells about itself. Texts are by language; *hosts* are names; the first of *languages* leads."""

    title: dict[str, str]
    languages: tuple[str, ...]
    starts_on: date
    ends_on: date
    zone: str = "Europe/Berlin"
    summary: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    privacy: dict[str, str] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()
    venue: str = ""
    address: str = ""
    coordinates: tuple[float, float] | None = None
    contact_name: str = ""
    contact_email: str = ""
    series: str = ""


@dataclass(frozen=True)
class Controller:
    """Who answers for the data in the sense of data protection, and whom to ask about it."""

    name: str
    address: str = ""
    contact: str = ""
    email: str = ""


@dataclass(frozen=True)
class Deadlines:
    """When registration opens and closes, until when wishes change, and how long a place waits for an answer."""

    opens_at: datetime | None
    closes_at: datetime | None
    preferences_until: datetime | None
    confirm_hours: int
    offer_hours: int
    wishes: int


@dataclass(frozen=True)
class RoomRequest:
    """What is told about a room; *position* orders the list, *hint* says how to get there."""

    name: str
    building: str = ""
    floor: str = ""
    capacity: int | None = None
    position: int = 0
    hint: str = ""


def missing_for_publication(*, privacy: dict[str, str], contact: str, venue: str) -> list[str]:
    """Name what the law or a guest needs before a congress is shown: of 'privacy', 'contact' and 'venue' what is missing."""
    needs = {"privacy": any(privacy.values()), "contact": contact, "venue": venue}
    return [name for name, is_there in needs.items() if not is_there]


class Phase(enum.StrEnum):
    """Where a congress is in its life, as far as its days and times tell."""

    PREPARING = "preparing"  # only its organisers see it
    ANNOUNCED = "announced"  # public, registration has not begun
    OPEN = "open"
    CLOSED = "closed"  # registration is over, the congress is not
    RUNNING = "running"
    OVER = "over"


def phase(
    *,
    is_public: bool,
    starts_on: date,
    ends_on: date,
    zone: str,
    opens_at: datetime | None,
    closes_at: datetime | None,
    now: datetime,
) -> Phase:
    """Tell where a congress is in its life at *now*."""
    today = wall_of(now, zone).date()
    if today > ends_on:
        return Phase.OVER
    if not is_public:
        return Phase.PREPARING
    if today >= starts_on:
        return Phase.RUNNING
    if opens_at is None or now < opens_at:
        return Phase.ANNOUNCED
    return Phase.OPEN if closes_at is None or now < closes_at else Phase.CLOSED


def check_slug(slug: str) -> str:
    """Give back *slug* if a congress may have this address; raises BadSlug or SlugReserved."""
    if not SLUG.fullmatch(slug):
        raise errors.BadSlug(field="slug")
    if slug in RESERVED_SLUGS:
        raise errors.SlugReserved(field="slug")
    return slug


def check_basics(basics: Basics) -> None:
    """Check days and zone; raises EndsBeforeStart, TooLong or UnknownZone."""
    check_days(basics.starts_on, basics.ends_on)
    check_zone(basics.zone)


def check_days(starts_on: date, ends_on: date) -> None:
    """Check that a congress begins before it ends, and ends in time; raises EndsBeforeStart or TooLong."""
    if ends_on < starts_on:
        raise errors.EndsBeforeStart(field="ends_on")
    if ends_on - starts_on > timedelta(days=LONGEST_DAYS):
        raise errors.TooLong(field="ends_on", days=LONGEST_DAYS)


def check_deadlines(deadlines: Deadlines) -> None:
    """Check that the times follow each other; raises ClosesBeforeOpening or WishesEndTooEarly."""
    opens_at, closes_at, until = deadlines.opens_at, deadlines.closes_at, deadlines.preferences_until
    if opens_at and closes_at and closes_at <= opens_at:
        raise errors.ClosesBeforeOpening(field="closes_at")
    if opens_at and until and until <= opens_at:
        raise errors.WishesEndTooEarly(field="preferences_until")


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Name the zones of places. Abbreviations such as CET are left out: calendars on the guests' phones misread them."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def offered_zones() -> tuple[str, ...]:
    """List the zones for a form, the likely ones first."""
    return (*COMMON_ZONES, *sorted(zones() - set(COMMON_ZONES)))


def check_zone(name: str) -> str:
    """Give back the *name* of a zone if there is such a zone; raises UnknownZone."""
    if name not in zones():
        raise errors.UnknownZone(field="zone")
    return name


def coordinates_of(typed: str) -> tuple[float, float] | None:
    """Read latitude and longitude as a map shows them; None for nothing. Raises BadCoordinates."""
    if not typed:
        return None
    found = COORDINATES.fullmatch(typed)
    latitude, longitude = (float(found[1]), float(found[2])) if found else (91.0, 0.0)
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 -- degrees of a globe
        raise errors.BadCoordinates(field="coordinates")
    return latitude, longitude


def instant_of(wall: datetime, zone: str, *, field: str, before: datetime | None = None) -> datetime:
    """Turn what the clock on the wall shows into an instant.

    In the hour that comes twice in autumn the first is meant, unless *before*, the instant that was shown, reads the same: then nothing
    was changed. Raises NoSuchTime, naming *field*, for the hour that spring leaves out.
    """
    if before is not None and wall_of(before, zone) == wall:
        return before
    instant = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if wall_of(instant, zone) != wall:
        raise errors.NoSuchTime(field=field)
    return instant


def wall_of(instant: datetime, zone: str) -> datetime:
    """Tell what the clock on the wall shows at an instant, without zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def asked_days(starts_on: date, ends_on: date, *, asks: bool) -> tuple[str, ...]:
    """List the ISO days from which guests choose when they come; () where a congress does not ask, or has only one."""
    return tuple(day.isoformat() for day in days_of(starts_on, ends_on)) if asks and starts_on < ends_on else ()


def days_of(starts_on: date, ends_on: date) -> list[date]:
    """List the days from the first to the last."""
    return [starts_on + timedelta(days=number) for number in range((ends_on - starts_on).days + 1)]
