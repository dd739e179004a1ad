"""What the hall sees: the round clock, on as many screens as there are, without a login."""

from flask import Blueprint, Response, jsonify, render_template, request

from app import clock as house_clock
from app.congress.models import Congress
from app.db import reading
from app.errors import NotFound
from app.web.formats import localized
from app.web.guards import public
from app.web.headers import keep_secret
from forums.tables import clock, queries
from forums.tables.models import TableClock

hall = Blueprint("round_clock", __name__, url_prefix="/<congress>/round-clock/<screen>")
hall.after_request(keep_secret)


@hall.get("")
@public
def screen(congress: str, screen: str) -> str:
    """The page for a projector; its script counts by the server's clock."""
    found, row = _clock(congress, screen)
    state = _state(found, row)
    return render_template(
        "forums/tables/clock.html",
        congress=found,
        state=state,
        screen=screen,
        rounds=queries.rounds(reading(), found.id),
    )


@hall.get("/state")
@public
def state(congress: str, screen: str) -> Response:
    """Where the clock stands; asked every other second and mostly answered 304."""
    found, row = _clock(congress, screen)
    tag = f"{row.version}.{found.revision}"
    answer = Response(status=304) if request.if_none_match.contains(tag) else jsonify(_state(found, row))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _clock(slug: str, screen: str) -> tuple[Congress, TableClock]:
    found = queries.clock_by_public_id(reading(), slug, screen)
    if found is None:
        raise NotFound
    return found


def _state(congress: Congress, row: TableClock) -> dict[str, object]:
    questions = {one.number: localized(one.question) for one in queries.rounds(reading(), congress.id)}
    return clock.shown(
        clock.timeline_of(row.spans, row.paused_at),
        questions,
        version=f"{row.version}.{congress.revision}",
        now=house_clock.now(),
    )
