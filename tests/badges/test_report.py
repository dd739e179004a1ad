from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from badges.report import Block, Kind, Report, write_report


def test_long_texts_flow_over_pages_and_every_piece_belongs_to_its_element():
    blocks = [Block(Kind.TITLE, "Beschluss"), Block(Kind.PARAGRAPH, "Wort " * 900), Block(Kind.HEADING, "Zweitens")]
    blocks.append(Block(Kind.PARAGRAPH, f"هذا نص عربي طويل\n{'x' * 300}"))
    report = Report(
        title="Beschluss", language="de", blocks=blocks, foot="Kongress", page="Seite {n}",
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
