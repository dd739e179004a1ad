import io
from datetime import UTC, datetime

import pytest

from badges.label import BadgeFace
from badges.ticket import write_ticket

HINT = "Bitte zeigen Sie diesen Code am Einlass, gedruckt oder auf dem Telefon."


@pytest.fixture
def print_ticket(as_paper, code_of):
    def on_paper(*, rows: list[tuple[str, str]], **texts: str):
        out = io.BytesIO()
        face = {"name": "Dr. Amira Al-Masri", "congress": "BBE-Fachkongress 2027"} | texts
        write_ticket(
            BadgeFace(code=code_of(7), **face),
            out=out,
            rows=rows,
            hint=HINT,
            title="Ticket: BBE-Fachkongress 2027",
            language="de",
            created=datetime(2027, 11, 1, tzinfo=UTC),
        )
        return as_paper(out.getvalue())

    return on_paper


def test_a_ticket_says_when_and_where_and_shows_the_code(print_ticket, code_of):
    paper = print_ticket(
        rows=[("Wann", "9.–10. November 2027"), ("Wo", "Auditorium, Berlin"), ("Forum", "")],
        organisation="Stadt Hannover",
        role="Teilnehmende",
    )

    text = paper.text("-layout")
    assert paper.fault() == ""
    assert paper.codes() == [code_of(7)]
    for part in ["BBE-Fachkongress 2027", "Dr. Amira Al-Masri", "Stadt Hannover", "Teilnehmende", HINT]:
        assert part in text
    assert "Wann 9.–10. November 2027" in paper.text_by_pypdf()
    assert "Forum" not in text
    assert paper.reader.metadata.title == "Ticket: BBE-Fachkongress 2027"
    [page], root = paper.reader.pages, paper.reader.trailer["/Root"]
    [part] = root["/StructTreeRoot"]["/K"][0]["/K"]
    kinds = [kid.get_object()["/S"] for kid in part.get_object()["/K"][0].get_object()["/K"]]
    content = page.get_contents().get_data()
    assert (kinds, root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == (["/P"] * 10, "de", True)
    assert content.count(b"BDC\nBT") == content.count(b"BT\n") == 10
    assert content.count(b"BDC\n") + content.count(b"BMC\n") == content.count(b"EMC\n")


def test_the_code_can_also_be_typed(print_ticket, code_of):
    assert code_of(7) in paper_text(print_ticket(rows=[]))


def paper_text(paper) -> str:
    return paper.text().replace(" ", "")


def test_the_code_is_forty_millimetres_wide(print_ticket):
    picture = print_ticket(rows=[]).picture(dpi=100)
    dot = 100 / 25.4
    code = picture.crop(tuple(round(edge * dot) for edge in (140, 112, 190, 158)))
    left, top, right, bottom = code.point(lambda level: 255 if level < 128 else 0).getbbox()

    assert (right - left) / dot == pytest.approx(40, abs=0.5)
    assert (bottom - top) / dot == pytest.approx(40, abs=0.5)


def test_a_ticket_in_arabic_is_read_back(print_ticket):
    paper = print_ticket(rows=[("متى", "٩ نوفمبر")], name="گۆران ئەحمەد", congress="مؤتمر")

    assert "گۆران ئەحمەد" in paper.text()
    assert "متى" in paper.text()


def test_endless_texts_stay_on_the_page(print_ticket):
    long = "Freiwilligenagentur " * 30
    paper = print_ticket(rows=[(long, long)] * 4, name=long, organisation=long, role=long, congress=long)

    assert paper.fault() == ""
    picture = paper.picture(dpi=50)
    margin = round(24 / 25.4 * 50)
    picture.paste(255, (margin, margin // 2, picture.width - margin, picture.height - margin))
    assert picture.getextrema() == (255, 255)
