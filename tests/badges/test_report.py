from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from badges.report import Block, Kind, Report, write_report


def test_long_texts_flow_over_pages_and_every_piece_belongs_to_its_element():
    blocks = [Block(Kind.TITLE, "Beschluss"), Block(Kind.PARAGRAPH, "Wort " * 900), Block(Kind.HEADING, "Zweitens")]
    blocks.append(Block(Kind.PARAGRAPH, f"هذا نص عربي طويل\n{'x' * 300}"))
    report = Report(
        title="Beschluss", language="de", blocks=blocks, foot="Kongress " * 20, page="Seite {n}",
        created=datetime(2017, 11, 10, tzinfo=UTC),
    )  # fmt: skip
    out = BytesIO()

    write_report(report, out=out)

    pdf = PdfReader(out)
    root = pdf.trailer["/Root"]["/StructTreeRoot"]
    elements = [element.get_object() for element in root["/K"][0]["/K"]]
    numbers = root["/ParentTree"]["/Nums"]
    assert [element["/S"] for element in elements] == ["/H1", "/P", "/H2", "/P"]
    assert len(pdf.pages) == 2
    assert len(elements[1]["/K"]) == 2, "the long paragraph stands on both pages"
    for page, sheet in enumerate(pdf.pages):
        for number, parent in enumerate(numbers[2 * page + 1]):
            pieces = {(piece.raw_get("/Pg").idnum, piece["/MCID"]) for piece in parent.get_object()["/K"]}
            assert (sheet.indirect_reference.idnum, number) in pieces
    text = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert text.count("Wort") == 900
    assert "Seite 2" in text
    assert 0 < text.count("Kongress") < 40  # cut, so that the number of the page stays on it
    assert "x" * 20 in text


def test_a_short_block_stands_on_one_page_and_no_line_stands_alone():
    def pages(*blocks):
        report = Report(
            title="B", language="de", blocks=blocks, foot="K", page="S {n}", created=datetime(2017, 11, 10, tzinfo=UTC)
        )
        out = BytesIO()
        write_report(report, out=out)
        return [sheet.extract_text() for sheet in PdfReader(out).pages]

    def after(number, *blocks):
        return pages(*(Block(Kind.PARAGRAPH, f"Zeile {i}") for i in range(number)), *blocks)

    first, second = next(told for n in range(20, 80) if len(told := after(n, Block(Kind.QUIET, "oben\nunten"))) == 2)
    assert ("oben" in first, "oben" in second, "unten" in second) == (False, True, True)
    long = Block(Kind.PARAGRAPH, "\n".join(f"Wort {i}." for i in range(30)))
    for number in range(18, 24):
        first, second = after(number, long)
        assert ("Wort 1." in first, "Wort 28." in second) == ("Wort 0." in first, True)
