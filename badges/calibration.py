"""A test page for a sheet: the outline of each label, scales that show how far the printer is off, and a ruler."""

from dataclasses import dataclass
from datetime import datetime
from math import floor
from typing import BinaryIO

from badges.design import Align, Element, Hang, Shows
from badges.document import Description, StreamedPdf, number
from badges.drawing import BLACK, Drawing
from badges.face import POINTS_PER_MM, Style
from badges.layout import Place, Sheet, places
from badges.typefaces import Weight
from badges.typesetting import Typesetter

_LINE = b".25 w 0 G\n"
_REACH_MM = 3
_TICK_MM, _LONG_TICK_MM = 0.8, 1.6
_LONGEST_RULER = 100


@dataclass(frozen=True, slots=True)
class CalibrationWords:
    """What stands on the page; *ruler* words a ``{length}`` in millimetres."""

    title: str
    moved: str
    hint: str
    ruler: str


def write_calibration(
    sheet: Sheet, words: CalibrationWords, *, out: BinaryIO, language: str, created: datetime
) -> None:
    """Write one page. Texts are printed as they come; raises FontsMissing."""
    width, height = sheet.page_width * POINTS_PER_MM, sheet.page_height * POINTS_PER_MM
    document, setter = StreamedPdf(out, page_width=width, page_height=height), Typesetter()
    page = _TestPage(sheet, setter)
    document.add_page(page.drawn(words))
    document.close(Description(words.title, language, created), {"Font": setter.write_fonts(document)})


class _TestPage:
    def __init__(self, sheet: Sheet, setter: Typesetter) -> None:
        self._sheet = sheet
        self._setter = setter
        self._drawing = Drawing(setter, height=sheet.page_height)

    def drawn(self, words: CalibrationWords) -> bytes:
        found = list(places(self._sheet, count=self._sheet.capacity))
        parts = [
            _LINE,
            *(self._outline(place) for place in found),
            self._scales(found[0]),
            self._ruler(found[0], words),
        ]
        texts = [
            self._text(words.title, 1, 9, Weight.BOLD),
            self._text(words.moved, 5.4, 7),
            self._text(words.hint, 9, 7),
        ]
        return b"".join(
            [*parts, *texts, *(self._number(index, place) for index, place in enumerate(found, start=1) if index > 1)]
        )

    def _outline(self, place: Place) -> bytes:
        sheet = self._sheet
        corner = place.x * POINTS_PER_MM, (sheet.page_height - place.y - sheet.label_height) * POINTS_PER_MM
        sides = sheet.label_width * POINTS_PER_MM, sheet.label_height * POINTS_PER_MM
        return b"%s %s %s %s re S\n" % tuple(map(number, (*corner, *sides)))

    def _scales(self, place: Place) -> bytes:
        """Ticks every half millimetre on both sides of the left and the upper edge of the first label, those of whole ones longer."""
        middle_x, middle_y = place.x + self._sheet.label_width / 2, place.y + self._sheet.label_height * 0.62
        lines = [
            self._line(place.x - _REACH_MM, middle_y, place.x + _REACH_MM, middle_y),
            self._line(middle_x, place.y - _REACH_MM, middle_x, place.y + _REACH_MM),
        ]
        for half in range(-2 * _REACH_MM, 2 * _REACH_MM + 1):
            reach, off = (_TICK_MM if half % 2 else _LONG_TICK_MM) / 2, half / 2
            lines.append(self._line(place.x + off, middle_y - reach, place.x + off, middle_y + reach))
            lines.append(self._line(middle_x - reach, place.y + off, middle_x + reach, place.y + off))
        return b"".join(lines)

    def _ruler(self, place: Place, words: CalibrationWords) -> bytes:
        """A line of whole centimetres, which shows whether the printer shrank the page."""
        length = min(_LONGEST_RULER, 10 * floor((self._sheet.label_width - 8) / 10))
        x, y = place.x + (self._sheet.label_width - length) / 2, place.y + self._sheet.label_height - 3
        ticks = [self._line(x + tick, y - 1, x + tick, y + 1) for tick in range(0, length + 1, 10)]
        box = Element(Shows.TEXT, x, y - 5, length, 4, size=7, align=Align.CENTRE)
        fitted = self._setter.fit(words.ruler.format(length=length), Style(length, 7, 5))
        return self._line(x, y, x + length, y) + b"".join(ticks) + self._drawing.block(fitted, box, y - 1.6, BLACK.text)

    def _text(self, text: str, down: float, size: float, weight: Weight = Weight.REGULAR) -> bytes:
        """Write into the first label, away from its scales."""
        sheet, place = self._sheet, next(places(self._sheet, count=1))
        width = sheet.label_width - 10
        lines = 3 if down > 9 - 1 else 1
        fitted = self._setter.fit(text, Style(width, size, 4, lines, size, 0.9, weight))
        box = Element(Shows.TEXT, place.x + 5, place.y, width, size, hang=Hang.TOP)
        last = place.y + down + 3.2 + (len(fitted.lines) - 1) * 1.2 * fitted.size / POINTS_PER_MM
        return self._drawing.block(fitted, box, last, BLACK.text)

    def _number(self, index: int, place: Place) -> bytes:
        box = Element(Shows.TEXT, place.x, place.y, self._sheet.label_width, 5, align=Align.CENTRE)
        fitted = self._setter.fit(str(index), Style(20, 14, 8))
        return self._drawing.block(fitted, box, place.y + self._sheet.label_height / 2 + 2, BLACK.quiet)

    def _line(self, x: float, y: float, to_x: float, to_y: float) -> bytes:
        height = self._sheet.page_height
        ends = (x, height - y, to_x, height - to_y)
        return b"%s %s m %s %s l S\n" % tuple(number(length * POINTS_PER_MM) for length in ends)
