"""The programme as it is read: day by day, with the dialogue forums at their time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext

from app import i18n
from app.congress.models import Room
from app.orm import in_language
from app.programme.models import Appearance, ProgrammeSession
from app.programme.rules import SessionKind
from app.programme.words import KIND_WORDS
from forums.dialogue.models import Forum
from forums.tables.models import HarvestNote, TableRound, ThematicTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, and when: the congress' slug and zone, the language, the present instant."""

    slug: str
    zone: str
    language: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the timeline; see templates/macros/timeline.html for what each field becomes."""

    starts_at: datetime
    ends_at: datetime
    time: str
    title: str
    href: str = ""
    kind: str = ""
    room: str = ""
    people: str = ""
    note: str = ""
    abstract: str = ""
    is_pause: bool = False
    is_now: bool = False
    is_cancelled: bool = False
    forums: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day on the congress' clocks."""

    date: date
    label: str
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


def programme(sessions: Iterable[ProgrammeSession], forums: Sequence[Forum], reader: Reader) -> list[Day]:
    """Lay out the whole programme. Forums stand beneath the item that gives them their time, else at their own."""
    frames = [session for session in sessions if session.kind == SessionKind.FORUMS]
    loose = [forum for forum in forums if not any(_holds(frame, forum) for frame in frames)]
    entries = [_session_entry(session, forums, reader) for session in sessions]
    return days([*entries, *(forum_entry(forum, reader) for forum in loose)], reader)


def personal(
    sessions: Iterable[ProgrammeSession], seats: Sequence[Forum], reader: Reader, *, stops: Sequence[Entry] = ()
) -> list[Day]:
    """Lay out the day of somebody: their forums and their tables instead of the items that give all of them their time."""
    kept = [s for s in sessions if s.cancelled_at is None and not (_is_frame(s) and any(_holds(s, f) for f in seats))]
    entries = [_session_entry(session, (), reader) for session in kept if not _is_replaced(session, stops)]
    return days([*entries, *stops, *(forum_entry(seat, reader) for seat in seats)], reader)


def _is_replaced(session: ProgrammeSession, stops: Iterable[Entry]) -> bool:
    """A programme item for tables makes way for somebody's own table at that time."""
    during = (stop for stop in stops if stop.starts_at < session.ends_at and session.starts_at < stop.ends_at)
    return session.kind == SessionKind.TABLES and any(during)


def next_entry(timeline: Iterable[Day], now: datetime) -> Entry | None:
    """Find where to go now: what is on, else what comes next on the same day."""
    entries = [entry for day in timeline if day.is_today for entry in day.entries]
    return next((entry for entry in entries if entry.ends_at > now), None)


def days(entries: Iterable[Entry], reader: Reader) -> list[Day]:
    """Sort entries into days on the congress' clocks."""
    zone = ZoneInfo(reader.zone)
    today = reader.now.astimezone(zone).date()
    ordered = sorted(entries, key=lambda entry: (entry.starts_at, entry.ends_at))
    return [
        Day(day, i18n.long_day(day, reader.language), day == today, list(of_day))
        for day, of_day in groupby(ordered, key=lambda entry: entry.starts_at.astimezone(zone).date())
    ]


def forum_entry(forum: Forum, reader: Reader) -> Entry:
    """Write a dialogue forum as a line."""
    return Entry(
        starts_at=forum.starts_at,
        ends_at=forum.ends_at,
        time=span(forum.starts_at, forum.ends_at, reader),
        title=forum_title(forum, reader.language),
        href=url_for("front.forum", congress=reader.slug, public_id=forum.public_id),
        room=room_name(forum.room),
        people=moderators(forum),
        is_now=forum.cancelled_at is None and forum.starts_at <= reader.now < forum.ends_at,
        is_cancelled=forum.cancelled_at is not None,
    )


def stops(
    route: Iterable[tuple[TableRound, ThematicTable]], reader: Reader, *, handed_on: Sequence[HarvestNote] = ()
) -> list[Entry]:
    """Write somebody's way through the thematic tables, a line for each round, with what earlier guests leave to them."""
    return [
        Entry(
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            time=span(one.starts_at, one.ends_at, reader),
            title=gettext(
                "Table %(number)s: %(topic)s", number=table.number, topic=in_language(table.topic, reader.language)
            ),
            room=room_name(table.room),
            note=" ".join(filter(None, (in_language(one.question, reader.language), _left(one, table, handed_on)))),
            is_now=one.starts_at <= reader.now < one.ends_at,
        )
        for one, table in route
    ]


def _left(one: TableRound, table: ThematicTable, handed_on: Iterable[HarvestNote]) -> str:
    """Say what the rounds before left to a table's guests; what belongs to no round is for everybody."""
    texts = [note.text for note in handed_on if note.table_id == table.id and note.round_number < one.number]
    return gettext("From the guests before you: %(texts)s", texts=" · ".join(texts)) if texts else ""


def forum_title(forum: Forum, language: str) -> str:
    """Say number and title; typed titles that begin with the number anyway are left alone."""
    title = in_language(forum.title, language)
    number = gettext("Forum %(number)s", number=forum.number)
    return title if title.startswith(number) else f"{number}: {title}"


def moderators(forum: Forum) -> str:
    names = ", ".join(_with_house(person.name, person.organisation) for person in forum.moderators)
    return gettext("Moderation: %(names)s", names=names) if names else ""


def room_name(room: Room | None) -> str:
    return ", ".join(part for part in (room.name, room.building, room.floor) if part) if room else ""


def span(starts_at: datetime, ends_at: datetime, reader: Reader) -> str:
    """Write from when to when, on the congress' clocks: '10:00–12:00'."""
    first, last = (i18n.clock_time(at, reader.zone, reader.language) for at in (starts_at, ends_at))
    return f"{first}–{last}"


def people(session: ProgrammeSession, language: str) -> str:
    """Say who speaks, with office and house, and who moderates."""
    speakers = [_speaker(a, language) for a in session.appearances if a.part in {"speaker", "panelist", "host"}]
    leading = [_speaker(a, language) for a in session.appearances if a.part == "moderator"]
    moderation = gettext("Moderation: %(names)s", names=", ".join(leading)) if leading else ""
    return " · ".join(part for part in (", ".join(speakers), moderation) if part)


def _session_entry(session: ProgrammeSession, forums: Iterable[Forum], reader: Reader) -> Entry:
    abstract = in_language(session.abstract, reader.language)
    page = url_for("front.session", congress=reader.slug, public_id=session.public_id)
    all_forums = url_for("front.forums", congress=reader.slug) if _is_frame(session) else ""
    return Entry(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        time=span(session.starts_at, session.ends_at, reader),
        title=in_language(session.title, reader.language),
        href=page if abstract or session.appearances else all_forums,
        kind=_kind(session, reader.language),
        room=room_name(session.room),
        people=people(session, reader.language),
        abstract=abstract,
        is_pause=session.kind == SessionKind.BREAK,
        is_now=session.cancelled_at is None and session.starts_at <= reader.now < session.ends_at,
        is_cancelled=session.cancelled_at is not None,
        forums=tuple(forum_entry(f, reader) for f in forums if _is_frame(session) and _holds(session, f)),
    )


def _kind(session: ProgrammeSession, language: str) -> str:
    """Say the kind, unless it is a break, or the title says the same word."""
    if session.kind == SessionKind.BREAK:
        return ""
    kind = str(KIND_WORDS[SessionKind(session.kind)])
    return "" if kind.casefold() in in_language(session.title, language).casefold() else kind


def _is_frame(session: ProgrammeSession) -> bool:
    return session.kind == SessionKind.FORUMS


def _holds(session: ProgrammeSession, forum: Forum) -> bool:
    return session.starts_at <= forum.starts_at < session.ends_at


def _speaker(appearance: Appearance, language: str) -> str:
    speaker = appearance.speaker
    office = ", ".join(part for part in (in_language(speaker.position, language), speaker.organisation) if part)
    return _with_house(speaker.name, office)


def _with_house(name: str, house: str) -> str:
    return f"{name} ({house})" if house else name
