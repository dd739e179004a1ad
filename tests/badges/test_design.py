"""Designs: what is checked, and that the usual one is one of them."""

from dataclasses import replace

import pytest

from badges.design import Align, Design, Element, Hang, Shows, as_json, faults, fits, groups, of_json, usual
from badges.layout import SHEETS, Side

CODE = Element(Shows.CODE, 50, 10, 22, 22)
NAME = Element(Shows.NAME, 4, 4, 40, 10, size=20, lines=2)


@pytest.mark.parametrize("sheet_id", SHEETS)
def test_the_usual_design_fits_every_sheet_and_survives_being_stored(sheet_id: str):
    sheet = SHEETS[sheet_id]
    design = usual(sheet.side_width, sheet.side_height)

    assert faults(design) == []
    assert fits(design, sheet)
    assert of_json(as_json(design.elements)) == design.elements


@pytest.mark.parametrize(
    ("elements", "found"),
    [
        ((NAME, CODE), []),
        ((NAME,), [(-1, "no-code")]),
        ((CODE,), [(-1, "no-name")]),
        ((NAME, replace(CODE, width=20)), [(1, "small-code")]),
        ((NAME, replace(CODE, x=60)), [(1, "off-label")]),
        ((replace(NAME, y=45), CODE), [(0, "off-label")]),
        ((replace(NAME, width=60), CODE), [(0, "covers-code")]),
        ((replace(NAME, width=60, side=Side.BACK), CODE), []),
        ((NAME, CODE, Element(Shows.RULE, 0, 20, 80, 0.2)), []),
        ((replace(NAME, height=0), CODE), [(0, "no-room")]),
        ((replace(NAME, least=30), CODE), [(0, "type-size")]),
        ((replace(NAME, lines=9), CODE), [(0, "lines")]),
        ((replace(NAME, colour="javascript"), CODE), [(0, "colour")]),
        ((replace(NAME, colour="#12ab34"), CODE), []),
        ((NAME, CODE, *[NAME] * 60), [(-1, "too-many")]),
    ],
)
def test_what_cannot_be_printed_or_read_is_found(elements, found):
    assert [(fault.element, fault.code) for fault in faults(Design(80, 50, elements))] == found


def test_joined_elements_share_the_box_of_the_one_before_on_their_side():
    role = Element(Shows.ROLE, is_joined=True)
    back = Element(Shows.TEXT, side=Side.BACK, text="Willkommen")

    found = list(groups((NAME, back, role, CODE, role), Side.FRONT))

    assert found == [(NAME, role), (CODE,), (role,)]


def test_a_box_says_how_large_and_on_how_many_lines_its_text_may_be():
    high, flat = replace(NAME, height=20), replace(NAME, height=4)

    assert (high.style_alone.lines, high.style_alone.size, high.style_alone.size_in_more) == (2, 20, 20)
    assert (flat.style_alone.lines, round(flat.style_alone.size, 2)) == (1, 9.07)
    assert (NAME.align, NAME.hang) == (Align.LEFT, Hang.BOTTOM)
