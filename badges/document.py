"""A PDF written page by page: whatever is finished leaves at once, and only its place in the file is kept.

The objects are reportlab's; its own ``PDFDocument`` keeps every page until the end (292 MB at 100,000 badges), so the
numbering, the page tree and the table of places are done here.
"""

import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import md5
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString, PDFText

_PDF_VERSION = (1, 7)
_PAGES_PER_NODE = 64
"""A tree of pages with small nodes lets a reader jump to the last of ten thousand pages at once."""

COMPRESSION = 2
"""A third of the time of zlib's usual 6, for two fifths more bytes on pages of badges; Z_FILTERED suits their numbers."""


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says of itself. *created* comes from the caller, so the same input gives the same bytes."""

    title: str
    language: str
    created: datetime


class Reference(PDFObject):
    """Stands in one object for another one."""

    def __init__(self, number: int) -> None:
        self.number = number

    def format(self, document: object) -> bytes:  # noqa: ARG002 -- the interface of reportlab
        return b"%d 0 R" % self.number


class StreamedPdf:
    """Numbers objects and writes them to *out* as they come; ``close`` completes the file.

    ``resources`` is one dictionary for all pages and form objects, written last, when all fonts are known.
    """

    def __init__(self, out: BinaryIO, *, page_width: float, page_height: float) -> None:
        self.resources = Reference(1)
        self._out = out
        self._media_box = b"[0 0 %s %s]" % (number(page_width), number(page_height))
        # Places by number, from object 1 on; 0 means reserved and not yet written.
        self._places = array("Q", [0, 0])
        self._size = 0
        self._digest = md5(usedforsecurity=False)
        self._root = 2
        self._node = self.reserve().number
        self._pages_in_node: list[int] = []
        self._nodes: list[tuple[int, int]] = []
        self._put(pdfdoc.PDFFile(_PDF_VERSION).format(_NO_ENCRYPTION))

    def reserve(self) -> Reference:
        """Give a number to an object that is written later."""
        self._places.append(0)
        return Reference(len(self._places))

    def add(self, content: PDFObject | Mapping[str, object]) -> Reference:
        """Write an object and return the reference to it."""
        reference = self.reserve()
        self.write(reference, content)
        return reference

    def write(self, reference: Reference, content: PDFObject | Mapping[str, object]) -> None:
        """Write an object whose number was reserved."""
        self._write(reference.number, formatted(content))

    def write_plain(self, reference: Reference, content: bytes) -> None:
        """Write an object whose number was reserved and whose text is ready."""
        self._write(reference.number, content)

    def add_plain(self, content: bytes) -> Reference:
        """Write an object whose text is ready, and return the reference to it."""
        reference = self.reserve()
        self._write(reference.number, content)
        return reference

    def add_all_plain(self, contents: Sequence[bytes]) -> int:
        """Write objects whose texts are ready, one after the other; return the number of the first."""
        first, size, pieces = len(self._places) + 1, self._size, []
        for place, content in enumerate(contents, start=first):
            piece = b"%d 0 obj\n%s\nendobj\n" % (place, content)
            pieces.append(piece)
            self._places.append(size)
            size += len(piece)
        self._put(b"".join(pieces))
        return first

    def add_stream(self, content: bytes, entries: Mapping[str, object] | None = None) -> Reference:
        """Write a compressed stream with further dictionary entries, and return the reference to it."""
        reference = self.reserve()
        packing = zlib.compressobj(COMPRESSION, strategy=zlib.Z_FILTERED)
        packed = packing.compress(content) + packing.flush()  # what the compressor still holds
        dictionary = {**(entries or {}), "Filter": PDFName("FlateDecode"), "Length": len(packed)}
        self._write(reference.number, b"%s\nstream\n%s\nendstream" % (formatted(dictionary), packed))
        return reference

    def add_jpeg(self, content: bytes, *, width: int, height: int) -> Reference:
        """Write a photo in red, green and blue as it is, to be drawn on any page; its size in pixels."""
        photo = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": width,
            "Height": height,
            "ColorSpace": PDFName("DeviceRGB"),
            "BitsPerComponent": 8,
            "Filter": PDFName("DCTDecode"),
            "Length": len(content),
        }
        reference = self.reserve()
        self._write(reference.number, b"%s\nstream\n%s\nendstream" % (formatted(photo), content))
        return reference

    def add_picture(self, content: bytes, *, width: int, height: int) -> Reference:
        """Write a picture of three bytes a dot, without loss, to be drawn on any page; its size in pixels."""
        picture = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": width,
            "Height": height,
            "ColorSpace": PDFName("DeviceRGB"),
            "BitsPerComponent": 8,
        }
        return self.add_stream(content, picture)

    def add_form(self, content: bytes, box: Sequence[float]) -> Reference:
        """Write a form object, to be drawn on any page, that uses the resources of the pages."""
        form = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box, "Resources": self.resources}
        return self.add_stream(content, form)

    def add_page(self, content: bytes, *, further: bytes = b"") -> Reference:
        """Write one page with its content and *further* entries; it is gone from memory afterwards."""
        stream = self.add_stream(content)
        page = self.reserve().number
        self._write(page, b"<</Type/Page/Parent %d 0 R/Contents %d 0 R%s>>" % (self._node, stream.number, further))
        self._pages_in_node.append(page)
        if len(self._pages_in_node) == _PAGES_PER_NODE:
            self._close_node()
            self._node = self.reserve().number
        return Reference(page)

    def close(
        self,
        description: Description,
        resources: Mapping[str, object],
        *,
        catalogue: Mapping[str, object] | None = None,
    ) -> None:
        """Write what all pages share, the catalogue with further entries, and the table of places."""
        self.write(self.resources, resources)
        self._close_node()
        self._close_root()
        catalog = self.add({**_catalog(description, Reference(self._root)), **(catalogue or {})})
        info = self.add(_info(description))
        self._put_places(catalog, info)

    def _close_node(self) -> None:
        kids = b" ".join(b"%d 0 R" % page for page in self._pages_in_node)
        node = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>"
        self._write(self._node, node % (self._root, len(self._pages_in_node), kids))
        self._nodes.append((self._node, len(self._pages_in_node)))
        self._pages_in_node.clear()

    def _close_root(self) -> None:
        kids = b" ".join(b"%d 0 R" % node for node, _ in self._nodes)
        count = sum(pages for _, pages in self._nodes)
        root = b"<</Type/Pages/Count %d/Kids[%s]/MediaBox%s/Resources %s>>"
        self._write(self._root, root % (count, kids, self._media_box, formatted(self.resources)))

    def _put_places(self, catalog: Reference, info: Reference) -> None:
        start, size = self._size, len(self._places) + 1
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for chunk in range(0, len(self._places), 4096):
            self._put(b"".join(b"%010d 00000 n \n" % place for place in self._places[chunk : chunk + 4096]))
        digest = PDFText(self._digest.digest(), enc="raw")
        trailer = pdfdoc.PDFTrailer(startxref=start, Size=size, Root=catalog, Info=info, ID=PDFArray([digest, digest]))
        self._put(formatted(trailer))

    def _write(self, number: int, content: bytes) -> None:
        self._places[number - 1] = self._size
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def _put(self, piece: bytes) -> None:
        self._size += len(piece)
        self._digest.update(piece)
        self._out.write(piece)


@lru_cache(4096)
def number(value: float) -> bytes:
    """Write a length in points with at most two decimals, a 140th of a millimetre."""
    return f"{value:.2f}".rstrip("0").rstrip(".").encode()


def formatted(content: object) -> bytes:
    """Let reportlab write an object: mappings are dictionaries, sequences arrays, names and references its own classes."""
    written: bytes = pdfdoc.format(_element(content), _NO_ENCRYPTION)
    return written


def _element(value: object) -> object:
    if isinstance(value, Mapping):
        return PDFDictionary({key: _element(entry) for key, entry in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return PDFArray([_element(entry) for entry in value])
    return value


_NO_ENCRYPTION = pdfdoc.DummyDoc()


def _catalog(description: Description, pages: Reference) -> dict[str, object]:
    # Readers that shrink a page to fit the printer's margins would move every badge off its label.
    viewer = {"DisplayDocTitle": "true", "PrintScaling": PDFName("None")}
    language = PDFString(description.language)
    return {"Type": PDFName("Catalog"), "Pages": pages, "Lang": language, "ViewerPreferences": viewer}


def _info(description: Description) -> dict[str, object]:
    created = description.created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    return {
        "Title": PDFString(description.title),
        "Creator": PDFString("reihum"),
        "Producer": PDFString("ReportLab PDF Library"),
        "CreationDate": PDFString(created),
    }
