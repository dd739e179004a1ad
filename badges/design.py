"""What a badge shows and where: elements with their boxes in millimetres, as an organiser arranges them. Pure.

A text fills its box by itself: as large as it may be, smaller or on more lines where it is long. Elements that are *joined* to the
one before share its box, one beneath the other, and an empty one takes no room.
"""

import enum
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from badges.face import CODE_MM, DESCENT, LEADING, MODULE_SHARE, POINTS_PER_MM, RISE, Face, Slot, Stack, Style, face
from badges.layout import Sheet, Side
from badges.typefaces import Weight

MOST_ELEMENTS = 60
LOGO = "logo"
"""In place of the id of a picture: the logo of the congress."""
LONGEST_TEXT = 400
SMALLEST_SIZE, LARGEST_SIZE = 4.0, 200.0
LEAST_SIDE, LARGEST_SIDE = 15.0, 420.0
MOST_LINES = 6
_ROUNDING_MM = 0.05
_SAME_SIZE_MM = 0.6
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_IN_MORE = 0.95
_SHRINK_NAME, _SHRINK = 0.75, 0.9
_NAME_LINES = 3


class Shows(enum.StrEnum):
    """What an element is filled with."""

    NAME = "name"
    PRONOUNS = "pronouns"
    ORGANISATION = "organisation"
    BOTH = "pronouns_organisation"  # on one line, where there is little room
    ROLE = "role"
    SECTOR = "sector"
    FORUM = "forum"
    ROOM = "room"
    TABLES = "tables"
    PLACE = "place"  # room and tables on one line
    DAYS = "days"
    CONGRESS = "congress"
    DATES = "dates"
    TEXT = "text"
    CODE = "code"
    PICTURE = "picture"
    BAR = "bar"
    RULE = "rule"


SHAPES = frozenset({Shows.CODE, Shows.PICTURE, Shows.BAR, Shows.RULE})
"""What is no text; all else is."""
OF_A_PERSON = frozenset({Shows.NAME, Shows.PRONOUNS, Shows.ORGANISATION, Shows.BOTH})
"""What guests write of themselves; all other texts stand on the badges of many."""
STATIC = frozenset({Shows.CONGRESS, Shows.DATES, Shows.TEXT, Shows.PICTURE, Shows.RULE})
"""The same on all badges of a design, and therefore drawn only once."""


class Align(enum.StrEnum):
    """On which edge of its box a text hangs; left and right, since a label is no page that is read from one side."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Hang(enum.StrEnum):
    """Whether a text hangs from the top of its box, stands on its bottom, or keeps to the middle."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


COLOURS = ("text", "accent", "quiet", "role", "white")
"""Colours by name; any other is ``#rrggbb``. That of the role is chosen for each category."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing on a side of a badge: its box in mm from the upper left corner, type sizes in points.

    Only the first of several *joined* elements has a box of its own. A code is as wide as its box, with the quiet zone.
    """

    shows: Shows
    x: float = 0.0
    y: float = 0.0
    width: float = 20.0
    height: float = 5.0
    side: Side = Side.FRONT
    size: float = 9.0
    least: float = 5.0
    lines: int = 1
    is_bold: bool = False
    align: Align = Align.LEFT
    hang: Hang = Hang.BOTTOM
    colour: str = "text"
    is_joined: bool = False
    text: str = ""
    picture: str = ""

    @property
    def is_text(self) -> bool:
        return self.shows not in SHAPES

    @property
    def style(self) -> Style:
        """How a text of several elements in one box is set."""
        more = _IN_MORE * self.size if self.lines > 1 else 0.0
        return Style(self.width, self.size, self.least, self.lines, more, self._shrink, self._weight)

    @property
    def style_alone(self) -> Style:
        """How a text that has its box to itself is set: no larger, and on no more lines, than the box is high."""
        height = self.height * POINTS_PER_MM
        lines = max(1, min(self.lines, int((height / self.least - RISE - DESCENT) / LEADING) + 1))
        size = max(self.least, min(self.size, height / (RISE + DESCENT)))
        more = size if lines > 1 else 0.0
        return Style(self.width, size, self.least, lines, more, self._shrink, self._weight, room=height)

    @property
    def _shrink(self) -> float:
        return _SHRINK_NAME if self.shows is Shows.NAME else _SHRINK

    @property
    def _weight(self) -> Weight:
        return Weight.BOLD if self.is_bold else Weight.REGULAR


@dataclass(frozen=True, slots=True)
class Design:
    """The elements of a badge whose sides have this size, in the order in which they are read."""

    width: float
    height: float
    elements: tuple[Element, ...]

    @property
    def sides(self) -> frozenset[Side]:
        """The sides that show anything, and the front."""
        return frozenset(element.side for element in self.elements) | {Side.FRONT}


@dataclass(frozen=True, slots=True)
class DesignFault:
    """What is wrong with an element (counted from 0; -1: with the whole): a word for the reason, and the field at fault."""

    element: int
    code: str
    field: str = ""


def groups(elements: Sequence[Element], side: Side) -> Iterator[tuple[Element, ...]]:
    """Yield the elements of one side, each with those that are joined to it."""
    group: tuple[Element, ...] = ()
    for element in elements:
        if element.side is not side:
            continue
        if element.is_joined and element.is_text and group and group[0].is_text:
            group = *group, element
            continue
        if group:
            yield group
        group = (element,)
    if group:
        yield group


def fits(design: Design, sheet: Sheet) -> bool:
    """Say whether the sides of a sheet's badges have the size of the design, but for a maker's rounding."""
    apart = abs(design.width - sheet.side_width), abs(design.height - sheet.side_height)
    return max(apart) <= _SAME_SIZE_MM


def faults(design: Design) -> list[DesignFault]:
    """List what cannot be printed, or what no gate could read; nothing if all is well."""
    found: list[DesignFault] = []
    if not all(LEAST_SIDE <= side <= LARGEST_SIDE for side in (design.width, design.height)):
        found.append(DesignFault(-1, "size", "width"))
    if len(design.elements) > MOST_ELEMENTS:
        found.append(DesignFault(-1, "too-many"))
    for index, element in enumerate(design.elements):
        found += _faults_of(index, element, design)
    codes = [element for element in design.elements if element.shows is Shows.CODE]
    if not codes:
        found.append(DesignFault(-1, "no-code"))
    if not any(element.shows is Shows.NAME for element in design.elements):
        found.append(DesignFault(-1, "no-name"))
    return found + list(_covered_codes(design))


def _faults_of(index: int, element: Element, design: Design) -> Iterator[DesignFault]:
    if element.is_text and not SMALLEST_SIZE <= element.least <= element.size <= LARGEST_SIZE:
        yield DesignFault(index, "type-size", "size")
    if not 1 <= element.lines <= MOST_LINES:
        yield DesignFault(index, "lines", "lines")
    if element.colour not in COLOURS and not _COLOUR.fullmatch(element.colour):
        yield DesignFault(index, "colour", "colour")
    if element.is_joined:
        return
    _, _, right, bottom = box_of(element)
    if min(element.width, element.height) <= 0:
        yield DesignFault(index, "no-room", "width")
    elif min(element.x, element.y) < -_ROUNDING_MM or right > design.width + _ROUNDING_MM:
        yield DesignFault(index, "off-label", "x")
    elif bottom > design.height + _ROUNDING_MM:
        yield DesignFault(index, "off-label", "y")
    if element.shows is Shows.CODE and element.width < CODE_MM - _ROUNDING_MM:
        yield DesignFault(index, "small-code", "width")


def _covered_codes(design: Design) -> Iterator[DesignFault]:
    """Name what lies on a code, texts and bars alike: no phone reads through them. Pictures behind it are as bad."""
    boxes = [
        (index, element)
        for index, element in enumerate(design.elements)
        if not element.is_joined and element.shows is not Shows.RULE
    ]
    codes = [(index, element) for index, element in boxes if element.shows is Shows.CODE]
    for index, element in boxes:
        for code_index, code in codes:
            if index != code_index and element.side is code.side and _overlap(_dark(code), box_of(element)):
                yield DesignFault(index, "covers-code", "x")
                break


def box_of(element: Element) -> tuple[float, float, float, float]:
    """The left, upper, right and lower edge of an element; a code is square."""
    height = element.width if element.shows is Shows.CODE else element.height
    return element.x, element.y, element.x + element.width, element.y + height


def _dark(code: Element) -> tuple[float, float, float, float]:
    """The box of a code with half of its quiet zone, of which scanners forgive the other half."""
    left, top, right, bottom = box_of(code)
    spare = 2 * code.width * MODULE_SHARE
    return left + spare, top + spare, right - spare, bottom - spare


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def usual(width: float, height: float) -> Design:
    """Give the design that every congress has from the start, for sides of any size."""
    plan = face(width, height)
    return Design(width, height, tuple(_rounded(element) for element in _usual(plan)))


def _usual(plan: Face) -> Iterator[Element]:
    yield _of_slot(Shows.CONGRESS, plan.congress, colour="accent")
    if plan.dates:
        yield _of_slot(Shows.DATES, plan.dates, colour="quiet")
    left, top, width, height = plan.tab
    yield Element(Shows.RULE, left, plan.rule_y, plan.rule_width, 0.2, colour="quiet")
    # Two lines are usual; rather than cut a name, a third one is begun, where there is room for it.
    yield replace(_of_slot(Shows.NAME, plan.name), lines=_NAME_LINES)
    beneath = (Shows.BOTH,) if len(plan.beneath.styles) == 1 else (Shows.PRONOUNS, Shows.ORGANISATION)
    colours = ("quiet", "text")[-len(beneath) :]
    yield from _hanging(plan.beneath, beneath, colours)
    shown = Shows.FORUM, Shows.PLACE, Shows.ROLE
    yield from _standing(
        plan.foot,
        shown,
        ("accent", "text", "role"),
        top=_end(plan.beneath) - DESCENT * plan.beneath.styles[-1].size / POINTS_PER_MM,
    )
    yield Element(Shows.BAR, left, top, width, height, colour="role")
    side = plan.module / MODULE_SHARE
    yield Element(Shows.CODE, plan.code[0] - 4 * plan.module, plan.code[1] - 4 * plan.module, side, side)


def _of_slot(shows: Shows, slot: Slot, *, colour: str = "text") -> Element:
    style = slot.style
    size = style.size_in_more if style.lines > 1 else style.size
    height = size * (LEADING * (style.lines - 1) + RISE + DESCENT) / POINTS_PER_MM
    bottom = slot.y + DESCENT * size / POINTS_PER_MM
    align = Align.RIGHT if slot.is_flush_right else Align.LEFT
    x = slot.x - style.width if slot.is_flush_right else slot.x
    placed = Element(shows, x, bottom - height, style.width, height, align=align, colour=colour)
    return _styled(placed, style)


def _styled(element: Element, style: Style) -> Element:
    is_bold = style.weight is Weight.BOLD
    return replace(element, size=style.size, least=style.least, lines=style.lines, is_bold=is_bold)


def _hanging(stack: Stack, shown: Sequence[Shows], colours: Sequence[str]) -> Iterator[Element]:
    top = stack.y - RISE * stack.styles[0].size / POINTS_PER_MM
    for index, (what, style, colour) in enumerate(zip(shown, stack.styles, colours, strict=True)):
        placed = Element(what, stack.x, top, style.width, _end(stack) - top, hang=Hang.TOP, colour=colour)
        yield replace(_styled(placed, style), is_joined=index > 0)


def _standing(stack: Stack, shown: Sequence[Shows], colours: Sequence[str], *, top: float) -> Iterator[Element]:
    bottom = stack.y + DESCENT * stack.styles[-1].size / POINTS_PER_MM
    for index, (what, style, colour) in enumerate(zip(shown, stack.styles, colours, strict=True)):
        placed = Element(what, stack.x, top, style.width, bottom - top, colour=colour)
        yield replace(_styled(placed, style), is_joined=index > 0)


def _end(stack: Stack) -> float:
    """The lowest edge of a hanging stack whose texts are all there, on all their lines."""
    heights = [s.lines * LEADING * (s.size_in_more if s.lines > 1 else s.size) + 0.12 * s.size for s in stack.styles]
    first = stack.styles[0]
    lines = sum(heights) - (LEADING + 0.12) * (first.size_in_more or first.size)
    return stack.y + (lines + DESCENT * stack.styles[-1].size) / POINTS_PER_MM


def _rounded(element: Element) -> Element:
    """Round to hundredths of a millimetre and of a point, which nobody sees and everybody can read."""
    x, y, width, height, size, least = (
        round(value, 2) for value in (element.x, element.y, element.width, element.height, element.size, element.least)
    )
    return replace(element, x=x, y=y, width=width, height=height, size=size, least=least)


def as_json(elements: Sequence[Element]) -> list[dict[str, object]]:
    """Write elements as they are stored."""
    return [asdict(element) for element in elements]


def of_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Element, ...]:  # Any: as as_json wrote it
    """Read elements as they were stored; what a later version stored beside is left out."""
    known = {part.name for part in fields(Element)}
    return tuple(
        Element(**{name: _KINDS.get(name, _same)(value) for name, value in row.items() if name in known})
        for row in stored
    )


def _same(value: Any) -> Any:  # Any: of any kind
    return value


_KINDS: Mapping[str, Callable[[Any], Any]] = {
    "shows": Shows,
    "side": Side,
    "align": Align,
    "hang": Hang,
}  # Any: as above
