import io
from datetime import UTC, datetime

from badges.cards import TableCard, write_cards

CREATED = datetime(2027, 11, 1, 8, 30, tzinfo=UTC)


def test_a_card_is_read_from_both_sides(as_paper):
    topics = ("Öffentlichkeitsarbeit und Gewinnung von Freiwilligen", "شورای سخنگویان پناهندگان")
    cards = [TableCard("Tisch", str(n), topic, "Host: Ada", "BBE", "8. November") for n, topic in enumerate(topics, 1)]
    out, empty = io.BytesIO(), io.BytesIO()

    number = write_cards(cards, out=out, title="Tischkarten", language="de", created=CREATED)
    write_cards([], out=empty, title="Tischkarten", language="de", created=CREATED)

    paper = as_paper(out.getvalue())
    assert (paper.fault(), number, len(paper.reader.pages)) == ("", 2, 2)
    assert "Öffentlichkeitsarbeit" in paper.text()
    picture = paper.picture(dpi=40)
    width, height = picture.size
    lower = picture.crop((0, height // 2, width, height)).resize((24, 16)).tobytes()
    upper = picture.crop((0, 0, width, height // 2)).rotate(180).resize((24, 16)).tobytes()
    assert min(lower) < 150
    assert max(abs(a - b) for a, b in zip(lower, upper, strict=True)) < 60
    assert len(as_paper(empty.getvalue()).reader.pages) == 1
