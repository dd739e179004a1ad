"""Pure decisions about mailings: placeholders, who is meant, which step follows which."""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Final, Self

from app.mailings import errors

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,60})\}")


class Placeholder(enum.StrEnum):
    """What may stand in braces in a text, and is another word for each recipient."""

    NAME = "name"
    ORGANISATION = "organisation"
    CONGRESS = "congress"
    DAYS = "days"
    VENUE = "venue"
    CONTACT = "contact"
    LINK = "link"
    FORUM = "forum"
    ROOM = "room"
    TIME = "time"


OF_THE_SEAT: Final = frozenset({Placeholder.FORUM, Placeholder.ROOM, Placeholder.TIME})


class MailingStatus(enum.StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"  # goes out at starts_at
    SENDING = "sending"  # goes out, or has gone out
    PAUSED = "paused"
    STOPPED = "stopped"  # for good; what has gone out has gone out


UNSENT: Final = (MailingStatus.DRAFT, MailingStatus.SCHEDULED)
BEGUN: Final = (MailingStatus.SENDING, MailingStatus.PAUSED)


@dataclass(frozen=True)
class Audience:
    """Who is meant. An empty field narrows nothing; several values of a field mean any of them; all fields hold together.

    *forums* and *wishes* are public ids of forums, or NONE for those without a seat or a wish. *answers* are those to the congress's
    own questions, as Answered writes them: of one question any, all questions together. *photo*, *inside* and *returned* are "yes",
    "no" or empty.
    """

    status: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    forums: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    organisation: str = ""
    photo: str = ""
    inside: str = ""
    returned: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:  # Any: JSON
        """Read what as_json wrote; fields of another version are left out."""
        known = {field.name for field in fields(cls)}
        given: dict[str, Any] = {  # Any: tuples and texts, as each field wants
            name: tuple(value) if isinstance(value, list) else value for name, value in stored.items() if name in known
        }
        return cls(**given)

    def as_json(self) -> dict[str, Any]:  # Any: JSON
        """Write what narrows."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}


@dataclass(frozen=True)
class Answered:
    """A condition on one answer: question *key* was answered by the option *code*, by ANYTHING, or by NOTHING at all."""

    key: str
    code: str

    ANYTHING: ClassVar[str] = "*"
    NOTHING: ClassVar[str] = ""

    def __str__(self) -> str:
        return f"{self.key}={self.code}"

    @classmethod
    def of(cls, written: str) -> Self:
        """Read what str() wrote."""
        key, _, code = written.partition("=")
        return cls(key, code)


NONE: Final = "none"
OTHER_LANGUAGES: Final = "other"


def placeholders_in(text: str) -> set[str]:
    """Name what stands in braces in a text, whether it means something or not."""
    return {found.strip() for found in PLACEHOLDER.findall(text)}


def check_placeholders(text: str, *, field: str) -> None:
    """Check that each word in braces means something; raises UnknownPlaceholder."""
    unknown = sorted(placeholders_in(text) - set(Placeholder))
    if unknown:
        raise errors.UnknownPlaceholder(field=field, unknown=in_braces(unknown), known=in_braces(Placeholder))


def in_braces(names: Iterable[str]) -> str:
    """Write placeholders as they stand in a text."""
    return ", ".join(f"{{{name}}}" for name in names)


def written_languages(subject: Mapping[str, str], body: Mapping[str, str]) -> list[str]:
    """Name the languages in which a mailing is whole."""
    return [language for language, words in subject.items() if words and body.get(language)]


def language_for(wishes: Iterable[str], written: list[str]) -> str:
    """Choose the first of the *wishes* of a recipient and their congress in which the text is *written*; else any, English first."""
    return next((code for code in (*wishes, "en", *written) if code in written), "")


def check_moment(moment: datetime, *, now: datetime) -> None:
    """Check that a moment has not passed; raises InThePast."""
    if moment <= now:
        raise errors.InThePast(field="starts_at")
