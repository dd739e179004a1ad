"""Tags of a PDF, so that a screen reader reads badge by badge, or text by text (PDF 1.7, 14.8): written page by page.

Each side of a badge is a paragraph, its code a figure with a word for it; the badges of a page are a section. Only the numbers of
objects are kept, two for each page.
"""

import re
from array import array
from collections.abc import Mapping, Sequence

from reportlab.pdfbase.pdfdoc import PDFString

from badges.document import Reference, StreamedPdf, formatted

PARAGRAPH, FIGURE = b"P", b"Figure"
_PAGES_PER_PART = 256
_TEXT = re.compile(rb"BT\n.*?ET\n", re.DOTALL)


class Tags:
    """Writes the tree of a document's tags. *alt* says to those who do not see it what a code is."""

    def __init__(self, document: StreamedPdf, *, language: str, alt: str = "") -> None:
        self._document = document
        self._language = language
        self._root, self._body, self._part = document.reserve(), document.reserve(), document.reserve()
        self._figure = b"/Figure/Alt %s" % formatted(PDFString(alt))
        self._sections = array("Q")
        self._parents = array("Q")
        self._parts: list[int] = []

    def further(self) -> bytes:
        """The entries of the next page that lead to its tags."""
        return b"/Tabs/S/StructParents %d" % len(self._parents)

    def add(self, page: Reference, kinds: Sequence[bytes]) -> None:
        """Write the tags of a page whose pieces of marked content are of these *kinds*, by their numbers."""
        document, section = self._document, self._document.reserve()
        above = b"/P %d 0 R/Pg %d 0 R/K " % (section.number, page.number)
        names = {FIGURE: self._figure + above, PARAGRAPH: b"/P" + above}
        first = document.add_all_plain([b"<</S%s%d>>" % (names[kind], piece) for piece, kind in enumerate(kinds)])
        kids = b"[%s]" % b" ".join([b"%d 0 R" % number for number in range(first, first + len(kinds))])
        document.write_plain(section, b"<</S/Sect/P %d 0 R/K%s>>" % (self._part.number, kids))
        self._sections.append(section.number)
        self._parents.append(document.add_plain(kids).number)
        if len(self._sections) == _PAGES_PER_PART:
            self._close_part()
            self._part = document.reserve()

    def close(self) -> Mapping[str, object]:
        """Write what holds all tags together; return the entries of the catalogue."""
        document = self._document
        self._close_part()
        language = formatted(PDFString(self._language))
        kids = b" ".join(b"%d 0 R" % part for part in self._parts)
        body = b"<</S/Document/P %d 0 R/Lang %s/K[%s]>>" % (self._root.number, language, kids)
        document.write_plain(self._body, body)
        nums = b" ".join(b"%d %d 0 R" % (place, parents) for place, parents in enumerate(self._parents))
        tree = document.add_plain(b"<</Nums[%s]>>" % nums)
        root = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        document.write_plain(self._root, root % (self._body.number, tree.number, len(self._parents)))
        return {"MarkInfo": {"Marked": "true"}, "StructTreeRoot": self._root}

    def _close_part(self) -> None:
        kids = b" ".join(b"%d 0 R" % section for section in self._sections)
        self._document.write_plain(self._part, b"<</S/Part/P %d 0 R/K[%s]>>" % (self._body.number, kids))
        self._parts.append(self._part.number)
        del self._sections[:]


def marked(content: bytes) -> tuple[bytes, list[bytes]]:
    """Mark each text as a paragraph, and what lies between texts as decoration: what a code says also stands beside it in words."""
    pieces: list[bytes] = []
    kinds: list[bytes] = []
    end = 0
    for text in _TEXT.finditer(content):
        pieces += (_decoration(content[end : text.start()]), b"/P<</MCID %d>>BDC\n%sEMC\n" % (len(kinds), text[0]))
        kinds.append(PARAGRAPH)
        end = text.end()
    return b"".join((*pieces, _decoration(content[end:]))), kinds


def _decoration(content: bytes) -> bytes:
    return b"/Artifact BMC\n%sEMC\n" % content if content else b""
