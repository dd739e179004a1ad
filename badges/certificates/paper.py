"""The certificate as a page of A4, with the code that leads to its check page."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges import girocode
from badges.document import Description, StreamedPdf
from badges.drawing import COLOURED, Drawing
from badges.face import POINTS_PER_MM, Slot, Stack, Style
from badges.layout import A4_MM
from badges.typefaces import Weight
from badges.typesetting import Typesetter

_LEFT = 25.0
_WIDTH = A4_MM[0] - 2 * _LEFT
_CODE = 30.0
_FOOT = 232.0


@dataclass(frozen=True, kw_only=True)
class CertificatePaper:
    """What stands on the paper, in its reader's language. *check* is the address of the check page."""

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


def write_certificate(paper: CertificatePaper, *, out: BinaryIO) -> None:
    """Write the page. Texts are printed as they come; raises FontsMissing."""
    width, height = A4_MM
    document = StreamedPdf(out, page_width=width * POINTS_PER_MM, page_height=height * POINTS_PER_MM)
    setter = Typesetter()
    document.add_page(_page(Drawing(setter, height=height), paper))
    title = f"{paper.heading}: {paper.name}"
    document.close(Description(title, paper.language, paper.created), {"Font": setter.write_fonts(document)})


def _page(drawing: Drawing, paper: CertificatePaper) -> bytes:
    inks = COLOURED
    lines = [
        (paper.name, inks.text),
        (paper.took_part, inks.quiet),
        (paper.congress, inks.text),
        (paper.when_and_where, inks.text),
        (paper.extent[0], inks.quiet),
        (paper.extent[1], inks.text),
        (paper.body, inks.text),
    ]
    styles = (
        Style(_WIDTH, 28, 12, lines=2, size_in_more=24, weight=Weight.BOLD),
        Style(_WIDTH, 12, 9, above=7),
        Style(_WIDTH, 18, 10, lines=3, size_in_more=16, weight=Weight.BOLD, above=2),
        Style(_WIDTH, 12, 8, lines=2, size_in_more=12, above=1.5),
        Style(_WIDTH, 10, 8, above=8),
        Style(_WIDTH, 13, 8, lines=4, size_in_more=12, shrink=0.9, above=0.5),
        Style(_WIDTH, 11, 8, lines=12, size_in_more=11, shrink=0.9, above=8),
    )
    parts = [
        drawing.text(paper.heading, Slot(_LEFT, 48, Style(_WIDTH, 16, 10, weight=Weight.BOLD)), inks.accent),
        drawing.rule(_LEFT, 53, _WIDTH, inks.rule),
        drawing.downwards(Stack(_LEFT, 78, styles), lines),
        _foot(drawing, paper),
    ]
    return b"".join(parts)


def _foot(drawing: Drawing, paper: CertificatePaper) -> bytes:
    left, width = _LEFT + _CODE + 8, _WIDTH - _CODE - 8
    small = Style(width, 8, 6, lines=3, size_in_more=8, shrink=0.9, above=1.5)
    lines = [
        (paper.signed_by, COLOURED.text),
        (paper.issued, COLOURED.text),
        (paper.check_hint, COLOURED.quiet),
        (paper.check, COLOURED.quiet),
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
    return b"".join((drawing.rule(_LEFT, _FOOT - 6, _WIDTH, COLOURED.rule), b"0 g\n", *boxes, text))
