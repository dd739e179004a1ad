"""Rows out of a workbook of Excel that nobody has reason to trust."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from registration.exchange import errors

MOST_UNPACKED_BYTES = 64 * 1024 * 1024
MOST_PARTS = 500
HIGHEST_RATIO = 250  # text packs to a tenth, a column of one repeated word to a hundredth
SMALL_BYTES = 1024 * 1024  # parts up to this size may pack as well as they like
LOOKED_THROUGH_BYTES = 4 * 1024 * 1024  # parts beyond this size are rows or texts, or nothing that we read
LONGEST_ROW_BYTES = 2 * 1024 * 1024
MOST_TEXTS = 500_000
PIECE_BYTES = 256 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    SAXException,
    DefusedXmlException,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,  # a part that is encrypted
)


def rows(content: bytes, *, most_columns: int) -> Iterator[tuple[str, ...]]:
    """Walk through the rows of the first sheet as texts, empty ones too, each cut off after *most_columns*.

    The zip directory is checked before anything is unpacked, and no part is unpacked further than its entry says: zipfile
    stops there. Raises UnknownFormat, Unpacks or Unreadable.
    """
    _check_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says about its own size is not to be relied on
        for row in sheet.iter_rows(values_only=True, max_col=most_columns):
            yield tuple(_text(value) for value in row)
    except BROKEN as fault:
        raise errors.Unreadable from fault


def _check_parts(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_directory(parts)
            for part in parts:
                if part.file_size > LOOKED_THROUGH_BYTES:
                    _look_through(packed, part)
    except (*BROKEN, OSError) as fault:
        raise errors.Unreadable from fault


def _check_directory(parts: Sequence[zipfile.ZipInfo]) -> None:
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise errors.UnknownFormat
    if any(part.flag_bits & 1 for part in parts):
        raise errors.Unreadable
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES or any(map(_is_bomb, parts)):
        raise errors.Unpacks


def _look_through(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Check that a large part ends a row or a text every so often, since a parser keeps everything in between at once."""
    texts = since = 0
    with packed.open(part) as unpacked:
        while piece := unpacked.read(PIECE_BYTES):
            texts += piece.count(b"</si>")
            last = max(piece.rfind(b"</row>"), piece.rfind(b"</si>"))
            since = since + len(piece) if last < 0 else len(piece) - last
            if since > LONGEST_ROW_BYTES or texts > MOST_TEXTS:
                raise errors.Unpacks


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL_BYTES and part.file_size > HIGHEST_RATIO * max(1, part.compress_size)


def _text(value: object) -> str:
    """Write a cell as somebody would type it: whole numbers without a point, days and times by ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
