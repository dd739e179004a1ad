"""The plan of the market on paper, as others read it."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest

from badges.market.floor import (
    FixtureFace,
    HallFace,
    PitchFace,
    PlanPaper,
    Sheet,
    is_fitting,
    scale_of,
    sheets_of,
    write_hall,
    write_plan,
)

NOON = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("size", "sides"), [("a4", (297, 210)), ("a3", (420, 297))])
def test_a_plan_is_to_scale_on_its_paper_and_tells_who_stands_where(as_paper, size, sides):
    pitches = tuple(
        PitchFace(
            str(n), 0.5 + 3.5 * (n % 10), 1 + 4 * (n // 10), 3, 2, "A", 1 + n % 8, f"Verein {n} ሰላም", 15.0 * (n == 9)
        )
        for n in range(20)
    )
    fixtures = (FixtureFace("escape", ((0, 8), (36, 8), (36, 10), (0, 10)), "Fluchtweg"),)
    hall = HallFace("Markthalle", 36, 22, pitches, fixtures)
    paper = PlanPaper(
        title="Markt",
        congress="Kongress",
        dates="6. März 2017",
        halls=[hall, HallFace("Foyer", 10, 8, ())],
        topics=[("A", 1, "Sprache"), ("B", 2, "Arbeit")],
        index="Wer steht wo",
        scale="Maßstab 1 : {scale}",
        language="de",
        created=NOON,
    )
    out = BytesIO()

    assert write_plan(paper, size, out=out) == 3  # two halls and the list

    printed = as_paper(out.getvalue())
    assert printed.fault() == ""
    page = printed.reader.pages[0].mediabox
    assert (round(float(page.width) / 72 * 25.4), round(float(page.height) / 72 * 25.4)) == sides
    text = printed.text()
    for words in ("Markt · Markthalle", "Fluchtweg", "Verein 19 ሰላም", "Sprache", "Wer steht wo"):
        assert words in text
    scale = scale_of(hall, sides[0] - 20, sides[1] - 46)
    assert f"Maßstab 1 : {scale}" in text
    assert hall.width * 1000 / scale <= sides[0] - 20


@pytest.mark.parametrize(("size", "depth", "sides"), [("a0", 22, (1189, 841)), ("a2", 60, (420, 594))])
def test_a_hall_is_exactly_to_scale_on_large_paper_and_says_so(as_paper, size, depth, sides):
    hall = HallFace("Markthalle", 36, depth, (PitchFace("7", 1, 1, 3, 2, name="3 × 2 m"),))
    paper = PlanPaper(
        title="Halle", congress="Kongress", dates="", halls=[hall], topics=[], index="", note=f"{size}, 100 %",
        scale="Maßstab 1 : {scale}", language="de", created=NOON,
    )  # fmt: skip
    sheet, out = sheets_of(hall, size)[0], BytesIO()

    write_hall(paper, sheet, out=out)

    printed = as_paper(out.getvalue())
    [page] = printed.reader.pages
    assert printed.fault() == ""
    assert (round(float(page.mediabox.width) * 25.4 / 72), round(float(page.mediabox.height) * 25.4 / 72)) == sides
    outline = re.search(rb"0 G 1.2 w \S+ \S+ (\S+) (\S+) re S", page.get_contents().get_data())
    drawn = [float(side) * 25.4 / 72 * sheet.scale / 1000 for side in outline.groups()]
    assert drawn == pytest.approx([hall.width, hall.depth], abs=0.005)
    assert f"{size}, 100 % · Maßstab 1 : {sheet.scale} · 5 m" in printed.text()
    assert is_fitting(hall, sheet)
    assert not is_fitting(hall, Sheet(sheet.width, sheet.height, sheet.scale // 2))
