"""From what an organiser typed to a question or a list, and back into the entries."""

import re
from collections.abc import Mapping, Sequence

from werkzeug.datastructures import MultiDict

from registration.fields import errors, rules
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.errors import ArrangementInvalid
from registration.fields.rules import Condition, Field, Kind, Limits, Option, Section

Entries = MultiDict[str, str]
EMPTY_ROWS = 3
YES = "yes"
ANY = "*"  # of the values of a condition: answered at all
OUT_OF_RANGE = 10**12  # what is no number becomes one that no rule lets pass
NUMBER = re.compile(r"[-\u2212]?[0-9]{1,12}")
ROW = re.compile(r"option-([0-9]{1,3})-code")


def field_request(typed: Entries, languages: Sequence[str], *, kind: Kind | None = None) -> FieldRequest:
    """Read the form of a question; *kind* is that of a built-in one. Raises ArrangementInvalid for an unknown kind."""
    chosen = kind if kind is not None else _kind(typed)
    return FieldRequest(
        kind=chosen,
        label={language: typed.get(f"label_{language}", "") for language in languages},
        help={language: typed.get(f"help_{language}", "") for language in languages},
        is_required=typed.get("is_required") == YES,
        is_shown=typed.get("is_hidden") != YES,
        at_door=typed.get("at_door") == YES,
        seen_by="gate" if typed.get("seen_by") == "gate" else "organiser",
        kept_days=_number(typed, "kept_days"),
        condition=_condition(typed),
        options=option_rows(typed, languages),
        limits=_limits(typed),
    )


def section_of(typed: Mapping[str, str]) -> Section:
    """Read in which step a new question stands; the second, unless told."""
    asked = typed.get("section", "")
    return Section(asked) if asked in set(Section) else Section.WISHES


def option_rows(typed: Entries, languages: Sequence[str]) -> tuple[OptionRow, ...]:
    """Read the rows of a list in the order of their places; those without a place stay where they are."""
    indices = sorted(int(found[1]) for name in typed if (found := ROW.fullmatch(name)))[: rules.MOST_OPTIONS]
    ordered = sorted(indices, key=lambda index: (_place(typed, index), index))
    return tuple(
        OptionRow(
            code=typed.get(f"option-{index}-code", ""),
            label={language: typed.get(f"option-{index}_{language}", "") for language in languages},
            is_offered=typed.get(f"option-{index}-offered") == YES,
        )
        for index in ordered
    )


def entries_of_field(field: Field) -> Entries:
    """Fill the form of a question."""
    entries: list[tuple[str, str]] = [("kind", field.kind.value), ("seen_by", field.seen_by)]
    entries += [(f"label_{language}", text) for language, text in field.label.items()]
    entries += [(f"help_{language}", text) for language, text in field.help.items()]
    ticks = {"is_required": field.is_required, "is_hidden": not field.is_shown, "at_door": field.at_door}
    entries += [(name, YES) for name, is_ticked in ticks.items() if is_ticked]
    limits = field.limits
    numbers = {"kept_days": field.kept_days, "longest": limits.longest, "least": limits.least, "most": limits.most}
    entries += [(name, str(number)) for name, number in numbers.items() if number is not None]
    entries += [("megabytes", str(limits.megabytes)), *(("types", kind) for kind in limits.types)]
    if field.condition is not None:
        source = field.condition.source
        entries += [("source", source), *(("values", f"{source}:{code}") for code in field.condition.values)]
    return MultiDict([*entries, *entries_of_options(field.options)])


def entries_of_options(options: Sequence[Option]) -> list[tuple[str, str]]:
    """Fill the rows of a list."""
    entries: list[tuple[str, str]] = []
    for index, option in enumerate(options):
        entries += [(f"option-{index}-code", option.code), (f"option-{index}-place", str(index + 1))]
        entries += [(f"option-{index}_{language}", text) for language, text in option.label.items()]
        entries += [] if option.retired else [(f"option-{index}-offered", YES)]
    return entries


def new_entries() -> Entries:
    """Fill the form of a question that is not there yet."""
    return MultiDict([("kind", Kind.TEXT.value), ("megabytes", "2"), *(("types", kind) for kind in Limits().types)])


def rows_shown(typed: Entries) -> range:
    """Number the rows of a list: those there are, and some empty ones."""
    indices = [int(found[1]) for name in typed if (found := ROW.fullmatch(name))]
    filled = [index for index in indices if typed.get(f"option-{index}-code") or _has_words(typed, index)]
    return range(min(max(filled, default=-1) + 1 + EMPTY_ROWS, rules.MOST_OPTIONS))


def _has_words(typed: Entries, index: int) -> bool:
    return any(value.strip() for name, value in typed.items() if name.startswith(f"option-{index}_"))


def _kind(typed: Entries) -> Kind:
    asked = typed.get("kind", "")
    if asked not in set(Kind):
        raise ArrangementInvalid(faults={"kind": errors.NotOffered(field="kind")})
    return Kind(asked)


def _condition(typed: Entries) -> Condition | None:
    source = typed.get("source", "")
    if not source:
        return None
    mark = f"{source}:"
    return Condition(
        source, tuple(code.removeprefix(mark) for code in typed.getlist("values") if code.startswith(mark))
    )


def _limits(typed: Entries) -> Limits:
    usual = Limits()
    longest, megabytes = _number(typed, "longest"), _number(typed, "megabytes")
    is_long = typed.get("kind") == Kind.LONG_TEXT
    return Limits(
        longest=longest if longest is not None else (2000 if is_long else usual.longest),
        least=_number(typed, "least"),
        most=_number(typed, "most"),
        types=tuple(kind for kind in rules.FILE_TYPES if kind in typed.getlist("types")),
        megabytes=megabytes if megabytes is not None else usual.megabytes,
    )


def _number(typed: Entries, name: str) -> int | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    return int(text.replace("\u2212", "-")) if NUMBER.fullmatch(text) else OUT_OF_RANGE


def _place(typed: Entries, index: int) -> int:
    text = typed.get(f"option-{index}-place", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else index + 1  # noqa: PLR2004 -- nobody numbers a thousand rows
