import io
from datetime import UTC, datetime

from PIL import Image

from badges.flow import Heading, Photo, Text, write_document

CREATED = datetime(2027, 11, 1, 8, 30, tzinfo=UTC)
PERSIAN = "یک یادداشت فارسی دربارهٔ داوطلبان و شهرداری که باید از راست آغاز شود. "
LONG = "Ehrenamt braucht verlässliche Ansprechpersonen in der Verwaltung, die auch abends erreichbar sind. "


def photo():
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), (200, 30, 30)).save(out, "JPEG")
    return Photo(out.getvalue(), 1600, 1200, "Foto 1")


def test_a_long_document_runs_on_over_its_pages(as_paper):
    parts = [
        Heading("Ernte der Tische", level=1),
        *(part for n in range(9) for part in (Heading(f"Thema {n}"), Text(LONG * 6, is_point=True, note="Runde 1"))),
        Text("x" * 500),
        Text(PERSIAN * 4, is_point=True),
        photo(),
        Heading("Am Ende", level=3, is_on_new_page=True),
        Text("Erste Zeile\nZweite Zeile", is_strong=True, is_quiet=True),
        Text("Chor", is_box=True, beside="1 Tisch"),
        Text("Chor " * 17, is_box=True, beside="zwei Tische, 230 V"),
    ]
    out = io.BytesIO()

    pages = write_document(
        parts, out=out, title="Ernte", head=("BBE-Fachkongress", "8. November"), language="de", created=CREATED
    )

    paper = as_paper(out.getvalue())
    texts = [page.extract_text() for page in paper.reader.pages]
    assert paper.fault() == ""
    assert len(texts) == pages == 4
    assert all("BBE-Fachkongress" in text and "8. November" in text for text in texts)
    assert [text.split("8. November")[1].split()[0] for text in texts] == ["1", "2", "3", "4"]
    assert paper.text().count("Verwaltung") == 9 * 6
    assert "".join(paper.text().split()).count("x") >= 500
    assert PERSIAN.split()[2] in paper.text()
    assert [b"/P0 Do" in page.get_contents().get_data() for page in paper.reader.pages].count(True) == 1
    assert paper.reader.pages[0].images[0].image.size == (1600, 1200)
    assert "zwei Tische, 230 V" in paper.text()  # beneath, whole
    assert b"".join(page.get_contents().get_data() for page in paper.reader.pages).count(b" re S Q") == 2
    assert "/StructTreeRoot" in paper.reader.root_object
    for text in texts:
        assert not text.rstrip().endswith(tuple(f"Thema {n}" for n in range(9)))
