"""What an organiser wants of a question or a list, checked before it is kept. Pure."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from app.errors import DomainError
from registration.fields import errors, rules
from registration.fields.rules import Condition, Field, Kind, Limits, Option, Plan, Section
from registration.participants.errors import BadText, TooLong
from registration.participants.rules import clean_text

LONGEST_LABEL: Final = 200
LONGEST_HELP: Final = 1000
LONGEST_KEY: Final = 30
TRANSLITERATED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l"})
RESERVED: Final = frozenset(
    {rules.ACCESS_OPTIONS, "new", "preview", "order", "lists", *(f.key for f in rules.usual_fields())}
)
# Built-in questions have their kind, their options and their limits from us.
OF_OWN_ONLY: Final = ("kind", "options", "limits")
ALWAYS_ASKED: Final = ("is_required", "is_shown", "at_door", "kept_days", "condition", "seen_by")
# What a question takes from a request just as it is.
AS_WANTED: Final = (*ALWAYS_ASKED, "limits")


@dataclass(frozen=True)
class OptionRow:
    """A row of a list as typed; ``code`` is empty for a new one, ``label`` is by language."""

    code: str
    label: Mapping[str, str]
    is_offered: bool = True


@dataclass(frozen=True)
class FieldRequest:
    """What is wanted of a question; checked and made clean by clean_field."""

    kind: Kind
    label: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = False
    is_shown: bool = True
    at_door: bool = False
    seen_by: str = "organiser"
    kept_days: int | None = None
    condition: Condition | None = None
    options: tuple[OptionRow, ...] = ()
    limits: Limits = field(default_factory=Limits)


def clean_field(
    request: FieldRequest,
    plan: Plan,
    *,
    known: Field | None,
    section: Section = Section.WISHES,
    languages: Sequence[str],
    in_use: Collection[str] = (),
) -> Field:
    """Check what is wanted and give the question as it shall stand; *known* is how it stood, None for a new one.

    Options *in_use* that were taken out are kept as retired. The key of a new question is drawn from its label, and it comes last in
    *section*. Raises ArrangementInvalid holding every fault, by entry.
    """
    faults: dict[str, DomainError] = {}
    is_built_in = known is not None and known.is_built_in
    label = _texts(request.label, "label", LONGEST_LABEL, faults)
    told = _texts(request.help, "help", LONGEST_HELP, faults)
    if not label.get(languages[0]) and not is_built_in:
        faults.setdefault(f"label_{languages[0]}", errors.NoLabel(field=f"label_{languages[0]}"))
    options: tuple[Option, ...] = known.options if known is not None else ()
    if request.kind in rules.OPTIONED and not is_built_in:
        options = _options(request.options, options, languages, faults, in_use)
    _check_limits(request, faults)
    before = standing_before(plan, known, section)
    _check_condition(request.condition, plan, before, faults)
    if faults:
        raise errors.ArrangementInvalid(faults=faults)
    cleaned = Field(
        key=known.key if known is not None else key_of(label, languages, taken=_keys(plan)),
        kind=request.kind,
        section=known.section if known is not None else section,
        id=known.id if known is not None else None,
        is_built_in=is_built_in,
        label=label,
        help=told,
        options=options if request.kind in rules.OPTIONED else (),
        **{name: getattr(request, name) for name in AS_WANTED},
    )
    return cleaned if known is None else _with_what_stays(cleaned, known)


def _with_what_stays(wanted: Field, known: Field) -> Field:
    """Leave what an organiser cannot change of a built-in question as it was."""
    stays = (*(OF_OWN_ONLY if known.is_built_in else ()), *(ALWAYS_ASKED if known.is_fixed else ()))
    return replace(wanted, **{name: getattr(known, name) for name in stays})


def clean_list(
    rows: Sequence[OptionRow], known: Sequence[Option], *, languages: Sequence[str], in_use: Collection[str]
) -> tuple[Option, ...]:
    """Check the rows of a list of the congress; raises ArrangementInvalid. An empty label of a usual option means ours."""
    faults: dict[str, DomainError] = {}
    options = _options(rows, known, languages, faults, in_use, may_be_empty=True)
    if faults:
        raise errors.ArrangementInvalid(faults=faults)
    return options


def key_of(label: Mapping[str, str], languages: Sequence[str], *, taken: Collection[str]) -> str:
    """Draw a short key from a label, English before others, such as ``travel_costs``; a number tells doubles apart."""
    text = label.get("en") or label.get(languages[0]) or next(iter(label.values()), "")
    spelled = unicodedata.normalize("NFKD", text.casefold().translate(TRANSLITERATED))
    bare = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "_", bare)[:LONGEST_KEY].strip("_") or "question"
    if words not in taken and words not in RESERVED:
        return words
    return next(key for number in range(2, 10_000) if (key := f"{words[: LONGEST_KEY - 5]}_{number}") not in taken)


def _keys(plan: Plan) -> set[str]:
    return {question.key for question in (*plan.fields, *plan.removed)}


def standing_before(plan: Plan, known: Field | None, section: Section) -> list[Field]:
    """List the questions that stand above one; above a new one all up to the end of its step."""
    if known is None:
        return [question for question in plan.fields if question.section.rank <= section.rank]
    keys = [question.key for question in plan.fields]
    return list(plan.fields[: keys.index(known.key)]) if known.key in keys else []


def _texts(texts: Mapping[str, str], name: str, longest: int, faults: dict[str, DomainError]) -> dict[str, str]:
    cleaned = {}
    for language, typed in texts.items():
        entry = f"{name}_{language}"
        try:
            cleaned[language] = clean_text(typed, field=entry, longest=longest, lines=name == "help")
        except TooLong:
            faults[entry] = errors.TextTooLong(field=entry, longest=longest)
        except BadText:
            faults[entry] = errors.InvisibleText(field=entry)
    return {language: text for language, text in cleaned.items() if text}


def _options(
    rows: Sequence[OptionRow],
    known: Sequence[Option],
    languages: Sequence[str],
    faults: dict[str, DomainError],
    in_use: Collection[str],
    *,
    may_be_empty: bool = False,
) -> tuple[Option, ...]:
    """Turn rows into options in their order. A row without words goes, unless somebody has chosen it: then it is kept, retired."""
    known_by_code = {option.code: option for option in known}
    found: dict[str, Option] = {}
    for number, row in enumerate(rows):
        code = row.code if row.code in known_by_code else ""
        label = _texts(row.label, f"option-{number}", LONGEST_LABEL, faults)
        is_ours = code and not known_by_code[code].label  # a usual option, whose words are ours
        if not label and not is_ours:
            continue
        if not is_ours and languages[0] not in label:
            entry = f"option-{number}_{languages[0]}"
            faults.setdefault(entry, errors.NoLabel(field=entry))
        drawn = code or key_of(label, languages, taken={*known_by_code, *found})[:20].strip("_")
        drawn = drawn if drawn not in found else key_of({"en": drawn[:14]}, languages, taken={*known_by_code, *found})
        if not row.is_offered and drawn not in in_use:
            continue
        found[drawn] = Option(drawn, label, retired=not row.is_offered)
    gone = [option for option in known if option.code in in_use and option.code not in found]
    together = (*found.values(), *(replace(option, retired=True) for option in gone))
    if not rules.offered(together) and not may_be_empty:
        faults.setdefault("option-0_" + languages[0], errors.NoOptions(field="option-0_" + languages[0]))
    return together[: rules.MOST_OPTIONS]


def _check_limits(request: FieldRequest, faults: dict[str, DomainError]) -> None:
    limits = request.limits
    if request.kind in {Kind.TEXT, Kind.LONG_TEXT} and not 1 <= limits.longest <= rules.LONGEST_TEXT:
        faults["longest"] = errors.NotWhole(field="longest", least=1, most=rules.LONGEST_TEXT)
    if request.kind is Kind.NUMBER:
        for name in ("least", "most"):
            number = getattr(limits, name)
            if number is not None and abs(number) > rules.LARGEST_NUMBER:
                faults[name] = errors.NotWhole(field=name, least=-rules.LARGEST_NUMBER, most=rules.LARGEST_NUMBER)
        if not faults and limits.least is not None and limits.most is not None and limits.least > limits.most:
            faults["most"] = errors.LeastAboveMost(field="most")
    if request.kind is Kind.FILE:
        if not limits.types or not set(limits.types) <= set(rules.FILE_TYPES):
            faults["types"] = errors.NoTypes(field="types")
        if not 1 <= limits.megabytes <= rules.LARGEST_MEGABYTES:
            faults["megabytes"] = errors.NotWhole(field="megabytes", least=1, most=rules.LARGEST_MEGABYTES)
    if request.kept_days is not None and not 0 <= request.kept_days <= rules.LONGEST_KEPT_DAYS:
        faults["kept_days"] = errors.NotWhole(field="kept_days", least=0, most=rules.LONGEST_KEPT_DAYS)


def _check_condition(
    condition: Condition | None, plan: Plan, before: Sequence[Field], faults: dict[str, DomainError]
) -> None:
    if condition is None:
        return
    source = next((question for question in before if question.key == condition.source), None)
    if source is None or source.key not in {question.key for question in sources(before)}:
        faults["source"] = errors.SourceUnfit(field="source")
        return
    codes = {option.code for option in plan.options_of(source)}
    if not set(condition.values) <= codes:
        faults["source"] = errors.SourceUnfit(field="source")


def sources(fields: Sequence[Field]) -> list[Field]:
    """List the questions on whose answer another may wait: what everybody answers anyway, or as wishes do, is none."""
    return [question for question in fields if question.key not in {"name", "email", "wishes", "language"}]
