"""The public pages of a congress: the booklet that everyone may read, from a cache and without a cookie."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, render_template, url_for
from sqlalchemy.exc import SQLAlchemyError

from app import clock, i18n
from app.congress import queries as congresses_of
from app.congress.look import queries as looks_of
from app.congress.models import Congress
from app.db import reading
from app.front import agenda, event_data, frame, page_cache, queries
from app.front.agenda import Reader
from app.front.earlier import address_of, earlier_record
from app.front.standing import Standing
from app.programme import queries as programme_of
from app.programme.models import ProgrammeSession
from app.web import languages
from app.web.guards import public
from app.web.languages import page_language
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.recommendations import words

blueprint = Blueprint("front", __name__)
blueprint.record_once(page_cache.install)

ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /api/
Disallow: /gate/
Disallow: /organise/
Disallow: /*/my/
"""


@blueprint.after_request
def remember_language(response: Response) -> Response:
    """Keep a language chosen by ?lang=; an answer that sets this cookie is for one reader only."""
    languages.remember(response)
    if "Set-Cookie" in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.app_template_filter("congress_days")
def congress_days(congress: Congress) -> str:
    """Write out when a congress takes place: '9.–10. November 2017'."""
    return i18n.days(congress.starts_on, congress.ends_on, page_language())


@blueprint.app_template_filter("local_day")
def local_day(instant: datetime, zone: str) -> date:
    """Tell the day that the clocks of *zone* show."""
    return instant.astimezone(ZoneInfo(zone)).date()


@blueprint.get("/")
@public
def congresses() -> Response:
    """List the congresses: those to come first, past ones below."""
    today = clock.now().date()
    key = ("congresses", page_language(), today, *queries.editions(reading()))
    return page_cache.public_page(key, _draw_congresses)


@blueprint.get("/<congress>/")
@public
def congress(congress: str) -> Response:
    """What, when, where, who invites, and how to come."""
    return _page(congress, "congress", _draw_congress)


@blueprint.get("/<congress>/logo")
@public
def logo(congress: str) -> Response:
    """The logo of the congress, of our own making; its address changes with the picture."""
    kind, content = looks_of.logo_for_screens(reading(), frame.standing_of(congress).id)
    response = Response(content, mimetype=f"image/{kind}")
    response.headers["Cache-Control"] = "public, max-age=604800"
    return response


@blueprint.get("/<congress>/programme")
@public
def programme(congress: str) -> Response:
    """The programme by day."""
    return _page(congress, "programme", _draw_programme)


@blueprint.get("/<congress>/programme/<public_id>")
@public
def session(congress: str, public_id: str) -> Response:
    """One session, whole."""
    return _page(congress, f"programme/{public_id}", lambda standing: _draw_session(standing, public_id))


@blueprint.get("/<congress>/forums")
@public
def forums(congress: str) -> Response:
    """All dialogue forums."""
    return _page(congress, "forums", _draw_forums)


@blueprint.get("/<congress>/forums/<public_id>")
@public
def forum(congress: str, public_id: str) -> Response:
    """One dialogue forum, whole."""
    return _page(congress, f"forums/{public_id}", lambda standing: _draw_forum(standing, public_id))


@blueprint.get("/<congress>/privacy")
@public
def privacy(congress: str) -> Response:
    """How this congress treats what people tell it."""
    return _page(congress, "privacy", _draw_privacy)


@blueprint.get("/health")
@public
def health() -> tuple[Response, int]:
    """Tell a monitor whether the house and its database answer."""
    try:
        answers = queries.answers(reading())
    except SQLAlchemyError:
        answers = False
    return jsonify(
        status="ok" if answers else "failing", database="ok" if answers else "no answer"
    ), 200 if answers else 503


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    return Response(ROBOTS, mimetype="text/plain")


def _page(slug: str, name: str, draw: Callable[[Standing], str]) -> Response:
    now = clock.now()
    standing = frame.standing_of(slug)
    day = standing.today(now) if standing.has_recommendations else None  # what is overdue turns on it
    call = standing.call(now).value
    key = (
        standing.id,
        standing.revision,
        name,
        page_language(),
        standing.state(now).value,
        standing.slice(now),
        day,
        call,
    )
    return page_cache.public_page(key, lambda: draw(standing))


def _draw_congresses() -> str:
    now = clock.now()
    everything = congresses_of.public_congresses(reading())
    coming = [c for c in everything if c.ends_on >= now.date()]
    return render_template(
        "app/front/congresses.html",
        coming=sorted(coming, key=lambda c: (c.starts_on, c.id)),
        past=[c for c in everything if c.ends_on < now.date()],
    )


def _draw_congress(standing: Standing) -> str:
    found, sessions, forums = _contents(standing)
    living = [item for item in sessions if item.cancelled_at is None]
    speakers = programme_of.speakers(reading(), standing.id)
    return _render(
        "app/front/congress.html",
        standing,
        found,
        days=agenda.programme(living, (), _reader(standing)),
        forums=[agenda.forum_entry(forum, _reader(standing)) for forum in forums if forum.cancelled_at is None],
        speakers=speakers,
        call=standing.call(clock.now()).value,
        call_until=standing.stands_call[1],
        earlier=earlier_record(found, today=standing.today(clock.now())) if standing.has_recommendations else None,
        look=looks_of.look(reading(), standing.id),
        address_of=address_of,
        words=words,
        event_data=event_data.script(event_data.congress_event(found, sessions, page_language())),
    )


def _draw_programme(standing: Standing) -> str:
    found, sessions, forums = _contents(standing)
    days = agenda.programme(sessions, forums, _reader(standing))
    return _render("app/front/programme.html", standing, found, days=days)


def _draw_session(standing: Standing, public_id: str) -> str:
    item = programme_of.session_by_public_id(reading(), standing.id, public_id)
    found = congresses_of.by_id(reading(), standing.id)
    reader = _reader(standing)
    return _render(
        "app/front/session.html",
        standing,
        found,
        session=item,
        time=agenda.span(item.starts_at, item.ends_at, reader),
        room=agenda.room_name(item.room),
        event_data=event_data.script(event_data.session_event(found, item, reader.language)),
    )


def _draw_forums(standing: Standing) -> str:
    found = congresses_of.by_id(reading(), standing.id)
    reader = _reader(standing)
    forums = forums_of.forums(reading(), standing.id)
    entries = [(forum, agenda.forum_entry(forum, reader)) for forum in forums]
    return _render("app/front/forums.html", standing, found, entries=entries)


def _draw_forum(standing: Standing, public_id: str) -> str:
    forum = forums_of.forum(reading(), standing.id, public_id)
    found = congresses_of.by_id(reading(), standing.id)
    reader = _reader(standing)
    return _render(
        "app/front/forum.html",
        standing,
        found,
        forum=forum,
        entry=agenda.forum_entry(forum, reader),
        event_data=event_data.script(event_data.forum_event(found, forum, reader.language)),
    )


def _draw_privacy(standing: Standing) -> str:
    versions = congresses_of.notices(reading(), standing.id)
    notice = versions[-1] if versions else None
    return _render("app/front/privacy.html", standing, congresses_of.by_id(reading(), standing.id), notice=notice)


def _contents(standing: Standing) -> tuple[Congress, Sequence[ProgrammeSession], Sequence[Forum]]:
    session = reading()
    return (
        congresses_of.by_id(session, standing.id),
        programme_of.sessions(session, standing.id),
        forums_of.forums(session, standing.id),
    )


def _reader(standing: Standing) -> Reader:
    return Reader(slug=standing.slug, zone=standing.zone, language=page_language(), now=clock.now())


def _render(template: str, standing: Standing, found: Congress, **values: object) -> str:
    now = clock.now()
    return frame.render(
        template,
        found,
        has_forums=standing.has_forums,
        has_recommendations=standing.has_recommendations,
        has_harvest=standing.has_harvest,
        has_market=standing.has_market,
        can_register=standing.takes_registrations(now),
        state=standing.state(now).value,
        register_href=url_for("registering.register", congress=standing.slug),
        **values,
    )
