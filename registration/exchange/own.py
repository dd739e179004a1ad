"""A line's answers to the congress's own questions. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registration.exchange.errors import NotAsked, UnknownWord
from registration.exchange.matching import fold
from registration.exchange.reading import Line
from registration.fields.answers import NOTHING, Told, Typed
from registration.fields.rules import ACCESS, OPTIONED, Answers, Field, Kind, Plan, told_by
from registration.fields.some import by_entry, read_some
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
    """List the questions whose answers can stand in a cell, by field."""
    return by_entry(plan)


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
    entries: dict[str, list[str]] = {}
    faults: dict[str, RegistrationError] = {}
    for name, cell in cells.items():
        try:
            entries[name] = _typed(questions[name], cell, spellings.get(name, {}), name=name)
        except UnknownWord as fault:
            faults[name] = fault
    found = read_some(
        plan,
        Typed(entries),
        entries,
        built_in=told_by(request),
        before=before,
        built_in_before=told_by(request_before) if request_before is not None else None,
    )
    faults |= found.faults
    values = found.told.values
    unasked = [name for name in entries if name not in faults and values.get(questions[name].key) is None]
    faults |= {name: NotAsked(field=name) for name in unasked}
    known = before or {}
    changed = tuple(name for name in entries if known.get(questions[name].key) != values.get(questions[name].key))
    return OwnAnswers(found.told, changed, faults)


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
