"""The form of a congress as a plan: its questions in order, and which of them somebody is asked. Pure."""

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from registration.organisations.rules import OrganisationRole
from registration.participants.rules import LENGTHS, Level, ParticipantRole, RegistrationRequest, Sector

Text = Mapping[str, str]  # by language
Value = Any  # Any: what JSON holds; each kind says which
Answers = Mapping[str, Value]  # by key of the question


class Kind(enum.StrEnum):
    """What is answered, and how the answer is kept as JSON."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"
    NUMBER = "number"  # an int, or a float where it has decimals
    CHOICE = "choice"  # the code of an option
    CHOICES = "choices"  # [code, …] in the order of the options
    DATE = "date"  # "2027-11-08"
    COUNTRY = "country"  # ISO 3166: "DE"
    PHONE = "phone"  # E.164: "+49301234567"
    FILE = "file"  # {"id", "name", "type", "size"}: id of the upload, type of rules.FILE_TYPES


class Section(enum.StrEnum):
    """The steps of the form."""

    YOU = "you"
    WISHES = "wishes"
    CHECK = "check"

    @property
    def rank(self) -> int:
        return list(Section).index(self)


OPTIONED: Final = frozenset({Kind.CHOICE, Kind.CHOICES})
FILE_TYPES: Final = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
# Kinds to which a question may change although people have answered: each old answer has its place in the new kind.
FITTING: Final = {
    (Kind.TEXT, Kind.LONG_TEXT),
    (Kind.CHOICE, Kind.CHOICES),
    *((before, after) for before in (Kind.NUMBER, Kind.DATE, Kind.PHONE) for after in (Kind.TEXT, Kind.LONG_TEXT)),
}
MOST_FIELDS: Final = 60
MOST_OPTIONS: Final = 100
LONGEST_TEXT: Final = 5000
LARGEST_NUMBER: Final = 1_000_000_000
LARGEST_MEGABYTES: Final = 5
LONGEST_KEPT_DAYS: Final = 3650


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. A ``retired`` one is offered to nobody any more, and stays with those who have it."""

    code: str
    label: Text
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only where question *source* was answered by one of *values*; by anything at all, if there are none."""

    source: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may be at most: characters; numbers from *least* to *most*; types and size of a file."""

    longest: int = 200
    least: int | None = None
    most: int | None = None
    types: tuple[str, ...] = ("pdf", "jpeg", "png")
    megabytes: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``id`` is that of its row, None where nobody has arranged it; empty texts of a built-in one are ours."""

    key: str
    kind: Kind
    section: Section
    id: int | None = None
    is_built_in: bool = False
    label: Text = field(default_factory=dict)
    help: Text = field(default_factory=dict)
    is_required: bool = False
    is_shown: bool = True
    at_door: bool = False  # asked at the entrance, not at registration
    seen_by: str = "organiser"  # the least part (app.accounts) that may read the answers
    kept_days: int | None = None  # after the last day of the congress; None: as long as the registration
    condition: Condition | None = None
    options: tuple[Option, ...] = ()
    limits: Limits = field(default_factory=Limits)
    is_removed: bool = False

    @property
    def name(self) -> str:
        """The name of its entry in forms."""
        return self.key if self.is_built_in else f"{OWN}{self.key}"

    @property
    def is_fixed(self) -> bool:
        """Tell whether it is always asked, of everybody."""
        return self.key in FIXED


OWN: Final = "own-"
MARK: Final = "/"
ACCESS: Final = "access_needs"
ROLE: Final = (
    "role"  # its list are the categories of the congress (registration.places); one that is not open is retired here
)
ACCESS_OPTIONS: Final = (
    "access_options"  # the entry of a form that holds the chosen needs; beside it stands the free text
)
NAMES_OF_LISTS: Final = ("sector", "level", "organisation_type", ACCESS)
# What congresses choose from unless they have lists of their own. The labels are msgids of registration.fields.words.
USUAL_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "sector": tuple(sector.value for sector in Sector),
    "level": tuple(level.value for level in Level),
    "organisation_type": tuple(role.value for role in OrganisationRole),
    ACCESS: (),
}
# Registration cannot do without them, so they are neither hidden nor conditional. Wishes show where there are forums.
FIXED: Final = frozenset({"name", "email", "role", "wishes", "language"})
_USUAL: Final = {
    Section.YOU: ("name", "email", "organisation", "sector", "level", "role", "pronouns"),
    Section.WISHES: ("wishes", "language", "interpreting", ACCESS, "food"),
    Section.CHECK: ("photo_consent",),
}
_USUAL_KINDS: Final = {
    "sector": Kind.CHOICE,
    "level": Kind.CHOICE,
    "role": Kind.CHOICE,
    "language": Kind.CHOICE,
    ACCESS: Kind.LONG_TEXT,
}
# What a request and a participant call alike: the built-in answers that are texts.
TOLD: Final = (
    "name",
    "email",
    "organisation",
    "sector",
    "level",
    "role",
    "language",
    "pronouns",
    "interpreting",
    ACCESS,
    "food",
)
# Columns of a participant that a built-in question fills, and that can be emptied again.
FORGETTABLE: Final = frozenset(
    {"organisation", "sector", "level", "pronouns", "interpreting", ACCESS, "food", "photo_consent"}
)


def usual_fields() -> tuple[Field, ...]:
    """List the built-in questions as they stand where nobody has arranged anything."""
    return tuple(
        Field(
            key=key,
            kind=_USUAL_KINDS.get(key, Kind.TEXT),
            section=section,
            is_built_in=True,
            is_required=key in {"name", "email"},
            limits=Limits(longest=LENGTHS.get(key, 200)),
        )
        for section, keys in _USUAL.items()
        for key in keys
    )


def options_of_usual_list(name: str) -> tuple[Option, ...]:
    """Give the options of a list that nobody has changed; their labels are empty, which means ours."""
    return tuple(Option(code, {}) for code in USUAL_CODES[name])


@dataclass(frozen=True)
class Plan:
    """The form of one congress: what it asks now, in order, and its lists. ``removed`` are asked no more, but have answers."""

    fields: tuple[Field, ...]
    lists: Mapping[str, tuple[Option, ...]]
    removed: tuple[Field, ...] = ()

    @cached_property
    def is_usual(self) -> bool:
        """Tell whether nobody has arranged anything: then there is nothing to check beyond what every registration has."""
        return all(field.id is None for field in self.fields)

    @cached_property
    def own(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if not field.is_built_in)

    @cached_property
    def has_files(self) -> bool:
        return any(field.kind is Kind.FILE and not field.at_door for field in self.own)

    @cached_property
    def has_any_files(self) -> bool:
        return any(field.kind is Kind.FILE for field in self.own)

    @cached_property
    def has_conditions(self) -> bool:
        return any(field.condition is not None for field in self.fields)

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The codes that a new registration may choose from, as participants.rules.clean_request wants them."""
        return {
            "sector": ("", *_offered(self.lists["sector"])),
            "level": ("", *_offered(self.lists["level"])),
            "role": tuple(option.code for option in self.lists[ROLE]),
        }

    def choices_with(self, *, sector: str, level: str, role: str) -> dict[str, tuple[str, ...]]:
        """The same for somebody who has chosen already: what they have stays theirs, offered or not."""
        choices = self.choices
        mine = {"sector": sector, "level": level, "role": role}
        return {name: (*choices[name], code) for name, code in mine.items()}

    def field(self, key: str) -> Field | None:
        """Find a question that is asked now."""
        return next((field for field in self.fields if field.key == key), None)

    def in_section(self, section: str) -> list[Field]:
        return [field for field in self.fields if field.section == section]

    def options_of(self, field: Field) -> tuple[Option, ...]:
        """Give the options of a question, retired ones too; those of sector and level are lists of the congress."""
        return self.lists[field.key] if field.is_built_in and field.key in self.lists else field.options


_USUAL_ROLES: Final = tuple(Option(role.value, {}) for role in ParticipantRole)
USUAL: Final = Plan(
    usual_fields(), {ROLE: _USUAL_ROLES} | {name: options_of_usual_list(name) for name in NAMES_OF_LISTS}
)


def offered(options: Iterable[Option]) -> tuple[Option, ...]:
    """Keep those that somebody can choose now."""
    return tuple(option for option in options if not option.retired)


def _offered(options: Iterable[Option]) -> tuple[str, ...]:
    return tuple(option.code for option in options if not option.retired)


def told_by(request: RegistrationRequest) -> dict[str, Value]:
    """Give the answers to the built-in questions, as conditions look at them."""
    answers: dict[str, Value] = {name: getattr(request, name).strip() for name in TOLD}
    return answers | {"photo_consent": "yes" if request.photo_consent else ""}


def asked(plan: Plan, answers: Answers) -> frozenset[str]:
    """Tell which questions somebody with *answers* is asked: shown, and their condition holds by an answer that counts itself."""
    keys: set[str] = set()
    for question in plan.fields:
        if question.is_shown and _holds(question.condition, answers, keys):
            keys.add(question.key)
    return frozenset(keys)


def _holds(condition: Condition | None, answers: Answers, asked_before: Collection[str]) -> bool:
    if condition is None:
        return True
    given = answers.get(condition.source)
    if condition.source not in asked_before or given in ("", None, []):
        return False
    if not condition.values:
        return True
    chosen = given if isinstance(given, list) else [given]
    return any(str(value) in condition.values for value in chosen)


def without_unasked(
    request: RegistrationRequest, plan: Plan, answers: Answers, *, before: RegistrationRequest | None = None
) -> RegistrationRequest:
    """Empty the built-in answers that nobody asked for; where somebody changes theirs, what was told *before* stays."""
    keys = asked(plan, answers)
    unasked = [key for key in FORGETTABLE if key not in keys or _at_door(plan, key)]
    kept = before or RegistrationRequest("", "")
    return replace(request, **{key: getattr(kept, key) for key in unasked}) if unasked else request


def _at_door(plan: Plan, key: str) -> bool:
    question = plan.field(key)
    return question is not None and question.at_door


def check_order(fields: Iterable[Field]) -> tuple[str, str] | None:
    """Find a question that stands before the one on whose answer it waits: (its key, that one's key); None if all is well."""
    seen: set[str] = set()
    for question in fields:
        if question.condition is not None and question.condition.source not in seen:
            return question.key, question.condition.source
        seen.add(question.key)
    return None


def mark(section: Section) -> str:
    """Name the mark that stands before the questions of a step, in a sequence of keys."""
    return f"{MARK}{section.value}"


def section_of(entry: str) -> Section:
    """Read a mark; raises ValueError for anything else."""
    return Section(entry.removeprefix(MARK))


def moved(keys: list[str], key: str, *, by: int) -> list[str]:
    """Move *key* by some places in a sequence of keys and marks of sections; the first mark stays first."""
    others = [other for other in keys if other != key]
    place = min(max(keys.index(key) + by, 1), len(others))
    return [*others[:place], key, *others[place:]]


def kept_until(ends_on: date, kept_days: int | None) -> date | None:
    """Tell the last day on which an answer may be kept; None: as long as the registration."""
    return None if kept_days is None else ends_on + timedelta(days=kept_days)


def fits(before: Kind, after: Kind) -> bool:
    """Tell whether every answer of one kind has its place in another."""
    return before == after or (before, after) in FITTING


def converted(value: Value, *, before: Kind, after: Kind) -> Value:
    """Turn an answer into another kind that fits."""
    if before == after or after is Kind.LONG_TEXT:
        return value if before in {after, Kind.TEXT} else str(value)
    return [value] if after is Kind.CHOICES else str(value)
