"""Participants as a table for spreadsheets; cells that a spreadsheet would take for a formula are defused."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

BYTE_ORDER_MARK = "\ufeff"  # Excel takes a file without it for Windows-1252
FORMULA = frozenset("=+-@\t\r")


def defused(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula, also in its full-width spelling."""
    beginning = unicodedata.normalize("NFKC", cell[:1])
    return f"'{cell}" if beginning in FORMULA and beginning else cell


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write rows as CSV for a German Excel: UTF-8 with byte order mark, semicolons; piece by piece."""
    piece = io.StringIO()
    writer = csv.writer(piece, delimiter=";", lineterminator="\r\n")
    piece.write(BYTE_ORDER_MARK)
    writer.writerow(heading)
    for number, row in enumerate(rows, 1):
        writer.writerow([defused(cell) for cell in row])
        if number % 500 == 0:
            yield piece.getvalue().encode()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode()


def as_xlsx(heading: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    """Write rows as an XLSX workbook of one sheet; every cell is text, so nothing is run and no number loses its zeros."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    sheet.append(list(heading))
    for row in rows:
        sheet.append([_text(sheet, cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text(sheet: Any, cell: str) -> Any:  # Any: openpyxl's stubs know no write-only cell
    # ZWJ and line breaks stay; openpyxl refuses other control characters, which our rules never let in.
    written = WriteOnlyCell(sheet, value=cell)
    written.data_type = "s"
    return written


def _sheet_name(title: str) -> str:
    """Cut a title to what Excel allows as the name of a sheet."""
    return "".join(letter for letter in title if letter not in r"[]:*?/\\")[:31] or "Sheet"
