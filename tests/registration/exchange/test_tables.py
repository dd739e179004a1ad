"""Tables to take along run nothing, lose nothing, and cost no memory however long they are."""

import csv
import io
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from registration.exchange import tables

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@＝＋－＠'\t\n;\""), max_size=8)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "﹦"])
def test_no_cell_is_run_as_a_formula(start):
    assert tables.defused(f"{start}1+1") == f"'{start}1+1"


def test_what_is_no_formula_stays_as_it_is():
    assert [tables.defused(cell) for cell in ("", "a=b", "'x", " =1")] == ["", "a=b", "'x", " =1"]


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_workbooks_hold_what_was_written_as_text(rows):
    book = load_workbook(io.BytesIO(b"".join(tables.as_xlsx(["a", "b"], rows, title="[x]:'"))))

    cells = [[cell.value or "" for cell in row] for row in book.active.iter_rows(min_row=2, max_col=2)]
    assert cells == rows
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} <= {"s", "inlineStr"}


def test_csv_and_json_hold_what_was_written():
    rows = [["Ada", "a\nb;c"], ["", '"']]

    table = b"".join(tables.as_csv(["x", "y"], rows)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(table, newline=""), delimiter=";")) == [["x", "y"], *rows]
    assert json.loads(b"".join(tables.as_json([{"x": "ä", "y": None}, {"x": 1}]))) == [{"x": "ä", "y": None}, {"x": 1}]
    assert json.loads(b"".join(tables.as_json([]))) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: tables.as_csv(["h"] * 8, rows),
        lambda rows: tables.as_xlsx(["h"] * 8, rows, title="x"),
        lambda rows: tables.as_json(dict(enumerate(row)) for row in rows),
    ],
    ids=["csv", "xlsx", "json"],
)
def test_a_long_table_costs_no_more_memory_than_a_short_one(write):
    rows = ([f"cell {number}"] * 8 for number in range(20_000))

    tracemalloc.start()
    size = sum(len(piece) for piece in write(rows))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 100_000
    assert peak < 2 * 2**20
