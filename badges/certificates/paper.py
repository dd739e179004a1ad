"""The certificate as a page of A4, with the code that leads to its check page."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges import girocode
from badges.document import Description
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import LEADING, POINTS_PER_MM, Slot, Stack, Style
from badges.layout import A4_MM
from badges.one_page import write_page
from badges.typefaces import Weight

_LEFT = 25.0
_WIDTH = A4_MM[0] - 2 * _LEFT
_CODE = 30.0
_FOOT = 232.0
_GAP = 2.5
_LOGO = 70.0, 26.0
_BODY_SIZES = (11, 10, 9, 8, 7, 6)


@dataclass(frozen=True, kw_only=True)
class CertificatePaper:
    """What stands on the paper, in its reader's language. *check* is the address of the check page."""

    hosts: str
    heading: str
    name: str
    took_part: str
    congress: str
    when_and_where: str
    extent: tuple[str, str]  # label and text
    body: str
    issued: str
    signed_by: str
    check: str
    check_hint: str
    language: str
    created: datetime


def write_certificate(paper: CertificatePaper, *, out: BinaryIO, letterhead: Letterhead = HOUSE) -> None:
    """Write the page. Texts are printed as they come; raises FontsMissing."""
    description = Description(f"{paper.heading}: {paper.name}", paper.language, paper.created)
    write_page(description, lambda drawing: _page(drawing, paper), out=out, letterhead=letterhead)


def _page(drawing: Drawing, paper: CertificatePaper) -> bytes:
    inks = drawing.inks
    lines = [
        (paper.name, inks.text),
        (paper.took_part, inks.quiet),
        (paper.congress, inks.text),
        (paper.when_and_where, inks.text),
        (paper.extent[0], inks.quiet),
        (paper.extent[1], inks.text),
    ]
    styles = (
        Style(_WIDTH, 28, 12, lines=2, size_in_more=24, weight=Weight.BOLD),
        Style(_WIDTH, 12, 9, above=7),
        Style(_WIDTH, 18, 10, lines=3, size_in_more=16, weight=Weight.BOLD, above=2),
        Style(_WIDTH, 12, 8, lines=2, size_in_more=12, above=1.5),
        Style(_WIDTH, 10, 8, above=8),
        Style(_WIDTH, 13, 8, lines=4, size_in_more=12, shrink=0.9, above=0.5),
    )
    stack = Stack(_LEFT, 78, styles)
    logo = drawing.logo_size(*_LOGO)[0]
    parts = [
        drawing.logo(_LEFT + _WIDTH, 22, *_LOGO),
        drawing.text(paper.hosts, Slot(_LEFT, 30, Style(_WIDTH - logo, 11, 7, lines=2, size_in_more=11)), inks.quiet),
        drawing.text(paper.heading, Slot(_LEFT, 48, Style(_WIDTH - logo, 16, 10, weight=Weight.BOLD)), inks.accent),
        drawing.rule(_LEFT, 53, _WIDTH, inks.rule),
        drawing.downwards(stack, lines),
        _body(drawing, paper.body, top=drawing.end_of(stack, lines)),
        _foot(drawing, paper),
    ]
    return b"".join(parts)


def _body(drawing: Drawing, body: str, *, top: float) -> bytes:
    """Set what the congress adds beneath all else, paragraph by paragraph, as large as there is room for above the foot."""
    paragraphs = [line for line in body.splitlines() if line.strip()]
    for size in _BODY_SIZES:
        pitch = LEADING * 1.08 * size / POINTS_PER_MM
        filled = [drawing.setter.fill(text, width=_WIDTH, size=size) for text in paragraphs]
        if top + sum(len(block.lines) * pitch + _GAP for block in filled) + _GAP <= _FOOT - 10:
            break
    shown, y = [], top + 2 * _GAP
    for block in filled:
        y += _GAP
        for line in block.lines:
            y += pitch
            left = _LEFT * POINTS_PER_MM
            if block.is_right_to_left:
                left += _WIDTH * POINTS_PER_MM - line.width * size / 1000
            shown.append(line.shown(left, (A4_MM[1] - y) * POINTS_PER_MM, size))
    return b"%sBT\n%sET\n" % (drawing.inks.text, b"".join(shown))


def _foot(drawing: Drawing, paper: CertificatePaper) -> bytes:
    left, width = _LEFT + _CODE + 8, _WIDTH - _CODE - 8
    small = Style(width, 8, 6, lines=3, size_in_more=8, shrink=0.9, above=1.5)
    lines = [
        (paper.signed_by, drawing.inks.text),
        (paper.issued, drawing.inks.text),
        (paper.check_hint, drawing.inks.quiet),
        (paper.check, drawing.inks.quiet),
    ]
    styles = (Style(width, 12, 8, weight=Weight.BOLD), Style(width, 11, 8, above=1), small, small)
    rows = girocode.modules(paper.check)
    side = _CODE / len(rows)
    boxes = (
        drawing.box(_LEFT + x * side, _FOOT + y * side, side * 1.01, side * 1.01)
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    text = drawing.downwards(Stack(left, _FOOT + 4, styles), lines)
    return b"".join((drawing.rule(_LEFT, _FOOT - 6, _WIDTH, drawing.inks.rule), b"0 g\n", *boxes, text))
