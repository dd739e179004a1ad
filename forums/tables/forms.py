"""From what an organiser typed to requests, and back into the fields."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.congress.models import Congress
from app.errors import DomainError
from forums.tables import errors, rules
from forums.tables.models import TableRound, ThematicTable
from forums.tables.rules import Frame, TableRequest, Timing

Typed = Mapping[str, str]
USUAL_MINUTES, USUAL_CHANGEOVER, USUAL_COUNT = 25, 5, 4
WEIGHTS = {"repeats": "5", "preferences": "3", "mix_sectors": "1", "mix_organisations": "1"}
MOST_WEIGHT = 10


def table_request(typed: Typed, frame: Frame, people: Mapping[str, int | None]) -> TableRequest:
    """Read the form of a table; *people* are the ids of host and co-host. Raises TablesInvalid holding every fault."""
    faults: dict[str, DomainError] = {}
    seats = whole(typed, "seats", least=1, most=rules.MOST_SEATS, faults=faults, empty=None)
    number = whole(typed, "number", least=1, most=rules.MOST_TABLES, faults=faults, empty=0)
    request = TableRequest(
        number=number or 0,
        topic={language: typed.get(f"topic-{language}", "") for language in frame.languages},
        description={language: typed.get(f"description-{language}", "") for language in frame.languages},
        seats=seats,
        room_public_id=typed.get("room", ""),
        host=people.get("host"),
        cohost=people.get("cohost"),
    )
    try:
        cleaned = rules.clean_table(request, frame)
    except errors.TablesInvalid as refused:
        raise errors.TablesInvalid(faults={**refused.faults, **faults}) from refused
    if faults:
        raise errors.TablesInvalid(faults=faults)
    return cleaned


def fields_of(table: ThematicTable) -> dict[str, str]:
    """Fill the form from a table."""
    fields = {
        "number": str(table.number),
        "seats": "" if table.seats is None else str(table.seats),
        "room": table.room.public_id if table.room else "",
        "host": table.host.name if table.host else "",
        "cohost": table.cohost.name if table.cohost else "",
    }
    for name, texts in (("topic", table.topic), ("description", table.description)):
        fields |= {f"{name}-{language}": text for language, text in texts.items()}
    return fields


def fields_of_new(tables: Sequence[ThematicTable]) -> dict[str, str]:
    """Fill the form of a new table: the next number, the seats and the room of the last one."""
    fields = {"number": str(rules.next_number({table.number for table in tables}))}
    if tables:
        kept = fields_of(tables[-1])
        fields |= {"seats": kept["seats"], "room": kept["room"]}
    return fields


def timing(typed: Typed, congress: Congress) -> Timing:
    """Read when the rounds are; raises TablesInvalid holding every fault."""
    faults: dict[str, DomainError] = {}
    count = whole(typed, "count", least=1, most=rules.MOST_ROUNDS, faults=faults)
    minutes = whole(typed, "minutes", least=1, most=rules.LONGEST_ROUND, faults=faults)
    changeover = whole(typed, "changeover", least=0, most=rules.LONGEST_PAUSE, faults=faults, empty=0)
    pause_after = whole(typed, "pause_after", least=0, most=rules.MOST_ROUNDS, faults=faults, empty=0)
    pause = whole(typed, "pause", least=0, most=rules.LONGEST_PAUSE, faults=faults, empty=0)
    starts_at = _moment(typed, congress, faults)
    questions: dict[int, dict[str, str]] = {}
    for number in range(1, (count or 0) + 1):
        texts = {language: typed.get(f"question-{number}-{language}", "") for language in congress.languages}
        questions[number] = rules.clean_texts(f"question-{number}", texts, rules.LONGEST_TOPIC, faults)
    if faults or not count or not minutes:
        raise errors.TablesInvalid(faults=faults)
    return Timing(starts_at, count, minutes, changeover or 0, pause_after or 0, pause or 0, questions)


def fields_of_rounds(rounds: Sequence[TableRound], congress: Congress) -> dict[str, str]:
    """Fill the form of the rounds from those there are; the longest gap is the pause, the others are changeovers."""
    zone = ZoneInfo(congress.zone)
    fields = {"day": congress.starts_on.isoformat(), "starts": "14:00", "count": str(USUAL_COUNT)}
    fields |= {"minutes": str(USUAL_MINUTES), "changeover": str(USUAL_CHANGEOVER)}
    if rounds:
        first = rounds[0].starts_at.astimezone(zone)
        fields |= {"day": first.date().isoformat(), "starts": f"{first:%H:%M}", "count": str(len(rounds))}
        fields["minutes"] = str(rounds[0].minutes)
    gaps = [round((after.starts_at - before.ends_at).total_seconds() / 60) for before, after in pairwise(rounds)]
    if gaps:
        fields["changeover"] = str(min(gaps))
        if max(gaps) > min(gaps):
            fields |= {"pause": str(max(gaps)), "pause_after": str(gaps.index(max(gaps)) + 1)}
    for one in rounds:
        fields |= {f"question-{one.number}-{language}": text for language, text in one.question.items()}
    return fields


def weights(typed: Typed) -> dict[str, int]:
    """Read the sliders; raises TablesInvalid."""
    faults: dict[str, DomainError] = {}
    read = {name: whole(typed, name, least=0, most=MOST_WEIGHT, faults=faults, empty=0) or 0 for name in WEIGHTS}
    if faults:
        raise errors.TablesInvalid(faults=faults)
    return read


def whole(
    typed: Typed, name: str, *, least: int, most: int, faults: dict[str, DomainError], empty: int | None = -1
) -> int | None:
    """Read a whole number; *empty* stands for an empty field, -1 meaning that it is a fault."""
    text = typed.get(name, "").strip()
    if not text and empty != -1:
        return empty
    if text.isdecimal() and len(text) < 7 and least <= int(text) <= most:  # noqa: PLR2004 -- longer is too large anyway
        return int(text)
    faults[name] = errors.NotANumber(field=name, least=least, most=most)
    return None


def _moment(typed: Typed, congress: Congress, faults: dict[str, DomainError]) -> datetime:
    zone = ZoneInfo(congress.zone)
    day, at = congress.starts_on, time()
    try:
        at = time.fromisoformat(typed.get("starts", "").strip())
    except ValueError:
        faults["starts"] = errors.NotATime(field="starts")
    try:
        day = date.fromisoformat(typed.get("day", ""))
        rules.check_day(day, starts_on=congress.starts_on, ends_on=congress.ends_on)
    except (ValueError, errors.OutsideTheCongress):
        faults["day"] = errors.OutsideTheCongress(field="day")
        day = congress.starts_on
    return datetime.combine(day, at.replace(tzinfo=None), zone)
