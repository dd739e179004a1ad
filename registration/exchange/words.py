"""What the fields of a table are called, and the words in which their answers may be written."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from babel import Locale
from babel.core import get_global
from flask_babel import force_locale, gettext, lazy_gettext

from app.congress.models import Congress
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.web.languages import page_language
from app.web.problem import words_of
from registration.exchange import errors
from registration.exchange.matching import FIELDS, fold
from registration.exchange.own import importable
from registration.exchange.rules import Spellings
from registration.fields import errors as field_errors
from registration.fields.answers import countries
from registration.fields.rules import Kind, Option, Plan, offered
from registration.fields.words import label_of, option_word
from registration.participants import errors as participant_errors
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
    "days": lazy_gettext("Days"),
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
# Kurmanji and Dari count as Kurdish and Persian elsewhere; who needs an interpreter hears the difference.
WITHIN_OTHERS: Final = ("kmr", "prs")
# Words for every day of the congress.
ALL_DAYS: Final = ("all", "alle", "alle Tage", "all days", "ganz", "*")
WRITTEN_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d.%m.")
_FAULTS: Final[Mapping[str, type[DomainError]]] = {
    fault.code: fault
    for module in (errors, participant_errors, field_errors)
    for fault in vars(module).values()
    if isinstance(fault, type) and issubclass(fault, DomainError)
}


def days_of(congress: Congress) -> list[date]:
    """List the days of a congress."""
    return [congress.starts_on + timedelta(n) for n in range((congress.ends_on - congress.starts_on).days + 1)]


def labels(plan: Plan, congress: Congress) -> dict[str, str]:
    """Say what each field is called that a column can be matched to, the congress's own questions last."""
    usual = {field: str(label) for field, label in LABELS.items() if field != "days" or len(days_of(congress)) > 1}
    own = {field: label_of(question, page_language()) for field, question in importable(plan).items()}
    return usual | own


def spellings(categories: Sequence[Category], *, plan: Plan, days: Sequence[date] = ()) -> Spellings:
    """List, by field and folded word, what may stand in a cell: codes, and the words for them in each language."""
    by_field: dict[str, Mapping[str, Any]] = {}  # Any: as in Spellings
    for name in ("sector", "level"):
        by_field[name] = _spelt(name, plan.lists[name])
    for field, question in importable(plan).items():
        by_field[field] = (
            _countries() if question.kind is Kind.COUNTRY else _spelt(question.key, plan.options_of(question))
        )
    by_field["days"] = {fold(word): () for word in ALL_DAYS} | {
        fold(day.strftime(written)): (day.isoformat(),) for day in days for written in WRITTEN_DAYS
    }
    by_field["role"] = {
        fold(word): category.code
        for category in categories
        for word in (*DEFAULT_LABELS.get(category.code, {}).values(), *category.label.values(), category.code)
    }
    consent = {fold(word): True for word in YES} | {fold(word): False for word in NO}
    return by_field | {"language": _languages(), "photo_consent": consent}


def headings(plan: Plan) -> Mapping[str, str]:
    """List the folded labels of the fields in each language, so that our own exports and the congress's own words are understood."""
    found: dict[str, str] = {}
    for language in PAGE_LANGUAGES:
        with force_locale(language):
            found |= {fold(str(label)): field for field, label in LABELS.items()}
            found |= {fold(label_of(question, language)): field for field, question in importable(plan).items()}
    asked = {question.name: question for question in plan.fields if question.name in FIELDS} | importable(plan)
    return found | {fold(label): field for field, question in asked.items() for label in question.label.values()}


def complaint_in_words(
    told: Mapping[str, Any],  # Any: JSON
    categories: Sequence[Category],
    *,
    plan: Plan,
    congress: Congress,
) -> str:
    """Say a kept complaint, {"code", "details", "field"}, with the way out."""
    details = dict(told["details"])
    if told["code"] == errors.UnknownWord.code:
        details["known"] = known_words(told["field"], categories, plan=plan, congress=congress)
    return words_of(_FAULTS[told["code"]](**details))


def known_words(field: str, categories: Sequence[Category], *, plan: Plan, congress: Congress) -> str:
    """List the words that a field takes, for somebody who wrote another one."""
    told = {
        "role": ", ".join(in_language(category.label, page_language()) for category in categories),
        "photo_consent": gettext("yes, no"),
        "language": gettext("names of languages, or codes such as de, en, ar"),
        "days": ", ".join(day.isoformat() for day in days_of(congress)),
    }
    question = importable(plan).get(field) or plan.field(field)
    if field in told or question is None:
        return str(told.get(field, ""))
    if question.kind is Kind.COUNTRY:
        return str(gettext("names of countries, or codes such as DE, FR, UA"))
    return ", ".join(
        option_word(question.key, option, page_language()) for option in offered(plan.options_of(question))
    )


def _languages() -> dict[str, str]:
    """Spell languages by code, in German, in English, and as they call themselves."""
    codes = map(str, Locale.parse("en").languages)
    found = {code: code for code in (*codes, *WITHIN_OTHERS) if len(code) <= 3}  # noqa: PLR2004 -- ISO 639
    for code, other in get_global("language_aliases").items():  # such as deu and ger for de
        if code not in found and len(other) == 2:  # noqa: PLR2004 -- ISO 639-1
            found[code] = other
    for code in LANGUAGES:
        for language in (*PAGE_LANGUAGES, code):
            found.setdefault(fold(str(Locale.parse(language).languages.get(code, code))), code)
    return found


def _spelt(name: str, options: Sequence[Option]) -> dict[str, str]:
    """Spell the options of a list or question: their codes, the congress's words in every language, and ours."""
    found = {fold(option.code): option.code for option in options}
    for language in PAGE_LANGUAGES:
        with force_locale(language):
            found |= {fold(option_word(name, option, language)): option.code for option in options}
    return found | {fold(label): option.code for option in options for label in option.label.values()}


def _countries() -> dict[str, str]:
    """Spell countries by code and by name, in each language of the pages."""
    return {
        fold(word): code for language in PAGE_LANGUAGES for code, name in countries(language) for word in (code, name)
    }


def fault(outcome: Mapping[str, Any]) -> str:  # Any: JSON
    """Say why a file could not be read after all, as service.fail kept it."""
    told = outcome["fault"]
    return words_of(_FAULTS[told["code"]](**told["details"]))


def matching_fault(refused: DomainError) -> str:
    """Say what is wrong with a choice of columns; a field that is missing is named by its label."""
    if refused.code == errors.NotMatched.code:
        return str(gettext(errors.NotMatched.message, field=LABELS[refused.field]))
    return words_of(refused)
