"""Sheets of labels as data in millimetres, and where each badge lies on them. Pure geometry."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

A4_MM = (210.0, 297.0)

_ROUNDING_MM = 0.005
"""Two labels may share an edge; the makers' figures are rounded to hundredths."""


class Misfit(enum.StrEnum):
    """Why labels do not fit on their page."""

    NO_LABEL = "no-label"
    SIDE = "side"
    BOTTOM = "bottom"
    COLUMNS = "columns"
    ROWS = "rows"


class SheetFault(ValueError):
    """The figures of a sheet cannot be true: labels leave the page or cover each other."""

    def __init__(self, reason: Misfit, words: str) -> None:
        super().__init__(words)
        self.reason = reason


class UnknownSheet(LookupError):
    """No sheet has this id; the message lists those that there are."""


class Fold(enum.StrEnum):
    """How a label is folded into a badge of several sides."""

    FLAT = ""
    BESIDE = "beside"  # in the middle from top to bottom: the back on the left, the front on the right
    ABOVE = "above"  # in the middle from left to right: the back above, upside down
    QUARTER = "quarter"  # both: back and front below, the two inner sides above, upside down


class Side(enum.StrEnum):
    """A side of a badge; the inner ones only when it is folded twice."""

    FRONT = "front"
    BACK = "back"
    INNER_LEFT = "left"
    INNER_RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a side lies on its label, by the upper left corner in millimetres, and whether it lies there upside down."""

    side: Side
    x: float
    y: float
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of equal labels in columns and rows; every length in millimetres from the upper left corner of the page.

    ``left`` and ``top`` are the corner of the first label, ``pitch_x`` and ``pitch_y`` the way from one label's corner
    to that of the next. ``is_monochrome`` says that the printer of such labels knows only black. A label that is folded
    has several sides of half its width, half its height, or both.
    """

    id: str
    name: str
    label_width: float
    label_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch_x: float = 0.0
    pitch_y: float = 0.0
    page_width: float = A4_MM[0]
    page_height: float = A4_MM[1]
    is_monochrome: bool = False
    fold: Fold = Fold.FLAT

    @property
    def side_width(self) -> float:
        """The width of one side of the badge."""
        return self.label_width / (2 if self.fold in {Fold.BESIDE, Fold.QUARTER} else 1)

    @property
    def side_height(self) -> float:
        """The height of one side of the badge."""
        return self.label_height / (2 if self.fold in {Fold.ABOVE, Fold.QUARTER} else 1)

    @property
    def capacity(self) -> int:
        """How many labels one page holds."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Place:
    """Where one badge goes: the page (from 0) and the label's upper left corner, in millimetres from the page's."""

    page: int
    x: float
    y: float


def places(sheet: Sheet, *, count: int, skip: int = 0) -> Iterator[Place]:
    """Give *count* labels their places, row by row, leaving out the first *skip* labels of the first page.

    Lazy, so that a hundred thousand badges need no list. Raises ``ValueError`` if *skip* is not on the first page.
    """
    if not 0 <= skip < sheet.capacity:
        raise ValueError(f"Of the {sheet.capacity} labels of a page, {skip} cannot be left out.")
    for index in range(skip, skip + count):
        page, on_page = divmod(index, sheet.capacity)
        row, column = divmod(on_page, sheet.columns)
        yield Place(page, sheet.left + column * sheet.pitch_x, sheet.top + row * sheet.pitch_y)


def panels(sheet: Sheet) -> tuple[Panel, ...]:
    """List the sides that are printed on the same face of a label, the front first; flat labels have their back elsewhere."""
    middle, half = sheet.label_width / 2, sheet.label_height / 2
    if sheet.fold is Fold.BESIDE:
        return Panel(Side.FRONT, middle, 0), Panel(Side.BACK, 0, 0)
    if sheet.fold is Fold.ABOVE:
        return Panel(Side.FRONT, 0, half), Panel(Side.BACK, 0, 0, is_turned=True)
    if sheet.fold is Fold.QUARTER:
        inner = Panel(Side.INNER_LEFT, middle, 0, is_turned=True), Panel(Side.INNER_RIGHT, 0, 0, is_turned=True)
        return Panel(Side.FRONT, middle, half), *inner, Panel(Side.BACK, 0, half)
    return (Panel(Side.FRONT, 0, 0),)


def behind(sheet: Sheet, place: Place) -> Place:
    """Find the place of a badge's back, for paper that is turned over its long edge."""
    return replace(place, x=round(sheet.page_width - place.x - sheet.label_width, 4))


def shifted(sheet: Sheet, *, right: int = 0, down: int = 0) -> Sheet:
    """Move all labels by tenths of a millimetre (negative: left, up), for printers that do not feed exactly."""
    return replace(sheet, left=round(sheet.left + right / 10, 2), top=round(sheet.top + down / 10, 2))


def check(sheet: Sheet) -> None:
    """Raise ``SheetFault`` unless every label lies on the page and none covers another."""
    if sheet.columns < 1 or sheet.rows < 1 or sheet.label_width <= 0 or sheet.label_height <= 0:
        raise SheetFault(Misfit.NO_LABEL, f"{sheet.name}: a sheet needs at least one label, and labels need a size.")
    right = sheet.left + (sheet.columns - 1) * sheet.pitch_x + sheet.label_width
    bottom = sheet.top + (sheet.rows - 1) * sheet.pitch_y + sheet.label_height
    if min(sheet.left, sheet.top) < -_ROUNDING_MM or right > sheet.page_width + _ROUNDING_MM:
        raise SheetFault(Misfit.SIDE, f"{sheet.name}: the labels leave the page at the side or at the top.")
    if bottom > sheet.page_height + _ROUNDING_MM:
        raise SheetFault(Misfit.BOTTOM, f"{sheet.name}: the labels leave the page at the bottom.")
    if sheet.columns > 1 and sheet.pitch_x < sheet.label_width - _ROUNDING_MM:
        raise SheetFault(Misfit.COLUMNS, f"{sheet.name}: the columns cover each other.")
    if sheet.rows > 1 and sheet.pitch_y < sheet.label_height - _ROUNDING_MM:
        raise SheetFault(Misfit.ROWS, f"{sheet.name}: the rows cover each other.")


def sheet_called(sheet_id: str) -> Sheet:
    """Find a shipped sheet by its id, which never changes; raises ``UnknownSheet``."""
    try:
        return SHEETS[sheet_id]
    except KeyError:
        raise UnknownSheet(f"There is no sheet {sheet_id!r}. There are: {', '.join(SHEETS)}.") from None


def _single(sheet_id: str, name: str, width: float, height: float, *, is_monochrome: bool = False) -> Sheet:
    return Sheet(sheet_id, name, width, height, page_width=width, page_height=height, is_monochrome=is_monochrome)


# Figures of the makers' own data sheets. Sources conflict on Zweckform 4784, so it is not offered.
_SHIPPED = (
    Sheet("zweckform-l4785", "Avery Zweckform L4785, L4786, L4787", 80, 50, 2, 5, 18, 13, 95, 55),
    Sheet("herma-4412", "HERMA 4412", 80, 50, 2, 5, 17.5, 13.5, 95, 55),
    Sheet("herma-4418", "HERMA 4418, 4419", 63.5, 29.6, 3, 9, 7.2, 15.2, 66.04, 29.63),
    Sheet("avery-l7418", "Avery L7418", 86, 55, 2, 4, 19, 38.5, 86, 55),
    Sheet("avery-l7417", "Avery L7417, L7419", 90, 54, 2, 5, 15, 13.5, 90, 54),
    Sheet("durable-1445", "Durable 1445-02", 90, 54, 2, 5, 15, 12, 90, 54),
    Sheet("durable-1453", "Durable 1453-02", 75, 40, 2, 6, 30, 28.5, 75, 40),
    Sheet("durable-1456", "Durable 1456-02", 90, 60, 2, 4, 15, 28.5, 90, 60),
    Sheet("avery-c32010", "Avery C32010, C32011", 85, 54, 2, 5, 15, 13.5, 95, 54),
    Sheet("avery-c32015", "Avery C32015", 85, 54, 2, 4, 17, 31.5, 91, 60),
    Sheet("sigel-dp839", "Sigel DP839, LP800", 85, 55, 2, 5, 15, 10, 95, 55),
    Sheet("herma-9642", "HERMA 9642", 40, 40, 4, 6, 15, 13.5, 46, 46),
    _single("a6", "A6 (105 × 148 mm)", 105, 148),
    _single("cr80", "CR80 (85.6 × 54 mm)", 85.6, 53.98),
    _single("dymo-99014", "Dymo 99014 (54 × 101 mm)", 54, 101, is_monochrome=True),
    # The roll is 62 mm wide, of which 58.9 mm can be printed; the length is ours to choose.
    Sheet(
        "brother-62", "Brother 62 mm", 58.9, 96, left=1.55, top=2, page_width=62, page_height=100, is_monochrome=True
    ),
    Sheet(
        "a6-in-a5", "A6 folded from A5 (front and back)", 210, 148, page_width=210, page_height=148, fold=Fold.BESIDE
    ),
    Sheet("a6-in-a4", "A6 folded from A4 (four sides)", 210, 297, fold=Fold.QUARTER),
)

SHEETS: Mapping[str, Sheet] = MappingProxyType({sheet.id: sheet for sheet in _SHIPPED})
SHEET_OF_TEN = SHEETS["zweckform-l4785"]
SINGLE_BADGE = SHEETS["a6"]
