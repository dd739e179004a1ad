"""Cards for tables: a page of A4 each, folded in the middle so that it stands and is read from both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges.document import Description, StreamedPdf, number
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import POINTS_PER_MM, Slot, Stack, Style
from badges.layout import A4_MM
from badges.typefaces import Weight
from badges.typesetting import Typesetter

_WIDTH, _HALF = A4_MM[0], A4_MM[1] / 2
_LEFT = 18.0
_LINE = _WIDTH - 2 * _LEFT
_NUMBER = Slot(_LEFT, 62, Style(_LINE, 150, 60, weight=Weight.BOLD))
_WORD = Slot(_LEFT, 17, Style(_LINE, 15, 10))
_TOPIC = Stack(
    _LEFT,
    82,
    (
        Style(_LINE, 30, 13, lines=3, size_in_more=28, shrink=0.8, weight=Weight.BOLD),
        Style(_LINE, 13, 9, lines=2, size_in_more=13, above=4),
    ),
)
_FOOT_Y = _HALF - 12


@dataclass(frozen=True, slots=True)
class TableCard:
    """What a card says: the *word* above its number ("Tisch"), the topic, who hosts, and at its foot the congress."""

    word: str
    number: str
    topic: str
    hosts: str = ""
    congress: str = ""
    dates: str = ""


def write_cards(
    cards: Iterable[TableCard],
    *,
    out: BinaryIO,
    title: str,
    language: str,
    created: datetime,
    letterhead: Letterhead = HOUSE,
) -> int:
    """Write the cards, and return how many there were; none make one empty page. Raises FontsMissing."""
    width, height = A4_MM
    document = StreamedPdf(out, page_width=width * POINTS_PER_MM, page_height=height * POINTS_PER_MM)
    setter, forms = Typesetter(), {}
    drawing, done = Drawing(setter, height=_HALF, letterhead=letterhead), 0
    for card in cards:
        name = f"C{done}"
        box = [0, 0, _WIDTH * POINTS_PER_MM, _HALF * POINTS_PER_MM]
        forms[name] = document.add_form(_face(drawing, card), box)
        document.add_page(_folded(name.encode()))
        done += 1
    if not done:
        document.add_page(b"")
    fonts = setter.write_fonts(document)
    resources = {"Font": fonts, "XObject": forms | letterhead.objects(document)}
    document.close(Description(title, language, created), resources)
    return done


def _face(drawing: Drawing, card: TableCard) -> bytes:
    inks, half = drawing.inks, _LINE / 2 - 3
    parts = (
        drawing.logo(_WIDTH - _LEFT, 10, 60, 24),
        drawing.text(card.word, _WORD, inks.quiet),
        drawing.text(card.number, _NUMBER, inks.accent),
        inks.accent + drawing.box(_LEFT, 69, 30, 1.6),
        drawing.downwards(_TOPIC, [(card.topic, inks.text), (card.hosts, inks.quiet)]),
        drawing.rule(_LEFT, _FOOT_Y - 6, _LINE, inks.rule),
        drawing.text(card.congress, Slot(_LEFT, _FOOT_Y, Style(1.3 * half, 9, 6)), inks.quiet),
        drawing.text(
            card.dates, Slot(_WIDTH - _LEFT, _FOOT_Y, Style(0.7 * half, 9, 6), is_flush_right=True), inks.quiet
        ),
    )
    return b"".join(parts)


def _folded(name: bytes) -> bytes:
    """Draw a face on the lower half, the same upside down on the upper one, and the fold between them."""
    width, middle, top = (number(length * POINTS_PER_MM) for length in (_WIDTH, _HALF, A4_MM[1]))
    fold = b"q .7 .76 .75 RG .5 w [3 3] 0 d 0 %s m %s %s l S Q\n" % (middle, width, middle)
    return b"/%s Do\nq -1 0 0 -1 %s %s cm /%s Do Q\n%s" % (name, width, top, name, fold)
