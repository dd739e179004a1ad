"""The form of a design: a line for each element, as typed, and what is wrong with it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self

from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict

from app.typed import has_traps, normal
from badges.design import (
    COLOURS,
    LOGO,
    LONGEST_TEXT,
    MOST_ELEMENTS,
    Align,
    Design,
    DesignFault,
    Element,
    Hang,
    Shows,
    faults,
)
from badges.designs.models import BadgeDesign
from badges.designs.service import DesignRequest
from badges.designs.words import FAULTS, OWN_COLOUR
from badges.layout import Side

PLACE: Final = ("x", "y", "width", "height")
TYPE: Final = ("size", "least", "lines")
_NUMBERS: Final = (*PLACE, "size", "least")
_NUMBER = re.compile(r"[-−]?\d{1,3}(?:[.,]\d{1,2})?")
_FIRST_COLOUR = "#0b5563"
_NEW: Final = {
    Shows.CODE: Element(Shows.CODE, 2, 2, 22, 22),
    Shows.RULE: Element(Shows.RULE, 4, 10, 40, 0.2, colour="quiet"),
    Shows.BAR: Element(Shows.BAR, 4, 10, 20, 3, colour="role"),
    Shows.PICTURE: Element(Shows.PICTURE, 4, 4, 25, 12, picture=LOGO),
}


@dataclass(frozen=True)
class Line:
    """One element of the form: what it is, what was typed, and what is wrong with that."""

    index: int
    element: Element
    values: Mapping[str, str]
    faults: Mapping[str, LazyString]

    @property
    def fields(self) -> tuple[str, ...]:
        """The numbers that this kind of element has."""
        if self.element.shows in {Shows.CODE, Shows.RULE}:
            return PLACE[:3]
        return PLACE


@dataclass(frozen=True)
class DesignForm:
    """What was typed of a design."""

    wanted: DesignRequest
    lines: Sequence[Line]
    design: Design
    whole_faults: Sequence[LazyString] = field(default=())

    @classmethod
    def of(cls, row: BadgeDesign) -> Self:
        """Fill the form with a design as it is kept."""
        elements = row.as_design.elements
        wanted = DesignRequest(row.name, elements, row.categories, row.is_used)
        return cls._made(row, wanted, [_values(one) for one in elements], {})

    @classmethod
    def read(cls, values: MultiDict[str, str], row: BadgeDesign, *, known: Sequence[str]) -> Self:
        """Take what was typed; *known* are the codes of the categories."""
        elements: list[Element] = []
        typed: list[dict[str, str]] = []
        wrong: dict[int, set[str]] = {}
        count = values.get("count", "0")
        for index in range(min(int(count) if count.isascii() and count.isdigit() else 0, MOST_ELEMENTS)):
            line = {name: values.get(f"e{index}_{name}", "").strip() for name in _NAMES}
            if line["shows"] not in set(Shows):
                continue
            element, faulty = _element(line)
            wrong[len(elements)] = faulty
            elements.append(element)
            typed.append(line)
        categories = [code for code in values.getlist("categories") if code in known]
        name, is_used = values.get("name", "").strip(), values.get("is_used") == "yes"
        return cls._made(row, DesignRequest(name, elements, categories, is_used), typed, wrong)

    @classmethod
    def _made(
        cls,
        row: BadgeDesign,
        wanted: DesignRequest,
        typed: Sequence[Mapping[str, str]],
        wrong: Mapping[int, set[str]],
    ) -> Self:
        design = Design(row.width, row.height, tuple(wanted.elements))
        found = faults(design)
        lines = [
            Line(index, element, values, _line_faults(index, wrong.get(index, set()), found))
            for index, (element, values) in enumerate(zip(wanted.elements, typed, strict=True))
        ]
        whole = [FAULTS[fault.code] for fault in found if fault.element < 0]
        return cls(wanted, lines, design, whole)

    @property
    def has_bad_numbers(self) -> bool:
        """Say whether something was typed that is no number, and so cannot be kept."""
        return any(FAULTS["number"] is fault for line in self.lines for fault in line.faults.values())

    def changed(self, step: str, *, new: str, row: BadgeDesign) -> "DesignForm":
        """Take the elements one step on: ``add``, ``up-3``, ``remove-3``; anything else changes nothing."""
        elements = [line.element for line in self.lines]
        verb, _, place = step.partition("-")
        index = int(place) if place.isascii() and place.isdigit() else -1
        if verb == "add" and new in set(Shows) and len(elements) < MOST_ELEMENTS:
            shows = Shows(new)
            elements.append(_NEW.get(shows, Element(shows, 4, 4, 40, 6)))
        elif verb == "remove" and 0 <= index < len(elements):
            del elements[index]
        elif verb == "up" and 0 < index < len(elements):
            elements[index - 1 : index + 1] = elements[index], elements[index - 1]
        else:
            return self
        wanted = replace(self.wanted, elements=elements)
        return self._made(row, wanted, [_values(one) for one in elements], {})


_NAMES: Final = (
    "shows",
    *PLACE,
    *TYPE,
    "side",
    "align",
    "hang",
    "colour",
    "own",
    "is_bold",
    "is_joined",
    "text",
    "picture",
)


def _values(element: Element) -> dict[str, str]:
    """Write an element as it stands in the form."""
    values = {name: f"{getattr(element, name):g}" for name in (*PLACE, *TYPE)}
    is_named = element.colour in COLOURS
    return values | {
        "shows": element.shows.value,
        "side": element.side.value,
        "align": element.align.value,
        "hang": element.hang.value,
        "colour": element.colour if is_named else OWN_COLOUR,
        "own": _FIRST_COLOUR if is_named else element.colour,
        "is_bold": "yes" if element.is_bold else "",
        "is_joined": "yes" if element.is_joined else "",
        "text": element.text,
        "picture": element.picture,
    }


def _element(line: Mapping[str, str]) -> tuple[Element, set[str]]:
    """Read a line of the form; the second are the fields that hold no number."""
    shows = Shows(line["shows"])
    element = _NEW.get(shows, Element(shows))
    wrong = {name for name in _NUMBERS if line[name] and not _NUMBER.fullmatch(line[name])}
    lines = line["lines"]
    if lines and not (lines.isascii() and lines.isdigit() and len(lines) < len("100")):
        wrong.add("lines")
        lines = ""
    colour = line["own"].lower() if line["colour"] == OWN_COLOUR else line["colour"]
    text = normal(line["text"])[:LONGEST_TEXT]
    numbers = {name: value for name in _NUMBERS for value in _given(line, name, wrong)}
    return replace(
        element,
        x=numbers.get("x", element.x),
        y=numbers.get("y", element.y),
        width=numbers.get("width", element.width),
        height=numbers.get("height", element.height),
        size=numbers.get("size", element.size),
        least=numbers.get("least", element.least),
        side=Side(line["side"]) if line["side"] in set(Side) else Side.FRONT,
        align=Align(line["align"]) if line["align"] in set(Align) else Align.LEFT,
        hang=Hang(line["hang"]) if line["hang"] in set(Hang) else Hang.BOTTOM,
        colour=colour or element.colour,
        is_bold=line["is_bold"] == "yes",
        is_joined=line["is_joined"] == "yes",
        lines=int(lines or 1),
        text="" if has_traps(text) else text,
        picture=line["picture"][:16],
    ), wrong


def _given(line: Mapping[str, str], name: str, wrong: Collection[str]) -> list[float]:
    """The number of a field, if one was typed."""
    return [_number(line[name])] if line[name] and name not in wrong else []


def _number(typed: str) -> float:
    return float(typed.replace(",", ".").replace("−", "-"))


def _line_faults(index: int, wrong: set[str], found: Sequence[DesignFault]) -> dict[str, LazyString]:
    told = {fault.field or "x": FAULTS[fault.code] for fault in found if fault.element == index}
    return told | dict.fromkeys(sorted(wrong), FAULTS["number"])
