"""Badges → PDF, page by page, with shaped names, vector codes and text that can be copied.

Memory stays bounded: a page leaves as soon as it is full, and only words, lines and the codes of letters are remembered.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO

from badges.document import Description, Reference, StreamedPdf, number
from badges.drawing import BLACK, COLOURED, Drawing, ink
from badges.face import POINTS_PER_MM, face
from badges.layout import Place, Sheet, places
from badges.typesetting import Typesetter

_MOST_BLOCKS = 4096
"""Blocks of lines remembered: organisations, forums and roles repeat."""

_MOST_ARTWORKS = 32
"""Artworks shared as form objects; a document of more congresses than that draws the further ones in place."""


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What one badge says. Only code and name are needed; every other text may be empty.

    Texts are printed as they come, so the caller chooses their language. ``role_colour`` is ``#rrggbb``; it stands beside
    the role's name, never for it.
    """

    code: str
    name: str
    pronouns: str = ""
    organisation: str = ""
    role: str = ""
    role_colour: str = ""
    forum: str = ""
    room: str = ""
    congress: str = ""
    dates: str = ""


def write_badges(
    badges: Iterable[BadgeFace],
    sheet: Sheet,
    *,
    out: BinaryIO,
    title: str,
    language: str,
    created: datetime,
    skip: int = 0,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the badges onto sheets, leaving out the first *skip* labels, and return how many there were.

    *badges* is read once and never held, so it may be a generator over a hundred thousand guests. *progress* hears after
    each page how many are done. The same input gives the same bytes: *created* (aware) is not asked from the clock. No
    badges make one empty page. Raises ``NotACode``, ``FontsMissing``, and ``ValueError`` for an impossible *skip*; what
    was written until then is no PDF.
    """
    document = StreamedPdf(
        out, page_width=sheet.page_width * POINTS_PER_MM, page_height=sheet.page_height * POINTS_PER_MM
    )
    printer = _Printer(document, sheet)
    done = 0
    placed = zip(badges, places(sheet, count=sys.maxsize, skip=skip), strict=False)
    for _, page in groupby(placed, key=lambda pair: pair[1].page):
        labels = [printer.label(badge, place) for badge, place in page]
        document.add_page(b"".join(labels))
        done += len(labels)
        if progress:
            progress(done)
    if not done:
        document.add_page(b"")
    document.close(Description(title, language, created), printer.resources())
    return done


class _Printer:
    """Draws labels of one size, each in coordinates of its own."""

    def __init__(self, document: StreamedPdf, sheet: Sheet) -> None:
        self._document = document
        self._sheet = sheet
        self._face = face(sheet.label_width, sheet.label_height)
        self._inks = BLACK if sheet.is_monochrome else COLOURED
        self._setter = Typesetter()
        self._drawing = Drawing(self._setter, height=self._face.height)
        self._forms: dict[str, Reference] = {}
        self._artwork = lru_cache(_MOST_ARTWORKS)(self._draw_artwork)
        self._beneath = lru_cache(_MOST_BLOCKS)(self._draw_beneath)
        self._foot = lru_cache(_MOST_BLOCKS)(self._draw_foot)

    def label(self, badge: BadgeFace, place: Place) -> bytes:
        """Draw one badge at its place on the page."""
        left = place.x * POINTS_PER_MM
        bottom = (self._sheet.page_height - place.y - self._face.height) * POINTS_PER_MM
        parts = (
            b"q 1 0 0 1 %s %s cm\n" % (number(left), number(bottom)),
            self._artwork(badge.congress, badge.dates),
            self._drawing.text(badge.name, self._face.name, self._inks.text),
            self._beneath(badge.pronouns, badge.organisation),
            self._foot(badge.forum, badge.room, badge.role, badge.role_colour),
            self._drawing.code(badge.code, self._face.code, self._face.module),
            b"Q\n",
        )
        return b"".join(parts)

    def resources(self) -> dict[str, object]:
        """Write the fonts and name all that the pages refer to."""
        return {"Font": self._setter.write_fonts(self._document), "XObject": self._forms}

    def _draw_artwork(self, congress: str, dates: str) -> bytes:
        """What is the same on every badge of a congress becomes a form object, drawn by its name."""
        slots, inks, drawing = self._face, self._inks, self._drawing
        content = (
            drawing.text(congress, slots.congress, inks.accent)
            + drawing.text(dates, slots.dates, inks.quiet)
            + drawing.rule(slots.left, slots.rule_y, slots.rule_width, inks.rule)
        )
        if len(self._forms) == _MOST_ARTWORKS:
            return content
        box = [0, 0, slots.width * POINTS_PER_MM, slots.height * POINTS_PER_MM]
        name = f"A{len(self._forms)}"
        self._forms[name] = self._document.add_form(content, box)
        return f"/{name} Do\n".encode()

    def _draw_beneath(self, pronouns: str, organisation: str) -> bytes:
        stack = self._face.beneath
        if len(stack.styles) == 1:
            texts = [(" · ".join(filter(None, (pronouns, organisation))), self._inks.text)]
        else:
            texts = [(pronouns, self._inks.quiet), (organisation, self._inks.text)]
        return self._drawing.downwards(stack, texts)

    def _draw_foot(self, forum: str, room: str, role: str, role_colour: str) -> bytes:
        inks, stack = self._inks, self._face.foot
        colour = inks.accent if not role_colour or self._sheet.is_monochrome else ink(role_colour)
        texts = (forum, inks.accent), (room, inks.text), (role, colour)
        return self._drawing.upwards(stack, texts) + colour + self._drawing.box(*self._face.tab)
