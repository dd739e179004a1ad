"""Uploaded SVG, made harmless: read without entities, then built anew from what an allow-list names. Pure.

What runs (script, event attributes), what embeds pages (foreignObject) and what reaches outside (references other than to parts of
the file itself) has no place in that list, so that it is gone whatever spelling it had.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from forums.marketplace.plan import errors

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
MOST_PARTS, DEEPEST, MOST_DRAWN = 100_000, 60, 300_000
SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
TAGS: Final = SHAPES | {
    *("svg", "g", "defs", "symbol", "use", "text", "tspan", "image", "clipPath"),
    *("linearGradient", "radialGradient", "stop", "title", "desc", "style"),
}
PAINT: Final = frozenset(
    {
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
        *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "color", "display"),
        *(
            "visibility",
            "clip-path",
            "clip-rule",
            "stop-color",
            "stop-opacity",
            "font-family",
            "font-size",
            "font-weight",
        ),
        *("font-style", "text-anchor", "dominant-baseline", "letter-spacing", "vector-effect"),
    }
)
GEOMETRY: Final = frozenset(
    {
        *("id", "class", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy"),
        *(
            "width",
            "height",
            "points",
            "transform",
            "viewBox",
            "preserveAspectRatio",
            "gradientUnits",
            "gradientTransform",
        ),
        *("clipPathUnits", "offset", "spreadMethod", "rotate", "textLength", "lengthAdjust"),
    }
)
REACHES_OUT: Final = re.compile(
    r"url\s*\((?!\s*['\"]?#[\w.:-]+['\"]?\s*\))|javascript:|@|\\|expression|[<>]", re.IGNORECASE
)
INSIDE: Final = re.compile(r"#[\w.:-]+")
RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
SELECTOR: Final = re.compile(r"[\w\s.#,>*:-]+")
DATA: Final = re.compile(r"data:image/(?:png|jpeg|jpg);base64,", re.IGNORECASE)
LENGTH: Final = re.compile(r"\s*([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|m)?\s*", re.IGNORECASE)
PIXELS_BY_UNIT: Final = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "m": 9600 / 2.54,
}

Embed = Callable[[bytes], str]  # makes an embedded picture anew: bytes in, data: address out


def cleaned(content: bytes, *, embed: Embed) -> tuple[bytes, float, float]:
    """Return a harmless SVG and its width and height in its own units.

    Raises UnsafePicture for entities (a billion laughs or a look into files), BadPicture for what is no SVG, PictureTooLarge.
    """
    try:
        root = fromstring(content)
    except DefusedXmlException as fault:
        raise errors.UnsafePicture(field="picture") from fault
    except (ParseError, ValueError, RecursionError) as fault:
        raise errors.BadPicture(field="picture") from fault
    if root.tag not in {f"{{{SVG}}}svg", "svg"}:
        raise errors.BadPicture(field="picture")
    if sum(1 for _ in root.iter()) > MOST_PARTS:
        raise errors.PictureTooLarge(field="picture")
    box = _view_box(root)
    safe = _copied(root, embed, depth=0) or Element("svg")
    _check_drawn(safe)
    safe.attrib.pop("width", None)
    safe.attrib.pop("height", None)
    safe.attrib |= {"xmlns": SVG, "viewBox": " ".join(f"{number:g}" for number in box)}
    safe.attrib |= {"width": f"{box[2]:g}", "height": f"{box[3]:g}"}
    return tostring(safe, encoding="utf-8"), box[2], box[3]


def _view_box(root: Element) -> tuple[float, float, float, float]:
    """Read what part of the drawing shows; raises BadPicture where nothing says so."""
    numbers = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        x, y, width, height = map(float, numbers)
    except ValueError:
        x, y, width, height = 0.0, 0.0, _length(root.get("width", "")), _length(root.get("height", ""))
    if not (0 < width < 1e7 and 0 < height < 1e7 and abs(x) < 1e7 and abs(y) < 1e7):  # noqa: PLR2004 -- nor is NaN
        raise errors.BadPicture(field="picture")
    return x, y, width, height


def _length(text: str) -> float:
    found = LENGTH.fullmatch(text)
    return float(found[1]) * PIXELS_BY_UNIT[(found[2] or "px").lower()] if found else 0.0


def _copied(element: Element, embed: Embed, *, depth: int) -> Element | None:
    """Copy what is allowed, without what is not; None for an element that is dropped with all its children."""
    if depth > DEEPEST:
        raise errors.PictureTooLarge(field="picture")
    tag = element.tag.removeprefix(f"{{{SVG}}}") if isinstance(element.tag, str) else ""
    if tag not in TAGS:
        return None
    copy = Element(tag, dict(_attributes(element, tag, embed)))
    if tag == "style":
        copy.text = _stylesheet("".join(element.itertext()))
        return copy
    if tag in {"image", "use"} and "href" not in copy.attrib:
        return None
    copy.text = element.text
    for child in element:
        kept = _copied(child, embed, depth=depth + 1)
        if kept is not None:
            kept.tail = child.tail
            copy.append(kept)
    return copy


def _attributes(element: Element, tag: str, embed: Embed) -> Iterator[tuple[str, str]]:
    yield from _declarations(element.get("style", ""))
    for name, value in element.attrib.items():
        if name in GEOMETRY or name in PAINT:
            if not REACHES_OUT.search(value):
                yield name, value
        elif name in {"href", XLINK} and (address := _address(value.strip(), tag, embed)):
            yield "href", address


def _address(value: str, tag: str, embed: Embed) -> str:
    """Keep references within the file, and embedded pictures once they are made anew."""
    if INSIDE.fullmatch(value):
        return value if tag in {"use", "linearGradient", "radialGradient"} else ""
    found = DATA.match(value)
    if tag != "image" or not found:
        return ""
    try:
        return embed(base64.b64decode(re.sub(r"\s+", "", value[found.end() :]), validate=True))
    except binascii.Error as fault:
        raise errors.BadPicture(field="picture") from fault


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    """Take the harmless declarations out of a style."""
    for part in text.split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        if name in PAINT and value and not REACHES_OUT.search(value):
            yield name, value


def _stylesheet(text: str) -> str:
    """Write the rules of a style element anew: plain selectors, harmless declarations, nothing that imports."""
    plain = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    rules = []
    for selector, body in RULE.findall(plain):
        kept = "; ".join(f"{name}: {value}" for name, value in _declarations(body))
        if kept and SELECTOR.fullmatch(selector):
            rules.append(f"{' '.join(selector.split())} {{ {kept} }}")
    return "\n".join(rules)


def _check_drawn(root: Element) -> None:
    """Refuse drawings that repeat themselves without end, or so often that a browser would choke on them."""
    parts = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    known: dict[str, int] = {}

    def weight(element: Element, above: frozenset[str]) -> int:
        total = 1
        for part in element.iter():
            target = part.get("href", "").removeprefix("#") if part.tag == "use" else ""
            if not target or target not in parts:
                continue
            if target in above or len(above) > DEEPEST:
                raise errors.PictureTooLarge(field="picture")
            if target not in known:
                known[target] = weight(parts[target], above | {target})
            total += known[target]
            if total > MOST_DRAWN:
                raise errors.PictureTooLarge(field="picture")
        return total + sum(1 for _ in element.iter())

    weight(root, frozenset())
