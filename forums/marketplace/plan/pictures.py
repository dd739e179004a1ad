"""The picture behind a plan: SVG made harmless, PNG and JPEG decoded and written anew, a page of a PDF turned into a picture. Pure."""

import base64
import io
import warnings
from dataclasses import dataclass
from typing import Final

from forums.marketplace.plan import errors, svg

MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 8
MOST_PIXELS: Final = 60_000_000
WIDEST: Final = 3000  # pixels of what is kept: 1 cm each in a hall of 30 m
QUALITY: Final = 82
MIMES: Final = {"svg": "image/svg+xml", "png": "image/png", "jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown to everybody; ``type`` is svg, png or jpeg."""

    type: str
    content: bytes
    width: float
    height: float


def made_safe(content: bytes, *, page: int = 1) -> Picture:
    """Look at what was uploaded, whatever it was called; *page* is the page of a PDF, from 1.

    Raises NoPicture, BadPicture, UnsafePicture, PictureTooLarge or NoSuchPage.
    """
    if not content or len(content) > MOST_MEGABYTES * MEGABYTE:
        raise errors.NoPicture(field="picture", megabytes=MOST_MEGABYTES)
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _written_anew(content)
    if content.startswith(b"%PDF-"):
        return _page_of(content, page)
    if b"<svg" in content[:20_000] or b":svg" in content[:20_000]:
        drawing, width, height = svg.cleaned(content, embed=_embedded)
        return Picture("svg", drawing, width, height)
    raise errors.NoPicture(field="picture", megabytes=MOST_MEGABYTES)


def _written_anew(content: bytes) -> Picture:
    """Decode a picture, turn it upright, and write it without what the camera or anybody else hid in it."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise errors.PictureTooLarge(field="picture")
                is_photo = found.format == "JPEG"
                picture = ImageOps.exif_transpose(found).convert("RGB" if is_photo else "RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise errors.BadPicture(field="picture") from fault
    picture.thumbnail((WIDEST, WIDEST))
    out = io.BytesIO()
    if is_photo:
        picture.save(out, "JPEG", quality=QUALITY)
    else:
        picture.save(out, "PNG", optimize=True)
    return Picture("jpeg" if is_photo else "png", out.getvalue(), picture.width, picture.height)


def _embedded(content: bytes) -> str:
    """Make a picture inside an SVG anew as well."""
    picture = _written_anew(content)
    return f"data:{MIMES[picture.type]};base64,{base64.b64encode(picture.content).decode()}"


def _page_of(content: bytes, page: int) -> Picture:
    """Draw a page of a PDF as pixels: of what the file could run or fetch, nothing is left."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise errors.BadPicture(field="picture") from fault
    try:
        if not 1 <= page <= len(document):
            raise errors.NoSuchPage(field="page", pages=len(document))
        sheet = document[page - 1]
        longest = max(sheet.get_size())
        if not longest > 0:
            raise errors.BadPicture(field="picture")
        drawn = sheet.render(scale=WIDEST / longest, may_draw_forms=False).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as fault:
        raise errors.BadPicture(field="picture") from fault
    finally:
        document.close()
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return Picture("png", out.getvalue(), drawn.width, drawn.height)
