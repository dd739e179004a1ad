"""An invoice on one page of A4, with its address in the window of an envelope (DIN 5008, form B) and a code to pay it by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges import girocode
from badges.document import Description
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import Slot, Stack, Style
from badges.layout import A4_MM
from badges.one_page import write_page
from badges.typefaces import Weight

_LEFT = 25.0
_WIDTH = A4_MM[0] - _LEFT - 20
_RIGHT = _LEFT + _WIDTH
_ADDRESS_WIDTH = 80.0
_RETURN_Y = 60.0
_ADDRESS_Y = 67.0
_FACTS_LEFT = 125.0
_TITLE_Y = 113.0
_TABLE_Y = 126.0
_CODE = 36.0
_PLAIN = Style(_WIDTH, 11, 8)
_MOST_ADDRESS_LINES = 6


@dataclass(frozen=True, kw_only=True)
class InvoicePaper:
    """What stands on the paper, in the reader's language. *items* are (text, amount); the last one is the sum."""

    sender: Sequence[str]
    address: Sequence[str]
    facts: Sequence[tuple[str, str]]
    title: str
    opening: str
    items: Sequence[tuple[str, str]]
    closing: Sequence[str]
    account: Sequence[tuple[str, str]]
    payload: str  # of the code; empty once it is paid
    code_hint: str
    language: str
    created: datetime


def write_invoice(paper: InvoicePaper, *, out: BinaryIO, letterhead: Letterhead = HOUSE) -> None:
    """Write the page. Texts are printed as they come; raises FontsMissing."""
    description = Description(paper.title, paper.language, paper.created)
    write_page(description, lambda drawing: _page(drawing, paper), out=out, letterhead=letterhead)


def _page(drawing: Drawing, paper: InvoicePaper) -> bytes:
    inks = drawing.inks
    items, y = _items(drawing, paper)
    closing = [(text, inks.text) for text in paper.closing]
    narrow = _RIGHT - _FACTS_LEFT
    fact = Style(narrow, 8, 6, above=1), Style(narrow, 10, 7)
    parts = [
        drawing.logo(_RIGHT, 15, 70, 30),
        drawing.text(" · ".join(paper.sender), Slot(_LEFT, _RETURN_Y, Style(_ADDRESS_WIDTH, 7, 5)), inks.quiet),
        drawing.downwards(
            Stack(_LEFT, _ADDRESS_Y, (Style(_ADDRESS_WIDTH, 11, 7),) * min(len(paper.address), _MOST_ADDRESS_LINES)),
            [(line, inks.text) for line in paper.address[:_MOST_ADDRESS_LINES]],
        ),
        drawing.downwards(
            Stack(_FACTS_LEFT, _RETURN_Y, fact * len(paper.facts)),
            [line for label, text in paper.facts for line in ((label, inks.quiet), (text, inks.text))],
        ),
        drawing.text(paper.title, Slot(_LEFT, _TITLE_Y, Style(_WIDTH, 16, 10, weight=Weight.BOLD)), inks.accent),
        drawing.text(paper.opening, Slot(_LEFT, _TITLE_Y + 8, _PLAIN), inks.text),
        items,
        drawing.downwards(
            Stack(_LEFT, y, (Style(_WIDTH, 11, 8, lines=3, size_in_more=11, shrink=0.9, above=2),) * len(closing)),
            closing,
        ),
        _account(drawing, paper),
    ]
    return b"".join(parts)


def _items(drawing: Drawing, paper: InvoicePaper) -> tuple[bytes, float]:
    """Draw the lines with their amounts on the right; return the operators and where the text goes on."""
    parts, y = [drawing.rule(_LEFT, _TABLE_Y, _WIDTH, drawing.inks.rule)], _TABLE_Y + 6.5
    for place, (text, amount) in enumerate(paper.items):
        weight = Weight.BOLD if place == len(paper.items) - 1 else Weight.REGULAR
        parts += [
            drawing.text(text, Slot(_LEFT, y, Style(_WIDTH - 40, 11, 7, weight=weight)), drawing.inks.text),
            drawing.text(
                amount, Slot(_RIGHT, y, Style(38, 11, 8, weight=weight), is_flush_right=True), drawing.inks.text
            ),
            drawing.rule(_LEFT, y + 2.5, _WIDTH, drawing.inks.rule),
        ]
        y += 9
    return b"".join(parts), y + 4


def _account(drawing: Drawing, paper: InvoicePaper) -> bytes:
    """Draw where to pay, with the code beside it, at the foot of the page."""
    top = 225.0
    left = _LEFT + (_CODE + 8 if paper.payload else 0)
    lines = [line for label, text in paper.account for line in ((label, drawing.inks.quiet), (text, drawing.inks.text))]
    styles = (Style(_RIGHT - left, 8, 6, above=1), Style(_RIGHT - left, 11, 8)) * len(paper.account)
    parts = [
        drawing.rule(_LEFT, top - 6, _WIDTH, drawing.inks.rule),
        drawing.downwards(Stack(left, top, styles), lines),
    ]
    if paper.payload:
        rows = girocode.modules(paper.payload)
        side = _CODE / len(rows)
        boxes = (
            drawing.box(_LEFT + x * side, top - 2 + y * side, side * 1.01, side * 1.01)
            for y, row in enumerate(rows)
            for x, is_dark in enumerate(row)
            if is_dark
        )
        hint = Slot(_LEFT, top + _CODE + 3, Style(_WIDTH, 8, 6))
        parts += [b"0 g\n", *boxes, drawing.text(paper.code_hint, hint, drawing.inks.quiet)]
    return b"".join(parts)
