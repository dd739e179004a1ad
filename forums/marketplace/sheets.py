"""All applications as a table, for whoever goes on in a spreadsheet."""

from collections.abc import Iterator, Sequence
from typing import Final

from flask_babel import gettext

from app.congress.models import Congress
from app.db import reading
from app.orm import in_language
from app.web.languages import page_language
from forums.marketplace import drawing, queries, words
from forums.marketplace.models import Marketplace, Stand
from forums.marketplace.questions import plan_of
from forums.marketplace.rules import State, Voice
from registration.exchange import tables
from registration.fields.words import label_of

KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PLAIN: Final = (
    *("contact_name", "contact_email", "contact_phone", "website", "offers", "requests"),
    *("press_name", "press_email", "press_phone", "access_needs", "remarks"),
)


def written(congress: Congress, market: Marketplace, kind: str) -> bytes:
    """Write the table as *kind*; what a spreadsheet would run as a formula is defused there."""
    heading, rows = _heading(market), _rows(congress, market)
    if kind == "csv":
        return b"".join(tables.as_csv(heading, rows))
    return b"".join(tables.as_xlsx(heading, rows, title=congress.slug))


def _heading(market: Marketplace) -> list[str]:
    names = ("organisation", "title", "topic", "area", "tables", "chairs", "power")
    asked = [label_of(question, page_language()) for question in plan_of(market.questions).fields]
    voices = [str(word) for _, word in words.VOICES.values()]
    return [
        *(str(words.FIELDS[name]) for name in names),
        gettext("Further needs"),
        gettext("State"),
        *voices,
        *(str(words.FIELDS[name]) for name in PLAIN),
        *asked,
    ]


def _rows(congress: Congress, market: Marketplace) -> Iterator[Sequence[str]]:
    stands = queries.stands_of(reading(), congress.id)
    votes = queries.votes_of(reading(), [stand.id for stand in stands])
    for stand in stands:
        said = [vote.voice for vote in votes.get(stand.id, [])]
        answers = dict(drawing.answers_told(market, stand))
        yield [
            *_of_the_stand(stand),
            *(str(said.count(voice)) for voice in Voice),
            *(getattr(stand, name) for name in PLAIN),
            *(answers.get(label_of(one, page_language()), "") for one in plan_of(market.questions).fields),
        ]


def _of_the_stand(stand: Stand) -> list[str]:
    language = page_language()
    also = {
        gettext("a wall"): stand.needs_wall,
        gettext("gets loud"): stand.is_loud,
        gettext("a bright place"): stand.needs_light,
    }
    return [
        stand.organisation,
        in_language(stand.title, language),
        f"{stand.topic.letter} {in_language(stand.topic.name, language)}" if stand.topic else "",
        f"{stand.area:g}",
        str(stand.tables),
        str(stand.chairs),
        str(dict(words.POWERS)[stand.power]),  # type: ignore[index]  # a level is a number as well
        ", ".join(word for word, is_so in also.items() if is_so),
        str(words.STATES[State(stand.state)][1]),
    ]
