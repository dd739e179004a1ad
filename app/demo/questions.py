"""Give each example congress the questions and lists of its own, and invent what its guests answered."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.resources import files
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import SYSTEM
from app.orm import add_rows
from registration.fields import queries, service
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.models import FieldAnswer
from registration.fields.rules import Condition, Field, Kind, Limits, Plan, Section, asked, offered

FILE = files("app.demo") / "questions.json"
Json = dict[str, Any]  # Any: JSON
SHARE = 0.85  # of those asked answer what is not required


def ask(session: Session, congress: Congress, *, now: datetime) -> None:
    """Arrange the form of an example congress, as ``questions.json`` has it by slug; one without an entry keeps the usual form."""
    entry = json.loads(FILE.read_text(encoding="utf-8")).get(congress.slug, {})
    for name, rows in entry.get("lists", {}).items():
        service.set_list(session, congress, name, _rows(rows), actor=SYSTEM, now=now)
    for question in entry.get("questions", []):
        section = Section(question["section"])
        service.add_field(session, congress, _request(question), section=section, actor=SYSTEM, now=now)
        session.flush()  # the next question may wait for this one


def answer(session: Session, congress: Congress, participant_ids: Sequence[int], *, now: datetime) -> None:
    """Invent the answers of the guests, the same at every loading."""
    plan = queries.plan(session, congress.id)
    random = Random(congress.slug)  # noqa: S311 -- a seed makes the same answers every time; nothing here is secret
    rows = [row for person in participant_ids for row in _answers(plan, random, person, now=now)]
    add_rows(session, FieldAnswer, rows)


def _answers(plan: Plan, random: Random, participant_id: int, *, now: datetime) -> Iterator[dict[str, object]]:
    told: dict[str, Any] = {}  # Any: rules.Value
    for question in plan.own:
        if question.at_door or question.key not in asked(plan, told) or random.random() > SHARE:
            continue
        value = _value(question, random)
        if value is not None:
            told[question.key] = value
            yield {"participant_id": participant_id, "field_id": question.id, "value": value, "answered_at": now}


def _value(question: Field, random: Random) -> Any:  # Any: rules.Value
    codes = [option.code for option in offered(question.options)]
    if question.kind is Kind.CHOICE:
        return random.choice(codes)
    if question.kind is Kind.CHOICES:
        chosen = random.sample(codes, random.randint(1, min(2, len(codes))))
        return [code for code in codes if code in chosen]
    if question.kind is Kind.NUMBER:
        return random.randint(question.limits.least or 0, question.limits.most or 3)
    return None


def _request(question: Json) -> FieldRequest:
    condition = question.get("only_if")
    limits = question.get("limits", {})
    return FieldRequest(
        kind=Kind(question["kind"]),
        label=question["label"],
        help=question.get("help", {}),
        is_required=question.get("is_required", False),
        at_door=question.get("at_door", False),
        kept_days=question.get("kept_days"),
        condition=Condition(condition[0], tuple(condition[1:])) if condition else None,
        options=_rows(question.get("options", [])),
        limits=Limits(**{**limits, "types": tuple(limits["types"])} if "types" in limits else limits),
    )


def _rows(rows: Sequence[Json]) -> tuple[OptionRow, ...]:
    """Read options; a code is given where guests of the example have it already."""
    return tuple(OptionRow(row.get("code", ""), {k: v for k, v in row.items() if k != "code"}) for row in rows)
