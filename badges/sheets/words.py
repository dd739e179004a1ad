"""Sheets in words."""

from typing import Final

from flask_babel import gettext, lazy_gettext

from badges.calibration import CalibrationWords
from badges.layout import Sheet

JOURNAL: Final = {
    "badge.sheet-added": lazy_gettext("The sheet “%(name)s” was added"),
    "badge.sheet-changed": lazy_gettext("The sheet “%(name)s” was changed"),
    "badge.sheet-removed": lazy_gettext("The sheet “%(name)s” was removed"),
}


def papers_words(sheet: Sheet, *, right: int, down: int) -> CalibrationWords:
    """Say what stands on the test page of a sheet."""
    return CalibrationWords(
        title=gettext("Test page: %(name)s", name=sheet.name),
        moved=gettext(
            "Moved: %(right)s mm to the right, %(down)s mm down", right=f"{right / 10:g}", down=f"{down / 10:g}"
        ),
        hint=gettext(
            "Print at 100 %, lay the page on a sheet of labels and hold both against the light. "
            "The scales show by how many millimetres the edge is off."
        ),
        ruler=gettext("%(length)s mm", length="{length}"),
    )
