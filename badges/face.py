"""The face of a badge: where each text and the code lie on a label of a given size. Pure geometry.

Lengths are millimetres from the upper left corner of the label, ``y`` of a text is its base line; type sizes are points.
Every text hangs on the left edge, whatever its script, so that a table full of badges reads as one hand.
"""

from dataclasses import dataclass, replace
from math import inf

from badges.typefaces import Weight

POINTS_PER_MM = 72 / 25.4

MODULE_SHARE = 1 / 33
"""25 modules and a quiet zone of four on each side: the width of a module, as a share of the width of the whole code."""

CODE_MM = 22.0
"""The least width of a code with its quiet zone: modules of 0.67 mm, which phones read at arm's length."""

LEADING = 1.2
"""From one base line to the next, in type sizes: Arabic and Vietnamese need the room."""

RISE = 1.0
"""How far the letters of a line reach up from its base line, in type sizes; Vietnamese capitals need all of it."""

DESCENT = 0.25
"""How far letters reach down, in type sizes."""

_LEAST_LYING = (70.0, 38.0)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is to be set: *width* in mm, sizes in points.

    A line may shrink to ``shrink`` of its size before a further line is begun, of at most ``size_in_more``. ``above`` is
    the room between it and what stands before it in a stack, in mm. ``room`` is the height that all lines have, in points.
    """

    width: float
    size: float
    least: float
    lines: int = 1
    size_in_more: float = 0.0
    shrink: float = 0.75
    weight: Weight = Weight.REGULAR
    above: float = 0.0
    room: float = inf

    def most_in(self, lines: int) -> float:
        """The largest size of so many lines."""
        return min(self.size_in_more, self.room / (LEADING * (lines - 1) + RISE + DESCENT))


@dataclass(frozen=True, slots=True)
class Slot:
    """A style at its place: ``x`` is the left edge, or the right one of texts that are flush right."""

    x: float
    y: float
    style: Style
    is_flush_right: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """Texts one beneath the other, empty ones taking no room; ``y`` is the base line of the first one or of the last."""

    x: float
    y: float
    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """All places of one label.

    ``dates`` are left out where nobody could read them. ``name`` is at its last base line, so that what stands
    ``beneath`` (pronouns and organisation, joined if there is only one style) never moves. ``foot`` (forum, room, role)
    ends at its base line. ``code`` is the upper left corner of the dark modules.
    """

    width: float
    height: float
    congress: Slot
    dates: Slot | None
    rule_y: float
    rule_width: float
    name: Slot
    beneath: Stack
    foot: Stack
    code: tuple[float, float]
    module: float

    @property
    def left(self) -> float:
        """The edge on which all texts hang."""
        return self.name.x

    @property
    def tab(self) -> tuple[float, float, float, float]:
        """The short thick bar on the rule, in the colour of the role: left, top, width, height."""
        height = 0.016 * self.width
        return self.left, self.rule_y - height / 2, 0.16 * self.rule_width, height


def face(width: float, height: float) -> Face:
    """Lay out a label of *width* × *height* mm: upright, lying, or so small that only the most needed is shown."""
    if height > 1.3 * width:
        return _upright(width, height)
    return _lying(width, height) if width >= _LEAST_LYING[0] and height >= _LEAST_LYING[1] else _small(width, height)


def _lying(width: float, height: float) -> Face:
    scale = min(max(min(width / 80, height / 50), 0.82), 1.2)
    margin = 4.2 * scale
    module = CODE_MM * max(scale, 1) * MODULE_SHARE
    code = width - margin - 25 * module, height - margin - 25 * module
    full, column = width - 2 * margin, code[0] - 4 * module - margin
    head_y, rule_y = margin + 1.5 * scale, margin + 3.6 * scale
    beneath = _beneath(column, 8.4 * scale)
    name_y = min(0.395 * height, code[1] - 4 * module - 1.5)
    return Face(
        width,
        height,
        congress=Slot(margin, head_y, Style(0.6 * full, 7 * scale, 5, weight=Weight.BOLD)),
        dates=Slot(width - margin, head_y, Style(0.38 * full, 7 * scale, 5), is_flush_right=True),
        rule_y=rule_y,
        rule_width=full,
        name=_name(margin, name_y, width=full, top=rule_y + 1.4, single=23 * scale),
        beneath=Stack(margin, name_y + 6.8 * scale, beneath if scale >= 1 else beneath[1:]),
        foot=Stack(margin, height - margin, _foot(column, 7.9 * scale)),
        code=code,
        module=module,
    )


def _upright(width: float, height: float) -> Face:
    scale = min(width / 105, height / 148)
    margin = max(4.0, 9 * scale)
    # The upper edge stays free: there the card is punched for its ribbon.
    top = margin + 9 * scale
    module = max(CODE_MM, 34 * scale) * MODULE_SHARE
    code = width - margin - 25 * module, height - margin - 25 * module
    full, column = width - 2 * margin, code[0] - 4 * module - margin
    rule_y = top + 15 * scale
    single = 42 * scale
    name_top = rule_y + 7 * scale
    name_y = name_top + (LEADING + RISE) * single / POINTS_PER_MM
    return Face(
        width,
        height,
        congress=Slot(margin, top + 4 * scale, Style(full, max(13 * scale, 7.5), 6, weight=Weight.BOLD)),
        dates=Slot(margin, top + 10 * scale, Style(full, max(11 * scale, 6.5), 5.5)),
        rule_y=rule_y,
        rule_width=full,
        name=_name(margin, name_y, width=full, top=name_top, single=single),
        beneath=Stack(margin, name_y + 12.5 * scale, _beneath(full, max(15 * scale, 8))),
        foot=Stack(margin, height - margin, _foot(column, max(13 * scale, 7), forum_lines=3)),
        code=code,
        module=module,
    )


def _small(width: float, height: float) -> Face:
    margin = 2.8
    module = CODE_MM * MODULE_SHARE
    is_square = width < 1.3 * height
    code_y = height - margin - 25 * module if is_square else (height - 25 * module) / 2
    code = width - margin - 25 * module, code_y
    full, column = width - 2 * margin, code[0] - 4 * module - margin
    broad = full if is_square else column
    name_y = margin + 10.8
    foot = Style(column, 6, 4.5)
    place = replace(foot, lines=2, size_in_more=6, shrink=0.9) if is_square else foot
    forum = Style(column, 6, 4.5, lines=3 if is_square else 1, size_in_more=6, shrink=0.9, weight=Weight.BOLD)
    return Face(
        width,
        height,
        congress=Slot(margin, margin + 1.3, Style(broad, 5.5, 4, weight=Weight.BOLD)),
        dates=None,
        rule_y=margin + 2.6,
        rule_width=broad,
        name=_name(margin, name_y, width=broad, top=margin + 3.5, single=12),
        beneath=Stack(margin, name_y + 3.6, (Style(broad, 6.5, 5),)),
        foot=Stack(margin, height - margin, (forum, place, replace(foot, weight=Weight.BOLD))),
        code=code,
        module=module,
    )


def _name(x: float, y: float, *, width: float, top: float, single: float) -> Slot:
    """Let two lines, the last one on the base line *y*, reach up to *top*; one line may be larger than each of them."""
    in_two = (y - top) * POINTS_PER_MM / (LEADING + RISE)
    return Slot(x, y, Style(width, single, 9, lines=2, size_in_more=min(in_two, single), weight=Weight.BOLD))


def _beneath(width: float, size: float) -> tuple[Style, Style]:
    pronouns = Style(width, 0.82 * size, 5)
    return pronouns, Style(width, size, 6, lines=2, size_in_more=0.95 * size, shrink=0.9)


def _foot(width: float, size: float, *, forum_lines: int = 2) -> tuple[Style, Style, Style]:
    forum = Style(width, size, 5.5, lines=forum_lines, size_in_more=0.95 * size, shrink=0.9, weight=Weight.BOLD)
    return forum, Style(width, size, 5.5), Style(width, 0.9 * size, 5, weight=Weight.BOLD)
