"""A document of many pages: headings, paragraphs, points and photos run on from page to page of A4, black on white.

Every page says at its head what it belongs to, and its number at its foot. A heading never stands alone at the foot of a page.
Tagged line by line, so that a screen reader reads the text without heads and numbers of pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges.document import Description, Reference, StreamedPdf, number
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import LEADING, POINTS_PER_MM, Slot, Style
from badges.layout import A4_MM
from badges.tagging import Tags, marked
from badges.typefaces import Weight
from badges.typesetting import Fitted, Typesetter

_LEFT, _RIGHT, _TOP, _BOTTOM = 25.0, 190.0, 32.0, 272.0
_HEAD_Y, _FOOT_Y = 18.0, 285.0
_INDENT = 6.0
_LOGO_TOP, _LOGO = 24.0, (60.0, 16.0)
_BODY, _BESIDE = 10.5, 8.5
_SIZES = {1: 20.0, 2: 14.0, 3: 11.0}
_ABOVE = {1: 0.0, 2: 9.0, 3: 5.0}
_CLINGING = 22.0
"""So much of what follows, in mm, must find room beneath a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the whole), 2 or 3; *is_on_new_page* begins a page with it."""

    text: str
    level: int = 2
    is_on_new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; with *is_point* it hangs behind a dash, with *is_box* behind a box to tick.

    *note* stands quietly beneath, *beside* quietly behind its end, or beneath it where there is no room.
    What takes one line hangs on the left, whatever its script, so that a list of names reads as one hand.
    """

    text: str
    is_strong: bool = False
    is_quiet: bool = False
    is_point: bool = False
    is_box: bool = False
    note: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG in red, green and blue, and what stands beneath it; sides in pixels."""

    content: bytes
    width: int
    height: int
    caption: str = ""


Part = Heading | Text | Photo


def write_document(
    parts: Iterable[Part],
    *,
    out: BinaryIO,
    title: str,
    head: tuple[str, str],
    language: str,
    created: datetime,
    letterhead: Letterhead = HOUSE,
) -> int:
    """Write the document and return its number of pages. *head* stands on every page, on the left and on the right.

    *parts* is read once; a page leaves memory when it is full. Raises FontsMissing.
    """
    flow = _Flow(out, head, letterhead, language=language)
    for part in parts:
        flow.put(part)
    return flow.close(Description(title, language, created))


class _Flow:
    """Where the pen stands, and the page it writes on."""

    def __init__(self, out: BinaryIO, head: tuple[str, str], letterhead: Letterhead, *, language: str) -> None:
        width, self._height = A4_MM
        self._document = StreamedPdf(out, page_width=width * POINTS_PER_MM, page_height=self._height * POINTS_PER_MM)
        self._tags = Tags(self._document, language=language)
        self._setter = Typesetter()
        self._drawing = Drawing(self._setter, height=self._height, letterhead=letterhead)
        self._head = head
        self._objects: dict[str, Reference] = letterhead.objects(self._document)
        self._photos = 0
        self._page: list[bytes] = []
        self._pages = 0
        # The first page has the logo in its corner, and the text beneath it.
        self._logo = self._drawing.logo(_RIGHT, _LOGO_TOP, *_LOGO)
        self._y = max(_TOP, _LOGO_TOP + self._drawing.logo_size(*_LOGO)[1] + 3)

    def put(self, part: Part) -> None:
        """Write one part beneath the last one."""
        if isinstance(part, Heading):
            self._heading(part)
        elif isinstance(part, Text):
            self._text(part)
        else:
            self._photo(part)

    def close(self, description: Description) -> int:
        """Finish the last page and the file."""
        self._turn()
        catalogue = self._tags.close()
        resources = {"Font": self._setter.write_fonts(self._document), "XObject": self._objects}
        self._document.close(description, resources, catalogue=catalogue)
        return self._pages

    def _heading(self, part: Heading) -> None:
        is_fresh = not self._page
        if part.is_on_new_page and not is_fresh:
            self._turn()
        size = _SIZES[part.level]
        lines = self._setter.fill(part.text, width=_RIGHT - _LEFT, size=size, weight=Weight.BOLD)
        self._need(_ABOVE[part.level] + len(lines.lines) * _pitch(size) + _CLINGING)
        self._y += _ABOVE[part.level] if self._page else 0
        colour = self._drawing.inks.text if part.level == max(_SIZES) else self._drawing.inks.accent
        self._lines(lines, _LEFT, colour)
        self._y += 2.0

    def _text(self, part: Text) -> None:
        left = _LEFT + (_INDENT if part.is_point or part.is_box else 0)
        weight = Weight.BOLD if part.is_strong else Weight.REGULAR
        self._need(_pitch(_BODY) * (2 if part.note else 1))
        if part.is_point:
            dash = Slot(_LEFT + 1, self._y + _pitch(_BODY), Style(4, _BODY, _BODY))
            self._page.append(self._drawing.text("–", dash, self._drawing.inks.accent))
        if part.is_box:
            self._page.append(self._box())
        for line in part.text.split("\n"):
            lines = self._setter.fill(line, width=_RIGHT - left, size=_BODY, weight=weight)
            self._lines(lines, left, self._drawing.inks.quiet if part.is_quiet else self._drawing.inks.text)
        if part.beside:
            self._beside(part.beside, left, lines)
        if part.note:
            self._lines(self._setter.fill(part.note, width=_RIGHT - left, size=8.5), left, self._drawing.inks.quiet)
        self._y += 1.2

    def _beside(self, text: str, left: float, lines: Fitted) -> None:
        """Write on the line that was written last, or beneath it where there is no room."""
        x = left + (lines.lines[-1].width * _BODY / 1000 / POINTS_PER_MM if lines.lines else 0) + 3
        small = self._setter.fill(text, width=_RIGHT - left, size=_BESIDE)
        is_short = len(small.lines) == 1 and small.width * _BESIDE / 1000 / POINTS_PER_MM <= _RIGHT - x
        if is_short:
            slot = Slot(x, self._y, Style(_RIGHT - x, _BESIDE, _BESIDE))
            self._page.append(self._drawing.text(text, slot, self._drawing.inks.quiet))
        else:
            self._lines(small, left, self._drawing.inks.quiet)

    def _box(self) -> bytes:
        """Draw a box to tick beside the line that comes."""
        side, base = 3.4 * POINTS_PER_MM, self._height - self._y - _pitch(_BODY)
        corner = _LEFT * POINTS_PER_MM, (base - 0.3) * POINTS_PER_MM
        return b"q 0 G .7 w %s %s %s %s re S Q\n" % tuple(map(number, (*corner, side, side)))

    def _photo(self, part: Photo) -> None:
        width = min(_RIGHT - _LEFT, 90.0 * part.width / part.height, 120.0)
        height = width * part.height / part.width
        if height > _BOTTOM - _TOP - 10:
            height = _BOTTOM - _TOP - 10
            width = height * part.width / part.height
        self._need(height + _pitch(_BODY) + 4)
        name = f"P{self._photos}"
        self._photos += 1
        self._objects[name] = self._document.add_jpeg(part.content, width=part.width, height=part.height)
        corner = _LEFT * POINTS_PER_MM, (self._height - self._y - 2 - height) * POINTS_PER_MM
        placed = tuple(map(number, (width * POINTS_PER_MM, height * POINTS_PER_MM, *corner)))
        self._page.append(b"q %s 0 0 %s %s %s cm /%s Do Q\n" % (*placed, name.encode()))
        self._y += height + 3
        if part.caption:
            caption = self._setter.fill(part.caption, width=_RIGHT - _LEFT, size=8.5)
            self._lines(caption, _LEFT, self._drawing.inks.quiet)
        self._y += 2

    def _lines(self, fitted: Fitted, left: float, colour: bytes) -> None:
        """Write line by line, on the next page where this one is full; the lines of an Arabic paragraph begin on the right."""
        pitch = _pitch(fitted.size)
        for line in fitted.lines:
            self._need(pitch)
            self._y += pitch
            x = left * POINTS_PER_MM
            if fitted.is_right_to_left and len(fitted.lines) > 1:
                x = _RIGHT * POINTS_PER_MM - line.width * fitted.size / 1000
            base = (self._height - self._y) * POINTS_PER_MM
            self._page.append(b"%sBT\n%sET\n" % (colour, line.shown(x, base, fitted.size)))

    def _need(self, room: float) -> None:
        if self._y + room > _BOTTOM and self._page:
            self._turn()

    def _turn(self) -> None:
        """Let the page go, with its head and its number."""
        self._pages += 1
        left, right = self._head
        half = (_RIGHT - _LEFT) / 2 - 2
        small = Style(1.3 * half, 8.5, 6), Style(0.7 * half, 8.5, 6)
        edges = (
            self._drawing.text(left, Slot(_LEFT, _HEAD_Y, small[0]), self._drawing.inks.quiet),
            self._drawing.text(right, Slot(_RIGHT, _HEAD_Y, small[1], is_flush_right=True), self._drawing.inks.quiet),
            self._drawing.rule(_LEFT, _HEAD_Y + 2, _RIGHT - _LEFT, self._drawing.inks.rule),
            self._drawing.text(
                str(self._pages), Slot(_RIGHT, _FOOT_Y, small[1], is_flush_right=True), self._drawing.inks.quiet
            ),
        )
        edge = b"/Artifact BMC\n%sEMC\n" % b"".join((*edges, self._logo))
        content, kinds = marked(b"".join(self._page))
        self._tags.add(self._document.add_page(edge + content, further=self._tags.further()), kinds)
        self._page, self._y, self._logo = [], _TOP, b""


def _pitch(size: float) -> float:
    """From one base line to the next, in mm."""
    return LEADING * 1.08 * size / POINTS_PER_MM
