"""From a congress and a sheet to what its badges look like."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image
from sqlalchemy.orm import Session

from badges.design import Design, fits, usual
from badges.designs import queries
from badges.label import Picture
from badges.layout import Sheet
from badges.letterhead import letterhead_of
from badges.pdf import Looks


def designs_of(session: Session, congress_id: int, sheet: Sheet) -> dict[str, Design]:
    """Give the designs in use that fit a sheet, by category; that of all others is under ""."""
    found = [row for row in queries.designs(session, congress_id) if row.is_used and fits(row.as_design, sheet)]
    designs = {code: row.as_design for row in found for code in (row.categories or [""])}
    return {"": usual(sheet.side_width, sheet.side_height), **designs}


def looks_of(session: Session, congress_id: int, sheet: Sheet, *, code_word: str) -> Looks:
    """Gather the designs in use that fit a sheet, by category, with their pictures."""
    designs = designs_of(session, congress_id, sheet)
    return Looks(
        designs,
        pictures_of(session, congress_id, designs.values()),
        code_word,
        letterhead_of(session, congress_id).inks,
    )


def pictures_of(session: Session, congress_id: int, designs: Iterable[Design]) -> dict[str, Picture]:
    """Decode the pictures that designs show, by their public ids."""
    wanted = {element.picture for design in designs for element in design.elements if element.picture}
    if not wanted:
        return {}
    return {
        public_id: _decoded(content) for public_id, content in queries.contents(session, congress_id, wanted).items()
    }


def _decoded(content: bytes) -> Picture:
    with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
        dots = picture.convert("RGB")
    return Picture(dots.tobytes(), dots.width, dots.height)
