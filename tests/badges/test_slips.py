import io
from datetime import UTC, datetime

import pytest

from badges.slips import Slip, Stop, write_slips

CREATED = datetime(2027, 11, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(("stops", "on_a_page"), [(1, 8), (5, 8), (8, 6), (12, 6), (30, 2)])
def test_slips_get_larger_as_ways_get_longer(as_paper, stops, on_a_page):
    way = [Stop(f"{8 + n // 2:02}:{30 * (n % 2):02}", f"Tisch {n}", "Kleine Budgets · Saal") for n in range(stops)]
    slips = [Slip(name, "Stadt Birkenhalde", way) for name in ("Ada", "محمد الأحمد", *("Emmy",) * (on_a_page - 1))]
    out = io.BytesIO()

    pages = write_slips(slips, heading="BBE · 8. November", out=out, title="Zettel", language="de", created=CREATED)

    paper = as_paper(out.getvalue())
    words = paper.text()
    assert (paper.fault(), pages, len(paper.reader.pages)) == ("", 2, 2)
    assert words.count("Stadt Birkenhalde") == len(slips)
    assert words.count(f"Tisch {stops - 1}") >= len(slips)
    assert "الأحمد" in words
