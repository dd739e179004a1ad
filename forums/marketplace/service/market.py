"""Set up the market: when stands may apply, its topics and its own questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.errors import DomainError, NotFound
from app.journal.service import record
from forums.marketplace import errors, queries, questions
from forums.marketplace.models import Marketplace, MarketTopic
from forums.marketplace.rules import COLOURS
from registration.fields.arranging import FieldRequest
from registration.fields.errors import TooManyFields
from registration.participants.rules import clean_text

LONGEST_CALL, LONGEST_TOPIC = 6000, 80
COUNTS = {"capacity": (0, 2000), "votes_needed": (0, 50), "confirm_days": (1, 120), "most_staff": (0, 30)}


@dataclass(frozen=True)
class MarketRequest:
    """What organisers say about the market; None for a number that was left empty."""

    applications_from: datetime | None
    applications_until: datetime | None
    call: Mapping[str, str]
    capacity: int | None
    votes_needed: int | None
    confirm_days: int | None
    most_staff: int | None
    lapses: bool = False


@dataclass(frozen=True)
class TopicRequest:
    """What organisers say about a topic."""

    letter: str
    colour: int
    name: Mapping[str, str]
    quota: int | None


def open_market(session: Session, congress: Congress) -> Marketplace:
    """Give the market of a congress, made where there is none."""
    found = queries.marketplace(session, congress.id)
    if found is None:
        found = Marketplace(congress_id=congress.id, call={}, questions=[])
        session.add(found)
        session.flush()  # its topics and stands refer to the same congress
    return found


def set_market(session: Session, congress: Congress, request: MarketRequest, *, actor: str, now: datetime) -> None:
    """Keep what organisers say about the market; raises StandInvalid holding all faults at once."""
    faults: dict[str, DomainError] = {}
    call = _texts(request.call, "call", congress, faults, longest=LONGEST_CALL)
    begins, ends = request.applications_from, request.applications_until
    if begins is not None and ends is not None and ends <= begins:
        faults["applications_until"] = errors.EndsBeforeStart(field="applications_until")
    usual = {"capacity": None, "votes_needed": 1, "confirm_days": 14, "most_staff": 4}
    for name, (least, most) in COUNTS.items():
        number = getattr(request, name)
        if number is not None and not least <= number <= most:
            faults[name] = errors.NotBetween(field=name, least=least, most=most)
    if faults:
        raise errors.StandInvalid(faults=faults)
    market = open_market(session, congress)
    market.applications_from, market.applications_until, market.call = begins, ends, call
    market.lapses = request.lapses
    for name, else_value in usual.items():
        typed = getattr(request, name)
        setattr(market, name, else_value if typed is None else typed)
    _note(session, congress, "stands.market-changed", actor=actor, now=now)


def set_topic(
    session: Session,
    congress: Congress,
    request: TopicRequest,
    *,
    topic: MarketTopic | None = None,
    actor: str,
    now: datetime,
) -> MarketTopic:
    """Add a topic, or change *topic*; raises StandInvalid or LetterTaken."""
    faults: dict[str, DomainError] = {}
    name = _texts(request.name, "name", congress, faults, longest=LONGEST_TOPIC)
    if not name.get(congress.languages[0]):
        faults.setdefault(f"name-{congress.languages[0]}", errors.NoText(field=f"name-{congress.languages[0]}"))
    letter = request.letter.strip().upper()
    if not (letter.isalnum() and len(letter) <= 2):  # noqa: PLR2004 -- as the column
        faults["letter"] = errors.NoText(field="letter")
    if request.colour not in COLOURS:
        faults["colour"] = errors.UnknownChoice(field="colour")
    if request.quota is not None and not 0 <= request.quota <= COUNTS["capacity"][1]:
        faults["quota"] = errors.NotBetween(field="quota", least=0, most=COUNTS["capacity"][1])
    taken = {one.letter for one in queries.topics(session, congress.id) if one is not topic}
    if letter in taken:
        faults["letter"] = errors.LetterTaken(field="letter")
    if faults:
        raise errors.StandInvalid(faults=faults)
    open_market(session, congress)
    if topic is None:
        topic = MarketTopic(congress_id=congress.id)
        session.add(topic)
    topic.letter, topic.colour, topic.name, topic.quota = letter, request.colour, name, request.quota
    session.flush()  # the revision below is an UPDATE past the session
    _note(session, congress, "stands.topic-changed", actor=actor, now=now)
    return topic


def remove_topic(session: Session, congress: Congress, topic: MarketTopic, *, actor: str, now: datetime) -> None:
    """Remove a topic that no stand has as its main one; raises TopicInUse."""
    if queries.numbers_by_topic(session, congress.id).get(topic.id):
        raise errors.TopicInUse
    session.delete(topic)
    session.flush()  # as above
    _note(session, congress, "stands.topic-removed", actor=actor, now=now)


def set_question(
    session: Session, congress: Congress, request: FieldRequest, *, key: str = "", actor: str, now: datetime
) -> None:
    """Add a question of the market's own, or change the one of *key*. Raises ArrangementInvalid, TooManyFields or NotFound."""
    market = open_market(session, congress)
    asked = questions.plan_of(market.questions).fields
    if key and key not in {one.key for one in asked}:
        raise NotFound
    if not key and len(asked) >= questions.MOST:
        raise TooManyFields(most=questions.MOST)
    market.questions = questions.with_one(market.questions, request, congress.languages, key=key)
    _note(session, congress, "stands.questions-changed", actor=actor, now=now)


def move_question(session: Session, congress: Congress, key: str, *, by: int, actor: str, now: datetime) -> None:
    """Move a question up (−1) or down; raises NotFound."""
    _rearrange(session, congress, key, lambda rows: questions.moved(rows, key, by=by), actor=actor, now=now)


def remove_question(session: Session, congress: Congress, key: str, *, actor: str, now: datetime) -> None:
    """Ask a question no more; what was answered stays. Raises NotFound."""
    _rearrange(session, congress, key, lambda rows: questions.without(rows, key), actor=actor, now=now)


def _rearrange(
    session: Session,
    congress: Congress,
    key: str,
    arrange: Callable[[questions.Rows], list[dict[str, Any]]],  # Any: JSON
    *,
    actor: str,
    now: datetime,
) -> None:
    market = queries.marketplace(session, congress.id)
    if market is None or questions.plan_of(market.questions).field(key) is None:
        raise NotFound
    market.questions = arrange(market.questions)
    _note(session, congress, "stands.questions-changed", actor=actor, now=now)


def _texts(
    typed: Mapping[str, str], name: str, congress: Congress, faults: dict[str, DomainError], *, longest: int
) -> dict[str, str]:
    found = {}
    for language in congress.languages:
        field = f"{name}-{language}"
        try:
            text = clean_text(typed.get(language, ""), field=field, longest=longest, lines=longest == LONGEST_CALL)
        except DomainError as fault:
            faults[field] = fault
            continue
        if text:
            found[language] = text
    return found


def _note(session: Session, congress: Congress, action: str, *, actor: str, now: datetime) -> None:
    session.flush()  # the revision is an UPDATE past the session
    raise_revision(session, congress.id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
    )
