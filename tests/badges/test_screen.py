"""What is drawn for paper looks the same on the screen: poppler's picture of the PDF beside Chromium's eyes, here by its shapes."""

import re

from badges.design import Design, Element, Shows, usual
from badges.label import BadgeFace, Picture, SideDrawing, Studio
from badges.layout import Side
from badges.screen import Easel, Screen

CODE = "C1AAAAAAAAAAAAAAAAAAAAAAAAAA"


def shown(design: Design, face: BadgeFace, **pictures: Picture) -> tuple[str, str]:
    easel = Easel()
    studio = Studio(easel, pictures, is_monochrome=False)
    drawing = SideDrawing(design, Side.FRONT, studio)
    content = drawing.texts(face) + drawing.code(face)
    screen = Screen(studio, easel, {name: f"/{name}.png" for name in pictures})
    svg = screen.svg(content, width=design.width, height=design.height, label='Badge of "<Ada>"')
    return svg, screen.definitions()


def test_a_badge_is_shown_with_its_letters_colours_and_code():
    face = BadgeFace(CODE, "Ada علی", role="Team", role_colour="#8a4b08", congress="Kongress")

    svg, glyphs = shown(usual(80, 50), face)

    assert svg.count("<g ") == svg.count("</g>")
    assert 'aria-label="Badge of &quot;&lt;Ada&gt;&quot;"' in svg
    assert svg.count("<use ") == len("AdaعلیTeamKongress")
    # Colours in a PDF have two decimals.
    assert {"#8a4a08", "#0a5463", "#000000"} <= set(re.findall(r'fill="(#\w+)"', svg))
    assert set(re.findall(r'href="#([^"]+)"', svg)) == set(re.findall(r'id="([^"]+)"', glyphs))
    # The three finders of a code begin with seven modules each.
    assert len(re.findall(r"h7v1h-7z", svg)) >= 6


def test_pictures_own_texts_and_bars_are_shown_where_they_lie():
    elements = (
        Element(Shows.PICTURE, 5, 5, 20, 10, picture="logo"),
        Element(Shows.BAR, 0, 40, 80, 10, colour="#FFCC00".lower()),
        Element(Shows.TEXT, 5, 20, 40, 6, text="Guten Tag"),
    )

    svg, _ = shown(Design(80, 50, elements), BadgeFace(CODE, "Ada"), logo=Picture(bytes(12), 2, 2))

    assert 'href="/logo.png"' in svg
    assert '<path fill="#ffcc00" d="M0 0h226.77v28.35h-226.77z"/>' in svg
    assert svg.count("<use ") == len("GutenTag")
    # Ten millimetres square, in the middle of a box of twenty.
    assert "matrix(28.35 0 0 28.35 28.35 99.21)" in svg
