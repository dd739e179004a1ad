"""The doors of the calendars: public feeds of a congress, and everyone's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, request

from app import tokens
from app.calendar import queries
from app.calendar.service import Calendars, Choice, etag, latest
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import by_id, room
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


@dataclass(frozen=True)
class Chosen:
    """What a feed adds to the name of the congress, by language, and which entries it holds."""

    name: Callable[[str], str]
    entries: Choice


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
    def chosen(_found: Congress) -> Chosen:
        return Chosen(lambda _language: "", lambda _entry: True)

    return _feed(congress, "calendar.ics", chosen)


@bp.get("/<congress>/calendar/forums/<forum_id>.ics")
@public
def one_forum(congress: str, forum_id: str) -> Response:
    def chosen(found: Congress) -> Chosen:
        shown = forum(reading(), found.id, forum_id)
        return Chosen(lambda language: in_language(shown.title, language), lambda entry: entry.forum_id == shown.id)

    return _feed(congress, f"calendar/forums/{forum_id}.ics", chosen)


@bp.get("/<congress>/calendar/rooms/<room_id>.ics")
@public
def one_room(congress: str, room_id: str) -> Response:
    def chosen(found: Congress) -> Chosen:
        shown = room(reading(), found.id, room_id)
        return Chosen(lambda _language: shown.name, lambda entry: entry.room == shown.public_id)

    return _feed(congress, f"calendar/rooms/{room_id}.ics", chosen)


@bp.get("/<congress>/calendar/kinds/<kind>.ics")
@public
def one_kind(congress: str, kind: str) -> Response:
    if kind not in set(SessionKind):
        raise NotFound

    def chosen(_found: Congress) -> Chosen:
        return Chosen(lambda _language: str(KIND_WORDS[SessionKind(kind)]), lambda entry: entry.kind == kind)

    return _feed(congress, f"calendar/kinds/{kind}.ics", chosen)


@bp.get("/<congress>/calendar/speakers/<speaker_id>.ics")
@public
def one_speaker(congress: str, speaker_id: str) -> Response:
    def chosen(found: Congress) -> Chosen:
        shown = speaker_by_public_id(reading(), found.id, speaker_id)
        return Chosen(lambda _language: shown.name, lambda entry: shown.public_id in entry.speakers)

    return _feed(congress, f"calendar/speakers/{speaker_id}.ics", chosen)


@bp.get("/<congress>/calendar/<token>.ics")
@public
def personal(congress: str, token: str) -> Response:
    """Somebody's own feed; the address is the secret, so nothing of it may be stored on the way."""
    reader = queries.reader(congress, tokens.digest(token))
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


def _feed(slug: str, path: str, choose: Callable[[Congress], Chosen]) -> Response:
    """Answer a public feed; whether it is known already is found out before anything of it is looked up."""
    state = queries.state_of(slug)
    asked = request.args.get("lang", "")
    asked = asked if asked in PAGE_LANGUAGES else ""
    tag = etag(state.congress_id, state.revision, path, asked)
    response = _conditional(tag, state.changed_at, lambda: _written(state.congress_id, path, asked, choose))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _written(congress_id: int, path: str, asked: str, choose: Callable[[Congress], Chosen]) -> bytes:
    """Write a feed in the language of ?lang=, as every subscription link has it, else the congress' own: calendars keep no cookie."""
    congress = by_id(reading(), congress_id)
    language = asked or congress.default_language
    chosen = choose(congress)
    name = " – ".join(filter(None, (in_language(congress.title, language), chosen.name(language))))
    source = f"{path}?lang={asked}" if asked else path
    return calendars().feed(reading(), congress, language=language, path=source, name=name, choice=chosen.entries)


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
