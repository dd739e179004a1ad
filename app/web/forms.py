"""What the organisers' forms share: texts in several languages, and errors of the rules beside their field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from flask_babel import LazyString
from flask_wtf import FlaskForm
from wtforms import Field

from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.web.fields import text
from app.web.problem import words_of

FormType = TypeVar("FormType", bound="Form")


@dataclass(frozen=True)
class Wording:
    """A text that a form asks for in each language of the congress; *required* in the first, the others may follow."""

    label: str
    longest: int
    required: bool = False
    lines: bool = False

    def field(self, language: str, *, alone: bool, first: bool) -> Field:
        """Make the field of one language; the label names it where there are several."""
        label = self.label if alone else LazyString(lambda: f"{self.label} ({PAGE_LANGUAGES.get(language, language)})")
        return text(label, longest=self.longest, required=self.required and first, lines=self.lines)


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose faults, whoever finds them, stand beside their field."""

    TEXTS: ClassVar[Mapping[str, Wording]] = {}

    def blame(self, error: DomainError) -> None:
        """Put what the rules refused beside the field that it names; beside the first where it names none."""
        field = self._fields.get(error.field) or next(iter(self._fields.values()))
        field.errors = [*field.errors, words_of(error)]

    def in_all_languages(self, name: str) -> dict[str, str]:
        """Gather one text in the languages in which it was written."""
        prefix = f"{name}_"
        typed = {key.removeprefix(prefix): field.data for key, field in self._fields.items() if key.startswith(prefix)}
        return {language: words for language, words in typed.items() if words}


def accepted(form: Form, act: Callable[[], None]) -> bool:
    """Do *act* if *form* is filled in well; tell whether it was done. What the rules refuse stands beside its field then."""
    if not form.validate():
        return False
    try:
        act()
    except DomainError as fault:
        form.blame(fault)
        return False
    return True


def in_languages(form: type[FormType], languages: tuple[str, ...]) -> type[FormType]:
    """Derive *form* with its TEXTS in each of *languages*: ``title`` becomes ``title_de`` and ``title_en``."""
    fields = {
        f"{name}_{language}": wording.field(language, alone=len(languages) == 1, first=language == languages[0])
        for name, wording in form.TEXTS.items()
        for language in languages
    }
    return type(form.__name__, (form,), fields)


def spread(texts: Mapping[str, Mapping[str, str] | None]) -> dict[str, str]:
    """Turn localized texts by name into the values of such a form."""
    return {f"{name}_{language}": words for name, text in texts.items() for language, words in (text or {}).items()}
