"""Papers of one page of A4: an invoice, a proof, a certificate, a ticket."""

from collections.abc import Callable
from typing import BinaryIO

from badges.document import Description, StreamedPdf
from badges.drawing import Drawing
from badges.face import POINTS_PER_MM
from badges.layout import A4_MM
from badges.typesetting import Typesetter


def write_page(description: Description, draw: Callable[[Drawing], bytes], *, out: BinaryIO) -> None:
    """Write the page that *draw* draws. Texts are printed as they come; raises FontsMissing."""
    width, height = A4_MM
    document = StreamedPdf(out, page_width=width * POINTS_PER_MM, page_height=height * POINTS_PER_MM)
    setter = Typesetter()
    document.add_page(draw(Drawing(setter, height=height)))
    document.close(description, {"Font": setter.write_fonts(document)})
