"""A table out of an uploaded file: format, encoding, delimiter and headings recognised, everything within bounds."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from registration.exchange import errors, workbook
from registration.exchange.tables import FORMULA_MARK, is_formula

MOST_BYTES = 7 * 1024 * 1024  # the house takes no request beyond 8 MB
MOST_LINES = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000  # beyond what any field takes, so that a cut cell is always refused as too long
DELIMITERS = ";,\t|"
SNIFFED_LINES = 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
PACKED = b"PK\x03\x04"


@dataclass(frozen=True)
class Line:
    """A line with something in it; *number* is what a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """Headings, and the lines beneath them; these can be walked through once, and refuse there what is too much."""

    headings: tuple[str, ...]
    lines: Iterator[Line]


def read(content: bytes) -> Table:
    """Read an uploaded CSV table or workbook. Raises an UploadError, at once or on the way through the lines."""
    lines = lines_of(content)
    first = next(lines, None)
    if first is None or sum(bool(cell) for cell in first.cells) < 2 or any("@" in cell for cell in first.cells):  # noqa: PLR2004 -- a name and an address
        raise errors.NoTable
    return Table(first.cells, lines)


def lines_of(content: bytes) -> Iterator[Line]:
    """Walk through the lines of a CSV table or workbook, its headings too. Raises an UploadError, at once or on the way."""
    if len(content) > MOST_BYTES:
        raise errors.TooLarge(megabytes=MOST_BYTES // 1024**2)
    if content.startswith((OLD_WORKBOOK, b"%PDF")):
        raise errors.UnknownFormat
    is_packed = content.startswith(PACKED)
    rows = workbook.rows(content, most_columns=MOST_COLUMNS + 1) if is_packed else _csv_rows(content)
    return _lines(rows)


def decoded(content: bytes) -> str:
    """Decode UTF-8, UTF-16 or Windows-1252, with or without a byte order mark; raises UnknownFormat."""
    try:
        return content.decode(_encoding_of(content))
    except UnicodeDecodeError as fault:
        raise errors.UnknownFormat from fault


def delimiter_of(text: str) -> str:
    """Choose the delimiter that cuts the first lines into the most columns, equally many in each."""

    def fitness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in islice(csv.reader(io.StringIO(text), delimiter=delimiter), SNIFFED_LINES) if row]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(usual) * (usual > 1), usual)

    return max(DELIMITERS, key=fitness)


def _encoding_of(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    beginning = content[:2000]
    if beginning.count(0) > len(beginning) // 4:  # every other byte of Latin text in UTF-16 is zero
        return "utf-16-be" if beginning[:1] == b"\0" else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _csv_rows(content: bytes) -> Iterator[tuple[str, ...]]:
    text = decoded(content)
    if "\0" in text[:2000]:
        raise errors.UnknownFormat
    told, _, rest = text.partition("\n")
    is_told = told.strip().lower().startswith("sep=") and len(told.strip()) == len("sep=;")
    try:
        delimiter = told.strip()[-1] if is_told else delimiter_of(text[:100_000])
        # Our own exports, and others', write an apostrophe before what Excel would run as a formula.
        for row in csv.reader(io.StringIO(rest if is_told else text, newline=""), delimiter=delimiter):
            yield tuple(_plain(cell) for cell in row)
    except csv.Error as fault:
        raise errors.Unreadable from fault


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(FORMULA_MARK) and is_formula(cell[1:]) else cell


def _lines(rows: Iterator[tuple[str, ...]]) -> Iterator[Line]:
    """Number the rows from 1 and leave out the empty ones; refuse what is too long or too wide."""
    for number, row in enumerate(rows, 1):
        if number > MOST_LINES + 1:
            raise errors.TooManyLines(most=MOST_LINES)
        if any(row[MOST_COLUMNS:]):
            raise errors.TooManyColumns(most=MOST_COLUMNS)
        cells = [cell[: LONGEST_CELL + 1].strip() for cell in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Line(number, tuple(cells))
