"""The ticket a guest prints at home or shows on a phone: one page of A4, a large code, where and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from badges import qr
from badges.document import Description
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import Slot, Stack, Style
from badges.label import BadgeFace
from badges.layout import A4_MM
from badges.one_page import write_page
from badges.typefaces import Weight

_LEFT = 25.0
_WIDTH = A4_MM[0] - 2 * _LEFT
_CODE = 40.0
_CODE_LEFT = A4_MM[0] - _LEFT - _CODE
_ROW_WIDTH = _CODE_LEFT - _LEFT - 10

_CONGRESS = Slot(_LEFT, 36, Style(_WIDTH, 20, 12, lines=2, size_in_more=18, weight=Weight.BOLD))
_LOGO = 55.0, 22.0
_RULE_Y = 41.0
_TAB = (_LEFT, _RULE_Y - 0.9, 26.0, 1.8)
_PERSON = Stack(
    _LEFT,
    62,
    (
        Style(_WIDTH, 32, 12, lines=2, size_in_more=30, weight=Weight.BOLD),
        Style(_WIDTH, 13, 9, lines=2, size_in_more=13, shrink=0.9, above=4.5),
        Style(_WIDTH, 11, 8, weight=Weight.BOLD, above=1),
    ),
)
_ROWS_Y = 116.0
_LABEL = Style(_ROW_WIDTH, 9, 7, above=4.5)
_VALUE = Style(_ROW_WIDTH, 13, 9, lines=3, size_in_more=13, shrink=0.9, above=0.3)
_SPELLED = Stack(_CODE_LEFT, _ROWS_Y + _CODE + 5, (Style(_CODE, 9, 5, lines=2, size_in_more=9, shrink=0.95),))
_HINT_RULE_Y = 238.0
_HINT = Stack(_LEFT, _HINT_RULE_Y + 8, (Style(_WIDTH, 11, 8, lines=3, size_in_more=11, shrink=0.9),))


def write_ticket(
    badge: BadgeFace,
    *,
    out: BinaryIO,
    rows: Sequence[tuple[str, str]],
    hint: str,
    title: str,
    language: str,
    created: datetime,
    letterhead: Letterhead = HOUSE,
) -> None:
    """Write one A4 page with the guest's code in 40 mm, the name and *rows* of (label, text): when, where, forum, room.

    *hint* stands at the foot and says what to do with the page. Rows without a text are left out; there is room for eight
    short ones. Texts are printed as they come, so the caller chooses their language. Raises ``NotACode``, ``FontsMissing``.
    """
    write_page(
        Description(title, language, created),
        lambda drawing: _page(drawing, badge, rows, hint),
        out=out,
        letterhead=letterhead,
    )


def _page(drawing: Drawing, badge: BadgeFace, rows: Sequence[tuple[str, str]], hint: str) -> bytes:
    inks = drawing.inks
    person = (badge.name, inks.text), (badge.organisation, inks.text), (badge.role, inks.accent)
    kept = [row for row in rows if row[1]]
    lines = [line for label, text in kept for line in ((label, inks.quiet), (text, inks.text))]
    logo = drawing.logo_size(*_LOGO)[0]
    congress = replace(_CONGRESS, style=replace(_CONGRESS.style, width=_WIDTH - logo - (5 if logo else 0)))
    parts = (
        drawing.logo(_LEFT + _WIDTH, 16, *_LOGO),
        drawing.text(badge.congress, congress, inks.accent),
        drawing.rule(_LEFT, _RULE_Y, _WIDTH, inks.rule),
        inks.accent + drawing.box(*_TAB),
        drawing.downwards(_PERSON, person),
        drawing.downwards(Stack(_LEFT, _ROWS_Y + 2.3, (_LABEL, _VALUE) * len(kept)), lines),
        drawing.code(badge.code, (_CODE_LEFT, _ROWS_Y), _CODE / qr.SIDE_MODULES),
        drawing.downwards(_SPELLED, [(qr.grouped(badge.code), inks.quiet)]),
        drawing.rule(_LEFT, _HINT_RULE_Y, _WIDTH, inks.rule),
        drawing.downwards(_HINT, [(hint, inks.text)]),
    )
    return b"".join(parts)
