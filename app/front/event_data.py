"""Congresses and sessions as schema.org events, for search engines and everything else that reads pages without eyes."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from app.congress.models import Congress, Room
from app.front import links
from app.orm import in_language
from app.programme.models import ProgrammeSession
from forums.dialogue.models import Forum

# Any: JSON-LD is a tree of names and whatever schema.org asks for beneath them.
Thing = dict[str, Any]
SCHEDULED, CANCELLED = "https://schema.org/EventScheduled", "https://schema.org/EventCancelled"
OFFLINE = "https://schema.org/OfflineEventAttendanceMode"
HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script(thing: Thing) -> Markup:
    """Write a thing for a ``<script type="application/ld+json">``: nothing in it can end the element."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(HARMLESS))  # noqa: S704 -- every character that HTML minds is written as \u00xx


def congress_event(congress: Congress, parts: Sequence[ProgrammeSession], language: str) -> Thing:
    """Describe a congress with its sessions."""
    return _bare(congress, parts, language) | {
        "organizer": [{"@type": "Organization", "name": host} for host in congress.hosts],
        "subEvent": [_part(congress, part, language) for part in parts],
    }


def session_event(congress: Congress, session: ProgrammeSession, language: str) -> Thing:
    """Describe one session, within its congress."""
    return _part(congress, session, language) | {"superEvent": _bare(congress, (), language)}


def forum_event(congress: Congress, forum: Forum, language: str) -> Thing:
    """Describe a dialogue forum, within its congress."""
    url = links.absolute("front.forum", congress=congress.slug, public_id=forum.public_id)
    people = [{"@type": "Person", "name": moderator.name} for moderator in forum.moderators]
    return _event(
        congress,
        name=in_language(forum.title, language),
        starts=_local(forum.starts_at, congress),
        ends=_local(forum.ends_at, congress),
        url=url,
        room=forum.room,
        is_cancelled=forum.cancelled_at is not None,
    ) | {"performer": people, "superEvent": _bare(congress, (), language)}


def _bare(congress: Congress, parts: Sequence[ProgrammeSession], language: str) -> Thing:
    return _event(
        congress,
        name=in_language(congress.title, language),
        starts=_edge(congress, congress.starts_on, (part.starts_at for part in parts), min, time(0)),
        ends=_edge(congress, congress.ends_on, (part.ends_at for part in parts), max, time(23, 59)),
        url=links.absolute("front.congress", congress=congress.slug),
        room=None,
        is_cancelled=False,
    ) | {"description": in_language(congress.summary, language)}


def _part(congress: Congress, session: ProgrammeSession, language: str) -> Thing:
    return _event(
        congress,
        name=in_language(session.title, language),
        starts=_local(session.starts_at, congress),
        ends=_local(session.ends_at, congress),
        url=links.absolute("front.session", congress=congress.slug, public_id=session.public_id),
        room=session.room,
        is_cancelled=session.cancelled_at is not None,
    ) | {"performer": [{"@type": "Person", "name": a.speaker.name} for a in session.appearances]}


def _event(
    congress: Congress, *, name: str, starts: str, ends: str, url: str, room: Room | None, is_cancelled: bool
) -> Thing:
    venue = ", ".join(part for part in (room.name if room else "", congress.venue) if part)
    return {
        "@type": "Event",
        "name": name,
        "startDate": starts,
        "endDate": ends,
        "eventStatus": CANCELLED if is_cancelled else SCHEDULED,
        "eventAttendanceMode": OFFLINE,
        "location": {
            "@type": "Place",
            "name": venue or congress.address,
            "address": congress.address or congress.venue,
        },
        "url": url,
    }


def _local(instant: datetime, congress: Congress) -> str:
    return instant.astimezone(ZoneInfo(congress.zone)).isoformat()


def _edge(congress: Congress, day: date, instants: Iterable[datetime], choose: Any, otherwise: time) -> str:
    """Find when a congress begins or ends: with its first or last item, else with the day. Any: min or max."""
    found = list(instants)
    at: datetime = choose(found) if found else datetime.combine(day, otherwise, ZoneInfo(congress.zone))
    return _local(at, congress)
