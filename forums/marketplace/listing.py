"""The list of applications: filtered, counted, with what the jury says and for whom there is room."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from app.congress.models import Congress
from app.db import reading
from app.orm import in_language
from app.web.languages import page_language
from forums.marketplace import queries, words
from forums.marketplace.models import Marketplace, MarketTopic, Stand, StandVote
from forums.marketplace.rules import HOLDING, State, Voice
from registration.organisations.rules import key_of

SHOWN = ("q", "state", "topic", "judged", "sort")
ORDERS = ("organisation", "applied", "votes")
WORTH = {Voice.YES: 2, Voice.PERHAPS: 1, Voice.NO: 0}  # of a voice, where the list is sorted by them
Chip = dict[str, Any]  # as macros/lists.html takes it


@dataclass(frozen=True)
class Line:
    """A stand in the list, with the voices of the jury: how many say yes, perhaps, no."""

    stand: Stand
    voices: Mapping[str, int]
    is_ready: bool  # as many have voted as the market asks for


@dataclass(frozen=True)
class Standing:
    """How a topic stands: who takes part, who waits, and how many may."""

    topic: MarketTopic | None  # None: the market as a whole
    held: int
    waiting: int
    quota: int | None


@dataclass(frozen=True)
class Listed:
    """The list as asked for; ``total`` counts all."""

    lines: Sequence[Line]
    total: int
    query: str
    kept: Mapping[str, str]
    states: Sequence[Chip]
    topics: Sequence[Chip]
    judged: Sequence[Chip]
    orders: Sequence[Chip]
    standings: Sequence[Standing]


def stands(congress: Congress, market: Marketplace | None, asked: Mapping[str, str]) -> Listed:
    """List the stands that *asked* asks for: by words, state, topic, and whether the jury has spoken."""
    session = reading()
    everything = queries.stands_of(session, congress.id)
    votes = queries.votes_of(session, [stand.id for stand in everything])
    topics = queries.topics(session, congress.id)
    needed = market.votes_needed if market is not None else 0
    lines = [_line(stand, votes.get(stand.id, []), needed) for stand in everything]
    wanted = {name: asked.get(name, "").strip() for name in SHOWN}
    return Listed(
        lines=_sorted([line for line in lines if _fits(line, wanted)], wanted["sort"]),
        total=len(lines),
        query=wanted["q"],
        kept={name: value for name, value in wanted.items() if name != "q"},
        states=_chips(
            congress,
            wanted,
            "state",
            {state.value: str(word) for state, (_, word) in words.STATES.items()},
            Counter(line.stand.state for line in lines),
        ),
        topics=_chips(
            congress,
            wanted,
            "topic",
            {topic.public_id: f"{topic.letter} {in_language(topic.name, page_language())}" for topic in topics},
            Counter(line.stand.topic.public_id for line in lines if line.stand.topic),
        ),
        judged=_chips(
            congress,
            wanted,
            "judged",
            {"yes": gettext("judged"), "no": gettext("votes missing")},
            Counter("yes" if line.is_ready else "no" for line in lines),
        ),
        orders=_chips(
            congress,
            wanted,
            "sort",
            {"applied": gettext("first come first"), "votes": gettext("by the jury")},
            Counter(ORDERS),
            everything=gettext("by name"),
        ),
        standings=_standings(market, everything, topics),
    )


def _line(stand: Stand, votes: Sequence[StandVote], needed: int) -> Line:
    counted = Counter(vote.voice for vote in votes)
    return Line(stand, {voice.value: counted[voice] for voice in Voice}, is_ready=len(votes) >= needed)


def _sorted(lines: list[Line], order: str) -> list[Line]:
    """Put lines in order: by name, as they come, unless told; by the jury those first whom it likes best, per voice."""
    if order == "applied":
        return sorted(lines, key=lambda line: (line.stand.applied_at, line.stand.id))
    if order == "votes":
        return sorted(lines, key=_liking, reverse=True)
    return lines


def _liking(line: Line) -> float:
    return sum(WORTH[Voice(voice)] * number for voice, number in line.voices.items()) / (sum(line.voices.values()) or 1)


def _fits(line: Line, wanted: Mapping[str, str]) -> bool:
    stand = line.stand
    words_in = key_of(" ".join([stand.organisation, *stand.title.values(), *stand.description.values()]))
    return (
        all(key_of(word) in words_in for word in wanted["q"].split())
        and wanted["state"] in {"", stand.state}
        and wanted["topic"] in {"", stand.topic.public_id if stand.topic else ""}
        and wanted["judged"] in {"", "yes" if line.is_ready else "no"}
    )


def _chips(
    congress: Congress,
    wanted: dict[str, str],
    name: str,
    named: Mapping[str, str],
    counts: Counter[str],
    *,
    everything: str = "",
) -> list[Chip]:
    return [
        {
            "label": label,
            "href": _address(congress, wanted | {name: code}),
            "current": wanted[name] == code,
            "count": counts[code] if code and not everything else None,
        }
        for code, label in {"": everything or gettext("all"), **named}.items()
        if not code or counts[code]
    ]


def _standings(
    market: Marketplace | None, everything: Sequence[Stand], topics: Sequence[MarketTopic]
) -> list[Standing]:
    held = Counter(stand.topic_id for stand in everything if stand.state in HOLDING)
    waiting = Counter(stand.topic_id for stand in everything if stand.state == State.WAITING)
    whole = Standing(None, held.total(), waiting.total(), market.capacity if market is not None else None)
    return [whole, *(Standing(one, held[one.id], waiting[one.id], one.quota) for one in topics)]


def _address(congress: Congress, wanted: dict[str, str]) -> str:
    asked: dict[str, Any] = {key: value for key, value in wanted.items() if value}  # Any: as url_for takes it
    return url_for("stands_organiser.stands", congress=congress.slug, **asked)
