"""The public market: who is there, where, about what; each stand on its own page; documents; what visitors tell a stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.front import frame, limiting, market_lines, page_cache
from app.front.booklet import remember_language
from app.front.market_lines import Line, Market
from app.front.standing import Standing
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import words_of
from forums.marketplace import queries as market_of
from forums.marketplace.models import Stand
from forums.marketplace.rules import HOLDING
from forums.marketplace.visits import queries as visits_of
from forums.marketplace.visits import service
from forums.marketplace.visits.floors import HallShape, PitchShape, Place

blueprint = Blueprint("market", __name__)
blueprint.after_request(remember_language)
FILTERS = ("q", "topic", "by", "here")
LONGEST_QUESTION = 100
NEIGHBOURS = 5
GAP = Markup("<!-- found -->")  # nobody can write it: all that people wrote is escaped
MOST_AROUND = 500
QUICKLY = 4  # of gzip's levels: what only one reader asks for is not worth more


@dataclass(frozen=True)
class Floor:
    """A hall as it is shown: what was found is bright, and ``here`` is where the reader stands."""

    hall: HallShape
    floor: Markup
    spots: Markup
    here: PitchShape | None


@blueprint.get("/<congress>/market")
@public
def market(congress: str) -> Response:
    """All stands, to search and to filter, in the plan and in a list."""
    found = _standing(congress)
    asked = tuple(request.args.get(name, "")[:LONGEST_QUESTION].strip() for name in FILTERS)
    key = (*_state(found), "market", asked)
    words = dict(zip(FILTERS, asked, strict=True))
    level = QUICKLY if words["q"] else page_cache.BEST
    return page_cache.public_page(key, lambda: _draw_market(found, words), level=level)


@blueprint.get("/<congress>/market/<stand>")
@public
def stand(congress: str, stand: str) -> Response:
    """One stand, whole."""
    found = _standing(congress)
    return page_cache.public_page((*_state(found), "stand", stand), lambda: _draw_stand(found, stand))


@blueprint.get("/<congress>/market/documents")
@public
def documents(congress: str) -> Response:
    """Everything that the stands leave to read."""
    found = _standing(congress)
    return page_cache.public_page((*_state(found), "documents"), lambda: _draw_documents(found))


@blueprint.get("/<congress>/market/documents/<document>.pdf")
@public
def document(congress: str, document: str) -> Response:
    """A document, as something to save: what strangers wrote is not run on our address."""
    found = _standing(congress)
    one = visits_of.document(reading(), found.id, document)
    response = Response(one.content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=one.filename)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.get("/<congress>/market/<stand>/logo")
@public
def logo(congress: str, stand: str) -> Response:
    """The logo of a stand, of our own making; its address changes with the picture."""
    found = _standing(congress)
    one = market_of.logo_content(reading(), _taking_part(found, stand).id)
    if one is None:
        raise NotFound
    response = Response(one.content, mimetype=f"image/{one.type}")
    response.headers["Cache-Control"] = "public, max-age=604800"
    return response


@blueprint.get("/<congress>/market/<stand>/feedback")
@public
def feedback(congress: str, stand: str) -> str:
    """Write to a stand, without a name."""
    found = _standing(congress)
    return _draw_feedback(found, _taking_part(found, stand))


@blueprint.post("/<congress>/market/<stand>/feedback")
@public
def tell(congress: str, stand: str) -> BaseResponse | tuple[str, int]:
    found = _standing(congress)
    to = _taking_part(found, stand)
    try:
        limiting.count()
        with transaction() as session:
            service.tell(session, to, request.form.get("text", ""), now=clock.now())
    except DomainError as fault:
        return _draw_feedback(found, to, faults=[words_of(fault)]), fault.status
    flash(gettext("Thank you. The stand reads it on its own page."))
    return redirect(url_for(".feedback", congress=congress, stand=stand), 303)


def chosen(lines: list[Line] | tuple[Line, ...], asked: dict[str, str]) -> list[Line]:
    """Keep what the search and the topic let through."""
    needle, topic = asked.get("q", "").casefold(), asked.get("topic", "")
    return [line for line in lines if needle in line.searched and (not topic or topic in line.topics)]


def near(market: Market, hall: HallShape, here: PitchShape) -> list[Line]:
    """List the stands that are nearest to a pitch of a hall, the nearest first."""
    x, y = here.middle
    others = sorted(
        (pitch for pitch in hall.pitches if pitch.stand_id is not None and pitch.number != here.number),
        key=lambda pitch: hypot(pitch.middle[0] - x, pitch.middle[1] - y),
    )
    lines = (market.line_of(pitch.stand_id) for pitch in others[:NEIGHBOURS])
    return [line for line in lines if line is not None]


def _standing(slug: str) -> Standing:
    found = frame.standing_of(slug)
    if not found.has_market:
        raise NotFound
    return found


def _state(found: Standing) -> tuple[object, ...]:
    """Name everything that the market turns on; each change of a stand or of the plan raises the revision."""
    return (found.id, found.revision, page_language())


def _draw_market(found: Standing, asked: dict[str, str]) -> str:
    """Fill what was found into the page around it, which is drawn once for each setting of its filters."""
    whole = market_lines.market_of_state(found, _state(found))
    shown = chosen(list(whole.lines), asked)
    if asked["by"] == "pitch":
        order = {number: place for place, number in enumerate(whole.pitches)}
        shown.sort(key=lambda line: order.get(line.number, len(order)))
    is_asked = bool(asked["q"] or asked["topic"])
    hits = {line.stand.id for line in shown} if is_asked else None
    floors = [_spots(spots, hits) for spots in whole.spots]
    pieces = (
        _lead(len(shown), is_asked=is_asked),
        escape(asked["q"]),
        *floors,
        "\n".join(line.drawn for line in shown),
    )
    around = _around(found, whole, asked, has_lines=bool(shown))
    return "".join(part for pair in zip(around, (*pieces, ""), strict=True) for part in pair)


def _lead(number: int, *, is_asked: bool) -> str:
    if is_asked:
        return str(ngettext("%(num)s stand found", "%(num)s stands found", number))
    return str(ngettext("%(num)s stand", "%(num)s stands", number))


def _around(found: Standing, whole: Market, asked: dict[str, str], *, has_lines: bool) -> list[str]:
    """Draw the page with gaps for what was found: the lead, the words, each hall's pitches, the lines."""
    place = whole.pitches.get(asked["here"])
    topic = next((one.letter for one in whole.topics if one.letter == asked["topic"]), "?" if asked["topic"] else "")
    here = asked["here"] if place else ""
    key = (topic, asked["by"] == "pitch", here, bool(asked["q"]), has_lines)
    drawn = whole.around.get(key)
    if drawn is None:
        drawn = _render(
            "app/front/market.html",
            found,
            whole,
            gap=GAP,
            has_lines=has_lines,
            is_searched=bool(asked["q"]),
            topic=topic,
            by_pitch=key[1],
            topics=_topics(whole, topic),
            floors=[_floor(whole, number, GAP, place) for number in range(len(whole.halls))],
            widest=max((hall.width for hall in whole.halls), default=0),
            here=(place[0], place[1], whole.line_of(place[1].stand_id), near(whole, *place)) if place else None,
        ).split(GAP)
        if len(whole.around) < MOST_AROUND:
            whole.around[key] = drawn
    return drawn


def _spots(spots: Sequence[tuple[int | None, Markup]], hits: set[int] | None) -> str:
    """Put the pitches of a hall together: those that were not found beneath, so that one style dims them all."""
    if hits is None:
        return "".join(drawn for _, drawn in spots)
    dim = "".join(drawn for stand_id, drawn in spots if stand_id not in hits)
    return f'<g class="dim">{dim}</g>' + "".join(drawn for stand_id, drawn in spots if stand_id in hits)


def _floor(whole: Market, number: int, spots: Markup, place: Place | None) -> Floor:
    hall = whole.halls[number]
    here = place[1] if place and place[0].name == hall.name else None
    return Floor(hall, whole.floors[number], spots, here)


def _topics(whole: Market, topic: str) -> list[dict[str, object]]:
    """Give the chips of the topics, each with its number of stands; the one that is chosen leads back."""
    slug = whole.congress.slug
    return [
        {
            "topic": one,
            "href": url_for(".market", congress=slug, topic=None if topic == one.letter else one.letter),
            "current": topic == one.letter,
            "count": sum(one.letter in line.topics for line in whole.lines),
        }
        for one in whole.topics
    ]


def _draw_stand(found: Standing, public_id: str) -> str:
    whole = market_lines.market_of_state(found, _state(found))
    line = next((line for line in whole.lines if line.stand.public_id == public_id), None)
    if line is None:
        raise NotFound
    place = whole.pitches.get(line.number) if line.number else None
    number = list(whole.halls).index(place[0]) if place else 0
    spots = Markup(_spots(whole.spots[number], {line.stand.id})) if place else Markup()  # noqa: S704 -- drawn by templates
    floor = _floor(whole, number, spots, place) if place else None
    return _render(
        "app/front/stand.html",
        found,
        whole,
        line=line,
        stand=line.stand,
        topics=[topic for topic in whole.topics if topic.letter in line.topics],
        spoken=market_lines.languages_in_words(line.stand),
        floor=floor,
        logo=url_for(".logo", congress=found.slug, stand=public_id, v=line.stand.logo.digest)
        if line.stand.logo
        else "",
        near=near(whole, *place) if place else [],
        documents=visits_of.documents_of(reading(), line.stand.id),
    )


def _draw_documents(found: Standing) -> str:
    whole = market_lines.market_of_state(found, _state(found))
    kept = visits_of.documents(reading(), found.id)
    rows = [(line, kept[line.stand.id]) for line in whole.lines if line.stand.id in kept]
    return _render("app/front/market_documents.html", found, whole, rows=rows)


def _draw_feedback(found: Standing, to: Stand, *, faults: list[str] | None = None) -> str:
    return _render(
        "app/front/stand_feedback.html",
        found,
        market_lines.market_of_state(found, _state(found)),
        stand=to,
        typed=request.form,
        faults=faults or [],
        token=generate_csrf(),
        longest=service.LONGEST_FEEDBACK,
    )


def _taking_part(found: Standing, public_id: str) -> Stand:
    one = market_of.stand(reading(), found.id, public_id)
    if one.state not in HOLDING or one.address_confirmed_at is None:
        raise NotFound
    return one


def _render(template: str, found: Standing, whole: Market, **values: object) -> str:
    return frame.render(
        template,
        whole.congress,
        has_forums=found.has_forums,
        has_recommendations=found.has_recommendations,
        has_harvest=found.has_harvest,
        has_market=True,
        can_register=found.takes_registrations(clock.now()),
        **values,
    )
