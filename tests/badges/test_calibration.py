"""The sheets, measured on the test page as it comes out of the PDF, against the makers' figures typed anew."""

import io
import re
from datetime import UTC, datetime

import pytest

from badges.calibration import CalibrationWords, write_calibration
from badges.layout import SHEETS

WORDS = CalibrationWords("Test page", "Moved: 0 mm", "Print at 100 %.", "{length} mm")
# width, height of a label; columns, rows; left, top; to the next one
MAKERS = {
    "zweckform-l4785": (80, 50, 2, 5, 18, 13, 95, 55),
    "herma-4412": (80, 50, 2, 5, 17.5, 13.5, 95, 55),
    "herma-4418": (63.5, 29.6, 3, 9, 7.2, 15.2, 66.04, 29.63),
    "avery-l7418": (86, 55, 2, 4, 19, 38.5, 86, 55),
    "avery-l7417": (90, 54, 2, 5, 15, 13.5, 90, 54),
    "durable-1445": (90, 54, 2, 5, 15, 12, 90, 54),
    "durable-1453": (75, 40, 2, 6, 30, 28.5, 75, 40),
    "durable-1456": (90, 60, 2, 4, 15, 28.5, 90, 60),
    "avery-c32010": (85, 54, 2, 5, 15, 13.5, 95, 54),
    "avery-c32015": (85, 54, 2, 4, 17, 31.5, 91, 60),
    "sigel-dp839": (85, 55, 2, 5, 15, 10, 95, 55),
    "herma-9642": (40, 40, 4, 6, 15, 13.5, 46, 46),
    "a6": (105, 148, 1, 1, 0, 0, 0, 0),
    "cr80": (85.6, 53.98, 1, 1, 0, 0, 0, 0),
    "dymo-99014": (54, 101, 1, 1, 0, 0, 0, 0),
    "brother-62": (58.9, 96, 1, 1, 1.55, 2, 0, 0),
    "a6-in-a5": (210, 148, 1, 1, 0, 0, 0, 0),
    "a6-in-a4": (210, 297, 1, 1, 0, 0, 0, 0),
}


@pytest.mark.parametrize("sheet_id", SHEETS)
def test_every_label_lies_where_its_maker_says_to_a_tenth_of_a_millimetre(sheet_id: str, as_paper):
    out = io.BytesIO()
    write_calibration(SHEETS[sheet_id], WORDS, out=out, language="en", created=datetime(2027, 11, 1, tzinfo=UTC))
    paper = as_paper(out.getvalue())

    page = paper.reader.pages[0]
    boxes = re.findall(rb"([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re S", page.get_contents().get_data())
    width, height, columns, rows, left, top, right, down = MAKERS[sheet_id]
    expected = [(left + column * right, top + row * down) for row in range(rows) for column in range(columns)]
    assert len(boxes) == len(expected)
    for box, (x, y) in zip(boxes, expected, strict=True):
        mm = [float(length) * 25.4 / 72 for length in box]
        assert (mm[0], mm[2], mm[3]) == pytest.approx((x, width, height), abs=0.05)
        assert float(page.mediabox.height) * 25.4 / 72 - mm[1] - mm[3] == pytest.approx(y, abs=0.05)
