import io
from datetime import UTC, datetime, timedelta, timezone

import pytest

from badges.document import Description, StreamedPdf, number


def written(pages: int, *, title: str = "Probe", language: str = "de") -> bytes:
    out = io.BytesIO()
    document = StreamedPdf(out, page_width=200, page_height=100)
    form = document.add_form(b"1 1 m 9 9 l S\n", [0, 0, 10, 10])
    for page in range(pages):
        document.add_page(b"q %d 0 0 1 0 0 cm /A0 Do Q\n" % (page + 1))
    created = datetime(2027, 11, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    document.close(Description(title, language, created), {"XObject": {"A0": form}})
    return out.getvalue()


@pytest.mark.parametrize("pages", [0, 1, 63, 64, 65, 200])
def test_any_number_of_pages_is_a_sound_file(pages: int, as_paper):
    paper = as_paper(written(pages))

    # A file without pages is none; write_badges adds an empty one.
    assert pages == 0 or paper.fault() == ""
    assert len(paper.reader.pages) == pages
    for index, page in enumerate(paper.reader.pages):
        assert page.mediabox == [0, 0, 200, 100]
        assert page.get_contents().get_data() == b"q %d 0 0 1 0 0 cm /A0 Do Q\n" % (index + 1)


def test_the_file_says_what_it_is(as_paper):
    reader = as_paper(written(1, title="Ausweise für علی · «BBE» (1)", language="de")).reader

    assert reader.metadata is not None
    assert reader.metadata.title == "Ausweise für علی · «BBE» (1)"
    assert reader.metadata.creation_date == datetime(2027, 11, 1, 8, 30, tzinfo=UTC)
    assert "/ModDate" not in reader.metadata
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "de"
    assert catalog["/ViewerPreferences"] == {"/DisplayDocTitle": True, "/PrintScaling": "/None"}


def test_the_same_input_gives_the_same_bytes_and_another_one_another_id(as_paper):
    assert written(3) == written(3)
    ids = {str(as_paper(written(pages)).reader.trailer["/ID"]) for pages in (1, 2, 3)}
    assert len(ids) == 3


def test_pages_leave_as_they_come():
    out = io.BytesIO()
    document = StreamedPdf(out, page_width=200, page_height=100)
    sizes = []
    for _ in range(100):
        document.add_page(b"0 g\n" * 1000)
        sizes.append(out.tell())

    assert sizes == sorted(set(sizes))
    assert document._pages_in_node.__len__() < 64


@pytest.mark.parametrize(
    ("value", "text"), [(0, b"0"), (1.0, b"1"), (-0.5, b"-0.5"), (12.345678, b"12.35"), (100, b"100"), (0.001, b"0")]
)
def test_numbers_are_short(value: float, text: bytes):
    assert number(value) == text
