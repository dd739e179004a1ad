"""Read the example congresses from ``congresses/<slug>.json``.

One file a congress, one object a file, keys as in CongressEntry. Texts for readers are ``{"de": …, "en": …}``, written in each
language from the same meaning. Moments are the congress' wall-clock time without a zone, "2017-11-09T14:30"; the file's ``zone``
is put to them on reading. Rooms and speakers have a ``key`` by which sessions and forums of the same file name them; ``null`` is no
single room. ``wishes_until`` is null where there
are no forums to wish for, ``tables`` where there are no thematic tables. Unknown and missing keys are errors.

``people`` says how many guests to invent: ``sectors`` and ``scripts`` share out those who come (their sums are ``confirmed`` +
``pending``), ``roles`` names how many of them have another role than taking part, ``private`` how many belong to no organisation,
``attended`` which share is scanned at the ``gates``. A forum's ``popularity`` and its ``draws`` by sector (logarithmic, 0 is neutral)
make its share of the wishes. ``categories`` are those that differ from the usual, in order; each carrier has ``carrier_seats``.
``registration.always_open`` moves the opening before the day of loading, for trying out.

What is public knowledge about the four historical congresses is in domain words: occasion, place, days, hosts, named speakers,
numbers. Everything else is invented, and each description says so. No invented person belongs to a real organisation.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = files("app.demo") / "congresses"
# In the order of loading: the edition that guests can try first.
SLUGS = ("bbe-2027", "bbe-2017", "niedersachsen-2017", "staedtetag-2016", "bamf-2011")
Text = dict[str, str]


@dataclass(frozen=True)
class RoomEntry:
    key: str
    name: str
    building: str
    floor: str
    capacity: int
    hint: str


@dataclass(frozen=True)
class SpeakerEntry:
    """Somebody in the programme. Who ``attends`` is invented and becomes a participant too."""

    key: str
    name: str
    organisation: str
    position: Text
    biography: Text
    attends: bool


@dataclass(frozen=True)
class AppearanceEntry:
    speaker: str
    part: str


@dataclass(frozen=True)
class SessionEntry:
    kind: str
    starts_at: datetime
    ends_at: datetime
    room: str | None
    title: Text
    abstract: Text
    speakers: tuple[AppearanceEntry, ...]


@dataclass(frozen=True)
class ModeratorEntry:
    """Somebody who moderates a forum: invented, and a participant too."""

    name: str
    organisation: str


@dataclass(frozen=True)
class ForumEntry:
    number: int
    title: Text
    description: Text
    room: str
    starts_at: datetime
    ends_at: datetime
    minimum: int
    maximum: int
    quotas: dict[str, list[int]]
    moderators: tuple[ModeratorEntry, ...]
    popularity: float
    draws: dict[str, float]


@dataclass(frozen=True)
class OrganisationEntry:
    name: str
    role: str
    sector: str
    website: str


@dataclass(frozen=True)
class PeopleEntry:
    seed: str
    confirmed: int
    pending: int
    cancelled: int
    lapsed: int
    sectors: dict[str, int]
    scripts: dict[str, int]
    roles: dict[str, int]
    private: int
    attended: float


@dataclass(frozen=True)
class CategoryEntry:
    """A category besides the usual ones; or one of these, by its ``code``, with a limit or another opening."""

    code: str
    label: Text
    is_open: bool
    joins_forums: bool
    capacity: int | None


@dataclass(frozen=True)
class RegistrationEntry:
    opens_at: datetime
    closes_at: datetime
    wishes_until: datetime | None
    always_open: bool


@dataclass(frozen=True)
class AssignmentEntry:
    """The published assignment of a congress that is over."""

    published_at: datetime
    seed: int
    org_max: int | None


@dataclass(frozen=True)
class NoteEntry:
    """Something that a host wrote down: of kind "note", "key" or "forward" (for the next guests)."""

    round: int
    kind: str
    text: str


@dataclass(frozen=True)
class TableEntry:
    """A thematic table; ``host`` is the key of a speaker who attends, or null, ``seats`` null where even sizes decide."""

    topic: Text
    host: str | None
    seats: int | None
    notes: tuple[NoteEntry, ...]


@dataclass(frozen=True)
class TablesEntry:
    """The thematic tables of a congress that is over. ``rounds`` are count, minutes, changeover, pause_after and pause.

    With ``questions``, one a round, it was a World Café: everybody chose freely among tables with seats.
    """

    starts_at: datetime
    rounds: dict[str, int]
    audience: dict[str, list[str]]
    published_at: datetime
    seed: int
    questions: tuple[Text, ...]
    tables: tuple[TableEntry, ...]


@dataclass(frozen=True)
class CongressEntry:
    slug: str
    series: str
    zone: str
    languages: list[str]
    title: Text
    summary: Text
    description: Text
    privacy: Text
    hosts: list[str]
    starts_on: date
    ends_on: date
    venue: str
    address: str
    latitude: float
    longitude: float
    contact: dict[str, str]
    registration: RegistrationEntry
    capacity: int
    categories: tuple[CategoryEntry, ...]
    carrier_seats: int | None
    wishes: int
    assignment: AssignmentEntry | None
    rooms: tuple[RoomEntry, ...]
    speakers: tuple[SpeakerEntry, ...]
    sessions: tuple[SessionEntry, ...]
    forums: tuple[ForumEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    tables: TablesEntry | None
    people: PeopleEntry
    gates: list[str]


def read(slug: str) -> CongressEntry:
    """Read one example congress."""
    columns: dict[str, Any] = json.loads(
        (FOLDER / f"{slug}.json").read_text("utf-8")
    )  # Any: JSON, checked below by the classes
    zone = ZoneInfo(columns["zone"])
    assignment = columns["assignment"]
    return CongressEntry(
        **columns
        | {
            "starts_on": date.fromisoformat(columns["starts_on"]),
            "ends_on": date.fromisoformat(columns["ends_on"]),
            "registration": RegistrationEntry(**_timed(columns["registration"], zone)),
            "assignment": assignment and AssignmentEntry(**_timed(assignment, zone)),
            "rooms": tuple(RoomEntry(**room) for room in columns["rooms"]),
            "speakers": tuple(SpeakerEntry(**speaker) for speaker in columns["speakers"]),
            "sessions": tuple(_session(item, zone) for item in columns["sessions"]),
            "forums": tuple(_forum(forum, zone) for forum in columns["forums"]),
            "organisations": tuple(OrganisationEntry(**organisation) for organisation in columns["organisations"]),
            "categories": tuple(CategoryEntry(**category) for category in columns["categories"]),
            "tables": columns["tables"] and _tables(columns["tables"], zone),
            "people": PeopleEntry(**columns["people"]),
        }
    )


def _session(item: Mapping[str, Any], zone: ZoneInfo) -> SessionEntry:  # Any: JSON
    speakers = tuple(AppearanceEntry(**speaker) for speaker in item["speakers"])
    return SessionEntry(**_timed(item, zone) | {"speakers": speakers})


def _forum(forum: Mapping[str, Any], zone: ZoneInfo) -> ForumEntry:  # Any: JSON
    moderators = tuple(ModeratorEntry(**moderator) for moderator in forum["moderators"])
    return ForumEntry(**_timed(forum, zone) | {"moderators": moderators})


def _tables(columns: Mapping[str, Any], zone: ZoneInfo) -> TablesEntry:  # Any: JSON
    tables = (
        TableEntry(**table | {"notes": tuple(NoteEntry(**note) for note in table["notes"])})
        for table in columns["tables"]
    )
    return TablesEntry(**_timed(columns, zone) | {"tables": tuple(tables), "questions": tuple(columns["questions"])})


def _timed(columns: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:  # Any: JSON
    """Put the zone to every moment, which are the keys that end in _at and wishes_until."""
    return {
        key: datetime.fromisoformat(value).replace(tzinfo=zone) if value and key.endswith(("_at", "_until")) else value
        for key, value in columns.items()
    }
