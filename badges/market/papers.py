"""What is printed for the market, in the language of the congress whoever prints it; and the list for the press as a table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from flask_babel import force_locale, gettext, ngettext
from sqlalchemy.orm import Session

from app import i18n
from app.congress.models import Congress
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.web.addresses import absolute
from badges.drawing import HOUSE, Letterhead
from badges.errors import FontsAreMissing
from badges.flow import Heading, Part, Text, write_document
from badges.letterhead import letterhead_of
from badges.market.cards import StandCard, write_cards
from badges.market.floor import FixtureFace, HallFace, PitchFace, PlanPaper, write_plan
from badges.typefaces import FontsMissing
from forums.marketplace import queries as market_of
from forums.marketplace.models import MarketTopic, Stand
from forums.marketplace.plan.words import kinds
from forums.marketplace.visits import floors
from forums.marketplace.visits.floors import HallShape, Place
from registration.exchange import tables

POWER = "power"  # of no use to guests
Writer = Callable[["Market", BytesIO, datetime], None]


@dataclass(frozen=True)
class Market:
    """What all papers of a congress are made of, in one language."""

    congress: Congress
    language: str
    stands: list[Stand]
    topics: Mapping[int, MarketTopic]
    halls: list[HallShape]
    places: Mapping[int, Place]
    letterhead: Letterhead = HOUSE

    @property
    def in_order(self) -> list[Stand]:
        """The stands as one walks by; those without a pitch come last."""
        order = {pitch.number: place for hall in self.halls for place, pitch in enumerate(hall.pitches)}
        first = {hall.name: place for place, hall in enumerate(self.halls)}
        return sorted(self.stands, key=lambda stand: _turn(self.places.get(stand.id), first, order))

    def number_of(self, stand: Stand) -> str:
        place = self.places.get(stand.id)
        return place[1].number if place else ""

    def topic_of(self, stand: Stand) -> MarketTopic | None:
        return self.topics.get(stand.topic_id or 0)

    def topic_words(self, stand: Stand) -> str:
        topic = self.topic_of(stand)
        return in_language(topic.name, self.language) if topic else ""


def _turn(place: Place | None, first: Mapping[str, int], order: Mapping[str, int]) -> tuple[int, int]:
    return (first[place[0].name], order[place[1].number]) if place else (len(first), 0)


def written(
    write: Writer, session: Session, congress: Congress, *, now: datetime, language: str | None = None
) -> BytesIO:
    """Write one of the papers below into memory, in the language of the congress unless told; raises FontsAreMissing."""
    out, language = BytesIO(), language or language_of(congress)
    try:
        with force_locale(language):
            write(market_of_congress(session, congress, language), out, now)
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
    out.seek(0)
    return out


def market_of_congress(session: Session, congress: Congress, language: str = "") -> Market:
    """Read what the papers are made of."""
    halls = floors.halls(session, congress.id)
    return Market(
        congress,
        language or language_of(congress),
        list(market_of.accepted_stands(session, congress.id)),
        {topic.id: topic for topic in market_of.topics(session, congress.id)},
        halls,
        floors.places(halls),
        letterhead_of(session, congress.id),
    )


def language_of(congress: Congress) -> str:
    return congress.default_language if congress.default_language in PAGE_LANGUAGES else "en"


def plan(size: str) -> Writer:
    """The plan of every hall on paper of a size, and who stands where."""

    def write(market: Market, out: BytesIO, now: datetime) -> None:
        title, dates = _head(market)
        topics = sorted(market.topics.values(), key=lambda topic: topic.letter)
        paper = PlanPaper(
            title=gettext("Market"),
            congress=title,
            dates=dates,
            halls=[_hall(market, hall) for hall in market.halls],
            topics=[(topic.letter, topic.colour, in_language(topic.name, market.language)) for topic in topics],
            index=gettext("Who stands where"),
            scale=gettext("Scale 1 : {scale}"),
            language=market.language,
            created=now,
            letterhead=market.letterhead,
        )
        write_plan(paper, size, out=out)

    return write


def cards(size: str) -> Writer:
    """A card for each stand, in the order of the pitches."""

    def write(market: Market, out: BytesIO, now: datetime) -> None:
        faces = [_card(market, stand) for stand in market.in_order]
        title = _title(market, gettext("Stand cards"))
        write_cards(
            faces, size, out=out, title=title, language=market.language, created=now, letterhead=market.letterhead
        )

    return write


def pitches(market: Market, out: BytesIO, now: datetime) -> None:
    """A card for each pitch, two on a page, whose code tells a visitor where they are."""
    congress, dates = _head(market)
    faces = [
        StandCard(
            number=pitch.number,
            organisation=gettext("You are here"),
            title=hall.name,
            congress=f"{congress} · {dates}",
            address=absolute("market.market", congress=market.congress.slug, here=pitch.number),
            hint=gettext("Plan of the market"),
        )
        for hall in market.halls
        for pitch in hall.pitches
    ]
    title = _title(market, gettext("Pitch cards"))
    write_cards(faces, "a5", out=out, title=title, language=market.language, created=now, letterhead=market.letterhead)


def press(market: Market, out: BytesIO, now: datetime) -> None:
    """Who is there, about what, and whom to ask, for the press."""
    write_document(
        _press(market),
        out=out,
        title=_title(market, gettext("Stands for the press")),
        head=_head(market),
        language=market.language,
        created=now,
        letterhead=market.letterhead,
    )


def checklist(market: Market, out: BytesIO, now: datetime) -> None:
    """Which stand comes to which pitch, to tick on a walk through the hall."""
    write_document(
        _checklist(market),
        out=out,
        title=_title(market, gettext("Stands to tick off")),
        head=_head(market),
        language=market.language,
        created=now,
        letterhead=market.letterhead,
    )


def press_table(market: Market) -> bytes:
    """The list for the press as CSV."""
    heading = [
        gettext("Pitch"),
        gettext("Hall"),
        gettext("Organisation"),
        gettext("Title"),
        gettext("Topic"),
        gettext("About"),
        gettext("Languages"),
        gettext("Website"),
        gettext("Contact for the press"),
        gettext("E-mail"),
        gettext("Telephone"),
        gettext("Page of the stand"),
    ]
    return b"".join(tables.as_csv(heading, (_press_row(market, stand) for stand in market.in_order)))


def _press_row(market: Market, stand: Stand) -> list[str]:
    place = market.places.get(stand.id)
    asked = (stand.press_name, stand.press_email, stand.press_phone) if stand.is_press_public else ("", "", "")
    return [
        market.number_of(stand),
        place[0].name if place else "",
        stand.organisation,
        in_language(stand.title, market.language),
        market.topic_words(stand),
        in_language(stand.description, market.language),
        _languages(market, stand),
        stand.website,
        *asked,
        _address(market, stand),
    ]


def _press(market: Market) -> Iterator[Part]:
    yield Heading(gettext("Stands for the press"), level=1)
    yield Text(ngettext("%(num)s stand", "%(num)s stands", len(market.stands)), is_quiet=True)
    for stand in market.in_order:
        number = market.number_of(stand)
        yield Heading(f"{number} · {stand.organisation}" if number else stand.organisation, level=3)
        yield Text(in_language(stand.title, market.language), is_strong=True)
        yield Text(in_language(stand.description, market.language))
        asked = (stand.press_name, stand.press_email, stand.press_phone) if stand.is_press_public else ()
        about = (market.topic_words(stand), _languages(market, stand), stand.website)
        yield Text(" · ".join(filter(None, about)), is_quiet=True)
        if any(asked):
            yield Text(gettext("For the press: %(who)s", who=", ".join(filter(None, asked))))


def _checklist(market: Market) -> Iterator[Part]:
    yield Heading(gettext("Stands to tick off"), level=1)
    hall = None
    for stand in market.in_order:
        place = market.places.get(stand.id)
        name = place[0].name if place else gettext("Without a pitch")
        if name != hall:
            yield Heading(name)
            hall = name
        number = f"{place[1].number}  " if place else ""
        yield Text(f"{number}{stand.organisation}", is_box=True, beside=_needs(stand))


def _needs(stand: Stand) -> str:
    """Say what a stand was promised: tables, chairs, power."""
    power = {1: "230 V", 2: "400 V"}.get(stand.power, "")
    words = (
        ngettext("%(num)s table", "%(num)s tables", stand.tables) if stand.tables else "",
        ngettext("%(num)s chair", "%(num)s chairs", stand.chairs) if stand.chairs else "",
        power,
    )
    return ", ".join(filter(None, words))


def _hall(market: Market, hall: HallShape) -> HallFace:
    stands = {stand.id: stand for stand in market.stands}
    return HallFace(
        hall.name,
        hall.width,
        hall.depth,
        tuple(_pitch(market, pitch, stands.get(pitch.stand_id or 0)) for pitch in hall.pitches),
        tuple(
            FixtureFace(one.kind, one.points, one.name or kinds()[one.kind])
            for one in hall.fixtures
            if one.kind != POWER
        ),
    )


def _pitch(market: Market, pitch: floors.PitchShape, stand: Stand | None) -> PitchFace:
    topic = market.topic_of(stand) if stand else None
    return PitchFace(
        pitch.number,
        pitch.x,
        pitch.y,
        pitch.width,
        pitch.depth,
        topic.letter if topic else "",
        topic.colour if topic else 0,
        stand.organisation if stand else "",
        pitch.turn,
    )


def _card(market: Market, stand: Stand) -> StandCard:
    topic = market.topic_of(stand)
    return StandCard(
        number=market.number_of(stand),
        organisation=stand.organisation,
        title=in_language(stand.title, market.language),
        topic=market.topic_words(stand),
        letter=topic.letter if topic else "",
        colour=topic.colour if topic else 0,
        languages=_languages(market, stand),
        congress=" · ".join(_head(market)),
        address=_address(market, stand),
        hint=gettext("More about this stand"),
    )


def _languages(market: Market, stand: Stand) -> str:
    return ", ".join(i18n.language_name(code, market.language) for code in stand.languages)


def _address(market: Market, stand: Stand) -> str:
    return absolute("market.stand", congress=market.congress.slug, stand=stand.public_id)


def _head(market: Market) -> tuple[str, str]:
    congress = market.congress
    return in_language(congress.title, market.language), i18n.days(
        congress.starts_on, congress.ends_on, market.language
    )


def _title(market: Market, kind: str) -> str:
    return f"{kind}: {in_language(market.congress.title, market.language)}"
