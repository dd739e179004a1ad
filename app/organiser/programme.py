"""The list of sessions, with what is taken twice: by sessions, by dialogue forums, or by one of each."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext

from app import i18n
from app.accounts.guards import needs
from app.accounts.models import Part
from app.congress.models import Congress
from app.congress.rules import wall_of
from app.db import reading
from app.orm import in_language
from app.programme import queries, service
from app.programme.models import ProgrammeSession
from app.programme.rules import Booking, Clash, SessionKind, clashes
from app.programme.words import KIND_WORDS
from app.web.formats import clock_time, localized, long_day
from app.web.languages import page_language
from forums.dialogue.models import Forum
from forums.dialogue.queries import forums

bp = Blueprint("programme", __name__, url_prefix="/organise/<congress>/programme")


@bp.get("")
@needs(Part.ORGANISER)
def programme(congress: str) -> str:
    session, language = reading(), page_language()
    sessions = queries.sessions(session, g.congress.id)
    taken = [
        *service.bookings(session, g.congress.id, language=language),
        *_bookings(forums(session, g.congress.id), language=language),
    ]
    return render_template(
        "app/organiser/programme.html",
        days=_days(sessions, g.congress),
        number=len(sessions),
        clashes=[_in_words(clash, g.congress.zone) for clash in clashes(taken)],
        outside=[item for item in sessions if not _is_within(item, g.congress)],
    )


def _days(sessions: Sequence[ProgrammeSession], congress: Congress) -> list[dict[str, object]]:
    """Group the sessions by the congress's own days, as the macro timeline takes them."""
    by_day = groupby(sessions, key=lambda item: wall_of(item.starts_at, congress.zone).date())
    return [
        {"date": day, "label": long_day(day), "entries": [_entry(item, congress) for item in items]}
        for day, items in by_day
    ]


def _entry(item: ProgrammeSession, congress: Congress) -> dict[str, object]:
    return {
        "time": f"{clock_time(item.starts_at, congress.zone)}–{clock_time(item.ends_at, congress.zone)}",
        "title": localized(item.title),
        "href": url_for("programme_sessions.programme_session", congress=congress.slug, item=item.public_id),
        "kind": KIND_WORDS[SessionKind(item.kind)],
        "room": item.room.name if item.room else "",
        "people": ", ".join(dict.fromkeys(appearance.speaker.name for appearance in item.appearances)),
        "is_pause": item.kind == SessionKind.BREAK,
        "is_cancelled": item.cancelled_at is not None,
    }


def _bookings(dialogue: Sequence[Forum], *, language: str) -> list[Booking]:
    """List what the dialogue forums that take place need: a room, moderators by name."""
    return [
        Booking(
            what=in_language(forum.title, language),
            starts_at=forum.starts_at,
            ends_at=forum.ends_at,
            room=forum.room.name if forum.room else None,
            people=frozenset(moderator.name for moderator in forum.moderators),
        )
        for forum in dialogue
        if forum.cancelled_at is None
    ]


def _is_within(item: ProgrammeSession, congress: Congress) -> bool:
    first, last = (wall_of(instant, congress.zone).date() for instant in (item.starts_at, item.ends_at))
    return congress.starts_on <= first and last <= congress.ends_on


def _in_words(clash: Clash, zone: str) -> str:
    """Say what is wanted twice, by what, and when."""
    starts_at = max(clash.first.starts_at, clash.second.starts_at)
    words: str = gettext(
        "%(when)s: “%(first)s” and “%(second)s” both need %(what)s.",
        when=i18n.moment(starts_at, zone, page_language()),
        first=clash.first.what,
        second=clash.second.what,
        what=", ".join(_wanted(clash)),
    )
    return words


def _wanted(clash: Clash) -> Iterable[str]:
    return [*([clash.room] if clash.room else []), *sorted(clash.people)]
