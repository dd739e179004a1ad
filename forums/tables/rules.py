"""Pure decisions about tables and rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.errors import DomainError
from forums.tables import errors
from registration.participants.rules import clean_text

LONGEST_TOPIC, LONGEST_DESCRIPTION = 200, 2000
MOST_TABLES, MOST_SEATS, MOST_ROUNDS, LONGEST_ROUND, LONGEST_PAUSE, MOST_WISHES = 500, 1000, 30, 240, 240, 20


@dataclass(frozen=True)
class TableRequest:
    """What an organiser says about a table. Texts are by language; ``host`` and ``cohost`` are ids of participants."""

    number: int
    topic: Mapping[str, str]
    description: Mapping[str, str]
    seats: int | None = None
    room_public_id: str = ""
    host: int | None = None
    cohost: int | None = None


@dataclass(frozen=True)
class Frame:
    """What a table must fit into: the languages of the congress, the numbers that others have, its rooms."""

    languages: Sequence[str]
    taken: Collection[int]
    rooms: Collection[str]


@dataclass(frozen=True)
class Timing:
    """Rounds one after the other: *count* of *minutes* each, *changeover* between two, a longer pause after one of them."""

    starts_at: datetime
    count: int
    minutes: int
    changeover: int
    pause_after: int = 0
    pause: int = 0
    questions: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def starts_of(timing: Timing) -> list[datetime]:
    """Tell when each round starts; raises PastMidnight by the zone of ``starts_at``."""
    starts, at = [], timing.starts_at
    for number in range(1, timing.count + 1):
        starts.append(at)
        at += timedelta(minutes=timing.minutes + (timing.pause if number == timing.pause_after else timing.changeover))
    end = starts[-1] + timedelta(minutes=timing.minutes)
    if (end - timedelta(seconds=1)).date() != timing.starts_at.date():
        raise errors.PastMidnight(field="starts")
    return starts


def check_day(day: date, *, starts_on: date, ends_on: date) -> None:
    """Check that rounds fall on a day of the congress; raises OutsideTheCongress."""
    if not starts_on <= day <= ends_on:
        raise errors.OutsideTheCongress(field="day")


def clean_table(request: TableRequest, frame: Frame) -> TableRequest:
    """Clean the texts of *request* and check it against *frame*; raises TablesInvalid holding all faults at once."""
    faults: dict[str, DomainError] = {}
    topic = clean_texts("topic", request.topic, LONGEST_TOPIC, faults)
    description = clean_texts("description", request.description, LONGEST_DESCRIPTION, faults)
    first = f"topic-{frame.languages[0]}"  # other languages may follow; pages fall back to this one
    if not topic.get(frame.languages[0]):
        faults.setdefault(first, errors.NoTopic(field=first))
    if not 1 <= request.number <= MOST_TABLES:
        faults["number"] = errors.NotANumber(field="number", least=1, most=MOST_TABLES)
    elif request.number in frame.taken:
        faults["number"] = errors.NumberTaken(field="number", free=next_number(frame.taken))
    if request.seats is not None and not 1 <= request.seats <= MOST_SEATS:
        faults["seats"] = errors.NotANumber(field="seats", least=1, most=MOST_SEATS)
    if request.room_public_id and request.room_public_id not in frame.rooms:
        faults["room"] = errors.UnknownRoom(field="room")
    if request.cohost is not None and request.cohost == request.host:
        faults["cohost"] = errors.SamePerson(field="cohost")
    if faults:
        raise errors.TablesInvalid(faults=faults)
    return TableRequest(
        request.number, topic, description, request.seats, request.room_public_id, request.host, request.cohost
    )


def clean_texts(name: str, texts: Mapping[str, str], longest: int, faults: dict[str, DomainError]) -> dict[str, str]:
    """Clean a text in several languages; what is wrong lands in *faults*, empty ones are left out."""
    cleaned = {}
    for language, text in texts.items():
        key = f"{name}-{language}"
        try:
            cleaned[language] = clean_text(text, field=key, longest=longest, lines=name == "description")
        except DomainError as fault:
            faults[key] = fault
    return {language: text for language, text in cleaned.items() if text}


def next_number(taken: Collection[int]) -> int:
    """Give the smallest number that no table has."""
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def check_wishes(wishes: Sequence[str], *, known: Collection[str], most: int) -> None:
    """Check somebody's wishes for tables: raises TooManyWishes or NotFound's cousin for tables that are not there."""
    if not set(wishes) <= set(known):
        raise errors.TablesInvalid(faults={})
    if len(set(wishes)) > most:
        raise errors.TooManyWishes(field="tables", most=most)


def share(part: int, whole: int) -> int:
    """Give a share in whole per cent; nothing of nothing is everything."""
    return round(100 * part / whole) if whole else 100


def missed(
    rounds: Sequence[int], stops: Mapping[int, Mapping[int, int]], presence: Mapping[int, Mapping[int, int]]
) -> dict[int, tuple[int, int]]:
    """Tell by participant in which round and at which table somebody was missing last and not seen since.

    *stops* and *presence* give tables by round and participant, *rounds* the order. A table whose host noted nobody in a round
    says nothing about who was missing there.
    """
    missing: dict[int, tuple[int, int]] = {}
    for one in rounds:
        seen = presence.get(one, {})
        noted = set(seen.values())
        for person, table in stops.get(one, {}).items():
            if table in noted:
                missing[person] = (one, table)
        for person in seen:
            missing.pop(person, None)
    return missing
