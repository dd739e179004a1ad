"""Workbooks that mean harm are refused before they cost memory."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date, time

import pytest
from openpyxl import Workbook

from registration.exchange import errors, workbook

GIGABYTE = 2**30
MEGABYTE = 2**20


@contextmanager
def at_most(megabytes):
    """Fail if Python holds more than so much at once in between."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"


def deflated(size, before=b"", after=b""):
    """Deflate *size* bytes of letters at the price of one megabyte of them: a block after a full flush stands for itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"a" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size // MEGABYTE) + packer.compress(after) + packer.flush()


def workbook_with(part, *, told):
    """A workbook whose first sheet is the deflated *part*; the directory says that it unpacks to *told* bytes."""
    plain = io.BytesIO()
    Workbook().save(plain)
    packed, out = zipfile.ZipFile(plain), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in packed.namelist():
            bomb.writestr(name, packed.read(name))
    content = bytearray(out.getvalue())
    return _with_part(content, b"xl/worksheets/sheet1.xml", part, told)


def _with_part(content, name, part, told):
    """Put *part* behind everything else and let the directory point to it."""
    end = content.rindex(b"PK\x05\x06")
    directory = struct.unpack_from("<I", content, end + 16)[0]
    entries, tail = bytes(content[directory:end]), bytes(content[end:])
    header = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(part), told, len(name), 0) + name
    place = entries.rindex(b"PK\x01\x02", 0, entries.index(name))
    entry = bytearray(entries[place : place + 46])
    struct.pack_into("<III", entry, 16, 0, len(part), told)
    struct.pack_into("<I", entry, 42, directory)
    entries = entries[:place] + bytes(entry) + entries[place + 46 :]
    ending = bytearray(tail)
    struct.pack_into("<II", ending, 12, len(entries), directory + len(header) + len(part))
    return bytes(content[:directory]) + header + part + entries + bytes(ending)


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>'
END = b"</t></is></c></row></sheetData></worksheet>"


def test_a_cell_of_two_gigabytes_is_refused_unopened():
    content = workbook_with(deflated(2 * GIGABYTE, SHEET, END), told=2 * GIGABYTE)

    with at_most(16), pytest.raises(errors.Unpacks):
        list(workbook.rows(content, most_columns=10))

    assert len(content) < 4 * MEGABYTE


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_it_says():
    content = workbook_with(deflated(2 * GIGABYTE, SHEET, END), told=100_000)

    with at_most(16), pytest.raises(errors.Unreadable):
        list(workbook.rows(content, most_columns=10))


@pytest.mark.parametrize(
    ("cell", "times"), [(b"<c/>", 1_500_000), (b"<x></x>" * 9 + b"<!-- padding that packs -->", 70_000)]
)
def test_one_row_of_endless_cells_is_refused(cell, times):
    part = SHEET + END.replace(b"</row>", cell * times + b"</row>")
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = packer.compress(part) + packer.flush()

    with at_most(64), pytest.raises(errors.Unpacks):
        list(workbook.rows(workbook_with(packed, told=len(part)), most_columns=10))


def test_many_small_parts_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(600):
            packed.writestr("xl/workbook.xml" if not number else f"{number}.xml", b"")

    with pytest.raises(errors.Unpacks):
        list(workbook.rows(out.getvalue(), most_columns=10))


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE a [<!ENTITY x "x"><!ENTITY y "&x;&x;&x;">]>' + SHEET + b"&y;" + END,
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + SHEET + b"&x;" + END,
        SHEET,
        b"\x00",
    ],
    ids=["entities", "foreign file", "cut off", "no xml"],
)
def test_sheets_that_are_no_sheets_are_refused(sheet):
    packed = deflated(0, sheet)

    with pytest.raises(errors.Unreadable):
        list(workbook.rows(workbook_with(packed, told=len(sheet)), most_columns=10))


def test_a_zip_without_a_workbook_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("content.xml", b"<office/>")

    with pytest.raises(errors.UnknownFormat):
        list(workbook.rows(out.getvalue(), most_columns=10))


def test_cells_are_read_as_somebody_would_type_them():
    book, file = Workbook(), io.BytesIO()
    book.active.append(["a", None, 3, 2.5, 10.0, True, date(2027, 5, 3), time(9, 30), "=1+1"])
    book.save(file)

    row = ("a", "", "3", "2.5", "10", "1", "2027-05-03", "09:30:00", "")
    assert list(workbook.rows(file.getvalue(), most_columns=9)) == [row]
