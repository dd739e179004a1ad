import pytest

from badges.drawing import Drawing, ink
from badges.face import Slot, Stack, Style
from badges.typesetting import Typesetter

STYLE = Style(50, 10, 6)


@pytest.mark.parametrize(
    ("colour", "operator"),
    [
        ("#0b5563", b"0.04 0.33 0.39 rg\n"),
        ("#000000", b"0 0 0 rg\n"),
        ("", b"0 g\n"),
        ("red; f", b"0 g\n"),
        ("#fff", b"0 g\n"),
    ],
)
def test_colours_become_operators(colour: str, operator: bytes):
    assert ink(colour) == operator


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#8fd14f", "#ff8800"])
def test_a_colour_too_light_to_read_is_darkened(colour: str):
    parts = [float(part) for part in ink(colour).split()[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert 4.4 <= 1.05 / (luminance + 0.05) <= 5.6


def base_lines(operators: bytes) -> list[tuple[float, float]]:
    return [
        (float(line.split()[4]), float(line.split()[5])) for line in operators.splitlines() if line.endswith(b" Tm")
    ]


def test_what_is_empty_takes_no_room():
    drawing = Drawing(Typesetter(), height=100)
    stack = Stack(10, 20, (STYLE, STYLE, STYLE))

    full = drawing.downwards(stack, [("a", b""), ("b", b""), ("c", b"")])
    without = drawing.downwards(stack, [("a", b""), ("", b""), ("c", b"")])
    last = drawing.upwards(stack, [("a", b""), ("", b""), ("", b"")])

    assert len(base_lines(full)) == 3
    assert base_lines(without) == base_lines(full)[:2]
    assert base_lines(last) == base_lines(full)[:1]


def test_a_stack_upwards_is_still_written_from_the_top():
    drawing = Drawing(Typesetter(), height=100)

    lines = base_lines(drawing.upwards(Stack(10, 90, (STYLE, STYLE)), [("a", b""), ("b", b"")]))

    assert lines == sorted(lines, key=lambda line: -line[1])
    assert lines[-1] == (28.35, 28.35)


def test_texts_flush_right_end_at_their_edge():
    drawing = Drawing(Typesetter(), height=100)

    (wide,) = base_lines(drawing.text("WWWW", Slot(100, 10, STYLE, is_flush_right=True), b""))
    (narrow,) = base_lines(drawing.text("i", Slot(100, 10, STYLE, is_flush_right=True), b""))

    assert wide[0] < narrow[0] < 100 * 72 / 25.4


def test_lines_of_an_arabic_text_begin_together_on_the_right():
    setter = Typesetter()
    style = Style(20, 14, 9, lines=2, size_in_more=14)
    fitted = setter.fit("محمد عبدالله الحسيني", style)

    first, second = base_lines(Drawing(setter, height=100).text("محمد عبدالله الحسيني", Slot(0, 50, style), b""))

    ends = [x + line.width * fitted.size / 1000 for (x, _), line in zip((first, second), fitted.lines, strict=True)]
    assert ends[0] == pytest.approx(ends[1], abs=0.02)
    assert min(first[0], second[0]) == 0


def test_a_text_without_a_slot_is_not_drawn():
    assert Drawing(Typesetter(), height=100).text("9. November", None, b"") == b""
