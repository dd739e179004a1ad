"""What a line of an imported table means: somebody new, a change, nothing, or a complaint."""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from app.errors import DomainError
from registration.exchange.errors import CancelledBefore, SameAddressTwice, UnknownWord
from registration.exchange.matching import NAME_PARTS, fold
from registration.exchange.reading import Line
from registration.participants import rules as participants
from registration.participants.errors import Invalid, RegistrationError
from registration.participants.rules import RegistrationRequest

WORDED: Final = frozenset({"sector", "level", "role", "language", "photo_consent"})
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


@dataclass(frozen=True)
class Complaint:
    """What is wrong in a line, in which field (its column is the matching's), and the cell as it stands, shortened."""

    line: int
    field: str
    fault: DomainError
    quote: str = ""


@dataclass(frozen=True)
class Verdict:
    """What becomes of a line. *request* and *note* are as they shall be afterwards; *changed* names the fields that differ."""

    line: int
    outcome: Outcome
    request: RegistrationRequest | None = None
    note: str = ""
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
    try:
        request = participants.clean_request(replace(before, **answers), choices)
    except Invalid as invalid:
        told = {complaint.field for complaint in complaints}
        complaints += [
            _complaint(line, matching, field, fault) for field, fault in invalid.faults.items() if field not in told
        ]
    if complaints:
        in_order = sorted(complaints, key=lambda complaint: _column(matching, complaint.field))
        return Verdict(line.number, Outcome.REFUSED, complaints=tuple(in_order))
    if known is None:
        return Verdict(line.number, Outcome.NEW, request, note)
    changed = _differences(known, request, note)
    outcome = Outcome.CHANGED if changed and may_change else Outcome.SAME
    return Verdict(line.number, outcome, request, note, known, changed)


def column_of(matching: Mapping[str, int], field: str) -> int | None:
    """Tell in which column a field stands; a name in parts stands where its last part does."""
    if field == "name" and field not in matching:
        return next((matching[part] for part in reversed(NAME_PARTS) if part in matching), None)
    return matching.get(field)


def _answers(
    line: Line, matching: Mapping[str, int], spellings: Spellings
) -> tuple[dict[str, Any], list[Complaint]]:  # Any: texts and truths
    cells = {field: cell for field, column in matching.items() if (cell := line.cell(column))}
    complaints = []
    answers: dict[str, Any] = {}  # Any: as above
    for field, cell in cells.items():
        try:
            answers[field] = _answer(field, cell, spellings)
        except RegistrationError as fault:
            complaints.append(_complaint(line, matching, field, fault))
    parts = [answers.pop(part) for part in NAME_PARTS if part in answers]
    if parts:
        answers["name"] = " ".join(parts)
    return answers, complaints


def _answer(field: str, cell: str, spellings: Spellings) -> Any:  # Any: a text or a truth
    if field == "note":
        return participants.clean_text(cell, field=field, longest=LONGEST_NOTE, lines=True)
    if field not in WORDED:
        return cell
    value = spellings[field].get(fold(cell))
    if value is None:
        raise UnknownWord(field=field, known="")
    return value


def _differences(known: Known, request: RegistrationRequest, note: str) -> tuple[str, ...]:
    names = [field.name for field in fields(request) if field.name != "preferences"]
    changed = [name for name in names if getattr(request, name) != getattr(known.request, name)]
    return (*changed, *(["note"] if note != known.note else []))


def _complaint(line: Line, matching: Mapping[str, int], field: str, fault: DomainError) -> Complaint:
    column = column_of(matching, field)
    cell = line.cell(column) if column is not None else ""
    return Complaint(line.number, field, fault, cell if len(cell) <= LONGEST_QUOTE else f"{cell[:LONGEST_QUOTE]}…")


def _column(matching: Mapping[str, int], field: str) -> int:
    column = column_of(matching, field)
    return -1 if column is None else column
