"""What a line of an imported table means: somebody new, a change, nothing, or a complaint."""

import enum
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from app.errors import DomainError
from registration.exchange.errors import CancelledBefore, SameAddressTwice, UnknownWord
from registration.exchange.matching import FIELDS, NAME_PARTS, fold
from registration.exchange.own import answers_in
from registration.exchange.reading import Line
from registration.fields.answers import NOTHING, Told
from registration.fields.rules import USUAL, Answers, Plan
from registration.participants import rules as participants
from registration.participants.errors import Invalid, RegistrationError
from registration.participants.rules import RegistrationRequest

WORDED: Final = frozenset({"sector", "level", "role", "language", "photo_consent"})
DAYS: Final = "days"
LONGEST_NOTE: Final = 4000
LONGEST_QUOTE: Final = 60
Choices = Mapping[str, Collection[str]]  # what the congress lets people choose from, by field
Spellings = Mapping[str, Mapping[str, Any]]  # field → folded word → value; Any: a code or a truth


class Outcome(enum.StrEnum):
    """What a line does to the list."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Known:
    """Somebody with the address of a line, as the database has them; not living: cancelled or lapsed."""

    id: int
    public_id: str
    is_living: bool
    request: RegistrationRequest
    note: str
    answers: Answers = field(default_factory=dict)  # to the congress's own questions


@dataclass(frozen=True)
class Complaint:
    """What is wrong in a line, in which field (its column is the matching's), and the cell as it stands, shortened."""

    line: int
    field: str
    fault: DomainError
    quote: str = ""


@dataclass(frozen=True)
class Verdict:
    """What becomes of a line. *request*, *note* and *told* are as they shall be afterwards; *changed* names the fields that differ."""

    line: int
    outcome: Outcome
    request: RegistrationRequest | None = None
    note: str = ""
    told: Told = NOTHING
    known: Known | None = None
    changed: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()


def email_keys(lines: list[Line], matching: Mapping[str, int]) -> dict[str, int]:
    """Give the first line of each address in the table, by the folded address."""
    first: dict[str, int] = {}
    for line in lines:
        if key := key_of(line.cell(matching["email"])):
            first.setdefault(key, line.number)
    return first


def key_of(address: str) -> str:
    """Fold an address as it stands in a cell; "" for one that is none."""
    try:
        return participants.email_key_of(participants.clean_email(address)) if address else ""
    except RegistrationError:
        return ""


def judge(
    line: Line,
    matching: Mapping[str, int],
    *,
    spellings: Spellings,
    choices: Choices = participants.CHOICES,
    plan: Plan = USUAL,
    known: Known | None,
    first_line: int,
    may_change: bool,
) -> Verdict:
    """Decide about a line. *first_line* is the first with the same address; an empty cell never takes an answer away."""
    answers, complaints = _answers(line, matching, spellings)
    if first_line != line.number:
        complaints.append(_complaint(line, matching, "email", SameAddressTwice(line=first_line)))
    elif known is not None and not known.is_living:
        complaints.append(_complaint(line, matching, "email", CancelledBefore()))
    note = answers.pop("note", known.note if known else "")
    if known is not None:
        answers["email"] = known.request.email  # another way to write the same address is no change
    before = known.request if known else RegistrationRequest(name="", email="")
    request = replace(before, **answers)
    faults: dict[str, RegistrationError] = {}
    try:
        request = participants.clean_request(request, _with_own(choices, before))
    except Invalid as invalid:
        faults |= invalid.faults
    own = answers_in(
        line,
        matching,
        plan,
        spellings=spellings,
        request=request,
        before=known.answers if known else None,
        request_before=known.request if known else None,
    )
    told = {complaint.field for complaint in complaints}
    faults |= own.faults
    complaints += [_complaint(line, matching, name, fault) for name, fault in faults.items() if name not in told]
    if complaints:
        in_order = sorted(complaints, key=lambda complaint: _column(matching, complaint.field))
        return Verdict(line.number, Outcome.REFUSED, complaints=tuple(in_order))
    if known is None:
        return Verdict(line.number, Outcome.NEW, request, note, own.told)
    changed = (*_differences(known, request, note), *own.changed)
    outcome = Outcome.CHANGED if changed and may_change else Outcome.SAME
    return Verdict(line.number, outcome, request, note, own.told, known, changed)


def column_of(matching: Mapping[str, int], field: str) -> int | None:
    """Tell in which column a field stands; a name in parts stands where its last part does."""
    if field == "name" and field not in matching:
        return next((matching[part] for part in reversed(NAME_PARTS) if part in matching), None)
    return matching.get(field)


def _with_own(choices: Choices, before: RegistrationRequest) -> Choices:
    """Let people keep what they chose before, offered or not."""
    mine = {name: getattr(before, name) for name in ("sector", "level", "role") if name in choices}
    return {**choices, **{name: (*choices[name], value) for name, value in mine.items()}}


def _answers(
    line: Line, matching: Mapping[str, int], spellings: Spellings
) -> tuple[dict[str, Any], list[Complaint]]:  # Any: texts and truths
    cells = {name: cell for name, column in matching.items() if name in FIELDS and (cell := line.cell(column))}
    complaints = []
    answers: dict[str, Any] = {}  # Any: as above
    for name, cell in cells.items():
        try:
            answers[name] = _answer(name, cell, spellings)
        except RegistrationError as fault:
            complaints.append(_complaint(line, matching, name, fault))
    parts = [answers.pop(part) for part in NAME_PARTS if part in answers]
    if parts:
        answers["name"] = " ".join(parts)
    return answers, complaints


def _answer(field: str, cell: str, spellings: Spellings) -> Any:  # Any: a text or a truth
    if field == "note":
        return participants.clean_text(cell, field=field, longest=LONGEST_NOTE, lines=True)
    if field == DAYS:
        return _days(cell, spellings.get(DAYS, {}))
    if field not in WORDED:
        return cell
    value = spellings[field].get(fold(cell))
    if value is None:
        raise UnknownWord(field=field, known="")
    return value


def _days(cell: str, words: Mapping[str, Any]) -> tuple[str, ...]:  # Any: as in Spellings
    """Read days as ISO or as people here write them, several in a cell; a word for all of them means all."""
    if fold(cell) in words:
        return tuple(words[fold(cell)])
    found: list[str] = []
    for part in re.split(r"[,;\s]+", cell):
        day = words.get(fold(part))
        if day is None:
            raise UnknownWord(field=DAYS, known="")
        found += day
    return tuple(found)


def _differences(known: Known, request: RegistrationRequest, note: str) -> tuple[str, ...]:
    names = [column.name for column in fields(request) if column.name != "preferences"]
    changed = [name for name in names if getattr(request, name) != getattr(known.request, name)]
    return (*changed, *(["note"] if note != known.note else []))


def _complaint(line: Line, matching: Mapping[str, int], field: str, fault: DomainError) -> Complaint:
    column = column_of(matching, field)
    cell = line.cell(column) if column is not None else ""
    return Complaint(line.number, field, fault, cell if len(cell) <= LONGEST_QUOTE else f"{cell[:LONGEST_QUOTE]}…")


def _column(matching: Mapping[str, int], field: str) -> int:
    column = column_of(matching, field)
    return -1 if column is None else column
