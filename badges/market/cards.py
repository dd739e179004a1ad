"""Cards that lie or stand on a stand, A4 or A5: number, who it is, and the code that opens its page or says "you are here"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from badges import girocode
from badges.document import Description, StreamedPdf, number
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import POINTS_PER_MM, Slot, Stack, Style
from badges.layout import A4_MM
from badges.market.floor import _paper_of
from badges.typefaces import Weight
from badges.typesetting import Typesetter

SIZES: Final = ("a4", "a5")
_SHRUNK = 148.5 / 210
"""A5 lies on half a sheet of A4: the same card, smaller by the root of two."""

_WIDTH, _HEIGHT = 297.0, 210.0
_LEFT, _CODE = 18.0, 58.0
_LINE = _WIDTH - 2 * _LEFT
_LOGO = 70.0, 18.0
_BESIDE = _LINE - _CODE - 10
_NUMBER = Slot(_LEFT, 52, Style(90, 110, 40, weight=Weight.BOLD))
_NAME = Stack(
    _LEFT,
    86,
    (
        Style(_LINE, 40, 18, lines=2, size_in_more=34, shrink=0.75, weight=Weight.BOLD),
        Style(_LINE, 22, 12, lines=2, size_in_more=20, above=5),
    ),
)
_FOOT = Stack(
    _LEFT,
    _HEIGHT - 22,
    (Style(_BESIDE, 16, 10, lines=2, size_in_more=15), Style(_BESIDE, 13, 9, lines=2, size_in_more=12, above=4)),
)


@dataclass(frozen=True, slots=True)
class StandCard:
    """What a card says: the pitch's number, who stands there, topic and languages in words, and what its code opens."""

    number: str
    organisation: str
    title: str = ""
    topic: str = ""
    letter: str = ""
    colour: int = 0
    languages: str = ""
    congress: str = ""
    address: str = ""
    hint: str = ""


def write_cards(
    cards: Iterable[StandCard],
    size: str,
    *,
    out: BinaryIO,
    title: str,
    language: str,
    created: datetime,
    letterhead: Letterhead = HOUSE,
) -> int:
    """Write a lying page of A4 for each card, or two cards of A5 on each upright page, and return how many pages that makes.

    Raises FontsMissing.
    """
    is_small = size == "a5"
    page = A4_MM if is_small else (_WIDTH, _HEIGHT)
    document = StreamedPdf(out, page_width=page[0] * POINTS_PER_MM, page_height=page[1] * POINTS_PER_MM)
    setter = Typesetter()
    drawing = Drawing(setter, height=_HEIGHT, letterhead=letterhead)
    faces = [_face(drawing, card) for card in cards]
    pages = [b"".join(_halves(faces[at : at + 2])) for at in range(0, len(faces), 2)] if is_small else faces
    for content in pages or [b""]:
        document.add_page(content)
    resources = {"Font": setter.write_fonts(document), "XObject": letterhead.objects(document)}
    document.close(Description(title, language, created), resources)
    return len(pages)


def _halves(faces: list[bytes]) -> Iterable[bytes]:
    for place, face in enumerate(faces):
        lift = (1 - place) * A4_MM[1] / 2 * POINTS_PER_MM
        yield b"q %s 0 0 %s 0 %s cm\n%sQ\n" % (b"%.4f" % _SHRUNK, b"%.4f" % _SHRUNK, number(lift), face)
    middle = number(A4_MM[1] / 2 * POINTS_PER_MM)
    yield b"q .7 .76 .75 RG .5 w [2 3] 0 d 0 %s m %s %s l S Q\n" % (middle, number(A4_MM[0] * POINTS_PER_MM), middle)


def _face(drawing: Drawing, card: StandCard) -> bytes:
    code = _WIDTH - _LEFT - _CODE, _HEIGHT - _LEFT - _CODE
    return b"".join(
        [
            drawing.text(card.number, _NUMBER, drawing.inks.accent),
            *_topic(drawing, card),
            drawing.logo(_LEFT + drawing.logo_size(*_LOGO)[0], 140, *_LOGO),
            drawing.inks.accent + drawing.box(_LEFT, 60, 44, 2.0),
            drawing.downwards(_NAME, [(card.organisation, drawing.inks.text), (card.title, drawing.inks.quiet)]),
            drawing.upwards(_FOOT, [(card.languages, drawing.inks.text), (card.congress, drawing.inks.quiet)]),
            qr_code(drawing, card.address, code, _CODE) if card.address else b"",
            drawing.text(card.hint, Slot(code[0], code[1] - 2.5, Style(_CODE, 10, 6)), drawing.inks.quiet),
        ]
    )


def _topic(drawing: Drawing, card: StandCard) -> Iterable[bytes]:
    """Show the letter of the topic on its paper at the right edge, its name beside it."""
    if not card.letter:
        return
    side, x = 26.0, _WIDTH - _LEFT - 26.0
    yield _paper_of(card.colour) + drawing.box(x, 22, side, side)
    yield drawing.text(card.letter, Slot(x + 7.5, 42, Style(side - 8, 52, 20, weight=Weight.BOLD)), drawing.inks.text)
    name = Style(95, 18, 9, lines=2, size_in_more=16)
    yield drawing.text(card.topic, Slot(x - 6, 42, name, is_flush_right=True), drawing.inks.text)


def qr_code(drawing: Drawing, text: str, corner: tuple[float, float], side: float) -> bytes:
    """Draw any text as a code whose dark modules begin at the *corner* on the upper left, *side* mm wide."""
    rows = girocode.modules(text)
    module = side / len(rows)
    boxes = (
        drawing.box(corner[0] + x * module, corner[1] + y * module, module * 1.01, module * 1.01)
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return b"".join([b"0 g\n", *boxes])
