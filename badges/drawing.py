"""Texts, rules and codes → PDF operators, in millimetres from the upper left corner of a label or page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.contrast import darkened, parts_of
from badges import qr
from badges.design import Align, Element
from badges.document import Reference, StreamedPdf, number
from badges.face import LEADING, POINTS_PER_MM, Slot, Stack
from badges.typesetting import Fitted, Typesetter

_STACK_GAP = 0.12
"""What two texts of a stack lie further apart than two lines of one text, in type sizes."""

_RULE_POINTS = 0.5


@dataclass(frozen=True, slots=True)
class Inks:
    """The operators that choose a colour. What must be read from afar is black, which every printer has."""

    text: bytes
    accent: bytes
    quiet: bytes
    rule: bytes


def ink(colour: str) -> bytes:
    """Choose the colour ``#rrggbb`` for text on white, darkened until it can be read; anything else is black."""
    parts = parts_of(colour)
    return b"%s %s %s rg\n" % tuple(map(number, darkened(parts))) if parts else b"0 g\n"


def fill(colour: str) -> bytes:
    """Choose the colour ``#rrggbb`` for a surface, as it is; anything else is black."""
    parts = parts_of(colour)
    return b"%s %s %s rg\n" % tuple(map(number, parts)) if parts else b"0 g\n"


WHITE = b"1 g\n"
COLOURED = Inks(text=ink("#000000"), accent=ink("#0b5563"), quiet=ink("#56625f"), rule=b".7 .76 .75 rg\n")
BLACK = Inks(text=ink(""), accent=ink(""), quiet=ink(""), rule=ink(""))
"""For label printers that burn black dots: a grey would be a pattern of them."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo for paper, a JPEG; its sides in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all papers of a congress have in common: a colour ``#rrggbb`` ("": the house's) and a logo."""

    colour: str = ""
    logo: Logo | None = None

    @property
    def inks(self) -> Inks:
        return replace(COLOURED, accent=ink(self.colour)) if self.colour else COLOURED

    def objects(self, document: StreamedPdf) -> dict[str, Reference]:
        """Write the logo into a document; name it as ``Drawing.logo`` refers to it."""
        logo = self.logo
        return {_LOGO: document.add_jpeg(logo.content, width=logo.width, height=logo.height)} if logo else {}


HOUSE = Letterhead()
_LOGO = "Logo"


class Drawing:
    """Draws on a label or page of the given height; every method returns operators and changes nothing."""

    def __init__(self, setter: Typesetter, *, height: float, letterhead: Letterhead = HOUSE) -> None:
        self.setter = setter
        self.inks = letterhead.inks
        self._height = height
        self._logo = letterhead.logo

    def text(self, text: str, slot: Slot | None, colour: bytes) -> bytes:
        """Set a text whose last base line is that of its slot, if there is a slot for it."""
        if not text or not slot:
            return b""
        return self._shown(self.setter.fit(text, slot.style), slot, colour)

    def downwards(self, stack: Stack, texts: Iterable[tuple[str, bytes]]) -> bytes:
        """Set texts with their colours one beneath the other, the first base line that of the stack."""
        drawn: list[bytes] = []
        y = stack.y
        for (text, colour), style in zip(texts, stack.styles, strict=True):
            if text:
                fitted = self.setter.fit(text, style)
                y += rise_of(fitted) + style.above if drawn else 0
                drawn.append(self._shown(fitted, Slot(stack.x, y + depth_of(fitted), style), colour))
                y += depth_of(fitted)
        return b"".join(drawn)

    def end_of(self, stack: Stack, texts: Iterable[tuple[str, bytes]]) -> float:
        """Where the last base line of ``downwards`` is."""
        fitted = [
            (self.setter.fit(text, style), style) for (text, _), style in zip(texts, stack.styles, strict=True) if text
        ]
        further = sum(rise_of(one) + style.above for one, style in fitted[1:])
        return stack.y + sum(depth_of(one) for one, _ in fitted) + further

    def upwards(self, stack: Stack, texts: Iterable[tuple[str, bytes]]) -> bytes:
        """Set texts as ``downwards`` does, but so that the last base line is that of the stack."""
        drawn: list[bytes] = []
        y = stack.y
        for (text, colour), style in reversed(list(zip(texts, stack.styles, strict=True))):
            if text:
                fitted = self.setter.fit(text, style)
                drawn.append(self._shown(fitted, Slot(stack.x, y, style), colour))
                y -= depth_of(fitted) + rise_of(fitted) + style.above
        return b"".join(reversed(drawn))

    def block(self, fitted: Fitted, box: Element, last: float, colour: bytes) -> bytes:
        """Show lines on the edge of a box on which they hang, the last one on the base line *last*."""
        scale = fitted.size / 1000
        room = box.width * POINTS_PER_MM
        width = fitted.width * scale
        left = box.x * POINTS_PER_MM
        y = (self._height - last) * POINTS_PER_MM + (len(fitted.lines) - 1) * LEADING * fitted.size
        shown: list[bytes] = [colour, b"BT\n"]
        for line in fitted.lines:
            if box.align is Align.LEFT:
                # Inside the block Arabic lines begin on the right.
                indent = width - line.width * scale if fitted.is_right_to_left else 0.0
            else:
                indent = (room - line.width * scale) * (0.5 if box.align is Align.CENTRE else 1)
            shown.append(line.shown(left + indent, y, fitted.size))
            y -= LEADING * fitted.size
        shown.append(b"ET\n")
        return b"".join(shown)

    def rule(self, x: float, y: float, width: float, colour: bytes) -> bytes:
        """Draw a hairline."""
        return colour + self.box(x, y, width, _RULE_POINTS / POINTS_PER_MM)

    def box(self, x: float, y: float, width: float, height: float) -> bytes:
        """Fill a rectangle, given by its upper left corner, with the colour chosen last."""
        corner = x * POINTS_PER_MM, (self._height - y - height) * POINTS_PER_MM
        sides = width * POINTS_PER_MM, height * POINTS_PER_MM
        return b"%s %s %s %s re f\n" % tuple(map(number, (*corner, *sides)))

    def logo(self, right: float, top: float, width: float, height: float) -> bytes:
        """Show the logo as large as a box allows, in its upper right corner; nothing where there is none."""
        logo = self._logo
        if logo is None:
            return b""
        wide, high = self.logo_size(width, height)
        corner = (right - wide) * POINTS_PER_MM, (self._height - top - high) * POINTS_PER_MM
        placed = tuple(map(number, (wide * POINTS_PER_MM, high * POINTS_PER_MM, *corner)))
        return b"q %s 0 0 %s %s %s cm /%s Do Q\n" % (*placed, _LOGO.encode())

    def logo_size(self, width: float, height: float) -> tuple[float, float]:
        """Tell how wide and high the logo is within a box, in mm; (0, 0) where there is none."""
        if self._logo is None:
            return 0.0, 0.0
        scale = min(width / self._logo.width, height / self._logo.height)
        return self._logo.width * scale, self._logo.height * scale

    def code(self, code: str, corner: tuple[float, float], module: float) -> bytes:
        """Draw a code in black as one path, its dark modules beginning at the *corner* on the upper left."""
        x, y = corner
        bottom = (self._height - y - qr.SIDE_MODULES * module) * POINTS_PER_MM
        side = b"%.4f" % (module * POINTS_PER_MM)
        return b"0 g q %s 0 0 %s %s %s cm\n%sf Q\n" % (
            side,
            side,
            number(x * POINTS_PER_MM),
            number(bottom),
            qr.pdf_path(code),
        )

    def _shown(self, fitted: Fitted, slot: Slot, colour: bytes) -> bytes:
        """Show the lines as a block on the edge of its slot; inside the block Arabic lines begin on the right."""
        shown: list[bytes] = [colour, b"BT\n"]
        width = fitted.width * fitted.size / 1000
        left = slot.x * POINTS_PER_MM - (width if slot.is_flush_right else 0)
        y = (self._height - slot.y) * POINTS_PER_MM + (len(fitted.lines) - 1) * LEADING * fitted.size
        for line in fitted.lines:
            indent = width - line.width * fitted.size / 1000 if fitted.is_right_to_left else 0
            shown.append(line.shown(left + indent, y, fitted.size))
            y -= LEADING * fitted.size
        return b"".join([*shown, b"ET\n"])


def depth_of(fitted: Fitted) -> float:
    """From the first base line to the last one, in mm."""
    return (len(fitted.lines) - 1) * LEADING * fitted.size / POINTS_PER_MM


def rise_of(fitted: Fitted) -> float:
    """From the last base line of the text before to a text's first one, in mm."""
    return (LEADING + _STACK_GAP) * fitted.size / POINTS_PER_MM
