"""A badge as a browser prints it: drawn as for the sheets of labels, shown as pictures of exactly the printer's page."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from badges.errors import FontsAreMissing
from badges.label import BadgeFace, Studio
from badges.layout import Sheet, places
from badges.pdf import Looks, Printer
from badges.screen import Easel, Screen
from badges.typefaces import FontsMissing


@dataclass(frozen=True)
class BrowserPaper:
    """The pages of one badge (front, and back where its design has one), and the glyphs that they are drawn with."""

    pages: Sequence[Markup]
    definitions: Markup


def paper_of(face: BadgeFace, sheet: Sheet, looks: Looks, *, pictures: Mapping[str, bytes]) -> BrowserPaper:
    """Draw a badge on the first label of *sheet*; *pictures* are those of its designs, PNG or JPEG. Raises FontsAreMissing."""
    easel = Easel()
    studio = Studio(easel, looks.pictures, is_monochrome=sheet.is_monochrome, inks=looks.inks)
    try:
        label = [(face, next(places(sheet, count=1)))]
        contents = [content for content, _ in Printer(studio, sheet, looks.designs).pages(label)]
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
    # Within the page, since a kiosk has no login by which it could fetch them.
    hrefs = {name: _within(content) for name, content in pictures.items()}
    screen = Screen(studio, easel, hrefs)
    width, height = sheet.page_width, sheet.page_height
    pages = [
        Markup(screen.svg(content, width=width, height=height, label=face.name))  # noqa: S704 -- the screen escapes what people typed
        for content in contents
    ]
    return BrowserPaper(pages, Markup(screen.definitions()))  # noqa: S704 -- as above


def _within(content: bytes) -> str:
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(content).decode()}"
