"""What an organisation says about its stand, cleaned and checked. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final
from urllib.parse import urlsplit

from app.errors import DomainError
from forums.marketplace import errors
from forums.marketplace.rules import Nearness, Power
from registration.organisations.rules import key_of
from registration.participants.rules import clean_email, clean_text

# Languages that are spoken at stands; a congress of the field knows them all.
LANGUAGES: Final = (
    *("de", "en", "fr", "es", "it", "pl", "ro", "ru", "uk", "sr", "sq", "bg", "el", "tr", "ku", "ar", "fa", "prs"),
    *("ps", "ur", "ti", "am", "so", "vi", "zh"),
)
LONGEST: Final = {
    "organisation": 200,
    "website": 300,
    "contact_name": 200,
    "contact_email": 254,
    "contact_phone": 60,
    "press_name": 200,
    "press_email": 254,
    "press_phone": 60,
    "offers": 1500,
    "requests": 1500,
    "access_needs": 1500,
    "remarks": 2000,
}
LINES: Final = frozenset({"offers", "requests", "access_needs", "remarks"})
REQUIRED: Final = ("organisation", "contact_name", "contact_email")
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NAME = 120, 3000, 200
MOST_AREA, MOST_TABLES, MOST_CHAIRS, MOST_WISHES, METRES = 200, 30, 100, 10, 10
# What the plan is drawn by: settled once a stand is accepted, or the call is over.
NEEDS: Final = ("topic", "area", "tables", "chairs", "power", "needs_wall", "is_loud", "needs_light", "near", "far")
ANY_NUMBER: Final = -1  # of a field in which something else than a number was typed


@dataclass(frozen=True, kw_only=True)
class StandRequest:
    """What an organisation says about its stand. ``topic`` and ``further`` are public ids; ``near`` and ``far`` are names."""

    organisation: str
    contact_name: str
    contact_email: str
    contact_phone: str = ""
    language: str = "de"
    website: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    further: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    offers: str = ""
    requests: str = ""
    press_name: str = ""
    press_email: str = ""
    press_phone: str = ""
    is_press_public: bool = False
    area: float = 0
    tables: int = 0
    chairs: int = 0
    power: int = 0
    needs_wall: bool = False
    is_loud: bool = False
    needs_light: bool = False
    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    access_needs: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class Frame:
    """What a request must fit into: the languages of the congress, the first of which it cannot do without, and its topics."""

    languages: Sequence[str]
    topics: Collection[str]


@dataclass
class _Faults:
    by_field: dict[str, DomainError] = field(default_factory=dict)

    def attempt(self, name: str, clean: Callable[[], str]) -> str:
        try:
            return clean()
        except DomainError as fault:
            self.by_field[name] = fault
            return ""


def clean(request: StandRequest, frame: Frame) -> StandRequest:
    """Clean the texts of *request* and check it against *frame*; raises StandInvalid holding all faults at once."""
    faults = _Faults()
    texts: dict[str, Any] = {name: _text(faults, name, getattr(request, name)) for name in LONGEST}
    for name in REQUIRED:
        if not texts[name]:
            faults.by_field.setdefault(name, errors.NoText(field=name))
    for name in ("contact_email", "press_email"):
        texts[name] = faults.attempt(name, lambda name=name: _email(texts[name], name))  # type: ignore[misc]  # mypy infers no defaults of lambdas
    texts["website"] = faults.attempt("website", lambda: _website(texts["website"]))
    title, description = _by_language(faults, request, frame)
    _check_choices(faults, request, frame)
    _check_numbers(faults, request)
    near, far = (_names(faults, nearness, getattr(request, nearness)) for nearness in Nearness)
    if faults.by_field:
        raise errors.StandInvalid(faults=faults.by_field)
    further = tuple(topic for topic in dict.fromkeys(request.further) if topic != request.topic)
    texts |= {"title": title, "description": description, "near": near, "far": far, "further": further}
    return replace(request, **texts)


def kept_needs(request: StandRequest, before: StandRequest) -> StandRequest:
    """Give *request* with the needs of *before*: for a stand whose needs are settled."""
    return replace(request, **{name: getattr(before, name) for name in NEEDS})


def clean_person(name: str, email: str) -> tuple[str, str]:
    """Clean the name and the address of somebody at a stand or in the jury; raises StandInvalid."""
    faults = _Faults()
    cleaned = faults.attempt("name", lambda: clean_text(name, field="name", longest=LONGEST_NAME))
    if not cleaned:
        faults.by_field.setdefault("name", errors.NoText(field="name"))
    address = faults.attempt("email", lambda: _email(email.strip(), "email"))
    if faults.by_field:
        raise errors.StandInvalid(faults=faults.by_field)
    return cleaned, address


def differences(before: StandRequest, after: StandRequest) -> list[str]:
    """Name the fields in which two requests differ, for the journal."""
    return [one.name for one in fields(StandRequest) if getattr(before, one.name) != getattr(after, one.name)]


def _text(faults: _Faults, name: str, typed: str) -> str:
    longest, lines = LONGEST[name], name in LINES
    return faults.attempt(name, lambda: clean_text(typed, field=name, longest=longest, lines=lines))


def _email(address: str, name: str) -> str:
    try:
        return clean_email(address) if address else ""
    except DomainError as fault:
        raise type(fault)(field=name) from fault


def _website(address: str) -> str:
    """Let pages of the web through, and complete what people write without its beginning. Raises BadAddress."""
    if not address:
        return ""
    whole = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(whole)
        is_good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in whole
    except ValueError:
        is_good = False
    if not is_good:
        raise errors.BadAddress(field="website")
    return whole


def _by_language(faults: _Faults, request: StandRequest, frame: Frame) -> tuple[dict[str, str], dict[str, str]]:
    found: list[dict[str, str]] = []
    for name, texts, longest in (
        ("title", request.title, LONGEST_TITLE),
        ("description", request.description, LONGEST_DESCRIPTION),
    ):
        cleaned = {
            language: _one_text(faults, f"{name}-{language}", texts.get(language, ""), longest=longest)
            for language in frame.languages
        }
        first = frame.languages[0]
        if not cleaned[first]:
            faults.by_field.setdefault(f"{name}-{first}", errors.NoText(field=f"{name}-{first}"))
        found.append({language: text for language, text in cleaned.items() if text})
    return found[0], found[1]


def _one_text(faults: _Faults, name: str, typed: str, *, longest: int) -> str:
    lines = longest == LONGEST_DESCRIPTION
    return faults.attempt(name, lambda: clean_text(typed, field=name, longest=longest, lines=lines))


def _check_choices(faults: _Faults, request: StandRequest, frame: Frame) -> None:
    has_to = set(frame.topics) or {""}
    for name, chosen, known in (
        ("topic", {request.topic}, has_to),
        ("further", set(request.further), set(frame.topics)),
        ("languages", set(request.languages), set(LANGUAGES)),
        ("power", {request.power}, {int(power) for power in Power}),
    ):
        if not chosen <= known:
            faults.by_field[name] = errors.UnknownChoice(field=name)


def _check_numbers(faults: _Faults, request: StandRequest) -> None:
    for name, number, most in (
        ("area", request.area, MOST_AREA),
        ("tables", request.tables, MOST_TABLES),
        ("chairs", request.chairs, MOST_CHAIRS),
    ):
        if not 0 <= number <= most:
            faults.by_field[name] = errors.NotBetween(field=name, least=0, most=most)


def _names(faults: _Faults, name: str, typed: Sequence[str]) -> tuple[str, ...]:
    cleaned = [
        faults.attempt(name, lambda one=one: clean_text(one, field=name, longest=LONGEST_NAME))  # type: ignore[misc]  # as above
        for one in typed[:MOST_WISHES]
    ]
    return tuple(one for one in cleaned if key_of(one))
