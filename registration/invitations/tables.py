"""People to invite out of a spreadsheet: its columns recognised by their headings, or by what stands in them."""

from collections.abc import Mapping, Sequence

from registration.exchange import reading
from registration.exchange.matching import NAME_PARTS, guess
from registration.exchange.reading import Line
from registration.invitations import rules
from registration.invitations.rules import Invitee


def read_table(content: bytes, *, leaves_out: bool = False) -> Sequence[Invitee]:
    """Read a CSV table or workbook; without headings the cell with an @ is the address, the others are the name.

    Lines are numbered as a spreadsheet shows them. Raises an UploadError and what rules.together raises.
    """
    lines = list(reading.lines_of(content))
    has_headings = bool(lines) and not any("@" in cell for cell in lines[0].cells)
    matching = guess(lines[0].cells, remembered={}) if has_headings else {}
    rows = [(line.number, _cells(line, matching)) for line in lines[has_headings:]]
    return rules.together(rows, leaves_out=leaves_out)


def _cells(line: Line, matching: Mapping[str, int]) -> list[str]:
    """Keep of a line name and address; all of it, where no heading says which column holds the address."""
    if "email" not in matching:
        return list(line.cells)
    names = [line.cell(matching[part]) for part in (*NAME_PARTS, "name") if part in matching]
    return [" ".join(name for name in names if name), line.cell(matching["email"])]
