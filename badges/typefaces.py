"""The typefaces on paper: Noto Sans for every script that our guests write, from ``badges/fonts``.

The files are built from npm packages and never committed; without them nothing can be printed, and we say so.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

FOLDER = Path(__file__).parent / "fonts"

FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansEthiopic")
"""In the order of preference; the first one also draws the box that stands for a letter nobody has."""


class Weight(StrEnum):
    """How heavy a line is set."""

    REGULAR = "Regular"
    BOLD = "Bold"


class FontsMissing(RuntimeError):
    """The build step that fetches the fonts was left out."""


@dataclass(frozen=True, eq=False, slots=True)
class Typeface:
    """One font file: its name, where it lies, and HarfBuzz's view of it, in thousandths of the type size."""

    name: str
    path: Path
    letters: AbstractSet[int]
    font: Any  # uharfbuzz ships no types

    @property
    def box(self) -> tuple[int, int]:
        """How far letters reach above and (negative) below the base line."""
        extents = self.font.get_font_extents("ltr")
        return extents.ascender, extents.descender


@cache
def typefaces(weight: Weight, folder: Path = FOLDER) -> tuple[Typeface, ...]:
    """Open the fonts of one weight, once a process, in the order of ``FAMILIES``; raises ``FontsMissing``."""
    paths = [folder / f"{family}-{weight}.ttf" for family in FAMILIES]
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise FontsMissing(f"Badges need the fonts {', '.join(missing)} in {folder}. They are built by: make setup")
    return tuple(_opened(path) for path in paths)


def _opened(path: Path) -> Typeface:
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    font = hb.Font(face)
    font.scale = (1000, 1000)
    return Typeface(path.stem, path, frozenset(face.unicodes), font)
