"""Stand cards, as others read them: one a page of A4, two of A5, each with a code that a phone opens."""

from datetime import UTC, datetime
from io import BytesIO

from badges.market.cards import StandCard, write_cards

NOON = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)


def test_a_card_says_who_stands_there_and_its_code_opens_the_page(as_paper):
    cards = [
        StandCard(
            str(number),
            "Begegnungscafé Allerbogen",
            title="يوم السبت لدينا مكان",
            topic="Begegnung",
            letter="C",
            colour=3,
            languages="Deutsch, Arabisch",
            congress="Kongress · 6. März 2017",
            address=f"https://kongress.example.org/k/market/{number:016}",
            hint="Mehr",
        )
        for number in (7, 8, 9)
    ]
    pages = {}
    for size in ("a4", "a5"):
        out = BytesIO()
        pages[size] = write_cards(cards, size, out=out, title="Karten", language="de", created=NOON)
        printed = as_paper(out.getvalue())
        assert printed.fault() == ""
        assert "Begegnungscafé Allerbogen" in printed.text()
        assert cards[0].address in printed.codes(dpi=100)

    assert pages == {"a4": 3, "a5": 2}
