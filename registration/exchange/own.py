"""A line's answers to the congress's own questions. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registration.exchange.errors import NotAsked, UnknownWord
from registration.exchange.matching import fold
from registration.exchange.reading import Line
from registration.fields.answers import NOTHING, OFFICE, Told, Typed, as_typed, read
from registration.fields.rules import ACCESS, ACCESS_OPTIONS, OPTIONED, Answers, Field, Kind, Plan, told_by
from registration.participants.errors import RegistrationError
from registration.participants.rules import RegistrationRequest

Words = Mapping[str, Any]  # folded word → code; Any: as in rules.Spellings


@dataclass(frozen=True)
class OwnAnswers:
    """What a line says: the answers as they shall stand, which of them differ (by field), and the faults by field."""

    told: Told = NOTHING
    changed: tuple[str, ...] = ()
    faults: Mapping[str, RegistrationError] = field(default_factory=dict)


def importable(plan: Plan) -> dict[str, Field]:
    """List the questions whose answers can stand in a cell, by field: the congress's own but for files, and the needs to tick."""
    found = {question.name: question for question in plan.own if question.kind is not Kind.FILE}
    access = plan.field(ACCESS)
    if access is not None and access.id is not None and plan.lists[ACCESS]:
        found[ACCESS_OPTIONS] = access
    return found


def answers_in(
    line: Line,
    matching: Mapping[str, int],
    plan: Plan,
    *,
    spellings: Mapping[str, Words],
    request: RegistrationRequest,
    before: Answers | None,
    request_before: RegistrationRequest | None,
) -> OwnAnswers:
    """Read the cells that hold something; no other answer is touched. *request* are the built-in answers of the same line."""
    questions = {name: question for name, question in importable(plan).items() if name in matching}
    cells = {name: cell for name in questions if (cell := line.cell(matching[name]))}
    if not cells:
        return OwnAnswers()
    known = before or {}
    entries = {name: as_typed(question, known.get(question.key)) for name, question in importable(plan).items()}
    faults: dict[str, RegistrationError] = {}
    for name, cell in cells.items():
        try:
            entries[name] = _typed(questions[name], cell, spellings.get(name, {}), name=name)
        except UnknownWord as fault:
            faults[name] = fault
    told, found = read(
        plan,
        Typed(entries),
        built_in=told_by(request),
        asking=OFFICE,
        before=before,
        built_in_before=told_by(request_before) if request_before is not None else None,
    )
    faults = {name: fault for name, fault in found.items() if name in cells} | faults
    for name in cells:
        if name not in faults and told.values.get(questions[name].key) is None:
            faults[name] = NotAsked(field=name)
    values = {questions[name].key: told.values[questions[name].key] for name in cells if name not in faults}
    changed = tuple(name for name in cells if known.get(questions[name].key) != values.get(questions[name].key))
    return OwnAnswers(Told(frozenset(values), values), changed, faults)


def _typed(question: Field, cell: str, words: Words, *, name: str) -> list[str]:
    """Turn a cell into what a form would send."""
    if question.kind is Kind.COUNTRY:
        return [_code(cell, words, name)]
    if question.key != ACCESS and question.kind not in OPTIONED:
        return [cell]
    if fold(cell) in words or (question.kind is Kind.CHOICE and question.key != ACCESS):
        return [_code(cell, words, name)]
    by_lines = [part for part in re.split(r"[;\n|]", cell) if fold(part)]
    return [_code(part, words, name) for whole in by_lines for part in _parts(whole, words)]


def _parts(text: str, words: Words) -> list[str]:
    """Cut at commas what is no answer as a whole."""
    return [text] if fold(text) in words else [part for part in text.split(",") if fold(part)]


def _code(cell: str, words: Words, name: str) -> str:
    code = words.get(fold(cell))
    if code is None:
        raise UnknownWord(field=name, known="")
    return str(code)
