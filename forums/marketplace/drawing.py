"""What a page needs to draw the form of a stand, filled and with its faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.congress.models import Congress
from app.db import reading
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.web.languages import page_language
from app.web.problem import words_of
from forums.marketplace import queries, words
from forums.marketplace.models import Marketplace, MarketTopic, Stand
from forums.marketplace.questions import plan_of
from registration.fields.answers import GUEST
from registration.fields.questions import Question, draw, flat
from registration.fields.rules import Kind
from registration.fields.words import label_of, option_word

Entries = MultiDict[str, str]


@dataclass(frozen=True)
class StandForm:
    """The form of a stand as macros draw it."""

    fields: Entries
    tongues: Sequence[tuple[str, str]]  # of the congress: (code, name)
    topics: Sequence[tuple[str, str]]
    spoken: Sequence[tuple[str, str]]
    powers: Sequence[tuple[str, str]]
    questions: Sequence[Question] = ()
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)
    summary: Sequence[tuple[str, str]] = ()
    is_settled: bool = False
    topic_name: str = ""


def stand_form(
    congress: Congress,
    market: Marketplace,
    fields: Entries,
    *,
    faults: Mapping[str, DomainError] | None = None,
    is_settled: bool = False,
) -> StandForm:
    """Word the form of a stand, with what is typed and at fault."""
    language = page_language()
    plan = plan_of(market.questions)
    told = {name: [words_of(fault)] for name, fault in (faults or {}).items()}
    topics = topic_names(queries.topics(reading(), congress.id))
    drawn = flat(draw(plan, language, typed=fields, faults=told, asking=GUEST)) if plan.fields else []
    labels = {question.name: question.label for question in drawn}
    return StandForm(
        fields=fields,
        tongues=[(code, PAGE_LANGUAGES.get(code, code)) for code in congress.languages],
        topics=topics,
        spoken=words.language_names(language),
        powers=[(str(power.value), str(word)) for power, word in words.POWERS.items()],
        questions=drawn,
        faults=told,
        summary=[(name, f"{labels.get(name) or _label(name)}: {messages[0]}") for name, messages in told.items()],
        is_settled=is_settled,
        topic_name=dict(topics).get(fields.get("topic", ""), ""),
    )


def topic_names(topics: Sequence[MarketTopic]) -> list[tuple[str, str]]:
    """Name topics with their letter: [(public id, "A Arbeit"), …]."""
    return [(one.public_id, f"{one.letter} {in_language(one.name, page_language())}") for one in topics]


def answers_told(market: Marketplace, stand: Stand) -> list[tuple[str, str]]:
    """Say what was answered to the market's own questions: [(question, answer), …]."""
    language, plan = page_language(), plan_of(market.questions)
    told = []
    for question in plan.fields:
        value = stand.answers.get(question.key)
        if value is None:
            continue
        if question.kind in {Kind.CHOICE, Kind.CHOICES}:
            named = {one.code: option_word(question.key, one, language) for one in question.options}
            chosen = value if isinstance(value, list) else [value]
            value = ", ".join(named.get(code) or code for code in chosen)
        told.append((label_of(question, language), str(value)))
    return told


def further_of(stand: Stand, topics: Sequence[MarketTopic]) -> list[str]:
    """Name the further topics of a stand."""
    ids = {one.topic_id for one in stand.further_topics}
    return [f"{one.letter} {in_language(one.name, page_language())}" for one in topics if one.id in ids]


def spoken_at(stand: Stand) -> list[str]:
    """Name the languages spoken at a stand."""
    return [name for _, name in words.language_names(page_language(), stand.languages)]


def _label(name: str) -> str:
    found = words.FIELDS.get(name.partition("-")[0])
    return str(found) if found else str(gettext("Form"))
