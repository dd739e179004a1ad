"""Tables in every common spelling are read alike; what is no table, or too much, is refused in bounded memory."""

import io

import pytest
from openpyxl import Workbook

from registration.exchange import errors, tables
from registration.exchange.reading import MOST_BYTES, MOST_LINES, Line, delimiter_of, read

ROWS = [["Name", "E-Mail"], ["Zoë Öz", "zoe@example.org"], ["", ""], ["Ада; Лавлейс", "ada@example.org"]]
LATIN = [row for row in ROWS if row[0].isascii() or row[0] == "Zoë Öz"]
LINES = [Line(2, ("Zoë Öz", "zoe@example.org")), Line(4, ("Ада; Лавлейс", "ada@example.org"))]


def csv_of(rows, delimiter=";"):
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def xlsx_of(rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_reads_the_same_in_each_delimiter_and_encoding(delimiter, encoding):
    table = read(csv_of(ROWS, delimiter).encode(encoding))

    assert (table.headings, list(table.lines)) == (("Name", "E-Mail"), LINES)


def test_windows_and_excels_own_first_line_are_understood():
    told = "sep=,\r\n" + csv_of(LATIN, ",")

    assert [line.cells for line in read(told.encode("cp1252")).lines] == [("Zoë Öz", "zoe@example.org")]


def test_a_workbook_reads_like_the_table_it_shows():
    table = read(xlsx_of([*ROWS, [None, "x@example.org", 7.0, True]]))

    assert table.headings == ("Name", "E-Mail")
    assert list(table.lines) == [*LINES, Line(5, ("", "x@example.org", "7", "1"))]


@pytest.mark.parametrize("write", [tables.as_csv, lambda h, rows: tables.as_xlsx(h, rows, title="x")])
def test_our_own_exports_come_back_as_they_were(write):
    rows = [["+49 30 1234", "=1+1"], ["'quoted'", "＝x"], ["-", "two\nlines; of it"]]

    table = read(b"".join(write(["Name", "Note"], rows)))

    assert [list(line.cells) for line in table.lines] == rows


def test_a_line_break_in_a_cell_does_not_shift_the_numbers():
    table = read(b'Name;Mail\r\n"a\r\nb";x\r\nc;y\r\n')

    assert list(table.lines) == [Line(2, ("a\r\nb", "x")), Line(3, ("c", "y"))]


def test_commas_within_cells_do_not_win_over_semicolons():
    assert delimiter_of("Name;Mail\nA, B, C;x\nD, E;y\n") == ";"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", errors.NoTable),
        (b"only one heading\r\nx\r\n", errors.NoTable),
        (b"Ada;ada@example.org\r\n", errors.NoTable),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, errors.UnknownFormat),
        (b"%PDF-1.7 a;b", errors.UnknownFormat),
        (b"PK\x03\x04 but no zip", errors.Unreadable),
        (b"\xff\xfea", errors.UnknownFormat),
        (b"a;b\r\n" + b"x" * 200_000 + b";y", errors.Unreadable),
        (b"x" * (MOST_BYTES + 1), errors.TooLarge),
        (b"a;b\r\n" * (MOST_LINES + 2), errors.TooManyLines),
        (b"a;b\r\n" + b";" * 200 + b"c\r\n", errors.TooManyColumns),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_no_table_or_too_much_is_refused(content, fault):
    with pytest.raises(fault):
        list(read(content).lines)
