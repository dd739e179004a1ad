"""The doors of the calendars: public feeds of a congress, and everyone's own."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, current_app, request

from app import tokens
from app.calendar import queries
from app.calendar.agenda import Entry
from app.calendar.service import Calendars, etag, latest
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import public_by_slug, room
from app.db import reading
from app.errors import NotFound
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.programme.queries import speaker_by_public_id
from app.programme.rules import SessionKind
from app.programme.words import KIND_WORDS
from app.web.guards import public
from forums.dialogue.queries import forum

bp = Blueprint("calendar", __name__)
MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendars() -> Calendars:
    """Give what this application keeps of its calendars."""
    kept: dict[str, Calendars] = current_app.extensions.setdefault("reihum_calendars", {})
    if "all" not in kept:
        config: Config = current_app.extensions["reihum_config"]
        kept["all"] = Calendars(config.public_url)
    return kept["all"]


@bp.get("/<congress>/calendar.ics")
@public
def whole(congress: str) -> Response:
    found = public_by_slug(reading(), congress)
    return _feed(
        found, path="calendar.ics", name=lambda language: in_language(found.title, language), choice=lambda _entry: True
    )


@bp.get("/<congress>/calendar/forums/<forum_id>.ics")
@public
def one_forum(congress: str, forum_id: str) -> Response:
    found = public_by_slug(reading(), congress)
    chosen = forum(reading(), found.id, forum_id)
    return _feed(
        found,
        path=f"calendar/forums/{forum_id}.ics",
        name=lambda language: f"{in_language(found.title, language)} – {in_language(chosen.title, language)}",
        choice=lambda entry: entry.forum_id == chosen.id,
    )


@bp.get("/<congress>/calendar/rooms/<room_id>.ics")
@public
def one_room(congress: str, room_id: str) -> Response:
    found = public_by_slug(reading(), congress)
    chosen = room(reading(), found.id, room_id)
    return _feed(
        found,
        path=f"calendar/rooms/{room_id}.ics",
        name=lambda language: f"{in_language(found.title, language)} – {chosen.name}",
        choice=lambda entry: entry.room == chosen.public_id,
    )


@bp.get("/<congress>/calendar/kinds/<kind>.ics")
@public
def one_kind(congress: str, kind: str) -> Response:
    found = public_by_slug(reading(), congress)
    if kind not in set(SessionKind):
        raise NotFound
    return _feed(
        found,
        path=f"calendar/kinds/{kind}.ics",
        name=lambda language: f"{in_language(found.title, language)} – {KIND_WORDS[SessionKind(kind)]}",
        choice=lambda entry: entry.kind == kind,
    )


@bp.get("/<congress>/calendar/speakers/<speaker_id>.ics")
@public
def one_speaker(congress: str, speaker_id: str) -> Response:
    found = public_by_slug(reading(), congress)
    chosen = speaker_by_public_id(reading(), found.id, speaker_id)
    return _feed(
        found,
        path=f"calendar/speakers/{speaker_id}.ics",
        name=lambda language: f"{in_language(found.title, language)} – {chosen.name}",
        choice=lambda entry: chosen.public_id in entry.speakers,
    )


@bp.get("/<congress>/calendar/<token>.ics")
@public
def personal(congress: str, token: str) -> Response:
    """Somebody's own feed; the address is the secret, so nothing of it may be stored on the way."""
    reader = queries.reader(reading(), tokens.digest(token))
    if reader.congress.slug != congress:
        raise NotFound
    states = (
        reader.public_id,
        reader.revision,
        reader.seat_revision,
        reader.forum_id,
        reader.is_coming,
        reader.language,
    )
    tag = etag(reader.congress.revision, *states)
    changed = latest(reader.congress.changed_at, reader.changed_at, reader.assigned_at)
    response = _conditional(tag, changed, lambda: calendars().personal(reading(), reader))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _feed(congress: Congress, *, path: str, name: Callable[[str], str], choice: Callable[[Entry], bool]) -> Response:
    language = _language(congress)
    tag = etag(congress.id, congress.revision, path, language)

    def write() -> bytes:
        asked = f"{path}?lang={language}" if "lang" in request.args else path
        return calendars().feed(reading(), congress, language=language, path=asked, name=name(language), choice=choice)

    response = _conditional(tag, congress.changed_at, write)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _language(congress: Congress) -> str:
    """Choose the feed's language: ?lang= as in every subscription link, else the congress' own; no cookie reaches a calendar."""
    asked = request.args.get("lang", "")
    return asked if asked in PAGE_LANGUAGES else congress.default_language


def _conditional(tag: str, changed: datetime, write: Callable[[], bytes]) -> Response:
    """Answer 304 before anything is rendered, by the strong ETag, or by the time for readers that only know that."""
    response = Response(status=304) if _is_known(tag, changed) else Response(write(), content_type=MEDIA_TYPE)
    response.set_etag(tag)
    response.last_modified = changed
    return response


def _is_known(tag: str, changed: datetime) -> bool:
    if request.if_none_match:
        return request.if_none_match.contains(tag)
    since = request.if_modified_since
    return since is not None and changed.replace(microsecond=0) <= since
