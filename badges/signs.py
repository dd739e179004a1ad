"""Signs for the doors of rooms: a page of A4 each, read from across a hall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges.document import Description, StreamedPdf
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import POINTS_PER_MM, Slot, Stack, Style
from badges.layout import A4_MM
from badges.typefaces import Weight
from badges.typesetting import Typesetter

_WIDTH, _HEIGHT = A4_MM
_LEFT = 20.0
_LINE = _WIDTH - 2 * _LEFT
_WORD = Slot(_LEFT, 40, Style(_LINE, 30, 16))
_NUMBER = Slot(_LEFT, 122, Style(_LINE, 250, 90, weight=Weight.BOLD))
_TITLE = Stack(
    _LEFT,
    152,
    (
        Style(_LINE, 44, 18, lines=4, size_in_more=38, shrink=0.8, weight=Weight.BOLD),
        Style(_LINE, 18, 11, lines=3, size_in_more=18, above=9),
    ),
)
_PLACE = Stack(
    _LEFT,
    256,
    (
        Style(_LINE, 30, 14, lines=2, size_in_more=24, weight=Weight.BOLD),
        Style(_LINE, 20, 12, lines=2, size_in_more=18, above=3),
    ),
)
_FOOT = Slot(_LEFT, 283, Style(_LINE, 11, 7))


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sign says: the *word* above its number ("Forum"), the title, who moderates, the room, when, and the congress."""

    word: str
    number: str
    title: str
    moderators: str = ""
    room: str = ""
    when: str = ""
    congress: str = ""


def write_signs(
    signs: Iterable[Sign],
    *,
    out: BinaryIO,
    title: str,
    language: str,
    created: datetime,
    letterhead: Letterhead = HOUSE,
) -> int:
    """Write the signs, and return how many there were; none make one empty page. Raises FontsMissing."""
    document = StreamedPdf(out, page_width=_WIDTH * POINTS_PER_MM, page_height=_HEIGHT * POINTS_PER_MM)
    setter = Typesetter()
    drawing, done = Drawing(setter, height=_HEIGHT, letterhead=letterhead), 0
    for sign in signs:
        document.add_page(_page(drawing, sign))
        done += 1
    if not done:
        document.add_page(b"")
    resources = {"Font": setter.write_fonts(document), "XObject": letterhead.objects(document)}
    document.close(Description(title, language, created), resources)
    return done


def _page(drawing: Drawing, sign: Sign) -> bytes:
    inks = drawing.inks
    parts = (
        drawing.logo(_LEFT + _LINE, 18, 80, 34),
        drawing.text(sign.word, _WORD, inks.quiet),
        drawing.text(sign.number, _NUMBER, inks.accent),
        inks.accent + drawing.box(_LEFT, 132, 44, 2.2),
        drawing.downwards(_TITLE, [(sign.title, inks.text), (sign.moderators, inks.quiet)]),
        drawing.upwards(_PLACE, [(sign.room, inks.text), (sign.when, inks.quiet)]),
        drawing.rule(_LEFT, _FOOT.y - 8, _LINE, inks.rule),
        drawing.text(sign.congress, _FOOT, inks.quiet),
    )
    return b"".join(parts)
