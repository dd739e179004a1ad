"""Colours that can be read on white, by WCAG 2.2 AA. Pure."""

import re
from typing import Final

LEAST_CONTRAST: Final = 4.5
_COLOUR = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_LINEAR_UP_TO = 0.04045
_SHADE = 0.95

Parts = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""


def parts_of(colour: str) -> Parts | None:
    """Read ``#rrggbb``; None for anything else."""
    found = _COLOUR.fullmatch(colour)
    if not found:
        return None
    red, green, blue = (int(part, 16) / 255 for part in found.groups())
    return red, green, blue


def contrast_with_white(parts: Parts) -> float:
    """The ratio of WCAG 2, from 1 (white) to 21 (black)."""
    linear = (part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.05 + sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))


def darkened(parts: Parts) -> Parts:
    """Darken a colour as much as it needs to be read as text on white; most are left as they are."""
    red, green, blue = parts
    while contrast_with_white((red, green, blue)) < LEAST_CONTRAST:
        red, green, blue = _SHADE * red, _SHADE * green, _SHADE * blue
    return red, green, blue


def legible(colour: str) -> str:
    """Give the colour ``#rrggbb`` that comes nearest and can be read on white; "" for what is no colour."""
    parts = parts_of(colour)
    # Rounded down, or the rounding could make it too pale again.
    return "#" + "".join(f"{int(part * 255 + 1e-9):02x}" for part in darkened(parts)) if parts else ""
