"""A market's own questions: kept as a list of mappings, asked and answered as those of registration are. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from registration.fields import arranging
from registration.fields.answers import GUEST, Told, Typed, as_typed, read
from registration.fields.arranging import FieldRequest
from registration.fields.rules import USUAL, Field, Kind, Limits, Option, Plan, Section
from registration.participants.errors import RegistrationError

Rows = Sequence[Mapping[str, Any]]  # Any: JSON
# Of the kinds of registration all but files: a stand's picture has a place of its own.
KINDS: Final = tuple(kind for kind in Kind if kind is not Kind.FILE)
MOST: Final = 20


def plan_of(rows: Rows) -> Plan:
    """Read the questions that a market asks."""
    asked = tuple(_field(number, row) for number, row in enumerate(rows, 1) if not row.get("is_removed"))
    removed = tuple(_field(number, row) for number, row in enumerate(rows, 1) if row.get("is_removed"))
    return Plan(asked, USUAL.lists, removed)


def with_one(rows: Rows, request: FieldRequest, languages: Sequence[str], *, key: str = "") -> list[dict[str, Any]]:
    """Add a question, or change the one of *key*; raises ArrangementInvalid. An option that goes stays, offered no more."""
    plan = plan_of(rows)
    known = plan.field(key) if key else None
    in_use = {option.code: 1 for option in known.options} if known is not None else {}
    wanted = replace(request, condition=None, kept_days=None, at_door=False, is_shown=True)
    cleaned = arranging.clean_field(
        wanted, plan, known=known, section=Section.WISHES, languages=languages, in_use=in_use
    )
    row = _as_row(cleaned)
    if known is None:
        return [*map(dict, rows), row]
    return [row if one["key"] == key else dict(one) for one in rows]


def moved(rows: Rows, key: str, *, by: int) -> list[dict[str, Any]]:
    """Move a question up (−1) or down among those that are asked."""
    asked = [dict(row) for row in rows if not row.get("is_removed")]
    keys = [row["key"] for row in asked]
    others = [row for row in asked if row["key"] != key]
    place = min(max(keys.index(key) + by, 0), len(others))
    removed = [dict(row) for row in rows if row.get("is_removed")]
    return [*others[:place], asked[keys.index(key)], *others[place:], *removed]


def without(rows: Rows, key: str) -> list[dict[str, Any]]:
    """Ask a question no more; its key stays taken, since answers to it stay."""
    return [dict(row) | ({"is_removed": True} if row["key"] == key else {}) for row in rows]


def answers(plan: Plan, typed: Typed, before: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, RegistrationError]]:
    """Read the answers; what was answered to questions that are asked no more stays. With them the faults by name of the entry."""
    told, faults = read(plan, typed, built_in={}, asking=GUEST, before=before or None) if plan.fields else (Told(), {})
    kept = {key: value for key, value in before.items() if key not in told.keys}
    return {**kept, **told.values}, faults


def entries_of(plan: Plan, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Put answers back into the entries of the form."""
    return [(question.name, value) for question in plan.fields for value in as_typed(question, given.get(question.key))]


def _field(number: int, row: Mapping[str, Any]) -> Field:
    limits = row.get("limits") or {}
    return Field(
        key=row["key"],
        kind=Kind(row["kind"]),
        section=Section.WISHES,
        id=number,
        label=row["label"],
        help=row.get("help") or {},
        is_required=bool(row.get("is_required")),
        options=tuple(Option(one["code"], one["label"], bool(one.get("retired"))) for one in row.get("options") or ()),
        limits=Limits(**{**limits, "types": tuple(limits["types"])}) if limits else Limits(),
    )


def _as_row(question: Field) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": question.kind.value,
        "label": dict(question.label),
        "help": dict(question.help),
        "is_required": question.is_required,
        "options": [{"code": o.code, "label": dict(o.label), "retired": o.retired} for o in question.options],
        "limits": asdict(question.limits),
    }
