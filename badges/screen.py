"""What is drawn for paper, shown on the screen: PDF operators → SVG.

It reads the operators that printing writes, so that a preview cannot differ from the print; only those that drawing badges uses.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from badges.document import Reference
from badges.embedding import EmbeddedTypeface
from badges.face import POINTS_PER_MM
from badges.label import Studio

_TOKEN = re.compile(rb"/[^\s<\[/]+|<<.*?>>|<[0-9a-f]*>|\[.*?\]|[-+]?[\d.]+|[A-Za-z]+")
_IN_ARRAY = re.compile(rb"<([0-9a-f]*)>|([-\d.]+)")
_BLACK = "#000000"


class Easel:
    """Takes the artworks and pictures of badges instead of a PDF."""

    def __init__(self) -> None:
        self.forms: dict[int, bytes] = {}
        self._count = 0

    def add_form(self, content: bytes, box: Sequence[float]) -> Reference:  # noqa: ARG002 -- as a PDF takes it
        reference = self._next()
        self.forms[reference.number] = content
        return reference

    def add_picture(self, content: bytes, *, width: int, height: int) -> Reference:  # noqa: ARG002 -- as a PDF takes it
        return self._next()

    def _next(self) -> Reference:
        self._count += 1
        return Reference(self._count)


class Screen:
    """Shows what one studio drew. *hrefs* are the addresses of pictures by their public ids; glyphs are drawn once, in ``definitions``."""

    def __init__(self, studio: Studio, easel: Easel, hrefs: Mapping[str, str]) -> None:
        self._studio = studio
        self._easel = easel
        self._href_by_name = {name: hrefs[public_id] for public_id, name in studio.drawn.items()}
        self._glyphs: dict[tuple[str, int], str] = {}
        self._fonts = {name.decode(): typeface for name, typeface in studio.setter.embedded()}

    def svg(self, content: bytes, *, width: float, height: float, label: str, handles: str = "") -> str:
        """Show one side of *width* × *height* mm; *label* is for those who do not see it, *handles* is laid over the picture."""
        scale = 1 / POINTS_PER_MM
        shown = "".join(_Interpreter(self).shown(content))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(label)}">'
            f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>'
            f'<g transform="matrix({scale:.5f} 0 0 {-scale:.5f} 0 {height:g})">{shown}</g>{handles}</svg>'
        )

    def definitions(self) -> str:
        """The glyphs that the pictures shown so far use."""
        paths = (
            f'<path id="{self._id(font, code)}" d="{path}"/>' for (font, code), path in self._glyphs.items() if path
        )
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true"><defs>{"".join(paths)}</defs></svg>'

    def form(self, name: str) -> bytes | None:
        """The operators of an artwork; None for a picture."""
        return self._easel.forms.get(self._studio.objects[name].number)

    def href(self, name: str) -> str:
        return self._href_by_name[name]

    def glyphs(self, font: str, codes: bytes) -> Iterator[tuple[str, int]]:
        """Yield the id and the width of each glyph of hexadecimal *codes*; the id is empty for a space."""
        typeface = self._fonts[font]
        for place in range(0, len(codes), 4):
            code = int(codes[place : place + 4], 16)
            if (font, code) not in self._glyphs:
                self._glyphs[font, code] = _path(typeface, code)
            yield self._id(font, code) if self._glyphs[font, code] else "", typeface.width_of(code)

    @staticmethod
    def _id(font: str, code: int) -> str:
        return f"glyph-{font}-{code:x}"


@dataclass
class _Ink:
    fill: str = _BLACK
    stroke: str = _BLACK
    line: str = "1"
    dashes: str = ""


class _Interpreter:
    """Goes through operators one by one."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._ink = _Ink()
        self._kept: list[tuple[_Ink, int]] = []
        self._open = 0
        self._operands: list[bytes] = []
        self._path: list[str] = []
        self._font, self._size = "", 0.0
        self._left, self._base = 0.0, 0.0
        self._operators: Mapping[str, Callable[[], str]] = {
            "q": self._keep,
            "Q": self._restore,
            "cm": self._move,
            "rg": self._choose_fill,
            "g": self._choose_grey,
            "RG": self._choose_stroke,
            "w": self._choose_width,
            "d": self._choose_dashes,
            "re": self._box,
            "m": self._begin,
            "l": self._line_to,
            "f": self._fill,
            "S": self._stroke,
            "Do": self._object,
            "Tf": self._choose_font,
            "Tm": self._place,
            "Tj": self._text,
            "TJ": self._text,
        }

    def shown(self, content: bytes) -> Iterator[str]:
        for token in _TOKEN.findall(content):
            if not token[:1].isalpha():
                self._operands.append(token)
                continue
            name = token.decode()
            if operator := self._operators.get(name):
                yield operator()
            self._operands = []
        yield "</g>" * self._open

    def _numbers(self) -> list[float]:
        return [float(operand) for operand in self._operands if operand[:1] not in b"/<["]

    def _keep(self) -> str:
        self._kept.append((_Ink(**vars(self._ink)), self._open))
        self._open = 0
        return ""

    def _restore(self) -> str:
        closing = "</g>" * self._open
        self._ink, self._open = self._kept.pop()
        return closing

    def _move(self) -> str:
        self._open += 1
        return f'<g transform="matrix({" ".join(f"{value:g}" for value in self._numbers())})">'

    def _choose_fill(self) -> str:
        self._ink.fill = _colour(self._numbers())
        return ""

    def _choose_grey(self) -> str:
        self._ink.fill = _colour(self._numbers() * 3)
        return ""

    def _choose_stroke(self) -> str:
        self._ink.stroke = _colour(self._numbers())
        return ""

    def _choose_width(self) -> str:
        self._ink.line = self._operands[-1].decode()
        return ""

    def _choose_dashes(self) -> str:
        self._ink.dashes = self._operands[0].decode().strip("[]")
        return ""

    def _box(self) -> str:
        x, y, width, height = self._numbers()
        self._path.append(f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z")
        return ""

    def _begin(self) -> str:
        x, y = self._numbers()
        self._path.append(f"M{x:g} {y:g}")
        return ""

    def _line_to(self) -> str:
        x, y = self._numbers()
        self._path.append(f"L{x:g} {y:g}")
        return ""

    def _fill(self) -> str:
        path, self._path = "".join(self._path), []
        return f'<path fill="{self._ink.fill}" d="{path}"/>'

    def _stroke(self) -> str:
        path, self._path = "".join(self._path), []
        dashes = f' stroke-dasharray="{self._ink.dashes}"' if self._ink.dashes else ""
        return f'<path fill="none" stroke="{self._ink.stroke}" stroke-width="{self._ink.line}"{dashes} d="{path}"/>'

    def _object(self) -> str:
        name = self._operands[-1][1:].decode()
        form = self._screen.form(name)
        if form is not None:
            return "".join(_Interpreter(self._screen).shown(form))
        # A picture fills the unit square, its first row on top.
        href = escape(self._screen.href(name))
        placed = 'width="1" height="1" transform="matrix(1 0 0 -1 0 1)" preserveAspectRatio="none"'
        return f'<image href="{href}" {placed}/>'

    def _choose_font(self) -> str:
        self._font, self._size = self._operands[-2][1:].decode(), float(self._operands[-1])
        return ""

    def _place(self) -> str:
        self._left, self._base = self._numbers()[-2:]
        return ""

    def _text(self) -> str:
        pen, used = 0.0, []
        for codes, move in _IN_ARRAY.findall(self._operands[-1]):
            if move:
                pen -= float(move)
                continue
            for name, width in self._screen.glyphs(self._font, codes):
                used += [f'<use href="#{name}" x="{pen:g}"/>'] if name else []
                pen += width
        scale = self._size / 1000
        moved = f"matrix({scale:g} 0 0 {scale:g} {self._left:g} {self._base:g})"
        self._left += pen * scale
        return f'<g fill="{self._ink.fill}" transform="{moved}">{"".join(used)}</g>' if used else ""


def _colour(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts[:3])


def _path(typeface: EmbeddedTypeface, code: int) -> str:
    """The outline of a code, in thousandths of the size, its letter and all marks."""
    # As for the fonts of a PDF: what only some pages need is loaded by them.
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    pen = SVGPathPen(None, ntos=lambda value: f"{value:.0f}")
    for glyph, x, y in typeface.outline_of(code):
        typeface.typeface.font.draw_glyph_with_pen(glyph, TransformPen(pen, (1, 0, 0, 1, x, y)))
    return str(pen.getCommands())
