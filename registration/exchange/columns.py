"""What an export can tell of a person: columns, in words for people and in codes for machines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask_babel import LazyString, gettext, lazy_gettext

from app.orm import in_language
from registration.participants.words import LEVELS, SECTORS, STATES
from registration.places.models import Category


@dataclass(frozen=True)
class Column:
    """One column. *source* is the column of Participant it is made of; "" for what other rooms know."""

    key: str
    label: LazyString
    source: str


# In the order of the table. Access needs, interpreting, food and the note are for whom they concern, and chosen knowingly.
COLUMNS: Final = tuple(
    Column(key, label, source or key)
    for key, label, source in (
        ("name", lazy_gettext("Name"), ""),
        ("email", lazy_gettext("E-mail address"), ""),
        ("organisation", lazy_gettext("Organisation"), ""),
        ("sector", lazy_gettext("Sector"), ""),
        ("level", lazy_gettext("Level"), ""),
        ("role", lazy_gettext("Role"), ""),
        ("status", lazy_gettext("State"), ""),
        ("language", lazy_gettext("Language"), ""),
        ("pronouns", lazy_gettext("Pronouns"), ""),
        ("days", lazy_gettext("Days"), ""),
        ("forum", lazy_gettext("Forum"), "id"),
        ("wishes", lazy_gettext("Wishes"), "id"),
        ("access_needs", lazy_gettext("Access needs"), ""),
        ("interpreting", lazy_gettext("Interpreting"), ""),
        ("food", lazy_gettext("Food"), ""),
        ("photo_consent", lazy_gettext("Agrees to photos"), "photo_consent_at"),
        ("registered_at", lazy_gettext("Registered at"), ""),
        ("confirmed_at", lazy_gettext("Confirmed at"), ""),
        ("note", lazy_gettext("Note"), ""),
        ("id", lazy_gettext("Number"), "public_id"),
    )
)
PERSONAL: Final = frozenset({"access_needs", "interpreting", "food", "note"})
USUAL: Final = frozenset(
    column.key for column in COLUMNS if column.key not in PERSONAL | {"pronouns", "days", "confirmed_at", "id"}
)
Vocabulary = Mapping[str, Mapping[str, str]]


def chosen(keys: Sequence[str]) -> tuple[Column, ...]:
    """Pick columns by key, in the order of the table; the usual ones if none is named."""
    wanted = set(keys) & {column.key for column in COLUMNS}
    return tuple(column for column in COLUMNS if column.key in (wanted or USUAL))


def vocabulary(categories: Sequence[Category], language: str) -> Vocabulary:
    """Gather the words of the codes once, since to look one up in each cell costs more than the rest of the row."""
    return {
        "sector": {code.value: str(word) for code, word in SECTORS.items()},
        "level": {code.value: str(word) for code, word in LEVELS.items()},
        "role": {category.code: in_language(category.label, language) for category in categories},
        "status": {code.value: str(word) for code, (_, word) in STATES.items()},
        "photo_consent": {"yes": gettext("yes"), "no": gettext("no")},
    }


def in_words(column: Column, value: Any, words: Vocabulary) -> str:  # Any: whatever the column holds
    """Write a value as people read it."""
    if column.key == "photo_consent":
        return words["photo_consent"]["no" if value is None else "yes"]
    if column.key in words:
        return words[column.key].get(value, value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, list):
        return " ".join(value)
    return str(value) if value is not None else ""


def in_codes(column: Column, value: Any) -> object:  # Any: as above
    """Write a value as machines read it: codes, truths, lists, instants by ISO 8601."""
    if column.key == "photo_consent":
        return value is not None
    if column.key == "days":
        return value.split(",") if value else []
    return value.isoformat() if isinstance(value, datetime) else value
