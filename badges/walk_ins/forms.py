"""The five fields of the desk."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import g

from app.orm import in_language
from app.web.languages import page_language
from badges.layout import Sheet
from registration.participants import rules
from registration.participants.errors import BadChoice, Invalid, Missing, RegistrationError
from registration.participants.rules import LENGTHS, ParticipantRole, RegistrationRequest
from registration.places.models import Category


@dataclass(frozen=True)
class Filled:
    """The form as it shall be drawn."""

    values: Mapping[str, str]
    key: str

    @classmethod
    def of(cls, typed: Mapping[str, str], *, sheet: str) -> "Filled":
        """Fill the form with what was typed; a new one gets a key and the sheet used last."""
        values = {"role": ParticipantRole.PARTICIPANT.value, "sheet": sheet, **typed}
        return cls(values, read_key(typed.get("key", "")) or str(uuid.uuid4()))


def read_key(typed: str) -> str:
    """Read the key of a form; "" for one that is not ours."""
    try:
        return str(uuid.UUID(typed))
    except ValueError:
        return ""


def request_of(typed: Mapping[str, str], categories: Sequence[Category]) -> RegistrationRequest:
    """Read who came; all but the name may be left out. Raises Invalid with all faults by field."""
    faults: dict[str, RegistrationError] = {}
    texts = {}
    for name in ("name", "organisation", "email"):
        try:
            texts[name] = rules.clean_text(typed.get(name, ""), field=name, longest=LENGTHS[name])
            if name == "email" and texts[name]:
                texts[name] = rules.clean_email(texts[name])
        except RegistrationError as fault:
            faults[name] = fault
    if not texts.get("name") and "name" not in faults:
        faults["name"] = Missing(field="name")
    role = typed.get("role", "")
    if role not in {category.code for category in categories}:
        faults["role"] = BadChoice(field="role")
    if faults:
        raise Invalid(faults=faults)
    language = g.congress.default_language
    return RegistrationRequest(texts["name"], texts["email"], texts["organisation"], role=role, language=language)


def category_choices(categories: Sequence[Category]) -> list[tuple[str, str]]:
    """List what people may come as, in the reader's language."""
    return [(category.code, in_language(category.label, page_language())) for category in categories]


def sheet_choices(sheets: Iterable[Sheet]) -> list[tuple[str, str]]:
    """List what a badge may be printed on, a single badge first."""
    singles = sorted(sheets, key=lambda sheet: sheet.capacity > 1)
    return [(sheet.id, sheet.name) for sheet in singles]
