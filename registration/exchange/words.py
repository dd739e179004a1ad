"""What the fields of a table are called, and the words in which their answers may be written."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from babel import Locale
from flask_babel import force_locale, gettext, lazy_gettext

from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.web.languages import page_language
from app.web.problem import words_of
from registration.exchange import errors
from registration.exchange.matching import fold
from registration.exchange.rules import Spellings
from registration.participants import errors as participant_errors
from registration.participants.words import LEVELS, SECTORS
from registration.places.models import Category
from registration.places.rules import DEFAULT_LABELS

LABELS: Final = {
    "name": lazy_gettext("Name"),
    "title": lazy_gettext("Title (part of the name)"),
    "first_name": lazy_gettext("First name"),
    "last_name": lazy_gettext("Last name"),
    "email": lazy_gettext("E-mail address"),
    "organisation": lazy_gettext("Organisation"),
    "sector": lazy_gettext("Sector"),
    "level": lazy_gettext("Level"),
    "role": lazy_gettext("Role"),
    "language": lazy_gettext("Language"),
    "pronouns": lazy_gettext("Pronouns"),
    "access_needs": lazy_gettext("Access needs"),
    "interpreting": lazy_gettext("Interpreting"),
    "food": lazy_gettext("Food"),
    "photo_consent": lazy_gettext("Agrees to photos"),
    "note": lazy_gettext("Note"),
}
JOURNAL: Final = {
    "participants.imported": lazy_gettext(
        "Table imported: %(new)s new, %(changed)s changed, %(refused)s lines refused"
    ),
}
STATES: Final = {
    "matching": ("open", lazy_gettext("columns to be matched")),
    "checking": ("waiting", lazy_gettext("being checked")),
    "checked": ("look", lazy_gettext("waits for your decision")),
    "writing": ("waiting", lazy_gettext("being imported")),
    "done": ("done", lazy_gettext("imported")),
    "failed": ("refused", lazy_gettext("could not be read")),
}
YES: Final = ("yes", "ja", "j", "y", "x", "1", "true", "wahr", "oui", "да", "نعم")
NO: Final = ("no", "nein", "n", "0", "false", "falsch", "non", "ні", "لا")
# The languages that participants name as theirs most often; any code of ISO 639 is known besides.
LANGUAGES: Final = (
    "de",
    "en",
    "ar",
    "fa",
    "uk",
    "tr",
    "ku",
    "ti",
    "vi",
    "fr",
    "es",
    "ru",
    "pl",
    "ro",
    "sq",
    "so",
    "am",
)
_CODES: Final[Mapping[str, Mapping[Any, Any]]] = {  # Any: codes, and words yet to be translated
    "sector": SECTORS,
    "level": LEVELS,
}
_FAULTS: Final[Mapping[str, type[DomainError]]] = {
    fault.code: fault
    for module in (errors, participant_errors)
    for fault in vars(module).values()
    if isinstance(fault, type) and issubclass(fault, DomainError)
}


def spellings(categories: Sequence[Category]) -> Spellings:
    """List, by field and folded word, what may stand in a cell: codes, and the words for them in each language."""
    by_field: dict[str, Mapping[str, Any]] = {}  # Any: as in Spellings
    for field, words in _CODES.items():
        by_field[field] = _spelt(words)
    by_field["role"] = {
        fold(word): category.code
        for category in categories
        for word in (*DEFAULT_LABELS.get(category.code, {}).values(), *category.label.values(), category.code)
    }
    consent = {fold(word): True for word in YES} | {fold(word): False for word in NO}
    return by_field | {"language": _languages(), "photo_consent": consent}


def headings() -> Mapping[str, str]:
    """List the folded labels of the fields in each language of the pages, so that our own exports are understood."""
    found: dict[str, str] = {}
    for language in PAGE_LANGUAGES:
        with force_locale(language):
            found |= {fold(str(label)): field for field, label in LABELS.items()}
    return found


def complaint_in_words(told: Mapping[str, Any], categories: Sequence[Category]) -> str:  # Any: JSON
    """Say a kept complaint, {"code", "details", "field"}, with the way out."""
    details = dict(told["details"])
    if told["code"] == errors.UnknownWord.code:
        details["known"] = known_words(told["field"], categories)
    return words_of(_FAULTS[told["code"]](**details))


def known_words(field: str, categories: Sequence[Category]) -> str:
    """List the words that a field takes, for somebody who wrote another one."""
    if field == "role":
        return ", ".join(in_language(category.label, page_language()) for category in categories)
    if field == "photo_consent":
        return str(gettext("yes, no"))
    if field == "language":
        return str(gettext("names of languages, or codes such as de, en, ar"))
    return ", ".join(str(word) for word in _CODES[field].values())


def _languages() -> dict[str, str]:
    """Spell languages by code, in German, in English, and as they call themselves."""
    codes = map(str, Locale.parse("en").languages)
    found = {code: code for code in codes if len(code) == 2}  # noqa: PLR2004 -- ISO 639-1
    for code in LANGUAGES:
        for language in (*PAGE_LANGUAGES, code):
            found.setdefault(fold(str(Locale.parse(language).languages.get(code, code))), code)
    return found


def _spelt(words: Mapping[Any, Any]) -> dict[str, str]:  # Any: codes, and words yet to be translated
    found: dict[str, str] = {fold(code.value): code.value for code in words}
    for language in PAGE_LANGUAGES:
        with force_locale(language):
            found |= {fold(str(word)): code.value for code, word in words.items()}
    return found


def fault(outcome: Mapping[str, Any]) -> str:  # Any: JSON
    """Say why a file could not be read after all, as service.fail kept it."""
    told = outcome["fault"]
    return words_of(_FAULTS[told["code"]](**told["details"]))


def matching_fault(refused: DomainError) -> str:
    """Say what is wrong with a choice of columns; a field that is missing is named by its label."""
    if refused.code == errors.NotMatched.code:
        return str(gettext(errors.NotMatched.message, field=LABELS[refused.field]))
    return words_of(refused)
