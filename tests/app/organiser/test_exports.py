"""Organisers take lists along: the columns and people they chose, nothing that runs, whatever the length."""

import csv
import io
import tracemalloc
from html import unescape

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from openpyxl import load_workbook
from sqlalchemy import event, insert

from app.db import db
from registration.exchange.reading import read
from registration.participants.models import Participant


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe", capacity=300)


@pytest.fixture
def office(organiser_of, bbe):
    """A browser in which an organiser of the congress is logged in, who reads English."""
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def people(writing, congress, *names, **values):
    with writing() as session:
        return [make_participant(session, congress, name=name, **values) for name in names]


def test_exports_hold_what_the_filters_show_and_no_formula(office, writing, bbe):
    people(writing, bbe, '=HYPERLINK("http://x")', organisation="＝cmd", sector="state")
    people(writing, bbe, "Öznur; Ünal", sector="academia")

    table = office.get("/organise/bbe/participants/export.csv?sector=state", buffered=True)
    book = office.get("/organise/bbe/participants/export.xlsx", buffered=True)

    rows = list(csv.reader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
    assert table.data.startswith(b"\xef\xbb\xbf")
    assert [row[:4] for row in rows[1:]] == [['\'=HYPERLINK("http://x")', rows[1][1], "'＝cmd", "Politics and state"]]
    sheet = load_workbook(io.BytesIO(book.data)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=1)]
    assert cells == [["Name"], ['=HYPERLINK("http://x")'], ["Öznur; Ünal"]]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}


def test_chosen_columns_come_in_words_and_in_codes(office, writing, bbe):
    with writing() as session:
        ada = make_participant(session, bbe, name="Ada", role="press", photo_consent=True)
        make_participant(session, bbe, name="Bob", sector="state")
        make_preferences(session, ada, make_forum(session, bbe, number=4))
    query = "columns=photo_consent&columns=wishes&columns=role&columns=name&columns=nonsense&photos=yes"

    table = office.get(f"/organise/bbe/participants/export.csv?{query}", buffered=True)
    machine = office.get(f"/organise/bbe/participants/export.json?{query}", buffered=True)

    rows = list(csv.reader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Name", "Role", "Wishes", "Agrees to photos"], ["Ada", "Press", "4", "yes"]]
    assert machine.json == [{"name": "Ada", "role": "press", "wishes": ["4"], "photo_consent": True}]


def test_the_page_counts_whom_the_filters_let_through_and_keeps_the_choice(office, writing, bbe):
    people(writing, bbe, "Ada", "Bob", sector="state")
    people(writing, bbe, "Cleo")

    page = unescape(office.get("/organise/bbe/participants/export?sector=state&columns=name").get_data(as_text=True))

    assert "2 people are in it." in page
    assert page.count(" checked") - page.count('name="theme"') <= 2


def test_an_export_comes_back_as_an_import_that_changes_nothing(office, writing, bbe):
    people(writing, bbe, "-Ada; +49", "=Bob")

    table = office.get("/organise/bbe/participants/export.csv", buffered=True)

    assert [line.cell(0) for line in read(table.data).lines] == ["-Ada; +49", "=Bob"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what is measured is Python's
def test_a_long_export_costs_neither_memory_nor_an_open_transaction(app, office, writing, bbe):
    columns = {"status": "cancelled", "role": "participant", "registered_at": NOON, "changed_at": NOON}
    with writing() as session:
        first = [
            columns
            | {"congress_id": bbe.id, "public_id": f"p{n}", "name": f"Guest {n}", "name_key": f"guest {n}"}
            | {"email": f"{n}@example.org", "email_key": f"{n}", "link_digest": f"l{n}", "feed_digest": f"f{n}"}
            for n in range(6000)
        ]
        session.execute(insert(Participant), first)
    held = []

    def note(connection):
        held.append(connection)

    with app.app_context():
        event.listen(db.engine, "rollback", note)
    answer = office.get("/organise/bbe/participants/export.csv")
    tracemalloc.start()
    size = sum(len(piece) for piece in answer.iter_encoded())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    answer.close()

    assert size > 100_000
    assert peak < 12 * 2**20
    assert len(held) >= 12  # one a piece of 500
