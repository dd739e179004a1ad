"""The plan of a market on paper, A4 to A0: every hall to scale on a page of its own, then who stands where. Pure geometry.

Lengths in a hall are metres from its upper left corner, on the page millimetres from the page's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians, sin
from typing import BinaryIO, Final

from badges.document import Description, StreamedPdf, number
from badges.drawing import HOUSE, Drawing, Letterhead, Logo
from badges.face import POINTS_PER_MM, Slot, Style
from badges.tagging import Tags, marked
from badges.typefaces import Weight
from badges.typesetting import Typesetter

Point = tuple[float, float]
PAPERS: Final[Mapping[str, tuple[float, float]]] = {
    "a4": (297.0, 210.0),
    "a3": (420.0, 297.0),
    "a2": (594.0, 420.0),
    "a1": (841.0, 594.0),
    "a0": (1189.0, 841.0),
}
"""Lying, in mm."""
SCALES: Final = (25, 50, 75, 100, 125, 150, 175, 200, 250, 300, 400, 500, 750, 1000, 2000, 5000)
FILLS: Final = ("#cfe3e6", "#fbe3b5", "#d9e8c4", "#f6d3c8", "#ddd6ee", "#f3e9a6", "#cfdcf3", "#ead7c2")
"""Papers of the topics' colours, 1 to 8; black is read on each of them, also where a printer has no colour."""

_MARGIN = 10.0
_HEAD, _FOOT = 24.0, 22.0
_COLUMN = 62.0
_LOGO = 42.0, 11.0
_MM_PER_METRE = 1000.0
_QUIET = b".93 .91 .87 rg\n"
_FREE = {"escape": b".86 .92 .86 rg\n", "stage": b".9 .87 .8 rg\n"}
_LEAST_FOR_FREE = 7.0
_LEAST_FOR_NAME = 11.0
"""So many mm a pitch must be wide on paper for the name of who stands there."""


@dataclass(frozen=True, slots=True)
class PitchFace:
    """A pitch as it is printed; ``colour`` is that of its topic, 1 to 8, or 0 where nobody stands.

    It lies at ``x``, ``y`` before it is turned clockwise by ``turn`` degrees about its middle.
    """

    number: str
    x: float
    y: float
    width: float
    depth: float
    letter: str = ""
    colour: int = 0
    name: str = ""
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class FixtureFace:
    """A polygon of the house: an escape route, a stage, a pillar, a door."""

    kind: str
    points: tuple[Point, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class HallFace:
    """A hall with everything in it."""

    name: str
    width: float
    depth: float
    pitches: tuple[PitchFace, ...]
    fixtures: tuple[FixtureFace, ...] = ()
    ground: "Ground | None" = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A picture behind a hall, a JPEG with its sides in pixels, and where it lies in metres."""

    picture: Logo
    x: float
    y: float
    width: float
    depth: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper in mm, and the scale at which a hall lies on it."""

    width: float
    height: float
    scale: int


@dataclass(frozen=True, kw_only=True)
class PlanPaper:
    """What is printed, in one language. *topics* are (letter, colour, name); *scale* words the scale ("Scale 1 : {scale}")."""

    title: str
    congress: str
    dates: str
    halls: Sequence[HallFace]
    topics: Sequence[tuple[str, int, str]]
    index: str  # the heading above who stands where
    scale: str
    language: str
    created: datetime
    letterhead: Letterhead = HOUSE
    note: str = ""  # before the scale


def write_plan(paper: PlanPaper, size: str, *, out: BinaryIO) -> int:
    """Write the plan on paper of a *size* of PAPERS, lying; return how many pages that makes. Raises FontsMissing."""
    width, height = PAPERS[size]
    return _write(paper, width, height, lambda drawing: _pages(drawing, paper, width, height), out=out)


def write_hall(paper: PlanPaper, sheet: Sheet, *, out: BinaryIO) -> None:
    """Write the only hall of a plan on one page at exactly the scale of its *sheet*. Raises FontsMissing."""
    [hall] = paper.halls
    width, height = sheet.width, sheet.height

    def pages(drawing: Drawing) -> Iterator[bytes]:
        yield _hall(drawing, paper, hall, sheet) + _frame(drawing.setter, paper, hall, sheet)

    _write(paper, width, height, pages, out=out)


def sheets_of(hall: HallFace, size: str) -> tuple[Sheet, Sheet]:
    """Lay a hall onto paper of a size as large as fits, lying and upright; the larger scale comes first."""
    long, short = PAPERS[size]
    found = [Sheet(*sides, scale_of(hall, *_room(*sides))) for sides in ((long, short), (short, long))]
    lying, upright = found
    return (upright, lying) if upright.scale < lying.scale else (lying, upright)


def is_fitting(hall: HallFace, sheet: Sheet) -> bool:
    """Say whether a hall lies on a sheet whole."""
    wide, high = _room(sheet.width, sheet.height)
    return max(hall.width * _MM_PER_METRE / wide, hall.depth * _MM_PER_METRE / high) <= sheet.scale


def _room(width: float, height: float) -> tuple[float, float]:
    enlarged = _enlarged(width, height)
    return width - 2 * _MARGIN * enlarged, height - (_HEAD + _FOOT) * enlarged


def _enlarged(width: float, height: float) -> float:
    """Tell how much larger than on A3 the type is: large paper is read from further away."""
    return max(1.0, min(width, height) / PAPERS["a3"][1])


def _write(
    paper: PlanPaper, width: float, height: float, pages: Callable[[Drawing], Iterator[bytes]], *, out: BinaryIO
) -> int:
    document = StreamedPdf(out, page_width=width * POINTS_PER_MM, page_height=height * POINTS_PER_MM)
    setter, tags, number_of_pages = Typesetter(), Tags(document, language=paper.language), 0
    for page in pages(Drawing(setter, height=height, letterhead=paper.letterhead)):
        content, kinds = marked(page)
        tags.add(document.add_page(content, further=tags.further()), kinds)
        number_of_pages += 1
    objects = paper.letterhead.objects(document) | {
        _ground(place): document.add_jpeg(one.content, width=one.width, height=one.height)
        for place, hall in enumerate(paper.halls)
        if hall.ground
        for one in [hall.ground.picture]
    }
    catalogue = tags.close()
    resources = {"Font": setter.write_fonts(document), "XObject": objects}
    document.close(Description(paper.title, paper.language, paper.created), resources, catalogue=catalogue)
    return number_of_pages


def _ground(place: int) -> str:
    return f"Ground{place}"


def scale_of(hall: HallFace, width: float, height: float) -> int:
    """Choose the largest usual scale at which a hall fits into so many mm."""
    needed = max(hall.width * _MM_PER_METRE / width, hall.depth * _MM_PER_METRE / height)
    return next((scale for scale in SCALES if scale >= needed), SCALES[-1])


def _pages(drawing: Drawing, paper: PlanPaper, width: float, height: float) -> Iterator[bytes]:
    for hall in paper.halls or [HallFace("", 1, 1, ())]:
        sheet = Sheet(width, height, scale_of(hall, *_room(width, height)))
        yield _hall(drawing, paper, hall, sheet) + _frame(drawing.setter, paper, hall, sheet)
    yield from _index(drawing, paper, width, height)


def _head(drawing: Drawing, paper: PlanPaper, words: str, width: float) -> bytes:
    line, (logo, _) = width - 2 * _MARGIN, drawing.logo_size(*_LOGO)
    right = width - _MARGIN - (logo + 4 if logo else 0)
    return b"".join(
        [
            drawing.logo(width - _MARGIN, 5.5, *_LOGO),
            drawing.text(
                " · ".join(filter(None, (paper.title, words))), _slot(0, 14, 0.5 * line, 16), drawing.inks.text
            ),
            drawing.text(paper.congress, Slot(right, 11, Style(0.33 * line, 9, 6), True), drawing.inks.text),
            drawing.text(paper.dates, Slot(right, 15.5, Style(0.33 * line, 8, 6), True), drawing.inks.quiet),
            drawing.rule(_MARGIN, 18.5, line, drawing.inks.rule),
        ]
    )


def _frame(setter: Typesetter, paper: PlanPaper, hall: HallFace, sheet: Sheet) -> bytes:
    """Draw what stands around a hall, as on a smaller sheet that is enlarged whole."""
    enlarged = _enlarged(sheet.width, sheet.height)
    width, height = sheet.width / enlarged, sheet.height / enlarged
    drawing = Drawing(setter, height=height, letterhead=paper.letterhead)
    parts = (
        _head(drawing, paper, hall.name, width),
        _scale_bar(drawing, paper, sheet),
        _legend(drawing, paper, width, height),
    )
    return b"q %s 0 0 %s 0 0 cm\n%sQ\n" % ((b"%.6f" % enlarged,) * 2 + (b"".join(parts),))


def _hall(drawing: Drawing, paper: PlanPaper, hall: HallFace, sheet: Sheet) -> bytes:
    mm = _MM_PER_METRE / sheet.scale
    _, high = _room(sheet.width, sheet.height)
    enlarged = _enlarged(sheet.width, sheet.height)
    corner = (sheet.width - hall.width * mm) / 2, _HEAD * enlarged + (high - hall.depth * mm) / 2
    floor = _Floor(drawing, corner, mm, sheet.height, enlarged)
    parts = [_QUIET, floor.box(0, 0, hall.width, hall.depth)]
    if hall.ground:
        parts.append(floor.ground(hall, hall.ground, _ground(list(paper.halls).index(hall))))
    parts += [floor.fixture(fixture) for fixture in hall.fixtures]
    parts += [floor.pitch(pitch) for pitch in hall.pitches]
    parts.append(floor.outline(0, 0, hall.width, hall.depth, 1.2))
    return b"".join(parts)


def _scale_bar(drawing: Drawing, paper: PlanPaper, sheet: Sheet) -> bytes:
    enlarged = _enlarged(sheet.width, sheet.height)
    width, height = sheet.width / enlarged, sheet.height / enlarged
    five = 5 * _MM_PER_METRE / sheet.scale / enlarged
    x, y = width - _MARGIN - five, height - 12.0
    words = " · ".join(filter(None, (paper.note, f"{paper.scale.format(scale=sheet.scale)} · 5 m")))
    return b"".join(
        [
            drawing.inks.text,
            *(drawing.box(x + step * five / 5, y, five / 5, 1.2) for step in (0, 2, 4)),
            drawing.box(x, y + 1.0, five, 0.2),
            drawing.text(
                words,
                Slot(width - _MARGIN, y - 1.5, Style(110 if paper.note else 60, 7.5, 6), True),
                drawing.inks.quiet,
            ),
        ]
    )


def _legend(drawing: Drawing, paper: PlanPaper, width: float, height: float) -> bytes:
    """Name the topics in columns of two beside the scale."""
    columns = max(1, -(-len(paper.topics) // 2))
    pitch = (width - 2 * _MARGIN - 70) / columns
    parts: list[bytes] = []
    for place, (letter, colour, name) in enumerate(paper.topics):
        column, row = divmod(place, 2)
        x, y = column * pitch, height - 14.5 + 6.5 * row
        parts += [
            _paper_of(colour),
            drawing.box(_MARGIN + x, y - 3.6, 5, 5),
            drawing.text(letter, _slot(x + 1.2, y, 4, 9), drawing.inks.text),
            drawing.text(name, _slot(x + 6.5, y, pitch - 8, 8, weight=Weight.REGULAR), drawing.inks.text),
        ]
    return b"".join(parts)


def _index(drawing: Drawing, paper: PlanPaper, width: float, height: float) -> Iterator[bytes]:
    """List by name who stands where, in columns."""
    lines = sorted(
        (
            (pitch.name.casefold(), pitch.name, pitch.number, pitch.letter, hall.name)
            for hall in paper.halls
            for pitch in hall.pitches
            if pitch.name
        ),
    )
    rows, columns = int((height - _HEAD - 12) // 4.6), int((width - 2 * _MARGIN + 4) // _COLUMN)
    columns = max(1, min(columns, -(-len(lines) // rows)))
    for start in range(0, len(lines), rows * columns):
        parts, has_halls = [_head(drawing, paper, paper.index, width)], len(paper.halls) > 1
        pitch = (width - 2 * _MARGIN) / columns
        for place, (_, name, spot, letter, hall) in enumerate(lines[start : start + rows * columns]):
            x, y = place // rows * pitch, _HEAD + 4 + place % rows * 4.6
            parts += [
                drawing.text(spot, _slot(x, y, 9, 8.5), drawing.inks.accent),
                drawing.text(letter, _slot(x + 10, y, 4, 8, weight=Weight.REGULAR), drawing.inks.quiet),
                drawing.text(
                    f"{name} · {hall}" if has_halls else name,
                    _slot(x + 14.5, y, pitch - 17, 8, weight=Weight.REGULAR),
                    drawing.inks.text,
                ),
            ]
        yield b"".join(parts)


@dataclass(frozen=True, slots=True)
class _Floor:
    """Where a hall lies on its page: its upper left corner and how many mm a metre has there."""

    drawing: Drawing
    corner: Point
    mm: float
    height: float
    enlarged: float = 1.0

    def box(self, x: float, y: float, width: float, depth: float) -> bytes:
        left, top = self._at(x, y)
        return self.drawing.box(left, top, width * self.mm, depth * self.mm)

    def outline(self, x: float, y: float, width: float, depth: float, points: float) -> bytes:
        left, top = self._at(x, y)
        bottom = (self.height - top - depth * self.mm) * POINTS_PER_MM
        sides = width * self.mm * POINTS_PER_MM, depth * self.mm * POINTS_PER_MM
        return b"0 G %s w %s %s %s %s re S\n" % tuple(map(number, (points, left * POINTS_PER_MM, bottom, *sides)))

    def ground(self, hall: HallFace, ground: Ground, name: str) -> bytes:
        """Show the picture behind a hall, cut where the hall ends."""
        points = self.mm * POINTS_PER_MM
        edges = (*self._in_points((0, hall.depth)), hall.width * points, hall.depth * points)
        left, bottom = self._in_points((ground.x, ground.y + ground.depth))
        placed = ground.width * points, ground.depth * points, left, bottom
        cut = b"q %s %s %s %s re W n " % tuple(map(number, edges))
        return cut + b"%s 0 0 %s %s %s cm /%s Do Q\n" % (*map(number, placed), name.encode())

    def fixture(self, fixture: FixtureFace) -> bytes:
        if len(fixture.points) < 3:  # noqa: PLR2004 -- a power point takes no room
            return self._point(fixture)
        points = [self._in_points(point) for point in fixture.points]
        path = b"".join(
            b"%s %s %s\n" % (*map(number, point), b"l" if place else b"m") for place, point in enumerate(points)
        )
        left, top = min(x for x, _ in fixture.points), min(y for _, y in fixture.points)
        wide = (max(x for x, _ in fixture.points) - left) * self.mm
        deep = (max(y for _, y in fixture.points) - top) * self.mm
        x, y = self._at(left, top)
        name = b""
        if fixture.name and wide > _LEAST_FOR_FREE and deep > 2.5:  # noqa: PLR2004 -- mm, a line of small type
            name = self.drawing.text(
                fixture.name,
                Slot(x + 1, y + min(deep / 2 + 1, 4), Style(wide - 2, 6.5 * self.enlarged, 4)),
                self.drawing.inks.quiet,
            )
        return _FREE.get(fixture.kind, b".8 .77 .72 rg\n") + path + b"h f\n" + name

    def _point(self, fixture: FixtureFace) -> bytes:
        """Mark what is only a place, with its name beside it."""
        (x, y), side = self._at(*fixture.points[0]), 1.6 * self.enlarged
        words = Slot(x + side, y + 0.4 * side, Style(30 * self.enlarged, 5.5 * self.enlarged, 4))
        inks = self.drawing.inks
        mark = inks.accent + self.drawing.box(x - side / 2, y - side / 2, side, side)
        return mark + self.drawing.text(fixture.name, words, inks.text)

    def pitch(self, pitch: PitchFace) -> bytes:
        if not pitch.turn:
            return self._pitch(pitch)
        x, y = self._in_points((pitch.x + pitch.width / 2, pitch.y + pitch.depth / 2))
        across, along = cos(radians(pitch.turn)), sin(radians(pitch.turn))
        # Turned about (x, y): clockwise, since y points upwards on paper.
        matrix = (across, -along, along, across, x - x * across - y * along, y + x * along - y * across)
        return " ".join(["q", *(f"{part:.6f}" for part in matrix), "cm\n"]).encode() + self._pitch(pitch) + b"Q\n"

    def _pitch(self, pitch: PitchFace) -> bytes:
        x, y = self._at(pitch.x, pitch.y)
        wide, deep = pitch.width * self.mm, pitch.depth * self.mm
        size = min(11.0 * self.enlarged, 0.3 * deep * POINTS_PER_MM)
        parts = [
            _paper_of(pitch.colour),
            self.box(pitch.x, pitch.y, pitch.width, pitch.depth),
            self.outline(pitch.x, pitch.y, pitch.width, pitch.depth, 0.4),
            self._line(pitch.number, x + 0.8, y + 0.4 + size / POINTS_PER_MM, wide / 2, size, weight=Weight.BOLD),
        ]
        if pitch.letter:
            style = Style(wide / 3, 0.85 * size, 3)
            parts.append(
                self.drawing.text(
                    pitch.letter,
                    Slot(x + wide - 0.8, y + 0.4 + size / POINTS_PER_MM, style, True),
                    self.drawing.inks.text,
                )
            )
        if pitch.name and wide >= _LEAST_FOR_NAME:
            small = min(6.5 * self.enlarged, 0.17 * deep * POINTS_PER_MM)
            style = Style(wide - 1.4, small, 3.2, lines=2, size_in_more=small, shrink=0.9)
            parts.append(self.drawing.text(pitch.name, Slot(x + 0.8, y + deep - 1.0, style), self.drawing.inks.text))
        return b"".join(parts)

    def _line(self, text: str, x: float, y: float, width: float, size: float, *, weight: Weight) -> bytes:
        return self.drawing.text(text, Slot(x, y, Style(width, size, 3, weight=weight)), self.drawing.inks.text)

    def _at(self, x: float, y: float) -> Point:
        return self.corner[0] + x * self.mm, self.corner[1] + y * self.mm

    def _in_points(self, point: Point) -> Point:
        x, y = self._at(*point)
        return x * POINTS_PER_MM, (self.height - y) * POINTS_PER_MM


def _slot(x: float, y: float, width: float, size: float, *, weight: Weight = Weight.BOLD) -> Slot:
    return Slot(_MARGIN + x, y, Style(width, size, 5, weight=weight))


def _paper_of(colour: int) -> bytes:
    """Choose the paper of a topic; white where there is none."""
    if not 1 <= colour <= len(FILLS):
        return b"1 g\n"
    return b"%s %s %s rg\n" % tuple(number(int(FILLS[colour - 1][at : at + 2], 16) / 255) for at in (1, 3, 5))
