"""What questions, kinds, lists and their options are called, in the reader's language; and how an answer reads."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from flask_babel import LazyString, gettext, lazy_gettext

from app.i18n import long_day
from app.orm import in_language
from registration.fields import rules
from registration.fields.answers import countries, phone
from registration.fields.content import MEGABYTE
from registration.fields.rules import Field, Kind, Option, Plan, Section, Value
from registration.organisations.words import ROLES as ORGANISATION_TYPES
from registration.participants.words import LEVELS, ROLES, SECTORS

# The built-in questions, and what stands beneath them, unless the congress words them otherwise.
LABELS: Final[Mapping[str, LazyString]] = {
    "name": lazy_gettext("Your name"),
    "email": lazy_gettext("E-mail address"),
    "organisation": lazy_gettext("Organisation"),
    "sector": lazy_gettext("Sector"),
    "level": lazy_gettext("Level"),
    "role": lazy_gettext("I come as"),
    "pronouns": lazy_gettext("Pronouns"),
    "wishes": lazy_gettext("Your wishes"),
    "language": lazy_gettext("Language of our mails"),
    "interpreting": lazy_gettext("Interpreting"),
    "access_needs": lazy_gettext("What you need to take part without barriers"),
    "food": lazy_gettext("Food"),
    "photo_consent": lazy_gettext("Photos"),
}
HELPS: Final[Mapping[str, LazyString]] = {
    "name": lazy_gettext("As it shall stand on your badge."),
    "email": lazy_gettext("We send a link there, by which you confirm, change or cancel. You need no password."),
    "organisation": lazy_gettext("Stands on your badge. Leave it empty if you come for yourself."),
    "sector": lazy_gettext("So that people from all sectors meet in each forum."),
    "level": lazy_gettext("On which level you or your organisation mostly work; for the same reason."),
    "pronouns": lazy_gettext("Only if they shall stand on your badge."),
    "interpreting": lazy_gettext("From or into which language, sign languages too. We tell you what is possible."),
    "access_needs": lazy_gettext(
        "For example a place for a wheelchair, an induction loop, someone who accompanies you. Only the organisers read it."
    ),
    "food": lazy_gettext("What you do not eat. The kitchen gets numbers, not names."),
    "photo_consent": lazy_gettext("Voluntary; you can take it back at any time. Without it you come all the same."),
}
CONSENT: Final = lazy_gettext("I agree that photos in which I can be recognised are published.")
KINDS: Final[Mapping[Kind, LazyString]] = {
    Kind.TEXT: lazy_gettext("A line of text"),
    Kind.LONG_TEXT: lazy_gettext("A longer text"),
    Kind.NUMBER: lazy_gettext("A number"),
    Kind.CHOICE: lazy_gettext("One of several answers"),
    Kind.CHOICES: lazy_gettext("Several of the given answers"),
    Kind.DATE: lazy_gettext("A day"),
    Kind.COUNTRY: lazy_gettext("A country"),
    Kind.PHONE: lazy_gettext("A telephone number"),
    Kind.FILE: lazy_gettext("A file"),
}
SECTIONS: Final[Mapping[Section, LazyString]] = {
    Section.YOU: lazy_gettext("You"),
    Section.WISHES: lazy_gettext("Your wishes"),
    Section.CHECK: lazy_gettext("Check and send"),
}
LISTS: Final[Mapping[str, LazyString]] = {
    "sector": lazy_gettext("Sectors"),
    "level": lazy_gettext("Levels"),
    "organisation_type": lazy_gettext("Types of organisation"),
    "access_needs": lazy_gettext("Access needs"),
}
PARTS: Final[Mapping[str, LazyString]] = {
    "organiser": lazy_gettext("Organisers"),
    "gate": lazy_gettext("Organisers and the people at the door"),
}
USUAL: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "sector": {code.value: word for code, word in SECTORS.items()},
    "level": {code.value: word for code, word in LEVELS.items()},
    "organisation_type": {code.value: word for code, word in ORGANISATION_TYPES.items()},
    "access_needs": {},
    "role": {code.value: word for code, word in ROLES.items()},
}


JOURNAL: Final[Mapping[str, LazyString]] = {
    "form.added": lazy_gettext("Question added to the form"),
    "form.changed": lazy_gettext("Question of the form changed"),
    "form.removed": lazy_gettext("Question taken out of the form"),
    "form.restored": lazy_gettext("Question put back into the form"),
    "form.arranged": lazy_gettext("Questions of the form put into another order"),
    "form.list-changed": lazy_gettext("List of answers changed"),
    "form.forgotten": lazy_gettext("Answers forgotten, as their time was over"),
}


def label_of(question: Field, language: str) -> str:
    """Say a question in *language*; a built-in one in our words, unless the congress has its own."""
    if question.label:
        return in_language(dict(question.label), language)
    return str(LABELS.get(question.key, question.key))


def help_of(question: Field, language: str) -> str:
    """Say what stands beneath a question."""
    if question.help:
        return in_language(dict(question.help), language)
    return str(HELPS.get(question.key, "")) if question.is_built_in else ""


def option_word(name: str, option: Option, language: str) -> str:
    """Say an option; one of a usual list in our words, unless the congress has its own."""
    if option.label:
        return in_language(dict(option.label), language)
    return str(USUAL.get(name, {}).get(option.code, option.code))


def list_words(plan: Plan, name: str, language: str, *, offered_only: bool = False) -> dict[str, str]:
    """Say the options of a list of the congress by their codes; retired ones too, unless only those offered are wanted."""
    options: Iterable[Option] = plan.lists[name]
    if offered_only:
        options = rules.offered(options)
    return {option.code: option_word(name, option, language) for option in options}


def options_for(plan: Plan, question: Field, language: str, *, chosen: Iterable[str] = ()) -> list[tuple[str, str]]:
    """List what can be chosen, [(code, word)]; what somebody has *chosen* that is no longer offered stays, marked as such."""
    if question.kind is Kind.COUNTRY:
        return list(countries(language))
    mine = set(chosen)
    found = []
    for option in plan.options_of(question):
        word = option_word(question.key, option, language)
        if not option.retired:
            found.append((option.code, word))
        elif option.code in mine:
            found.append((option.code, gettext("%(answer)s (no longer offered)", answer=word)))
    return found


def options_of_list(plan: Plan, name: str, language: str, *, chosen: Iterable[str] = ()) -> list[tuple[str, str]]:
    """List what a list of the congress offers, [(code, word)], and what was *chosen* before."""
    mine = set(chosen)
    return [
        (option.code, option_word(name, option, language))
        for option in plan.lists[name]
        if not option.retired or option.code in mine
    ]


def told(plan: Plan, question: Field, value: Value, language: str) -> str:
    """Say an answer in words, as in a table: codes by their labels, a file by its name."""
    if value is None:
        return ""
    if isinstance(value, list):
        words = {option.code: option_word(question.key, option, language) for option in plan.options_of(question)}
        return "; ".join(words.get(code, str(code)) for code in value)
    if question.kind is Kind.CHOICE:
        words = {option.code: option_word(question.key, option, language) for option in plan.options_of(question)}
        return words.get(str(value), str(value))
    if question.kind is Kind.FILE:
        return str(value["name"])
    return _plain(question.kind, value, language)


def together(plan: Plan, texts: Mapping[str, Value], answers: Mapping[str, Value], language: str) -> dict[str, Value]:
    """Put built-in and own answers side by side, by key; the access needs ticked come in words before the free text."""
    found = {**texts, **answers}
    access = plan.field(rules.ACCESS)
    if access is not None and answers.get(rules.ACCESS):
        needs = told(plan, access, answers[rules.ACCESS], language)
        found[rules.ACCESS] = "; ".join(text for text in (needs, texts.get(rules.ACCESS)) if text)
    return found


def _plain(kind: Kind, value: Value, language: str) -> str:
    if kind is Kind.DATE:
        return long_day(date.fromisoformat(value), language)
    if kind is Kind.COUNTRY:
        return dict(countries(language)).get(str(value), str(value))
    if kind is Kind.NUMBER and language == "de":
        return str(value).replace(".", ",")
    return phone(str(value)) if kind is Kind.PHONE else str(value)


def size(number: int) -> str:
    """Say how large a file is."""
    if number < MEGABYTE:
        return f"{max(1, number // 1024)} KB"
    return f"{number / MEGABYTE:.1f} MB"
