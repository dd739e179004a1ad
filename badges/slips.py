"""Slips that say who goes where when: eight on a page of A4, fewer where the way is long, to be cut along the lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from badges.document import Description, StreamedPdf, number
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import POINTS_PER_MM, Slot, Style
from badges.layout import A4_MM
from badges.typefaces import Weight
from badges.typesetting import Typesetter

_COLUMNS = 2
_SLIP_WIDTH = A4_MM[0] / _COLUMNS
_MARGIN = 8.0
_LINE = _SLIP_WIDTH - 2 * _MARGIN
_FIRST_STOP = 27.0
_LEAST_PITCH, _PITCH_OF_TWO, _WIDEST_PITCH = 5.2, 7.0, 8.0
"""From one stop to the next, in mm; from ``_PITCH_OF_TWO`` on a topic may take two lines."""
_TIME, _PLACE = 13.0, 17.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One line of a slip: when, where, and what is talked about there."""

    time: str
    place: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """Somebody's way."""

    name: str
    organisation: str
    stops: Sequence[Stop]


def write_slips(
    slips: Sequence[Slip],
    *,
    heading: str,
    out: BinaryIO,
    title: str,
    language: str,
    created: datetime,
    letterhead: Letterhead = HOUSE,
) -> int:
    """Write the slips in their order, *heading* on each, and return how many pages that makes. Raises FontsMissing."""
    width, height = A4_MM
    document = StreamedPdf(out, page_width=width * POINTS_PER_MM, page_height=height * POINTS_PER_MM)
    rows = _rows_for(max((len(slip.stops) for slip in slips), default=0))
    setter = Typesetter()
    drawing = Drawing(setter, height=height / rows, letterhead=letterhead)
    on_a_page = _COLUMNS * rows
    starts = range(0, max(len(slips), 1), on_a_page)
    for start in starts:
        document.add_page(_page(drawing, slips[start : start + on_a_page], heading, rows))
    document.close(Description(title, language, created), {"Font": setter.write_fonts(document)})
    return len(starts)


def _rows_for(stops: int) -> int:
    """As many slips beneath each other as leave every stop a line that can be read."""
    fitting = (rows for rows in (4, 3, 2) if _pitch_for(stops, rows) >= _LEAST_PITCH)
    return next(fitting, 1)


def _pitch_for(stops: int, rows: int) -> float:
    return (A4_MM[1] / rows - _FIRST_STOP - _MARGIN) / max(stops, 1)


def _page(drawing: Drawing, slips: Iterable[Slip], heading: str, rows: int) -> bytes:
    height = A4_MM[1] / rows
    parts = [_cuts(rows)]
    for place, slip in enumerate(slips):
        row, column = divmod(place, _COLUMNS)
        x, y = column * _SLIP_WIDTH * POINTS_PER_MM, (A4_MM[1] - (row + 1) * height) * POINTS_PER_MM
        parts.append(b"q 1 0 0 1 %s %s cm\n%sQ\n" % (number(x), number(y), _slip(drawing, slip, heading, rows)))
    return b"".join(parts)


def _slip(drawing: Drawing, slip: Slip, heading: str, rows: int) -> bytes:
    inks, bold = drawing.inks, Weight.BOLD
    pitch = min(_pitch_for(len(slip.stops), rows), _WIDEST_PITCH)
    size = min(0.52 * pitch * POINTS_PER_MM, 10)
    width = _LINE - _TIME - _PLACE
    in_one, in_two = Style(width, size, 5.5), Style(width, size, 5.5, lines=2, size_in_more=0.75 * size, shrink=0.85)
    parts = [
        drawing.text(heading, Slot(_MARGIN, 9, Style(_LINE, 7, 5)), inks.quiet),
        drawing.text(slip.name, Slot(_MARGIN, 15.5, Style(_LINE, 14, 7, weight=bold)), inks.text),
        drawing.text(slip.organisation, Slot(_MARGIN, 19.5, Style(_LINE, 8, 5.5)), inks.quiet),
        drawing.rule(_MARGIN, 21.5, _LINE, inks.rule),
    ]
    for place, stop in enumerate(slip.stops):
        y = _FIRST_STOP + 1.5 + place * pitch
        topic = Slot(_MARGIN + _TIME + _PLACE, y, in_two if pitch >= _PITCH_OF_TWO else in_one)
        parts += [
            drawing.text(stop.time, Slot(_MARGIN, y, Style(_TIME - 1, size, 5)), inks.text),
            drawing.text(stop.place, Slot(_MARGIN + _TIME, y, Style(_PLACE - 1, size, 5, weight=bold)), inks.accent),
            drawing.text(stop.topic, topic, inks.text),
        ]
    return b"".join(parts)


def _cuts(rows: int) -> bytes:
    """The lines along which to cut."""
    width, height = (length * POINTS_PER_MM for length in A4_MM)
    across = (b"0 %s m %s %s l\n" % (number(y), number(width), number(y)) for y in _steps(height, rows))
    down = (b"%s 0 m %s %s l\n" % (number(x), number(x), number(height)) for x in _steps(width, _COLUMNS))
    return b"q .7 .76 .75 RG .5 w [2 3] 0 d\n%sS Q\n" % b"".join((*across, *down))


def _steps(length: float, count: int) -> Iterable[float]:
    return (length * step / count for step in range(1, count))
