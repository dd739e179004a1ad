"""The agenda of a congress as calendar events: sessions, forums, and the bar over its days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from app.calendar.ical import Days, Event, Span
from app.congress.models import Congress, Room
from app.orm import in_language
from app.programme.models import ProgrammeSession
from app.programme.queries import sessions
from app.programme.rules import SessionKind
from app.programme.words import KIND_WORDS
from forums.dialogue.models import Forum
from forums.dialogue.queries import forums
from forums.tables.queries import route

# A personal forum entry changes with the seat and with the forum; both must raise its SEQUENCE, and neither may lower it.
CHANGES_OF_A_FORUM = 10_000


@dataclass(frozen=True)
class Entry:
    """An event with what feeds choose by: public ids, '' or empty where there is none."""

    event: Event
    kind: str
    room: str
    speakers: frozenset[str]
    forum_id: int | None
    slot: int = 1


def agenda(session: Session, congress: Congress, *, language: str, base_url: str) -> list[Entry]:
    """List everything that stands in the congress' calendar, cancelled things too; the bar over all days comes first."""
    site = f"{base_url}/{congress.slug}"
    with force_locale(language):
        entries = [Entry(_bar(congress, language, site), "", "", frozenset(), None)]
        entries += [_session_entry(congress, item, language, site) for item in sessions(session, congress.id)]
        entries += [_forum_entry(congress, forum, language, site) for forum in forums(session, congress.id)]
    return entries


def personal_forum(entry: Entry, *, participant: str, seat_revision: int) -> Event:
    """Make the event of somebody's own forum out of the forum's: its own UID, so that a new seat moves it."""
    revision = seat_revision * CHANGES_OF_A_FORUM + min(entry.event.revision, CHANGES_OF_A_FORUM - 1)
    slot = f"-{entry.slot}" if entry.slot > 1 else ""
    return replace(entry.event, uid=f"my-forum{slot}-{participant}@reihum", revision=revision)


def personal_tables(
    session: Session, congress: Congress, participant_id: int, *, public_id: str, revision: int, language: str
) -> list[Event]:
    """Write somebody's way through the thematic tables, an event a round; *revision* is the person's."""
    with force_locale(language):
        return [
            Event(
                uid=f"my-table-{one.number}-{public_id}@reihum",
                revision=revision,
                changed_at=max(table.changed_at, congress.changed_at),
                when=Span(one.starts_at, one.ends_at, congress.zone),
                summary=gettext(
                    "Table %(number)s: %(topic)s", number=table.number, topic=in_language(table.topic, language)
                ),
                description=in_language(one.question or table.description, language),
                location=_place(congress, table.room),
                geo=_geo(congress),
            )
            for one, table in route(session, participant_id)
        ]


def withdrawn(event: Event) -> Event:
    """Make an event say that it is off for somebody who does not come any more."""
    return replace(event, revision=event.revision + 1, cancelled=True)


def _bar(congress: Congress, language: str, site: str) -> Event:
    return Event(
        uid=f"congress-{congress.slug}@reihum",
        revision=congress.revision,
        changed_at=congress.changed_at,
        when=Days(congress.starts_on, congress.ends_on),
        summary=in_language(congress.title, language),
        description=in_language(congress.summary, language),
        location=_place(congress, None),
        url=f"{site}/",
        geo=_geo(congress),
        transparent=True,
    )


def _session_entry(congress: Congress, item: ProgrammeSession, language: str, site: str) -> Entry:
    people = [(appearance.speaker, appearance.part) for appearance in item.appearances]
    named = [", ".join(filter(None, (person.name, person.organisation))) for person, _ in people]
    event = Event(
        uid=f"session-{item.public_id}@reihum",
        revision=item.revision,
        changed_at=item.changed_at,
        created_at=item.created_at,
        when=Span(item.starts_at, item.ends_at, congress.zone),
        summary=in_language(item.title, language),
        description="\n".join([*named, *_text(in_language(item.abstract, language), after=bool(named))]),
        location=_place(congress, item.room),
        url=f"{site}/programme/{item.public_id}",
        categories=(str(KIND_WORDS[SessionKind(item.kind)]),),
        geo=_geo(congress),
        cancelled=item.cancelled_at is not None,
    )
    speakers = frozenset(person.public_id for person, _ in people)
    return Entry(event, item.kind, item.room.public_id if item.room else "", speakers, None)


def _forum_entry(congress: Congress, forum: Forum, language: str, site: str) -> Entry:
    named = [", ".join(filter(None, (moderator.name, moderator.organisation))) for moderator in forum.moderators]
    leading = [gettext("Moderation: %(names)s", names="; ".join(named))] if named else []
    event = Event(
        uid=f"forum-{forum.public_id}@reihum",
        revision=forum.revision,
        changed_at=forum.changed_at,
        created_at=forum.created_at,
        when=Span(forum.starts_at, forum.ends_at, congress.zone),
        summary=gettext("Forum %(number)s: %(title)s", number=forum.number, title=in_language(forum.title, language)),
        description="\n".join([*leading, *_text(in_language(forum.description, language), after=bool(leading))]),
        location=_place(congress, forum.room),
        url=f"{site}/forums/{forum.public_id}",
        categories=(str(KIND_WORDS[SessionKind.FORUMS]),),
        geo=_geo(congress),
        cancelled=forum.cancelled_at is not None,
    )
    room = forum.room.public_id if forum.room else ""
    return Entry(event, SessionKind.FORUMS, room, frozenset(), forum.id, forum.slot)


def _text(text: str, *, after: bool) -> Sequence[str]:
    if not text:
        return ()
    return ("", text) if after else (text,)


def _place(congress: Congress, room: Room | None) -> str:
    parts = (room.name, room.building) if room else ("", "")
    return ", ".join(filter(None, (*parts, congress.venue, congress.address)))


def _geo(congress: Congress) -> tuple[float, float] | None:
    if congress.latitude is None or congress.longitude is None:
        return None
    return (congress.latitude, congress.longitude)
