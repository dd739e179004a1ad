"""One side of a badge → PDF operators: the elements of a design filled with what a badge says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from badges.design import STATIC, Design, Element, Hang, Shows, groups
from badges.document import Reference, number
from badges.drawing import BLACK, COLOURED, WHITE, Drawing, Inks, depth_of, fill, ink, rise_of
from badges.face import DESCENT, MODULE_SHARE, POINTS_PER_MM, RISE, Style
from badges.layout import Side
from badges.typesetting import Fitted, Typesetter

_MOST_BLOCKS = 4096
"""Blocks of lines remembered: organisations, forums and roles repeat."""

_MOST_ARTWORKS = 32
"""Artworks shared as form objects; a document of more congresses than that draws the further ones in place."""

_CAP_HEIGHT = 0.7
_STEPS = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62)
"""By how much the texts of one box shrink together when they are all there and long."""


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What one badge says. Only code and name are needed; every other text may be empty.

    Texts are printed as they come, so the caller chooses their language. ``category`` is the code by which a design is chosen.
    ``role_colour`` is ``#rrggbb``; it stands beside the role's name, never for it.
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
    tables: str = ""
    sector: str = ""
    days: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a design: three bytes a dot, row by row from the top."""

    content: bytes
    width: int
    height: int


class Paper(Protocol):
    """What artworks and pictures are put into: a PDF, or what shows it on the screen."""

    def add_form(self, content: bytes, box: Sequence[float]) -> Reference: ...

    def add_picture(self, content: bytes, *, width: int, height: int) -> Reference: ...


class Studio:
    """What the sides of a document share: fonts, pictures, artworks, and whether there is only black."""

    def __init__(
        self, paper: Paper, pictures: Mapping[str, Picture], *, is_monochrome: bool, inks: Inks = COLOURED
    ) -> None:
        self.paper = paper
        self.setter = Typesetter()
        # Of texts in one box often only one is new; names, which all are, are fitted without this memory.
        self.fit = lru_cache(_MOST_BLOCKS)(self.setter.fit)
        self.is_monochrome = is_monochrome
        self.inks = BLACK if is_monochrome else inks
        self.objects: dict[str, Reference] = {}
        self._pictures = pictures
        self.drawn: dict[str, str] = {}

    def colour(self, name: str, role_colour: str) -> bytes:
        """The operator of a colour for text."""
        if name == "white":
            return WHITE
        inks = self.inks
        named = {"text": inks.text, "accent": inks.accent, "quiet": inks.quiet}
        if name == "role":
            return ink(role_colour) if role_colour and not self.is_monochrome else inks.accent
        return named[name] if name in named else ink("" if self.is_monochrome else name)

    def fill(self, name: str, role_colour: str) -> bytes:
        """The operator of a colour for a bar: one that was chosen by its figures is left as it is."""
        return fill(name) if name.startswith("#") and not self.is_monochrome else self.colour(name, role_colour)

    def picture(self, public_id: str) -> tuple[str, Picture] | None:
        """The name by which a picture is drawn; it is put into the document when it is first asked for."""
        found = self._pictures.get(public_id)
        if found is None:
            return None
        if public_id not in self.drawn:
            name = self.drawn[public_id] = f"P{len(self.drawn)}"
            self.objects[name] = self.paper.add_picture(found.content, width=found.width, height=found.height)
        return self.drawn[public_id], found

    def shared(self, content: bytes, box: Sequence[float]) -> bytes:
        """Make what is the same on every badge a form object, drawn by its name, as long as there are not too many."""
        if not content or len(self.objects) >= _MOST_ARTWORKS:
            return content
        name = f"A{len(self.objects)}"
        self.objects[name] = self.paper.add_form(content, box)
        return f"/{name} Do\n".encode()


Part = Callable[[BadgeFace], bytes]


class SideDrawing:
    """Draws one side of a design for one badge after the other, in coordinates of its own."""

    def __init__(self, design: Design, side: Side, studio: Studio) -> None:
        self._design = design
        self._studio = studio
        self._drawing = Drawing(studio.setter, height=design.height)
        found = list(groups(design.elements, side))
        self._parts = [*self._layers(found), *(self._part(group) for group in found if _is_text_of_people(group))]
        self._codes = [(group[0].x, group[0].y, group[0].width) for group in found if group[0].shows is Shows.CODE]

    def texts(self, badge: BadgeFace) -> bytes:
        """Draw all but the code."""
        return b"".join([part(badge) for part in self._parts])

    def code(self, badge: BadgeFace) -> bytes:
        """Draw the code, where the side has one."""
        return b"".join([self._code(badge.code, *box) for box in self._codes])

    def _code(self, code: str, x: float, y: float, width: float) -> bytes:
        module = width * MODULE_SHARE
        return self._drawing.code(code, (x + 4 * module, y + 4 * module), module)

    def _part(self, group: tuple[Element, ...]) -> Part:
        head = group[0]
        if head.shows is Shows.BAR:
            bars = lru_cache(_MOST_BLOCKS)(lambda role_colour: self._bar(head, role_colour))
            return lambda badge: bars(badge.role_colour)
        reads = [_READS[element.shows] for element in group]
        colours = any(element.colour == "role" for element in group)
        if head.shows is Shows.NAME and len(group) == 1 and not colours:
            # Names are all different: to remember them would only take room.
            colour, style = self._studio.colour(head.colour, ""), head.style_alone
            return lambda badge: self._alone(badge.name, head, style, colour) if badge.name else b""

        def drawn(texts: tuple[str, ...], role_colour: str) -> bytes:
            return self._group(group, texts, role_colour)

        remembered = lru_cache(_MOST_BLOCKS)(drawn)
        if len(reads) == 1:
            [read] = reads
            return lambda badge: remembered((read(badge),), badge.role_colour if colours else "")
        return lambda badge: remembered(tuple([read(badge) for read in reads]), badge.role_colour if colours else "")

    def _layers(self, found: Sequence[tuple[Element, ...]]) -> Iterator[Part]:
        """Yield what lies beneath the texts of people, in the order of the design: artworks, and bars in the colour of the role."""
        static: list[tuple[Element, ...]] = []
        for group in found:
            if _is_static(group):
                static.append(group)
            elif group[0].shows is Shows.BAR:
                if static:
                    yield self._artwork(static)
                    static = []
                yield self._part(group)
        if static:
            yield self._artwork(static)

    def _artwork(self, static: Sequence[tuple[Element, ...]]) -> Part:
        """Draw what is the same on all badges of a congress, once."""
        width, height = self._design.width * POINTS_PER_MM, self._design.height * POINTS_PER_MM

        def drawn(congress: str, dates: str) -> bytes:
            badge = BadgeFace("", "", congress=congress, dates=dates)
            return self._studio.shared(b"".join(self._shape(group, badge) for group in static), [0, 0, width, height])

        remembered = lru_cache(_MOST_ARTWORKS)(drawn)
        return lambda badge: remembered(badge.congress, badge.dates)

    def _shape(self, group: tuple[Element, ...], badge: BadgeFace) -> bytes:
        head = group[0]
        if head.shows is Shows.PICTURE:
            return self._picture(head)
        if head.shows is Shows.RULE:
            return self._drawing.rule(head.x, head.y, head.width, self._rule_colour(head.colour))
        if head.shows is Shows.BAR:
            return self._bar(head, "")
        texts = tuple(element.text or _READS[element.shows](badge) for element in group)
        return self._group(group, texts, "")

    def _rule_colour(self, name: str) -> bytes:
        return self._studio.inks.rule if name == "quiet" else self._studio.fill(name, "")

    def _bar(self, element: Element, role_colour: str) -> bytes:
        colour = self._studio.fill(element.colour, role_colour)
        return colour + self._drawing.box(element.x, element.y, element.width, element.height)

    def _picture(self, element: Element) -> bytes:
        """Draw a picture as large as its box allows, in the middle of it."""
        found = self._studio.picture(element.picture)
        if found is None:
            return b""
        name, picture = found
        scale = min(element.width / picture.width, element.height / picture.height)
        width, height = picture.width * scale, picture.height * scale
        x = element.x + (element.width - width) / 2
        y = self._design.height - element.y - (element.height + height) / 2
        placed = tuple(number(length * POINTS_PER_MM) for length in (width, height, x, y))
        return b"q %s 0 0 %s %s %s cm /%s Do Q\n" % (*placed, name.encode())

    def _alone(self, text: str, element: Element, style: Style, colour: bytes) -> bytes:
        fitted = self._studio.setter.fit(text, style)
        if element.hang is Hang.BOTTOM:
            last = element.y + element.height - DESCENT * (style.size_in_more or style.size) / POINTS_PER_MM
        elif element.hang is Hang.TOP:
            first = style.size if len(fitted.lines) == 1 else style.size_in_more
            last = element.y + RISE * first / POINTS_PER_MM + depth_of(fitted)
        else:
            space = element.height - _CAP_HEIGHT * fitted.size / POINTS_PER_MM - depth_of(fitted)
            last = element.y + element.height - space / 2
        return self._drawing.block(fitted, element, last, colour)

    def _group(self, group: tuple[Element, ...], texts: tuple[str, ...], role_colour: str) -> bytes:
        """Set the texts of one box one beneath the other; empty ones take no room."""
        studio, head = self._studio, group[0]
        shown = [(element, text) for element, text in zip(group, texts, strict=True) if text]
        if not shown:
            return b""
        if len(group) == 1:
            return self._alone(shown[0][1], head, head.style_alone, studio.colour(head.colour, role_colour))
        top, bottom = _margins(group)
        for step in _STEPS:
            fitted = [studio.fit(text, _smaller(element.style, step)) for element, text in shown]
            depth = sum(depth_of(one) for one in fitted) + sum(rise_of(one) for one in fitted[1:])
            if depth <= head.height - bottom - min(top, _CAP_HEIGHT * head.size / POINTS_PER_MM):
                break
        y = _first_base_line(head, depth, top=top, bottom=bottom, first=fitted[0])
        drawn: list[bytes] = []
        for index, ((element, _), one) in enumerate(zip(shown, fitted, strict=True)):
            y += (rise_of(one) if index else 0) + depth_of(one)
            box = replace(head, align=element.align)
            drawn.append(self._drawing.block(one, box, y, studio.colour(element.colour, role_colour)))
        return b"".join(drawn)


def texts_of(design: Design, badge: BadgeFace) -> Iterator[tuple[Shows, str]]:
    """Yield every text that a design shows of a badge, with what it is."""
    for element in design.elements:
        if element.is_text and (text := element.text or _READS[element.shows](badge)):
            yield element.shows, text


def _is_static(group: tuple[Element, ...]) -> bool:
    return all(
        element.shows in STATIC or (element.shows is Shows.BAR and element.colour != "role") for element in group
    )


def _is_text_of_people(group: tuple[Element, ...]) -> bool:
    return group[0].is_text and not _is_static(group)


def _margins(group: tuple[Element, ...]) -> tuple[float, float]:
    """What a box keeps free above its first base line and beneath its last one, in mm."""
    return RISE * group[0].size / POINTS_PER_MM, DESCENT * group[-1].size / POINTS_PER_MM


def _smaller(style: Style, step: float) -> Style:
    return (
        style
        if step == 1
        else replace(style, size=max(style.least, step * style.size), size_in_more=step * style.size_in_more)
    )


def _first_base_line(head: Element, depth: float, *, top: float, bottom: float, first: Fitted) -> float:
    """Where the first line of several texts goes, of which the last base line is *depth* further down."""
    if head.hang is Hang.TOP:
        return head.y + top
    if head.hang is Hang.BOTTOM:
        return head.y + head.height - bottom - depth
    height = depth + _CAP_HEIGHT * first.size / POINTS_PER_MM
    return head.y + (head.height + height) / 2 - depth


def _joined(separator: str, *texts: str) -> str:
    return separator.join(filter(None, texts))


_READS: Mapping[Shows, Callable[[BadgeFace], str]] = {
    Shows.NAME: lambda badge: badge.name,
    Shows.PRONOUNS: lambda badge: badge.pronouns,
    Shows.ORGANISATION: lambda badge: badge.organisation,
    Shows.BOTH: lambda badge: _joined(" · ", badge.pronouns, badge.organisation),
    Shows.ROLE: lambda badge: badge.role,
    Shows.SECTOR: lambda badge: badge.sector,
    Shows.FORUM: lambda badge: badge.forum,
    Shows.ROOM: lambda badge: badge.room,
    Shows.TABLES: lambda badge: badge.tables,
    Shows.PLACE: lambda badge: _joined(" · ", badge.room, badge.tables),
    Shows.DAYS: lambda badge: badge.days,
    Shows.CONGRESS: lambda badge: badge.congress,
    Shows.DATES: lambda badge: badge.dates,
    Shows.TEXT: lambda _: "",
}
