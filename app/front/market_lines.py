"""The market as guests see it, read and drawn once for each state: pages choose from its lines."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from flask import current_app, url_for
from markupsafe import Markup

from app import i18n
from app.congress import queries as congresses_of
from app.congress.models import Congress
from app.db import reading
from app.front.standing import Standing
from app.orm import in_language
from app.web.languages import page_language
from forums.marketplace import queries as market_of
from forums.marketplace.models import MarketTopic, Stand
from forums.marketplace.plan.words import kinds
from forums.marketplace.visits import floors
from forums.marketplace.visits.floors import HallShape, PitchShape, Place

KEPT, MOST_KEPT = "reihum_markets", 32
NUMBER_LETTERS: Final = 0.95  # metres


@dataclass(frozen=True)
class Line:
    """A stand in the list. ``searched`` is everything that a search looks through, ``drawn`` the line itself."""

    stand: Stand
    topics: frozenset[str]
    number: str
    hall: str
    searched: str
    drawn: Markup


@dataclass(frozen=True)
class Market:
    """All of it. ``spots`` are the pitches of each hall, drawn, as (number of the stand or None, drawn)."""

    congress: Congress
    topics: Sequence[MarketTopic]
    lines: Sequence[Line]
    halls: Sequence[HallShape] = ()
    floors: Sequence[Markup] = ()
    spots: Sequence[Sequence[tuple[int | None, Markup]]] = ()
    pitches: Mapping[str, Place] = field(default_factory=dict)
    around: dict[Hashable, list[str]] = field(default_factory=dict)  # the page, split where what is found belongs

    def line_of(self, stand_id: int | None) -> Line | None:
        return next((line for line in self.lines if line.stand.id == stand_id), None)


def market_of_state(found: Standing, state: tuple[object, ...]) -> Market:
    """Give the market of a congress as it is in a *state*, which names everything that shows."""
    kept: dict[tuple[object, ...], Market] = current_app.extensions.setdefault(KEPT, {})
    known = kept.get(state)
    if known is None:
        known = _read(found)
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[state] = known
    return known


def languages_in_words(stand: Stand) -> str:
    """Name the languages of a stand in that of the page."""
    return ", ".join(i18n.language_name(code, page_language()) for code in stand.languages)


def _read(found: Standing) -> Market:
    session = reading()
    congress = congresses_of.by_id(session, found.id)
    stands = market_of.accepted_stands(session, found.id)
    topics = market_of.topics(session, found.id)
    halls = floors.halls(session, found.id)
    places = floors.places(halls)
    draw = current_app.jinja_env.get_template("app/front/market_line.html").module
    by_id = {topic.id: topic for topic in topics}
    lines = [_line(stand, congress, by_id, places.get(stand.id), draw) for stand in stands]
    of_stand = {line.stand.id: line for line in lines}
    return Market(
        congress,
        topics,
        lines,
        halls,
        [Markup(draw.floor(hall, kinds())) for hall in halls],  # type: ignore[attr-defined]  # noqa: S704 -- a macro of the template; it escapes
        [[(pitch.stand_id, _spot(draw, pitch, of_stand, congress)) for pitch in hall.pitches] for hall in halls],
        {pitch.number: (hall, pitch) for hall in halls for pitch in hall.pitches},
    )


def _line(
    stand: Stand,
    congress: Congress,
    topics: Mapping[int, MarketTopic],
    place: Place | None,
    draw: object,
) -> Line:
    hall, pitch = place or (None, None)
    ids = [stand.topic_id or 0, *(one.topic_id for one in stand.further_topics)]
    own = [topics[one] for one in ids if one in topics]
    number, where = (pitch.number if pitch else "", hall.name if hall else "")
    texts = (
        stand.organisation,
        *stand.title.values(),
        *stand.description.values(),
        stand.offers,
        stand.requests,
        number,
    )
    names = (*(name for topic in own for name in topic.name.values()), languages_in_words(stand))
    return Line(
        stand,
        frozenset(topic.letter for topic in own),
        number,
        where,
        "\n".join((*texts, *names)).casefold(),
        Markup(  # noqa: S704 -- the template escapes
            draw.line(  # type: ignore[attr-defined]  # a macro of the template
                stand,
                href=url_for("market.stand", congress=congress.slug, stand=stand.public_id),
                number=number,
                hall=where,
                topics=own,
                languages=languages_in_words(stand),
            )
        ),
    )


def _spot(draw: object, pitch: PitchShape, lines: Mapping[int, Line], congress: Congress) -> Markup:
    line = lines.get(pitch.stand_id or 0)
    href = url_for("market.stand", congress=congress.slug, stand=line.stand.public_id) if line else ""
    colour = line.stand.topic.colour if line and line.stand.topic else 0
    return Markup(  # noqa: S704 -- as above
        draw.spot(  # type: ignore[attr-defined]  # as above
            pitch, href=href, name=line.stand.organisation if line else "", colour=colour, letters=NUMBER_LETTERS
        )
    )


def title_of(stand: Stand) -> str:
    return in_language(stand.title, page_language())
