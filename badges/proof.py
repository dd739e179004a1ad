"""A proof of erasure on one page of A4: what was erased, and nothing about whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges.document import Description
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import Slot, Stack, Style
from badges.layout import A4_MM
from badges.one_page import write_page
from badges.typefaces import Weight

_LEFT = 25.0
_WIDTH = A4_MM[0] - _LEFT - 25
_RIGHT = _LEFT + _WIDTH
_TITLE_Y = 42.0
_FACTS_Y = 56.0
_LABEL_WIDTH = 42.0
_ROW = 7.5
_MOST_ROWS = 22  # what a page holds; the rooms of the house are fewer
_LABEL, _FACT = Style(_LABEL_WIDTH, 10, 7), Style(_WIDTH - _LABEL_WIDTH, 11, 7)
_NOTE = Style(_WIDTH, 9.5, 8, lines=4, size_in_more=9.5, shrink=0.95, above=2)


@dataclass(frozen=True, kw_only=True)
class ProofPaper:
    """What stands on the paper, in the reader's language. *erased* are (what, how much)."""

    title: str
    facts: Sequence[tuple[str, str]]
    heading: str
    erased: Sequence[tuple[str, str]]
    notes: Sequence[str]
    language: str
    created: datetime


def write_proof(paper: ProofPaper, *, out: BinaryIO, letterhead: Letterhead = HOUSE) -> None:
    """Write the page. Texts are printed as they come; raises FontsMissing."""
    description = Description(paper.title, paper.language, paper.created)
    write_page(description, lambda drawing: _page(drawing, paper), out=out, letterhead=letterhead)


def _page(drawing: Drawing, paper: ProofPaper) -> bytes:
    inks = drawing.inks
    title = Slot(_LEFT, _TITLE_Y, Style(_WIDTH, 20, 12, weight=Weight.BOLD))
    facts, y = _facts(drawing, paper.facts)
    heading = Slot(_LEFT, y + 8, Style(_WIDTH, 12, 9, weight=Weight.BOLD))
    rows, y = _rows(drawing, paper.erased[:_MOST_ROWS], top=y + 12)
    notes = Stack(_LEFT, y + 8, (_NOTE,) * len(paper.notes))
    parts = [
        drawing.logo(_RIGHT, 14, 60, 18),
        drawing.text(paper.title, title, inks.accent),
        facts,
        drawing.text(paper.heading, heading, inks.text),
        rows,
        drawing.downwards(notes, [(note, inks.quiet) for note in paper.notes]),
    ]
    return b"".join(parts)


def _facts(drawing: Drawing, facts: Sequence[tuple[str, str]]) -> tuple[bytes, float]:
    parts, y = [], _FACTS_Y
    for label, text in facts:
        parts += [
            drawing.text(label, Slot(_LEFT, y, _LABEL), drawing.inks.quiet),
            drawing.text(text, Slot(_LEFT + _LABEL_WIDTH, y, _FACT), drawing.inks.text),
        ]
        y += _ROW
    return b"".join(parts), y


def _rows(drawing: Drawing, rows: Sequence[tuple[str, str]], *, top: float) -> tuple[bytes, float]:
    """Draw what was erased with its number on the right; return the operators and where the text goes on."""
    parts, y = [drawing.rule(_LEFT, top, _WIDTH, drawing.inks.rule)], top
    for what, number in rows:
        parts += [
            drawing.text(what, Slot(_LEFT, y + 5.2, Style(_WIDTH - 30, 11, 7)), drawing.inks.text),
            drawing.text(number, Slot(_RIGHT, y + 5.2, Style(28, 11, 8), is_flush_right=True), drawing.inks.text),
            drawing.rule(_LEFT, y + _ROW, _WIDTH, drawing.inks.rule),
        ]
        y += _ROW
    return b"".join(parts), y
