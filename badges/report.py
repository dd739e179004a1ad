"""Texts of any length on pages of A4, tagged, so that a screen reader knows headings from paragraphs (PDF 1.7, 14.8).

For resolutions and letters. Lines are broken greedily; a heading stays with the paragraph beneath it.
"""

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFName, PDFString

from badges.directions import paragraph
from badges.document import Description, Reference, StreamedPdf
from badges.drawing import HOUSE, Drawing, Inks, Letterhead
from badges.face import LEADING, POINTS_PER_MM, Style
from badges.layout import A4_MM
from badges.text import printable
from badges.typefaces import Weight
from badges.typesetting import Line, Typesetter

_LEFT, _RIGHT, _TOP, _BOTTOM = 25.0, 20.0, 25.0, 24.0
_WIDTH = (A4_MM[0] - _LEFT - _RIGHT) * POINTS_PER_MM
_FOOT_SIZE, _FOOT_GAP = 8.0, 6.0  # points, mm
_LOGO_TOP, _LOGO = 14.0, (70.0, 22.0)
_LONGEST_WORD = 40
"""Longer words may be torn where the line ends, or they would leave the page; addresses of pages are such."""
_KEPT = 4
"""Blocks of up to so many lines stand on one page."""


class Kind(enum.StrEnum):
    """What a block is."""

    TITLE = "H1"
    SUBJECT = "subject"  # of a letter: its title, in smaller type
    HEADING = "H2"
    PARAGRAPH = "P"
    QUIET = "Span"


@dataclass(frozen=True, slots=True)
class Block:
    """A title, heading or paragraph; line ends in its text are kept."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    weight: Weight
    colour: Callable[[Inks], bytes]
    above: float  # in points
    keeps: int  # how many lines of what follows must fit beneath it
    below: float = 0


_ACCENT, _TEXT, _QUIET = attrgetter("accent"), attrgetter("text"), attrgetter("quiet")
_LOOKS = {
    Kind.TITLE: _Look(20, Weight.BOLD, _ACCENT, 0, 3, below=4),
    Kind.SUBJECT: _Look(14, Weight.BOLD, _ACCENT, 16, 3, below=6),
    Kind.HEADING: _Look(13, Weight.BOLD, _TEXT, 16, 3),
    Kind.PARAGRAPH: _Look(11, Weight.REGULAR, _TEXT, 6, 0),
    Kind.QUIET: _Look(9, Weight.REGULAR, _QUIET, 6, 0),
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is printed, in one language. *foot* stands on every page, before its number, which ``page`` words ("Page {n}")."""

    title: str
    language: str
    blocks: Sequence[Block]
    foot: str
    page: str
    created: datetime
    letterhead: Letterhead = HOUSE


@dataclass
class _Page:
    content: list[bytes] = field(default_factory=list)
    parents: list[Reference] = field(default_factory=list)  # of each piece of marked content, by its number
    y: float = _TOP * POINTS_PER_MM


def write_report(report: Report, *, out: BinaryIO) -> None:
    """Write the pages. Texts are printed as they come; raises FontsMissing."""
    _Writer(report, out).write()


class _Writer:
    def __init__(self, report: Report, out: BinaryIO) -> None:
        width, height = (side * POINTS_PER_MM for side in A4_MM)
        self._report = report
        self._height = height
        self._document = StreamedPdf(out, page_width=width, page_height=height)
        self._setter = Typesetter()
        self._inks = report.letterhead.inks
        self._root, self._body = self._document.reserve(), self._document.reserve()
        self._pages: list[tuple[_Page, Reference]] = []
        self._elements: list[tuple[Reference, Kind, list[tuple[int, int]]]] = []  # (page, number of marked content)
        self._page = self._first_page()

    def write(self) -> None:
        for block in self._report.blocks:
            if block.text.strip():
                self._set(block)
        self._turn()
        self._write_structure()
        fonts = self._setter.write_fonts(self._document)
        resources = {"Font": fonts, "XObject": self._report.letterhead.objects(self._document)}
        description = Description(self._report.title, self._report.language, self._report.created)
        tagged = {"MarkInfo": {"Marked": "true"}, "StructTreeRoot": self._root}
        self._document.close(description, resources, catalogue=tagged)

    def _first_page(self) -> _Page:
        """Begin with the logo in the corner, and the text beneath it; without one as on every page."""
        drawing = Drawing(self._setter, height=A4_MM[1], letterhead=self._report.letterhead)
        logo = drawing.logo(A4_MM[0] - _RIGHT, _LOGO_TOP, *_LOGO)
        self._logo = b"/Artifact BMC\n%sEMC\n" % logo if logo else b""
        beneath = _LOGO_TOP + drawing.logo_size(*_LOGO)[1] + 4
        return _Page(y=max(_TOP, beneath) * POINTS_PER_MM)

    def _set(self, block: Block) -> None:
        look = _LOOKS[block.kind]
        element, pieces = self._document.reserve(), list[tuple[int, int]]()
        leading = LEADING * look.size
        lines = list(self._lines(block.text, look))
        if self._page.content:
            self._page.y += look.above
        kept = len(lines) if len(lines) <= _KEPT else 2
        if self._page.y + leading * (kept + look.keeps) > self._end:
            self._turn()
        shown: list[bytes] = []
        for number, (line, is_right_to_left) in enumerate(lines):
            is_last_but_one = number == len(lines) - 2  # takes the last one along
            if self._page.y + leading * (1 + is_last_but_one) > self._end:
                self._mark(block.kind, element, pieces, shown, look)
                self._turn()
                shown = []
            self._page.y += leading
            indent = _WIDTH - line.width * look.size / 1000 if is_right_to_left else 0
            shown.append(line.shown(_LEFT * POINTS_PER_MM + indent, self._height - self._page.y, look.size))
        self._mark(block.kind, element, pieces, shown, look)
        self._page.y += look.below
        self._elements.append((element, block.kind, pieces))

    @property
    def _end(self) -> float:
        return self._height - _BOTTOM * POINTS_PER_MM

    def _mark(
        self, kind: Kind, element: Reference, pieces: list[tuple[int, int]], shown: list[bytes], look: _Look
    ) -> None:
        if shown:
            tag = b"/%s <</MCID %d>> BDC\n" % (_structure_type(kind).encode(), len(self._page.parents))
            self._page.content += [tag, look.colour(self._inks), b"BT\n", *shown, b"ET\nEMC\n"]
            pieces.append((len(self._pages), len(self._page.parents)))
            self._page.parents.append(element)

    def _turn(self) -> None:
        """Write the page with its foot, and begin the next one."""
        if not self._page.content:
            return
        artifact = b"".join([b"/Artifact BMC\n", self._inks.quiet, b"BT\n", self._foot(), b"ET\nEMC\n"])
        further = b"/Tabs/S/StructParents %d" % len(self._pages)
        reference = self._document.add_page(b"".join([self._logo, *self._page.content, artifact]), further=further)
        self._pages.append((self._page, reference))
        self._page, self._logo = _Page(), b""

    def _foot(self) -> bytes:
        """Set the foot within the margins, a long one smaller or cut, and the number of the page at their end."""
        words = self._report.page.format(n=len(self._pages) + 1)
        page = self._setter.line(paragraph(printable(words)), 0, len(printable(words)), Weight.REGULAR)
        left, base, wide = _LEFT * POINTS_PER_MM, 12 * POINTS_PER_MM, page.width * _FOOT_SIZE / 1000
        foot = self._setter.fit(
            self._report.foot, Style((_WIDTH - wide) / POINTS_PER_MM - _FOOT_GAP, _FOOT_SIZE, _FOOT_SIZE - 1)
        )
        return foot.lines[0].shown(left, base, foot.size) + page.shown(left + _WIDTH - wide, base, _FOOT_SIZE)

    def _write_structure(self) -> None:
        """Write the tree of elements, and for each page whose marked content is whose."""
        for element, kind, pieces in self._elements:
            content = [{"Type": PDFName("MCR"), "Pg": self._pages[page][1], "MCID": piece} for page, piece in pieces]
            tag = {"Type": PDFName("StructElem"), "S": PDFName(_structure_type(kind)), "P": self._body, "K": content}
            self._document.write(element, tag)
        kids = [element for element, _, _ in self._elements]
        language = PDFString(self._report.language)
        body = {"Type": PDFName("StructElem"), "S": PDFName("Document"), "P": self._root, "K": kids, "Lang": language}
        self._document.write(self._body, body)
        nums: list[object] = []
        for place, (page, _) in enumerate(self._pages):
            nums += [place, page.parents]
        parents = self._document.add({"Nums": nums})
        root = {"Type": PDFName("StructTreeRoot"), "K": [self._body], "ParentTree": parents}
        self._document.write(self._root, root | {"ParentTreeNextKey": len(self._pages)})

    def _lines(self, text: str, look: _Look) -> Iterator[tuple[Line, bool]]:
        for typed in text.split("\n"):
            whole = paragraph(printable(typed))
            start, most = 0, _WIDTH * 1000 / look.size
            breaks = [*_breaks(whole.text), len(whole.text)]
            fitting = start
            for place in breaks:
                if fitting > start and self._setter.line(whole, start, place, look.weight).width > most:
                    end = fitting - 1 if whole.text[fitting - 1] == " " else fitting
                    yield self._setter.line(whole, start, end, look.weight), whole.is_right_to_left
                    start = fitting
                fitting = place
            yield self._setter.line(whole, start, len(whole.text), look.weight), whole.is_right_to_left


def _breaks(text: str) -> Iterator[int]:
    """Give the places before which a line may end: after each space, and anywhere in a word that no line may hold."""
    start = 0
    for word in text.split(" "):
        end = start + len(word)
        if len(word) > _LONGEST_WORD:
            yield from range(start + 1, end)
        if end + 1 < len(text):
            yield end + 1
        start = end + 1


def _structure_type(kind: Kind) -> str:
    return {Kind.QUIET: "P", Kind.SUBJECT: "H1"}.get(kind, kind.value)
