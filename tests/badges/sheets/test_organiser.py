"""Organisers measure sheets of their own and move the print on any sheet."""

import re

import pytest
from builders import make_congress, make_participant

from badges.sheets import queries

PAGE = "/organise/bbe/badges/sheets"
FIGURES = {
    "name": "Etiketten aus dem Schrank",
    "page_width": "210",
    "page_height": "297",
    "label_width": "63,5",
    "label_height": "70",
    "left": "7",
    "top": "8.5",
    "columns": "3",
    "rows": "4",
    "pitch_x": "66",
    "pitch_y": "70",
    "fold": "",
}


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        make_participant(session, congress, name="Ada")
        return congress


def outlines(paper):
    """The rectangles of the test page: left, top, width, height in millimetres."""
    content = paper.reader.pages[0].get_contents().get_data()
    height = float(paper.reader.pages[0].mediabox.height)
    found = [tuple(map(float, box)) for box in re.findall(rb"([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re S", content)]
    return [tuple(round(v * 25.4 / 72, 2) for v in (x, height - y - tall, wide, tall)) for x, y, wide, tall in found]


def test_an_organiser_measures_a_sheet_moves_it_and_prints_on_it(organiser_of, bbe, token_of, as_paper, writing):
    office = organiser_of(bbe)
    office.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    token = {"csrf_token": token_of(office, f"{PAGE}/new")}

    too_wide = office.post(PAGE, data=token | FIGURES | {"left": "30"})
    nonsense = office.post(PAGE, data=token | FIGURES | {"rows": "x", "pitch_x": "", "name": ""})
    added = office.post(PAGE, data=token | FIGURES)
    twice = office.post(PAGE, data=token | FIGURES)
    page = added.location
    far = office.post(f"{page}/shift", data=token | {"right": "0,5 cm", "down": "0"})
    moved = office.post(f"{page}/shift", data=token | {"right": "-0,3", "down": "1.2"})
    test_page = as_paper(office.get(f"{page}/test.pdf").data)

    assert (too_wide.status_code, nonsense.status_code, twice.status_code, far.status_code) == (422, 422, 422, 422)
    assert "leave the page at the side" in too_wide.text
    assert 'value="63,5"' in too_wide.text
    assert "2 answers need another look" in nonsense.text
    assert added.status_code == moved.status_code == 303
    assert outlines(test_page)[:2] == [(6.7, 9.7, 63.5, 70.0), (72.7, 9.7, 63.5, 70.0)]
    assert len(outlines(test_page)) == 12
    assert test_page.fault() == ""
    sheet_id = page.rsplit("/", 1)[1]
    asked = token | {"who": "all", "sheet": sheet_id}
    assert FIGURES["name"] in office.get(f"/organise/bbe/badges/?sheet={sheet_id}").text
    with office.get(office.post("/organise/bbe/badges/print", data=asked).location) as file:
        printed = as_paper(file.data)
    assert re.search(rb"q 1 0 0 1 18.99 615.97 cm", printed.reader.pages[0].get_contents().get_data())

    changed = office.post(page, data=token | FIGURES | {"rows": "3"})
    assert changed.status_code == 303
    assert office.post("/organise/bbe/badges/sheets/a6", data=token | FIGURES).status_code == 404
    with writing() as session:
        assert [row.rows for row in queries.own(session, bbe.id)] == [3]
    assert office.post(f"{page}/remove", data=token).status_code == 303
    assert f"{FIGURES['name']}</a>" not in office.get(PAGE).text
    assert office.get(page).status_code == 404
