"""Tables to take along: CSV, a workbook of Excel, JSON; written piece by piece, so that their length costs no memory."""

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

BYTE_ORDER_MARK = "\ufeff"  # Excel takes a file without it for Windows-1252
FORMULA = frozenset("=+-@\t\r")
FORMULA_MARK = "'"
PIECE_ROWS = 500
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_WORKBOOK = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>'
_SHEET = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_SHEET_END = "</sheetData></worksheet>"


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would run a cell as a formula, also in its full-width spelling."""
    return unicodedata.normalize("NFKC", cell[:1]) in FORMULA if cell else False


def defused(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"{FORMULA_MARK}{cell}" if is_formula(cell) else cell


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write rows as CSV for a German Excel: UTF-8 with byte order mark, semicolons."""
    piece = io.StringIO()
    writer = csv.writer(piece, delimiter=";", lineterminator="\r\n")
    piece.write(BYTE_ORDER_MARK)
    writer.writerow([defused(cell) for cell in heading])
    for number, row in enumerate(rows, 1):
        writer.writerow([defused(cell) for cell in row])
        if number % PIECE_ROWS == 0:
            yield _taken(piece).encode()
    yield _taken(piece).encode()


def as_json(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """Write rows as one JSON list, an object a line."""
    before = "[\n"
    for row in rows:
        yield f"{before}{json.dumps(row, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def as_xlsx(heading: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> Iterator[bytes]:
    """Write rows as a workbook of one sheet; every cell is text, so nothing is run and no number loses its zeros.

    By hand, since openpyxl takes five times the CPU and gives nothing away before the last row is written.
    """
    out = _Outlet()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        for name, part in {
            **_PARTS,
            "xl/workbook.xml": _WORKBOOK % escape(_sheet_name(title), {'"': "&quot;"}),
        }.items():
            packed.writestr(_entry(name), _HEAD + part)
        with packed.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            for piece in _sheet_pieces(heading, rows):
                sheet.write(piece.encode())
                yield out.taken()
    yield out.taken()


class _Outlet(io.RawIOBase):
    """Where the zip is written to: keeps only what nobody has fetched yet, and cannot be turned back."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # narrower than any buffer: zipfile writes bytes
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _entry(name: str) -> zipfile.ZipInfo:
    """Date every part alike: the same people make the same file."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet_pieces(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    piece = [_HEAD, _SHEET, _row(heading)]
    for number, row in enumerate(rows, 1):
        piece.append(_row(row))
        if number % PIECE_ROWS == 0:
            yield "".join(piece)
            piece = []
    yield "".join([*piece, _SHEET_END])


def _row(cells: Sequence[str]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(text: str) -> str:
    if not text:
        return "<c/>"
    if not text.isprintable():  # XML has no way to write most control characters
        text = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _taken(piece: io.StringIO) -> str:
    text = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return text


def _sheet_name(title: str) -> str:
    """Cut a title to what Excel allows as the name of a sheet."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "Sheet"
