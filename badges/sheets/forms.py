"""The form of a sheet: millimetres as people type them, and what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final, Self

from flask_babel import lazy_gettext

from app.errors import DomainError
from badges.layout import A4_MM, Fold, Misfit, Sheet
from badges.sheets import errors

MOST_MM = 500
MOST_LABELS = 50
LENGTHS: Final = (
    "label_width",
    "label_height",
    "left",
    "top",
    "pitch_x",
    "pitch_y",
    "page_width",
    "page_height",
)
COUNTS: Final = ("columns", "rows")
MISFITS: Final = {
    Misfit.NO_LABEL: ("label_width", lazy_gettext("A sheet needs at least one label, and labels need a size.")),
    Misfit.SIDE: ("left", lazy_gettext("The labels leave the page at the side or at the top.")),
    Misfit.BOTTOM: ("top", lazy_gettext("The labels leave the page at the bottom.")),
    Misfit.COLUMNS: (
        "pitch_x",
        lazy_gettext("The columns cover each other: a label is wider than the way to the next."),
    ),
    Misfit.ROWS: ("pitch_y", lazy_gettext("The rows cover each other: a label is higher than the way to the next.")),
}
FOLDS: Final = {
    Fold.FLAT: lazy_gettext("not folded"),
    Fold.BESIDE: lazy_gettext("once, from top to bottom: back and front beside each other"),
    Fold.ABOVE: lazy_gettext("once, from left to right: the back above the front"),
    Fold.QUARTER: lazy_gettext("twice: four sides"),
}
_LENGTH = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?")
_SHIFT = re.compile(r"([+\-−]?)(\d{1,2})(?:[.,](\d))?")


@dataclass(frozen=True)
class SheetForm:
    """What was typed of a sheet, as typed, and what is wrong with it by field."""

    name: str = ""
    label_width: str = ""
    label_height: str = ""
    columns: str = "1"
    rows: str = "1"
    left: str = "0"
    top: str = "0"
    pitch_x: str = ""
    pitch_y: str = ""
    page_width: str = f"{A4_MM[0]:g}"
    page_height: str = f"{A4_MM[1]:g}"
    is_monochrome: str = ""
    fold: str = ""
    faults: Mapping[str, DomainError] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet, *, name: str) -> Self:
        """Fill the form with a sheet's figures."""
        typed = {key: f"{getattr(sheet, key):g}" for key in (*LENGTHS, *COUNTS)}
        plain = {"name": name, "is_monochrome": "yes" if sheet.is_monochrome else "", "fold": sheet.fold.value}
        return cls(**plain, **typed, faults={})

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Self:
        """Take what was typed and find its faults; a single label needs no way to the next."""
        typed = {part.name: values.get(part.name, "").strip() for part in fields(cls) if part.name != "faults"}
        faults: dict[str, DomainError] = {}
        for key in LENGTHS:
            is_needless = (key == "pitch_x" and typed["columns"] == "1") or (key == "pitch_y" and typed["rows"] == "1")
            if not (is_needless and not typed[key]) and not _is_length(typed[key]):
                faults[key] = errors.NotALength(field=key, most=MOST_MM)
        for key in COUNTS:
            if not (typed[key].isascii() and typed[key].isdigit() and 1 <= int(typed[key][:3]) <= MOST_LABELS):
                faults[key] = errors.NotACount(field=key, most=MOST_LABELS)
        return cls(**typed, faults=faults)

    @property
    def sheet(self) -> Sheet:
        """The figures, where there is no fault."""
        lengths = {key: _length(getattr(self, key)) for key in LENGTHS}
        fold = Fold(self.fold) if self.fold in set(Fold) else Fold.FLAT
        return Sheet(
            id="",
            name=self.name,
            columns=int(self.columns),
            rows=int(self.rows),
            is_monochrome=self.is_monochrome == "yes",
            fold=fold,
            **lengths,
        )


def tenths_of(typed: str, *, field: str) -> int:
    """Read millimetres with a decimal as tenths; raises NotAShift."""
    parts = _SHIFT.fullmatch(typed.strip() or "0")
    if parts is None:
        raise errors.NotAShift(field=field, most=10)
    sign, whole, tenth = parts.groups()
    return (-1 if sign in {"-", "−"} else 1) * (10 * int(whole) + int(tenth or 0))


def _is_length(typed: str) -> bool:
    return _LENGTH.fullmatch(typed) is not None and _length(typed) <= MOST_MM


def _length(typed: str) -> float:
    return float(typed.replace(",", ".") or 0)
