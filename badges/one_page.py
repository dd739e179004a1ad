"""Papers of one page of A4: an invoice, a proof, a certificate, a ticket; tagged, so that a screen reader reads text by text."""

from collections.abc import Callable
from typing import BinaryIO

from badges.document import Description, StreamedPdf
from badges.drawing import HOUSE, Drawing, Letterhead
from badges.face import POINTS_PER_MM
from badges.layout import A4_MM
from badges.tagging import Tags, marked
from badges.typesetting import Typesetter


def write_page(
    description: Description, draw: Callable[[Drawing], bytes], *, out: BinaryIO, letterhead: Letterhead = HOUSE
) -> None:
    """Write the page that *draw* draws. Texts are printed as they come; raises FontsMissing."""
    width, height = A4_MM
    document = StreamedPdf(out, page_width=width * POINTS_PER_MM, page_height=height * POINTS_PER_MM)
    setter, tags = Typesetter(), Tags(document, language=description.language)
    content, kinds = marked(draw(Drawing(setter, height=height, letterhead=letterhead)))
    tags.add(document.add_page(content, further=tags.further()), kinds)
    catalogue = tags.close()
    resources = {"Font": setter.write_fonts(document), "XObject": letterhead.objects(document)}
    document.close(description, resources, catalogue=catalogue)
