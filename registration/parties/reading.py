"""People out of a text area: typed, or pasted from a spreadsheet. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.errors import DomainError
from registration.exchange.matching import NAME_PARTS, guess
from registration.participants.errors import Invalid
from registration.participants.rules import CHOICES, RegistrationRequest, clean_member, email_key_of
from registration.parties.errors import AddressTwice

DELIMITERS = "\t;"
MOST_COLUMNS = 20
IN_ONE = re.compile(r"^(?P<name>[^<>@]*?)[\s,]*<?(?P<email>[^\s<>,]+@[^\s<>,]+)>?$")  # Ada Lovelace <ada@example.org>
USED = ("organisation", "pronouns", "language")  # of what a heading may name, besides name and address


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line, counted from 1 as the text shows it."""

    line: int
    error: DomainError


@dataclass(frozen=True)
class Reading:
    """The people of a text, cleaned, and what is wrong with lines that are none."""

    people: tuple[RegistrationRequest, ...]
    faults: tuple[Fault, ...]


def read(
    text: str,
    *,
    usual: RegistrationRequest,
    choices: Mapping[str, Collection[str]] = CHOICES,
) -> Reading:
    """Read a person a line: given name, family name, address, organisation, by tabs or semicolons; only a name is enough.

    A first line of headings puts the columns into another order. What a line does not tell is as in *usual*.
    """
    people: list[RegistrationRequest] = []
    faults: list[Fault] = []
    line_of: dict[str, int] = {}
    for line, told in _told(text):
        try:
            person = clean_member(replace(usual, **told), choices)  # type: ignore[arg-type]  # texts only
        except Invalid as invalid:
            faults += [Fault(line, error) for error in invalid.faults.values()]
            continue
        key = email_key_of(person.email)
        if key and line_of.setdefault(key, line) != line:
            faults.append(Fault(line, AddressTwice(line=line_of[key])))
        people.append(person)
    return Reading(tuple(people), tuple(faults))


def _told(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give what each line tells, by field, with its number; empty lines tell nothing."""
    columns: Mapping[str, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        cells = _cells(line)
        if not any(cells):
            continue
        if columns is None:
            columns = _headings(cells)
            if columns:
                continue
        yield number, _by_heading(cells, columns) if columns else _by_place(cells)


def _cells(line: str) -> list[str]:
    delimiter = next((mark for mark in DELIMITERS if mark in line), None)
    cells = line.split(delimiter, MOST_COLUMNS) if delimiter else [line]
    return [cell.strip().strip('"').strip() for cell in cells]


def _headings(cells: Sequence[str]) -> Mapping[str, int]:
    """Tell the columns by their headings, if this is a line of headings; {} if it is a person already."""
    if len(cells) < 2 or any("@" in cell for cell in cells):  # noqa: PLR2004 -- one cell may be somebody's name
        return {}
    found = guess(cells, remembered={})
    return found if len(found) > 1 and found.keys() & {"name", *NAME_PARTS} else {}


def _by_heading(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    def cell(field: str) -> str:
        return cells[columns[field]] if field in columns and columns[field] < len(cells) else ""

    name = cell("name") or " ".join(part for part in map(cell, NAME_PARTS) if part)
    told = {field: cell(field) for field in USED if cell(field)}
    return told | {"name": name, "email": cell("email")}


def _by_place(cells: Sequence[str]) -> dict[str, str]:
    """Take what stands before the address as the name, wherever it stands; without one the third column is left for it."""
    if len(cells) == 1:
        found = IN_ONE.match(cells[0])
        return found.groupdict() if found else {"name": cells[0], "email": ""}
    place = next((number for number, cell in enumerate(cells) if "@" in cell), min(2, len(cells)))
    email = cells[place] if place < len(cells) else ""
    organisation = next((cell for cell in cells[place + 1 :] if cell), "")
    told = {"name": " ".join(cell for cell in cells[:place] if cell), "email": email}
    return told | ({"organisation": organisation} if organisation else {})
