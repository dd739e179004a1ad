"""Pure decisions about recommendations: states, steps, and what a request may hold."""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.errors import DomainError
from forums.recommendations import errors
from registration.participants.rules import clean_email, clean_text

LONGEST_TITLE, LONGEST_TEXT, LONGEST_THEME, LONGEST_NAME = 200, 5000, 80, 200
PRIORITIES = (0, 1, 2, 3)  # none, and from "some day" to "first"


class Status(enum.StrEnum):
    """Where a recommendation stands, in the order of its life."""

    DRAFT = "draft"
    DISCUSSED = "discussed"
    ADOPTED = "adopted"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SUPERSEDED = "superseded"


class AddresseeRole(enum.StrEnum):
    """What an addressee is to the congress."""

    CARRIER = "carrier"
    FUNDER = "funder"
    PARTNER = "partner"
    POLITICS = "politics"
    ADMINISTRATION = "administration"
    OTHER = "other"


class Verdict(enum.StrEnum):
    """What an addressee answers."""

    ACCEPTED = "accepted"
    IN_PART = "in_part"
    DECLINED = "declined"


class NoteKind(enum.StrEnum):
    """What a note says that was written down in a forum."""

    IMPRESSION = "impression"
    NEED = "need"
    CHALLENGE = "challenge"
    EXAMPLE = "example"
    RECOMMENDATION = "recommendation"


class Way(enum.StrEnum):
    """How the plenary votes: names known, names unknown, or hands counted in the hall."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 -- a way to vote, no password
    HANDS = "hands"


class Choice(enum.StrEnum):
    """What somebody votes."""

    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    ABSTAINED = "abstained"


class Tie(enum.StrEnum):
    """How a recommendation belongs to an earlier one."""

    FOLLOWS = "follows"
    REPEATS = "repeats"
    REPLACES = "replaces"


STEPS: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.DISCUSSED, Status.SUPERSEDED}),
    Status.DISCUSSED: frozenset({Status.DRAFT, Status.ADOPTED, Status.SUPERSEDED}),
    Status.ADOPTED: frozenset({Status.DISCUSSED, Status.HANDED_OVER, Status.SUPERSEDED}),
    Status.HANDED_OVER: frozenset({Status.ANSWERED, Status.IN_PROGRESS, Status.SUPERSEDED}),
    Status.ANSWERED: frozenset({Status.IN_PROGRESS, Status.DONE, Status.SUPERSEDED}),
    Status.IN_PROGRESS: frozenset({Status.DONE, Status.SUPERSEDED}),
    Status.DONE: frozenset({Status.IN_PROGRESS, Status.SUPERSEDED}),
    Status.SUPERSEDED: frozenset(),
}
OPEN = frozenset({Status.DRAFT, Status.DISCUSSED})  # the wording may still change
PUBLIC = frozenset(Status) - OPEN


@dataclass(frozen=True)
class RecommendationRequest:
    """What an organiser says about a recommendation. Texts are by language, the rest are public ids, empty for none."""

    title: Mapping[str, str]
    text: Mapping[str, str]
    theme: str = ""
    priority: int = 0
    forum: str = ""
    table: str = ""
    addressees: Sequence[str] = ()


@dataclass(frozen=True)
class Frame:
    """What a recommendation must fit into: the languages of the congress, and the public ids of what it may name."""

    languages: Sequence[str]
    forums: Collection[str]
    tables: Collection[str]
    addressees: Collection[str]


@dataclass(frozen=True)
class AddresseeRequest:
    """What an organiser says about an addressee."""

    name: str
    role: str
    email: str = ""
    language: str = "de"


@dataclass
class _Faults:
    by_field: dict[str, DomainError] = field(default_factory=dict)

    def text(self, typed: str, *, name: str, longest: int, lines: bool = False) -> str:
        try:
            return clean_text(typed, field=name, longest=longest, lines=lines)
        except DomainError as fault:
            self.by_field[name] = fault
            return ""

    def raise_any(self) -> None:
        if self.by_field:
            raise errors.RecommendationInvalid(faults=self.by_field)


def check_step(status: Status, wanted: Status) -> None:
    """Check that a recommendation may go from *status* to *wanted*; raises NoSuchStep."""
    if wanted not in STEPS[status]:
        raise errors.NoSuchStep


def clean(request: RecommendationRequest, frame: Frame) -> RecommendationRequest:
    """Clean the texts of *request* and check it against *frame*; raises RecommendationInvalid holding all faults at once."""
    faults = _Faults()
    title, text = (
        {
            language: faults.text(texts.get(language, ""), name=f"{name}-{language}", longest=longest, lines=lines)
            for language in frame.languages
        }
        for name, texts, longest, lines in (
            ("title", request.title, LONGEST_TITLE, False),
            ("text", request.text, LONGEST_TEXT, True),
        )
    )
    first = f"title-{frame.languages[0]}"
    if not title[frame.languages[0]]:
        faults.by_field.setdefault(first, errors.NoTitle(field=first))
    for name, chosen, known in (
        ("forum", [request.forum], {"", *frame.forums}),
        ("table", [request.table], {"", *frame.tables}),
        ("addressees", request.addressees, set(frame.addressees)),
        ("priority", [request.priority], set(PRIORITIES)),
    ):
        if not set(chosen) <= known:
            faults.by_field[name] = errors.UnknownChoice(field=name)
    theme = faults.text(request.theme, name="theme", longest=LONGEST_THEME)
    faults.raise_any()
    return replace(request, title=_told(title), text=_told(text), theme=theme)


def clean_addressee(request: AddresseeRequest) -> AddresseeRequest:
    """Clean what was said about an addressee; raises RecommendationInvalid."""
    faults = _Faults()
    name = faults.text(request.name, name="name", longest=LONGEST_NAME)
    if not name:
        faults.by_field.setdefault("name", errors.NoName(field="name"))
    if request.role not in set(AddresseeRole):
        faults.by_field["role"] = errors.UnknownChoice(field="role")
    email = request.email.strip()
    try:
        email = clean_email(email) if email else ""
    except DomainError as fault:
        faults.by_field["email"] = fault
    faults.raise_any()
    return replace(request, name=name, email=email)


def _told(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}
