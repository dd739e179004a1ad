"""The badges of a preview, as SVG: drawn by printing, shown by the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from badges.design import Design, box_of
from badges.designs.words import PEOPLE, SIDES
from badges.drawing import COLOURED, Inks
from badges.label import BadgeFace, Picture, SideDrawing, Studio, texts_of
from badges.layout import Side
from badges.screen import Easel, Screen
from badges.shaping import missing_letters


@dataclass(frozen=True)
class Specimen:
    """One badge of a preview: why it is shown, its sides with their names, and the letters that would be empty boxes."""

    why: str
    sides: Sequence[tuple[str, Markup]]
    missing: str


@dataclass(frozen=True)
class Preview:
    """What a designer sees: the glyphs, and the badges that are drawn with them."""

    definitions: Markup
    specimens: Sequence[Specimen]


def drawn(
    design: Design,
    people: Sequence[tuple[str, BadgeFace]],
    *,
    pictures: Mapping[str, Picture],
    hrefs: Mapping[str, str],
    inks: Inks = COLOURED,
    is_monochrome: bool = False,
) -> Preview:
    """Draw the badges of some people; the first of them has handles to drag its elements by. Raises FontsMissing."""
    easel = Easel()
    studio = Studio(easel, pictures, is_monochrome=is_monochrome, inks=inks)
    drawings = {side: SideDrawing(design, side, studio) for side in Side if side in design.sides}
    contents = [
        [(side, drawing.texts(face) + drawing.code(face)) for side, drawing in drawings.items()] for _, face in people
    ]
    screen = Screen(studio, easel, hrefs)
    specimens = []
    for number, ((why, face), sides) in enumerate(zip(people, contents, strict=True)):
        shown = []
        for side, content in sides:
            word = str(SIDES[side])
            label = gettext("%(side)s of the badge of %(name)s", side=word, name=face.name)
            handles = _handles(design, side) if number == 0 else ""
            svg = screen.svg(content, width=design.width, height=design.height, label=label, handles=handles)
            shown.append((word, Markup(svg)))  # noqa: S704 -- the screen escapes what people typed
        specimens.append(
            Specimen(str(PEOPLE[why]), shown, missing_letters(" ".join(text for _, text in texts_of(design, face))))
        )
    return Preview(Markup(screen.definitions()), specimens)  # noqa: S704 -- as above


def _handles(design: Design, side: Side) -> str:
    """Transparent boxes above the elements of a side, by their numbers in the form."""
    found = []
    for index, element in enumerate(design.elements):
        if element.side is side and not element.is_joined:
            left, top, right, bottom = box_of(element)
            box = f'x="{left:g}" y="{top:g}" width="{max(right - left, 0):g}" height="{max(bottom - top, 1):g}"'
            found.append(f'<rect class="handle" data-element="{index}" {box}/>')
    return "".join(found)
