"""A typeface inside a PDF: only the glyphs in use, one code a cluster, each code with its text.

Every cluster is one glyph on paper: letters with separate marks become composite glyphs, so that a reader who copies
"ب" gets ب and not a letter and a dot. Codes are given in the order of their first use; the same badges give the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5
from io import BytesIO
from string import ascii_uppercase

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from reportlab.pdfbase.pdfdoc import PDFName, PDFString

from badges.document import Reference, StreamedPdf
from badges.shaping import Cluster, Outline, ShapedRun
from badges.typefaces import Typeface, Weight

_MOST_UNUSUAL = 16_000
"""Beyond it, marks are left out. Real names need some hundreds; only malice needs more, and a font holds 65,535 glyphs."""

_LONGEST_LIGATURE = 3
_UNKNOWN = "\ufffd"

_DRAWING_TABLES = {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}
_ROUND_TO_GRID = 4
_SYMBOLIC = 4
_CAP_HEIGHT = 714
_ENTRIES_PER_BLOCK = 100
_TEXTS_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_TEXTS_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """A run as the inside of a PDF string array, ``…>-30<…`` in hexadecimal codes, and its width in thousandths."""

    codes: bytes
    width: int


class EmbeddedTypeface:
    """Hands out codes for the clusters of one typeface and at last writes the font that draws them."""

    def __init__(self, typeface: Typeface) -> None:
        self.typeface = typeface
        self._code_by_use: dict[tuple[Outline, str], int] = {}
        self._widths = [0]
        self._outlines: list[Outline] = []
        self._unusual = 0

    def set_run(self, run: ShapedRun) -> Setting:
        """Turn the clusters of a run into codes; the pen is moved where the font's own widths do not fit (kerning)."""
        parts: list[str] = []
        owed = width = 0
        for cluster in run.clusters:
            code = self._code(cluster)
            owed += cluster.lead
            parts.append(f">{-owed}<{code:04x}" if owed else f"{code:04x}")
            owed = cluster.advance - cluster.lead - self._widths[code]
            width += cluster.advance
        parts.append(f">{-owed}<" if owed else "")
        return Setting("".join(parts).encode(), width)

    def outline_of(self, code: int) -> Outline:
        """What a code draws; codes count from 1."""
        if len(self._outlines) < len(self._code_by_use):
            self._outlines = [outline for outline, _ in self._code_by_use]
        return self._outlines[code - 1]

    def width_of(self, code: int) -> int:
        """How far a code moves the pen, in thousandths of the size."""
        return self._widths[code]

    def _code(self, cluster: Cluster) -> int:
        use = cluster.outline, cluster.text
        if use not in self._code_by_use and _is_unusual(*use):
            use = use if self._unusual < _MOST_UNUSUAL else _reduced(*use)
            self._unusual += 1
        code = self._code_by_use.get(use)
        if code is None:
            code = self._code_by_use[use] = len(self._widths)
            own_width = self.typeface.font.get_glyph_h_advance(cluster.outline[0][0])
            # A joiner is drawn by the glyph of the space, but takes none.
            self._widths.append(own_width if cluster.advance else 0)
        return code

    def write(self, document: StreamedPdf) -> Reference:
        """Write the font with its widths and texts, and return the reference to it."""
        content, glyph_by_outline = _subset(self.typeface, [outline for outline, _ in self._code_by_use])
        glyphs = [0, *(glyph_by_outline[outline] for outline, _ in self._code_by_use)]
        name = f"{_tag(content)}+{self.typeface.name}"
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": PDFName(name),
            "CIDSystemInfo": {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0},
            "FontDescriptor": document.add(_descriptor(document, name, self.typeface, content)),
            "W": [0, self._widths],
            "CIDToGIDMap": document.add_stream(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)),
        }
        return document.add(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": [document.add(descendant)],
                "ToUnicode": document.add_stream(_texts([text for _, text in self._code_by_use])),
            }
        )


def _is_composite(outline: Outline) -> bool:
    return len(outline) > 1 or outline[0][1:] != (0, 0)


def _is_unusual(outline: Outline, text: str) -> bool:
    """Say whether there could be any number of such clusters: letters with marks, letters that nobody has."""
    return _is_composite(outline) or outline[0][0] == 0 or len(text) > _LONGEST_LIGATURE


def _reduced(outline: Outline, text: str) -> tuple[Outline, str]:
    """Take the letter without its marks."""
    glyph = outline[0][0]
    return ((glyph, 0, 0),), text[0] if glyph else _UNKNOWN


def _subset(typeface: Typeface, outlines: list[Outline]) -> tuple[bytes, dict[Outline, int]]:
    """Keep the glyphs of these outlines, add the composite ones, and say where in the file each outline is found."""
    file = BytesIO()
    with TTFont(typeface.path, lazy=True, recalcTimestamp=False) as font:
        for table in set(font.keys()) - _DRAWING_TABLES:
            # The shaping is done; without the tables for it the subsetter is ten times as fast.
            del font[table]
        order = [f"glyph{glyph}" for glyph in range(font["maxp"].numGlyphs)]
        font.setGlyphOrder(order)
        name_by_glyph = {glyph: order[glyph] for outline in outlines for glyph, _, _ in outline}
        _keep_only(font, name_by_glyph)
        name_by_outline = {outline: _named(font, outline, name_by_glyph) for outline in dict.fromkeys(outlines)}
        font.save(file, reorderTables=None)
        return file.getvalue(), {outline: font.getGlyphID(name) for outline, name in name_by_outline.items()}


def _keep_only(font: TTFont, glyphs: Iterable[int]) -> None:
    # Nine megabytes that a server need not hold before it prints.
    from fontTools.subset import Options, Subsetter

    options = Options()
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(gids=list(glyphs))
    subsetter.subset(font)


def _named(font: TTFont, outline: Outline, name_by_glyph: dict[int, str]) -> str:
    """Name the glyph that draws an outline, composing it first if it has several parts."""
    if not _is_composite(outline):
        return name_by_glyph[outline[0][0]]
    glyf, per_thousand = font["glyf"], font["head"].unitsPerEm / 1000
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [
        _component(name_by_glyph[part], round(x * per_thousand), round(y * per_thousand)) for part, x, y in outline
    ]
    name = f"cluster{len(font.getGlyphOrder())}"
    glyf[name] = glyph
    glyph.recalcBounds(glyf)
    # A left bearing other than the outline's own would move the outline.
    font["hmtx"][name] = (font["hmtx"][name_by_glyph[outline[0][0]]][0], glyph.xMin)
    return name


def _component(name: str, x: int, y: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y = name, x, y
    component.flags = _ROUND_TO_GRID
    return component


def _descriptor(document: StreamedPdf, name: str, typeface: Typeface, content: bytes) -> dict[str, object]:
    ascent, descent = typeface.box
    return {
        "Type": PDFName("FontDescriptor"),
        "FontName": PDFName(name),
        "Flags": _SYMBOLIC,
        "FontBBox": [-1000, descent, 3000, ascent],
        "ItalicAngle": 0,
        "Ascent": ascent,
        "Descent": descent,
        "CapHeight": _CAP_HEIGHT,
        "StemV": 140 if typeface.name.endswith(Weight.BOLD) else 80,
        "FontFile2": document.add_stream(content, {"Length1": len(content)}),
    }


def _tag(content: bytes) -> str:
    """Six capital letters tell one subset from another."""
    return "".join(ascii_uppercase[byte % 26] for byte in md5(content, usedforsecurity=False).digest()[:6])


def _texts(texts: list[str]) -> bytes:
    """Write the map from codes to texts, by which readers search, copy and speak."""
    entries = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(texts, start=1)]
    blocks = [entries[start : start + _ENTRIES_PER_BLOCK] for start in range(0, len(entries), _ENTRIES_PER_BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (_TEXTS_HEAD + body + _TEXTS_TAIL).encode()
