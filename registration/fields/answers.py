"""From what somebody typed to answers: each kind cleaned, conditions heeded, nothing lost that nobody asked about. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

import phonenumbers
from babel import Locale

from registration.fields import content, errors, rules
from registration.fields.content import CheckedFile, RawFile
from registration.fields.rules import ACCESS, ACCESS_OPTIONS, Answers, Field, Kind, Plan, Value, asked, offered
from registration.participants.errors import BadChoice, Missing, RegistrationError
from registration.participants.rules import clean_text

HOME: Final = "DE"  # telephone numbers without a country's code are read as from here
YEARS: Final = range(1900, 2201)
MOST_DECIMALS: Final = 4
# Regions that are no country somebody can come from: groupings and placeholders of CLDR.
NO_COUNTRIES: Final = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
UPLOAD_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form sent: ``entries`` by name, several values each; ``files`` by name of the entry."""

    entries: Mapping[str, Sequence[str]]
    files: Mapping[str, RawFile] = field(default_factory=dict)

    def one(self, name: str) -> str:
        values = self.entries.get(name, ())
        return values[0] if values else ""


@dataclass(frozen=True, slots=True)
class Told:
    """The answers as they shall stand: ``values`` of those ``keys`` that this form asks; a key without value has none (any more).

    A file's value holds no id while it lies in ``uploads``, waiting to be stored.
    """

    keys: frozenset[str] = frozenset()
    values: Mapping[str, Value] = field(default_factory=dict)
    uploads: Mapping[str, CheckedFile] = field(default_factory=dict)

    def without(self, key: str) -> "Told":
        """Leave out a question that was not on the form: its answer stays as it is."""
        values = {other: value for other, value in self.values.items() if other != key}
        return Told(self.keys - {key}, values, self.uploads)


NOTHING: Final = Told()


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked: guests everything but what is asked at the door; whoever *insists* refuses an empty required answer."""

    at_door: bool
    insists: bool


GUEST: Final = Asking(at_door=False, insists=True)
OFFICE: Final = Asking(at_door=True, insists=False)


def read(
    plan: Plan,
    typed: Typed,
    *,
    built_in: Answers,
    asking: Asking,
    before: Answers | None = None,
    built_in_before: Answers | None = None,
) -> tuple[Told, dict[str, RegistrationError]]:
    """Read the answers to a congress's own questions; return them and the faults by name of the entry.

    *built_in* are the other answers of the same form, as rules.told_by gives them, on which conditions may wait. An answer that
    the person's own change makes pointless goes; one to a question that was not asked before either stays as it is.
    """
    if plan.is_usual:
        return NOTHING, {}
    known = before or {}
    fields = [question for question in _own(plan) if asking.at_door or not question.at_door]
    faults: dict[str, RegistrationError] = {}
    uploads: dict[str, CheckedFile] = {}
    values = dict(known)
    for question in fields:
        try:
            values[question.key] = _read_one(plan, question, typed, known.get(question.key), uploads)
        except RegistrationError as fault:
            faults[_entry(question)] = fault
            values[question.key] = None
    now_asked = asked(plan, _seen(built_in, values))
    asked_before = asked(plan, _seen(built_in_before or {}, known)) if before is not None else now_asked
    kept: dict[str, Value] = {}
    for question in fields:
        key, name = question.key, _entry(question)
        if key in now_asked:
            kept[key] = values[key]
            if asking.insists and question.is_required and values[key] is None and not question.is_built_in:
                faults.setdefault(name, Missing(field=name))
        else:
            faults.pop(name, None)
            uploads.pop(key, None)
            kept[key] = None if key in asked_before else known.get(key)
    values_now = {key: value for key, value in kept.items() if value is not None}
    if asking.insists:
        faults |= _missing_built_in(plan, _seen(built_in, values), now_asked)
    return Told(frozenset(kept), values_now, uploads), faults


def _own(plan: Plan) -> list[Field]:
    """List what is kept in the table of answers: the own questions, and the needs to tick beside the built-in free text."""
    access = plan.field(ACCESS)
    has_needs = access is not None and access.id is not None and plan.lists[ACCESS]
    return [*plan.own, access] if has_needs and access is not None else list(plan.own)


def _entry(question: Field) -> str:
    return ACCESS_OPTIONS if question.key == ACCESS else question.name


def _seen(built_in: Answers, own: Answers) -> dict[str, Value]:
    """Put all answers together as conditions see them; of the access needs those ticked, or else the free text."""
    together = {**built_in, **own}
    if not together.get(ACCESS):
        together[ACCESS] = built_in.get(ACCESS, "")
    return together


def _missing_built_in(plan: Plan, answers: Answers, keys: frozenset[str]) -> dict[str, RegistrationError]:
    return {
        question.key: Missing(field=question.key)
        for question in plan.fields
        if question.is_built_in
        and question.is_required
        and not question.is_fixed
        and not question.at_door
        and question.key in keys
        and answers.get(question.key) in ("", None, [])
    }


def _read_one(
    plan: Plan, question: Field, typed: Typed, known: Value | None, uploads: dict[str, CheckedFile]
) -> Value | None:
    if question.kind is Kind.FILE:
        return _file(question, typed, known, uploads)
    if question.key == ACCESS or question.kind in rules.OPTIONED:
        return _chosen(plan, question, typed.entries.get(_entry(question), ()), known)
    text = typed.one(question.name)
    return READERS[question.kind](question, text) if text.strip() else None


def _text(question: Field, typed: str) -> Value | None:
    lines = question.kind is Kind.LONG_TEXT
    return clean_text(typed, field=question.name, longest=question.limits.longest, lines=lines) or None


def _number(question: Field, typed: str) -> Value:
    least, most = question.limits.least, question.limits.most
    try:
        number = Decimal(typed.strip().replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation:
        raise errors.BadNumber(field=question.name) from None
    if not number.is_finite() or abs(number) > rules.LARGEST_NUMBER:
        raise errors.BadNumber(field=question.name)
    lowest = -rules.LARGEST_NUMBER if least is None else least
    highest = rules.LARGEST_NUMBER if most is None else most
    if not lowest <= number <= highest:
        raise errors.OutsideNumbers(field=question.name, least=lowest, most=highest)
    return int(number) if number == number.to_integral_value() else float(round(number, MOST_DECIMALS))


def _date(question: Field, typed: str) -> Value:
    text = typed.strip()
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise errors.BadDate(field=question.name) from None
    if day.year not in YEARS:
        raise errors.BadDate(field=question.name)
    return day.isoformat()


def _country(question: Field, typed: str) -> Value:
    code = typed.strip().upper()
    if code not in dict(countries("en")):
        raise BadChoice(field=question.name)
    return code


def _phone(question: Field, typed: str) -> Value:
    try:
        number = phonenumbers.parse(clean_text(typed, field=question.name, longest=60), HOME)
    except phonenumbers.NumberParseException:
        raise errors.BadPhone(field=question.name) from None
    if not phonenumbers.is_valid_number(number):
        raise errors.BadPhone(field=question.name)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


READERS: Final[Mapping[Kind, Callable[[Field, str], Value]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.COUNTRY: _country,
    Kind.PHONE: _phone,
}


def _chosen(plan: Plan, question: Field, typed: Sequence[str], known: Value | None) -> Value | None:
    """Read one option or several; what somebody chose before may stay, offered or not."""
    options = plan.lists[ACCESS] if question.key == ACCESS else question.options
    wanted = {code for code in typed if code}
    mine = set(known if isinstance(known, list) else [known]) if known else set()
    allowed = {option.code for option in offered(options)} | mine
    if not wanted <= allowed:
        raise BadChoice(field=_entry(question))
    several = [option.code for option in options if option.code in wanted]
    if question.key == ACCESS or question.kind is Kind.CHOICES:
        return several or None
    if len(several) > 1:
        raise BadChoice(field=question.name)
    return several[0] if several else None


def _file(question: Field, typed: Typed, known: Value | None, uploads: dict[str, CheckedFile]) -> Value | None:
    """Take a new file; else one kept since the form was sent before; else the one that is there, unless it shall go."""
    raw = typed.files.get(question.name)
    if raw is not None:
        checked = content.check(raw, question.limits, field=question.name)
        uploads[question.key] = checked
        return {"name": checked.name, "type": checked.type, "size": len(checked.content)}
    if typed.one(f"{question.name}-remove"):
        return None
    kept = typed.one(f"{question.name}-kept")
    if kept and (known is None or kept != known["id"]):
        if not UPLOAD_ID.fullmatch(kept):
            raise errors.FileLost(field=question.name)
        return {"id": kept}
    return known


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """List the countries as (code, name in *language*) in the order of their names."""
    names = Locale.parse(language).territories
    found = [
        (code, str(name))
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES  # noqa: PLR2004 -- ISO 3166 codes of countries
    ]
    return tuple(sorted(found, key=lambda country: _sorting(country[1])))


def _sorting(name: str) -> str:
    return name.casefold().translate(str.maketrans("äöüåéçãíô", "aouaecaio"))


def as_typed(question: Field, value: Value | None) -> list[str]:
    """Put an answer back into its entry; a telephone number as people write it."""
    if value is None:
        return []
    if isinstance(value, list):
        return [str(code) for code in value]
    return [phone(value)] if question.kind is Kind.PHONE else [str(value)]


def phone(number: str) -> str:
    """Write a telephone number in groups: +49 30 1234567."""
    parsed = phonenumbers.parse(number, None)
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
