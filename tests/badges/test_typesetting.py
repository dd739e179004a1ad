import pytest

from badges.directions import paragraph
from badges.face import POINTS_PER_MM, Style
from badges.typefaces import Weight
from badges.typesetting import Fitted, Typesetter

NAME = Style(72, 23, 9, lines=2, size_in_more=14, weight=Weight.BOLD)
LINE = Style(30, 8, 6)


def texts(setter: Typesetter, fitted: Fitted) -> list[str]:
    """The lines with the spaces at which they are broken, by the maps that go into the fonts; Arabic ones as they stand on paper."""
    text_by_code = {
        (name, f"{code:04x}".encode()): text
        for name, typeface in setter._embedded.values()
        for code, (_, text) in enumerate(typeface._code_by_use, start=1)
    }
    return [
        "".join(
            text_by_code[font, plain[start : start + 4]]
            for stretch in line.stretches
            for font, codes in stretch.segments
            for plain in [b"".join(part.rpartition(b"<")[2] for part in codes.split(b">"))]
            for start in range(0, len(plain), 4)
        )
        for line in fitted.lines
    ]


def fits(fitted: Fitted, style: Style) -> bool:
    return all(line.width * fitted.size / 1000 <= style.width * POINTS_PER_MM for line in fitted.lines)


@pytest.mark.parametrize(
    ("name", "size", "lines"),
    [
        ("Jo Li", 23, ["Jo Li"]),
        ("Dr. Amira Al-Masri", 22.75, ["Dr. Amira Al-Masri"]),
        ("Nguyễn Thị Phương Thảo", 16, ["Nguyễn Thị Phương Thảo"]),
        ("Олександр Шевченко-Кравчук", 14, ["Олександр ", "Шевченко-Кравчук"]),
        ("Maximiliane von und zu Schmidt-Rottluff", 14, ["Maximiliane von und ", "zu Schmidt-Rottluff"]),
        ("Wolfeschlegelsteinhausen", 15.5, ["Wolfeschlegelsteinhausen"]),
    ],
)
def test_a_name_is_as_large_as_it_can_be(name: str, size: float, lines: list[str]):
    setter = Typesetter()

    fitted = setter.fit(name, NAME)

    assert (fitted.size, texts(setter, fitted)) == (size, lines)
    assert fits(fitted, NAME)


@pytest.mark.parametrize("letters", ["Anna ", "ንጉሥ ", "Schmidt-", "WWWWWWWW", "Юлія"])
def test_a_name_of_200_characters_ends_with_an_ellipsis_at_nine_points(letters: str):
    setter = Typesetter()
    name = (letters * 200)[:200]

    fitted = setter.fit(name, NAME)

    assert (fitted.size, len(fitted.lines)) == (9, 2)
    assert fits(fitted, NAME)
    first, second = texts(setter, fitted)
    assert second.endswith("…")
    assert name.startswith(first)
    assert name[len(first) :].lstrip().startswith(second.removesuffix("…").strip())
    assert fitted.lines[1].width > 0.8 * NAME.width * POINTS_PER_MM * 1000 / 9


def test_a_long_arabic_name_keeps_its_beginning_and_its_ellipsis_on_the_left():
    setter = Typesetter()

    fitted = setter.fit("محمد " * 40, NAME)

    assert fitted.is_right_to_left
    assert (fitted.size, len(fitted.lines)) == (9, 2)
    assert fits(fitted, NAME)
    first, second = texts(setter, fitted)
    assert first[::-1].startswith("محمد محمد")
    assert second.startswith("…")


def test_a_line_is_never_cut_between_a_letter_and_its_marks():
    setter = Typesetter()

    fitted = setter.fit("e\u0328\u0301" * 120, LINE)

    (line,) = texts(setter, fitted)
    assert set(line.removesuffix("…").split("ę\u0301")) == {""}


def test_a_single_line_shrinks_to_its_least_size_and_is_then_cut():
    setter = Typesetter()

    assert setter.fit("Raum Elbe", LINE).size == 8
    assert 6 <= setter.fit("Saal Spree, zweites Obergeschoss", LINE).size < 6.5
    cut = setter.fit("Saal Spree, zweites Obergeschoss, links neben der Treppe", LINE)
    assert (cut.size, fits(cut, LINE)) == (6, True)
    assert texts(setter, cut) == ["Saal Spree, zweites Oberges…"]


def test_a_third_line_is_begun_where_two_would_be_too_small():
    setter = Typesetter()
    style = Style(30, 8, 5, lines=3, size_in_more=8, shrink=0.9)

    fitted = setter.fit("Forum 1 · Patenschaften und Mentoring vor Ort begleiten", style)

    assert texts(setter, fitted) == ["Forum 1 · Patenschaften ", "und Mentoring ", "vor Ort begleiten"]


def test_a_third_line_saves_a_name_from_being_cut_and_no_line_leaves_the_room():
    setter = Typesetter()
    style = Style(40, 23, 9, lines=3, size_in_more=23, weight=Weight.BOLD, room=38)

    short, long = (
        setter.fit(name, style) for name in ("Anna Lüdenscheidt", "Anna Freifrau von Schwarzenberg-Lichtenstein")
    )

    assert (short.size, texts(setter, short)) == (38 / 2.45, ["Anna ", "Lüdenscheidt"])
    assert (long.size, texts(setter, long)) == (38 / 3.65, ["Anna Freifrau von ", "Schwarzenberg-", "Lichtenstein"])


def test_an_empty_text_is_an_empty_line():
    setter = Typesetter()

    assert texts(setter, setter.fit(" \r\n\x00", NAME)) == [""]


def test_words_in_one_font_are_shown_at_once():
    line = Typesetter().line(paragraph("Anna Müller"), 0, 11, Weight.BOLD)

    assert len(line.stretches) == 1
    assert len(line.stretches[0].segments) == 1


def test_where_directions_change_the_stretches_are_in_reading_order_at_their_places():
    text = "علی Ali"

    line = Typesetter().line(paragraph(text), 0, len(text), Weight.BOLD)

    arabic, latin = line.stretches
    assert latin.x == 0
    assert 0 < arabic.x < line.width


def test_the_memory_for_words_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("badges.typesetting._MOST_WORDS", 10)
    setter = Typesetter()

    sizes = []
    for number in range(100):
        setter.fit(f"Guest {number}", NAME)
        sizes.append(len(setter._words))

    assert max(sizes) <= 10
