"""Pure decisions about wishes and forums."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.errors import DomainError
from forums.dialogue import errors
from forums.dialogue.openness import EVERYBODY, Openness
from forums.dialogue.presence import Meeting, is_there
from registration.participants.rules import Level, Sector, clean_email, clean_text

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NAME = 200, 10_000, 200
MOST_SEATS, MOST_FORUMS, MOST_SLOTS = 100_000, 9_999, 20


@dataclass(frozen=True)
class Moderator:
    """Somebody who moderates, by public role. *email* is for the organisers alone: there the list of who comes goes."""

    name: str
    organisation: str = ""
    email: str = ""


@dataclass(frozen=True)
class ForumRequest:
    """What an organiser says about a forum. Texts are by language; ``quotas`` are sector → (fewest, most), likewise of levels.

    ``repeats`` is the public id of the forum of another slot whose topic this one has once more.
    """

    number: int
    title: Mapping[str, str]
    description: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    minimum: int
    maximum: int
    room_public_id: str = ""
    quotas: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    moderators: tuple[Moderator, ...] = ()
    level_quotas: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    openness: Openness = EVERYBODY
    slot: int = 1
    repeats: str = ""


@dataclass(frozen=True)
class Frame:
    """What a forum must fit into: the languages and days of its congress, the numbers that others have, and their slots.

    *told_slot* is the slot of which people have been told already, if any.
    """

    languages: Sequence[str]
    starts_on: date
    ends_on: date
    zone: str
    taken: Collection[int]
    rooms: Collection[str]
    sectors: Collection[str] = tuple(Sector)  # codes of the congress's list
    levels: Collection[str] = tuple(Level)
    categories: Collection[str] = ()
    slots: Mapping[str, int] = field(default_factory=dict)  # of the other forums, by public id
    told_slot: int | None = None


class WishTerms(Protocol):
    """What wishing asks of a congress: the congress itself, or the few columns of it that a busy page has read anyway."""

    @property
    def id(self) -> int: ...
    @property
    def registration_closes_at(self) -> datetime | None: ...
    @property
    def preferences_until(self) -> datetime | None: ...
    @property
    def wishes(self) -> int: ...
    @property
    def zone(self) -> str: ...


class InSlot(Protocol):
    """What a ranking asks of a forum."""

    @property
    def slot(self) -> int: ...


class Attended(Meeting, Protocol):
    """What the days of a guest ask of a forum."""

    @property
    def number(self) -> int: ...


@dataclass(frozen=True)
class Seated:
    """What the balance of a forum asks of somebody who sits in it."""

    sector: str
    organisation_key: str


def can_follow(
    before: Seated,
    after: Seated,
    *,
    others: Sequence[Seated],
    quotas: Mapping[str, Sequence[int]],
    org_max: int | None,
) -> bool:
    """Tell whether *after* may sit where *before* sat among *others* so that no rule is broken that the change touches."""
    sectors = [person.sector for person in (*others, after)]
    if before.sector != after.sector:
        fewest, _ = quotas.get(before.sector, (0, MOST_SEATS))
        _, most = quotas.get(after.sector, (0, MOST_SEATS))
        if sectors.count(before.sector) < fewest or sectors.count(after.sector) > most:
            return False
    if not after.organisation_key or before.organisation_key == after.organisation_key or org_max is None:
        return True
    return sum(person.organisation_key == after.organisation_key for person in (*others, after)) <= org_max


def check_ranking(ranking: Sequence[str], *, known: Mapping[str, InSlot], most: int) -> None:
    """Check a ranking of forums, dearest first, *most* of a slot; *known* are those that can be wished for.

    Raises UnknownForum, ForumTwice or TooManyPreferences.
    """
    if len(set(ranking)) != len(ranking):
        raise errors.ForumTwice(field="wishes")
    if not known.keys() >= set(ranking):
        raise errors.UnknownForum(field="wishes")
    if len(ranking) > most and max(Counter(known[forum].slot for forum in ranking).values()) > most:
        raise errors.TooManyPreferences(field="wishes", most=most)


def check_presence(ranking: Sequence[str], days: Collection[str], *, known: Mapping[str, Attended], zone: str) -> None:
    """Check that somebody who comes on *days* (ISO) is there for the forums of a ranking; raises WishNotThere."""
    missed = sorted(known[forum].number for forum in ranking if not is_there(known[forum], days, zone=zone))
    if missed:
        raise errors.WishNotThere(field="wishes", forums=", ".join(f"Forum {number}" for number in missed))


def preferences_end(*, preferences_until: datetime | None, registration_closes_at: datetime | None) -> datetime | None:
    """Until when wishes may change: their own deadline, else that of registration, else always (None)."""
    return preferences_until or registration_closes_at


def clean_forum(request: ForumRequest, frame: Frame) -> ForumRequest:
    """Clean the texts of *request* and check it against *frame*; raises ForumInvalid holding all faults at once."""
    faults: dict[str, DomainError] = {}
    title = _clean_texts("title", request.title, LONGEST_TITLE, faults)
    first = f"title-{frame.languages[0]}"  # other languages may follow; pages fall back to this one
    if not title.get(frame.languages[0]):
        faults.setdefault(first, errors.NoTitle(field=first))
    description = _clean_texts("description", request.description, LONGEST_DESCRIPTION, faults)
    moderators = _clean_moderators(request.moderators, faults)
    for code in sorted({*title, *description}.difference(frame.languages)):
        faults[f"title-{code}"] = errors.UnknownLanguage(field=f"title-{code}")
    for fault in (
        *_faults_of_number(request, frame),
        *_faults_of_time(request, frame),
        *_faults_of_seats(request),
        *_faults_of_slot(request, frame),
        *_faults_of_quotas("quota", request.quotas, frame.sectors, errors.UnknownSector),
        *_faults_of_quotas("level-quota", request.level_quotas, frame.levels, errors.UnknownLevel),
    ):
        faults.setdefault(fault.field, fault)
    if request.room_public_id and request.room_public_id not in frame.rooms:
        faults["room"] = errors.UnknownRoom(field="room")
    if faults:
        raise errors.ForumInvalid(faults=faults)
    return ForumRequest(
        number=request.number,
        title=title,
        description=description,
        starts_at=request.starts_at,
        ends_at=request.ends_at,
        minimum=request.minimum,
        maximum=request.maximum,
        room_public_id=request.room_public_id,
        quotas=dict(request.quotas),
        moderators=moderators,
        level_quotas=dict(request.level_quotas),
        openness=replace(
            request.openness, categories=tuple(code for code in request.openness.categories if code in frame.categories)
        ),
        slot=request.slot,
        repeats=request.repeats,
    )


def days_between(first: date, last: date) -> list[date]:
    """List the days of a congress."""
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def next_number(taken: Collection[int]) -> int:
    """Give the smallest number that no forum has."""
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _clean_texts(name: str, texts: Mapping[str, str], longest: int, faults: dict[str, DomainError]) -> dict[str, str]:
    cleaned = {}
    for language, text in texts.items():
        key = f"{name}-{language}"
        try:
            cleaned[language] = clean_text(text, field=key, longest=longest, lines=name == "description")
        except DomainError as fault:
            faults[key] = fault
    return {language: text for language, text in cleaned.items() if text}


def _clean_moderators(moderators: Sequence[Moderator], faults: dict[str, DomainError]) -> tuple[Moderator, ...]:
    cleaned = []
    for index, moderator in enumerate(moderators):
        key = f"moderator-{index}"
        try:
            name = clean_text(moderator.name, field=key, longest=LONGEST_NAME)
            organisation = clean_text(moderator.organisation, field=key, longest=LONGEST_NAME)
        except DomainError as fault:
            faults[key] = fault
            continue
        try:
            email = clean_email(moderator.email) if moderator.email.strip() else ""
        except DomainError as fault:
            faults[f"{key}-email"] = fault
            continue
        if name:
            cleaned.append(Moderator(name, organisation, email))
    return tuple(cleaned)


def _faults_of_number(request: ForumRequest, frame: Frame) -> list[DomainError]:
    if not 1 <= request.number <= MOST_FORUMS:
        return [errors.NotANumber(field="number", least=1, most=MOST_FORUMS)]
    if request.number in frame.taken:
        return [errors.NumberTaken(field="number", free=next_number(frame.taken))]
    return []


def _faults_of_time(request: ForumRequest, frame: Frame) -> list[DomainError]:
    """A forum may end at midnight of the last day, which is the next day already; so only its beginning is looked at."""
    first = request.starts_at.astimezone(ZoneInfo(frame.zone)).date()
    if not frame.starts_on <= first <= frame.ends_on:
        return [errors.OutsideTheCongress(field="day")]
    return [errors.EndsBeforeItStarts(field="ends")] if request.ends_at <= request.starts_at else []


def _faults_of_seats(request: ForumRequest) -> list[DomainError]:
    faults: list[DomainError] = []
    if not 1 <= request.maximum <= MOST_SEATS:
        faults.append(errors.NotANumber(field="maximum", least=1, most=MOST_SEATS))
    if not 0 <= request.minimum <= MOST_SEATS:
        faults.append(errors.NotANumber(field="minimum", least=0, most=MOST_SEATS))
    elif not faults and request.minimum > request.maximum:
        faults.append(errors.MinimumAboveMaximum(field="minimum"))
    return faults


def _faults_of_slot(request: ForumRequest, frame: Frame) -> list[DomainError]:
    faults: list[DomainError] = []
    if not 1 <= request.slot <= MOST_SLOTS:
        faults.append(errors.NotANumber(field="slot", least=1, most=MOST_SLOTS))
    elif frame.told_slot not in {None, request.slot}:
        faults.append(errors.SlotTold(field="slot"))
    if request.repeats and frame.slots.get(request.repeats, request.slot) == request.slot:
        faults.append(errors.UnknownTopic(field="repeats"))
    return faults


def _faults_of_quotas(
    kind: str, quotas: Mapping[str, tuple[int, int]], known: Collection[str], unknown: type[DomainError]
) -> list[DomainError]:
    faults: list[DomainError] = []
    for name, (fewest, most) in quotas.items():
        key = f"{kind}-{name}-minimum"
        if name not in known:
            faults.append(unknown(field=key))
        elif not (0 <= fewest <= MOST_SEATS and 0 <= most <= MOST_SEATS):
            faults.append(errors.NotANumber(field=key, least=0, most=MOST_SEATS))
        elif fewest > most:
            faults.append(errors.MinimumAboveMaximum(field=key))
    return faults
