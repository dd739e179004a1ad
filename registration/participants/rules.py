"""Pure decisions about participants."""

import enum
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from email_validator import EmailNotValidError, validate_email

from app import typed
from registration.participants import errors
from registration.places.rules import DefaultCategory


class Status(enum.StrEnum):
    PENDING = "pending"  # holds a place until the deadline, waits for the confirmation
    CONFIRMED = "confirmed"
    WAITING = "waiting"  # on the waiting list
    OFFERED = "offered"  # holds a place until the deadline, waits for the answer to the offer
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # did not confirm or answer in time
    APPLIED = "applied"  # waits for the organisers' word, without a place
    RESERVED = "reserved"  # the same, while a place is held
    DECLINED = "declined"  # by the organisers


HOLDING = frozenset({Status.PENDING, Status.CONFIRMED, Status.OFFERED, Status.RESERVED})
LIVING = HOLDING | {Status.WAITING, Status.APPLIED}


class Sector(enum.StrEnum):
    CIVIL_SOCIETY = "civil_society"
    STATE = "state"
    MUNICIPALITY = "municipality"
    BUSINESS = "business"
    ACADEMIA = "academia"


class Level(enum.StrEnum):
    FEDERAL = "federal"
    LAND = "land"
    MUNICIPAL = "municipal"
    LOCAL = "local"


# A congress's categories (registration.places) may be others; these it has unless it chooses its own.
ParticipantRole = DefaultCategory


class Terms(Protocol):
    """What registration asks of a congress: the congress itself, or the few columns of it that a busy page has read anyway."""

    @property
    def id(self) -> int: ...
    @property
    def registration_opens_at(self) -> datetime | None: ...
    @property
    def registration_closes_at(self) -> datetime | None: ...
    @property
    def confirm_hours(self) -> int: ...
    @property
    def admission(self) -> str: ...
    @property
    def applications_hold(self) -> bool: ...


@dataclass(frozen=True)
class RegistrationRequest:
    """What a guest tells about themselves; texts are cleaned by clean_request, choices are checked there too."""

    name: str
    email: str
    organisation: str = ""
    sector: str = ""
    level: str = ""
    role: str = ParticipantRole.PARTICIPANT
    language: str = "de"
    pronouns: str = ""
    access_needs: str = ""
    interpreting: str = ""
    food: str = ""
    photo_consent: bool = False
    days: tuple[str, ...] = ()  # ISO days on which they come; () for all
    preferences: tuple[str, ...] = field(default=())  # public ids of forums, dearest first; set by the dialogue room


LENGTHS = {
    "name": 200,
    "email": 254,
    "organisation": 200,
    "pronouns": 40,
    "access_needs": 2000,
    "interpreting": 100,
    "food": 200,
}
# What guests confide so that somebody can act on it: health and belief may show in it. Read by those with a right of its own.
SENSITIVE = ("access_needs", "interpreting", "food")
LONG_TEXTS = frozenset({"access_needs"})
NEEDED = frozenset({"name", "email"})
# What nearly everybody has. The library gives it back as it is, but takes as long as all else that is cleaned.
PLAIN_EMAIL = re.compile(
    r"[a-z0-9]+([._+-][a-z0-9]+)*@([a-z0-9]+(-[a-z0-9]+)*\.)+(de|com|net|org|eu|at|ch|info)", re.ASCII
)
LONGEST_PLAIN = 64  # shorter than the longest part that an address may have
UNNAMED = "N. N."  # stands for the name of somebody of a group whom their contact names later
CHOICES: dict[str, tuple[str, ...]] = {
    "sector": ("", *Sector),
    "level": ("", *Level),
    "role": tuple(ParticipantRole),
}


def clean_text(text: str, *, field: str, longest: int, lines: bool = False) -> str:
    """Normalise what somebody typed: NFC, spaces folded (line ends kept where *lines*).

    Raises BadText for invisible or unassigned characters and TooLong past *longest* characters, both naming *field*.
    """
    normal = typed.normal(text)
    if typed.has_traps(normal) or ("\n" in normal and not lines):
        raise errors.BadText(field=field)
    folded = "\n".join(" ".join(line.split()) for line in normal.split("\n")).strip()
    if len(folded) > longest:
        raise errors.TooLong(field=field, longest=longest)
    return folded


def clean_email(address: str) -> str:
    """Check the form of an address of mail and normalise it; raises BadEmail. Asks no name server."""
    typed_in = address.strip()
    if len(typed_in) <= LONGEST_PLAIN and PLAIN_EMAIL.fullmatch(typed_in):
        return typed_in
    try:
        return validate_email(typed_in, check_deliverability=False, allow_smtputf8=True).normalized
    except EmailNotValidError as fault:
        raise errors.BadEmail(field="email") from fault


def email_key_of(address: str) -> str:
    """Fold an address so that capitals make no second person."""
    return unicodedata.normalize("NFKC", address).casefold()[:254]


def name_key_of(name: str) -> str:
    """Fold a name for sorting and searching: accents and capitals do not count."""
    parts = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in parts if not unicodedata.combining(letter))[:200]


def clean_request(
    request: RegistrationRequest,
    choices: Mapping[str, Collection[str]] = CHOICES,
    *,
    needed: Collection[str] = NEEDED,
) -> RegistrationRequest:
    """Clean every field of *request*; raises errors.Invalid holding all faults at once, by field.

    *choices* are what the congress lets people choose from, by field; the usual, unless told. Of "days" one can choose several, and
    all of them are the same as none.
    """
    faults: dict[str, errors.RegistrationError] = {}
    values: dict[str, object] = {}
    for name, longest in LENGTHS.items():
        try:
            values[name] = _clean_field(name, getattr(request, name), longest=longest, is_needed=name in needed)
        except errors.RegistrationError as fault:
            faults[name] = fault
    offered = choices.get("days", ())
    for name, allowed in choices.items():
        if name != "days" and getattr(request, name) not in allowed:
            faults[name] = errors.BadChoice(field=name)
    if not set(request.days) <= set(offered):
        faults["days"] = errors.BadChoice(field="days")
    if faults:
        raise errors.Invalid(faults=faults)
    cleaned = {
        **{name: getattr(request, name) for name in ("sector", "level", "role", "photo_consent", "preferences")},
        **values,
    }
    days = tuple(day for day in offered if day in request.days) if len(set(request.days)) < len(offered) else ()
    return RegistrationRequest(language=_language(request.language), days=days, **cleaned)


def clean_member(request: RegistrationRequest, choices: Mapping[str, Collection[str]] = CHOICES) -> RegistrationRequest:
    """Clean what a contact tells about somebody of their group, whose name and address of mail may follow later."""
    cleaned = clean_request(request, choices, needed=())
    return cleaned if cleaned.name else replace(cleaned, name=UNNAMED)


def _clean_field(name: str, value: str, *, longest: int, is_needed: bool) -> str:
    text = clean_text(value, field=name, longest=longest, lines=name in LONG_TEXTS)
    if is_needed and not text:
        raise errors.Missing(field=name)
    return clean_email(text) if name == "email" and text else text


def _language(code: str) -> str:
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else "de"  # noqa: PLR2004 -- ISO 639 codes have two or three letters


def is_open(*, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Tell whether guests may register at *now*."""
    return opens_at is not None and opens_at <= now and (closes_at is None or now < closes_at)


def confirm_deadline(*, now: datetime, hours: int, closes_at: datetime | None = None) -> datetime:
    """Until when a place is kept for somebody who has yet to answer; never less than two hours."""
    deadline = now + timedelta(hours=hours)
    return deadline if closes_at is None else max(min(deadline, closes_at), now + timedelta(hours=2))
