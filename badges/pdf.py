"""Badges → PDF, page by page, with shaped names, vector codes and text that can be copied.

Memory stays bounded: a page leaves as soon as it is full, and only words, lines, the codes of letters and the numbers of tags are
remembered.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import BinaryIO

from badges.design import Design, usual
from badges.document import Description, StreamedPdf, number
from badges.drawing import COLOURED, Inks
from badges.face import POINTS_PER_MM
from badges.label import BadgeFace, Picture, SideDrawing, Studio
from badges.layout import Fold, Place, Sheet, Side, behind, panels, places
from badges.tagging import FIGURE, PARAGRAPH, Tags

_MARK_MM = 4.0
_MARKS = b"q .6 .64 .62 RG .4 w [2 2] 0 d %s S Q\n"


@dataclass(frozen=True)
class Looks:
    """What badges look like: a design by category ("": for all others), its pictures, and what a screen reader calls the code."""

    designs: Mapping[str, Design] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    code_word: str = "Code"
    inks: Inks = COLOURED


PLAIN = Looks()


def write_badges(
    badges: Iterable[BadgeFace],
    sheet: Sheet,
    *,
    out: BinaryIO,
    title: str,
    language: str,
    created: datetime,
    looks: Looks = PLAIN,
    skip: int = 0,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the badges onto sheets, leaving out the first *skip* labels, and return how many there were.

    *badges* is read once and never held, so it may be a generator over a hundred thousand guests. Where a design has a back and the
    sheet is not folded, each page is followed by one with the backs, for paper that is turned over its long edge. *progress* hears
    after each page how many are done; what it raises ends the work. The same input gives the same bytes: *created* (aware) is not
    asked from the clock. No badges make one empty page. Raises ``NotACode``, ``FontsMissing``, and ``ValueError`` for an impossible
    *skip*; what was written until then is no PDF.
    """
    document = StreamedPdf(
        out, page_width=sheet.page_width * POINTS_PER_MM, page_height=sheet.page_height * POINTS_PER_MM
    )
    tags = Tags(document, language=language, alt=looks.code_word)
    printer = Printer(
        Studio(document, looks.pictures, is_monochrome=sheet.is_monochrome, inks=looks.inks), sheet, looks.designs
    )
    done = 0
    placed = zip(badges, places(sheet, count=sys.maxsize, skip=skip), strict=False)
    for _, page in groupby(placed, key=lambda pair: pair[1].page):
        labels = list(page)
        for content, kinds in printer.pages(labels):
            tags.add(document.add_page(content, further=tags.further()), kinds)
        done += len(labels)
        if progress:
            progress(done)
    if not done:
        document.add_page(b"")
    catalogue = tags.close()
    document.close(Description(title, language, created), printer.resources(document), catalogue=catalogue)
    return done


class Printer:
    """Draws labels of one sheet, each badge in the design of its category."""

    def __init__(self, studio: Studio, sheet: Sheet, designs: Mapping[str, Design]) -> None:
        self._studio = studio
        self._sheet = sheet
        self._designs = {"": usual(sheet.side_width, sheet.side_height), **designs}
        self._panels = [
            (panel.side, self._matrix(panel.x, panel.y, is_turned=panel.is_turned)) for panel in panels(sheet)
        ]
        self._sides: dict[tuple[str, Side], SideDrawing | None] = {}
        self._folds = _fold_marks(sheet)
        self._has_backs = sheet.fold is Fold.FLAT and any(Side.BACK in one.sides for one in self._designs.values())

    def pages(self, labels: list[tuple[BadgeFace, Place]]) -> Iterator[tuple[bytes, list[bytes]]]:
        """Yield the page of these badges, and that of their backs, each with the kinds of its pieces of marked content."""
        kinds: list[bytes] = []
        yield b"".join([self.label(badge, place, kinds) for badge, place in labels]), kinds
        if self._has_backs:
            kinds = []
            yield b"".join([self._back(badge, behind(self._sheet, place), kinds) for badge, place in labels]), kinds

    def label(self, badge: BadgeFace, place: Place, kinds: list[bytes]) -> bytes:
        """Draw one badge at its place on the page, and add to *kinds* what kind each piece of its marked content is."""
        parts = [self._shift(place)]
        for side, matrix in self._panels:
            if drawing := self._side(badge.category, side):
                parts += (matrix, _marked(drawing, badge, kinds), b"Q\n" if matrix else b"")
        parts += (self._folds, b"Q\n")
        return b"".join(parts)

    def resources(self, document: StreamedPdf) -> dict[str, object]:
        """Write the fonts and name all that the pages refer to."""
        return {"Font": self._studio.setter.write_fonts(document), "XObject": self._studio.objects}

    def _back(self, badge: BadgeFace, place: Place, kinds: list[bytes]) -> bytes:
        drawing = self._side(badge.category, Side.BACK)
        return self._shift(place) + _marked(drawing, badge, kinds) + b"Q\n" if drawing else b""

    def _side(self, category: str, side: Side) -> SideDrawing | None:
        key = category if category in self._designs else "", side
        if key not in self._sides:
            design = self._designs[key[0]]
            if side is Side.BACK and side not in design.sides and self._sheet.fold is not Fold.FLAT:
                # A badge on a ribbon turns round; whoever has nothing else to show there shows the name.
                side = Side.FRONT
            self._sides[key] = SideDrawing(design, side, self._studio) if side in design.sides else None
        return self._sides[key]

    def _shift(self, place: Place) -> bytes:
        """Begin a label with its own corner as the origin."""
        left = place.x * POINTS_PER_MM
        bottom = (self._sheet.page_height - place.y - self._sheet.label_height) * POINTS_PER_MM
        return b"q 1 0 0 1 %s %s cm\n" % (number(left), number(bottom))

    def _matrix(self, x: float, y: float, *, is_turned: bool) -> bytes:
        """Begin a side with its own corner as the origin; nothing where it is the whole label."""
        sheet = self._sheet
        if sheet.fold is Fold.FLAT:
            return b""
        left, bottom = x * POINTS_PER_MM, (sheet.label_height - y - sheet.side_height) * POINTS_PER_MM
        if not is_turned:
            return b"q 1 0 0 1 %s %s cm\n" % (number(left), number(bottom))
        right, top = left + sheet.side_width * POINTS_PER_MM, bottom + sheet.side_height * POINTS_PER_MM
        return b"q -1 0 0 -1 %s %s cm\n" % (number(right), number(top))


def _marked(drawing: SideDrawing, badge: BadgeFace, kinds: list[bytes]) -> bytes:
    """Draw a side as a paragraph and a figure."""
    texts, code, piece = drawing.texts(badge), drawing.code(badge), len(kinds)
    kinds.append(PARAGRAPH)
    if not code:
        return b"/P<</MCID %d>>BDC\n%sEMC\n" % (piece, texts)
    kinds.append(FIGURE)
    return b"/P<</MCID %d>>BDC\n%sEMC\n/Figure<</MCID %d>>BDC\n%sEMC\n" % (piece, texts, piece + 1, code)


def _fold_marks(sheet: Sheet) -> bytes:
    """Short dashes at the edges of a label, where it is to be folded."""
    width, height, mark = (length * POINTS_PER_MM for length in (sheet.label_width, sheet.label_height, _MARK_MM))
    lines: list[tuple[float, float, float, float]] = []
    if sheet.fold in {Fold.BESIDE, Fold.QUARTER}:
        lines += [(width / 2, 0, width / 2, mark), (width / 2, height - mark, width / 2, height)]
    if sheet.fold in {Fold.ABOVE, Fold.QUARTER}:
        lines += [(0, height / 2, mark, height / 2), (width - mark, height / 2, width, height / 2)]
    drawn = b" ".join(b"%s %s m %s %s l" % tuple(map(number, line)) for line in lines)
    return b"/Artifact BMC\n" + _MARKS % drawn + b"EMC\n" if lines else b""
