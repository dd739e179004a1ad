"""Logos as we keep them: decoded, made small, drawn anew, so that nothing that was hidden in the file is left. Pure."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from app.errors import DomainError

MEGABYTES, MEGAPIXELS, LEAST, WIDEST, QUALITY = 5, 40, 120, 1200, 88
PRINTED, PRINTED_QUALITY = 1000, 93
"""Pixels of a logo on paper, of which no paper of ours shows more than 8 cm: 300 dots an inch."""
FORMATS: Final = ("PNG", "JPEG", "WEBP")
MEGABYTE: Final = 1024 * 1024
SOLID: Final = 255
CLEAR: Final = frozenset({"RGBA", "LA", "PA"})


class LogoError(DomainError):
    code = "logo-refused"


class NoLogo(LogoError):
    code = "no-logo"
    message = (
        "This is no picture that we can read. Please choose a PNG, JPEG or WebP file; drawings (SVG) cannot be taken."
    )


class LogoTooLarge(LogoError):
    code = "logo-too-large"
    message = "This picture is too large. Please choose one of at most %(megabytes)s MB and %(megapixels)s megapixels."


class LogoTooSmall(LogoError):
    code = "logo-too-small"
    message = (
        "This picture is too small to be printed. Please choose one of at least %(least)s pixels on its longer side."
    )


@dataclass(frozen=True)
class Logo:
    """A picture of our own making; ``type`` is png where something shines through, jpeg else."""

    type: str
    width: int
    height: int
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:16]


def redraw(content: bytes, *, most: tuple[int, int] = (WIDEST, WIDEST)) -> Logo:
    """Draw a logo anew, turned upright, no larger than *most* pixels. Of a moving one the first picture counts.

    Raises NoLogo, LogoTooLarge or LogoTooSmall.
    """
    picture = _read(content)
    picture.thumbnail(most)
    is_clear = picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (SOLID, SOLID)
    bare = Image.new("RGBA" if is_clear else "RGB", picture.size)
    bare.paste(picture)  # the pixels and nothing else: no profile, no text, no place where it was taken
    out = io.BytesIO()
    if is_clear:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Logo("png" if is_clear else "jpeg", *picture.size, out.getvalue())


def redraw_for_paper(content: bytes) -> Logo:
    """Draw a logo as paper takes it, a JPEG on white; raises as ``redraw`` does."""
    picture = _read(content).convert("RGBA")
    picture.thumbnail((PRINTED, PRINTED))
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    white.save(out, "JPEG", quality=PRINTED_QUALITY, subsampling=0, optimize=True)
    return Logo("jpeg", *picture.size, out.getvalue())


def _read(content: bytes) -> Image.Image:
    if len(content) > MEGABYTES * MEGABYTE:
        raise LogoTooLarge(field="logo", megabytes=MEGABYTES, megapixels=MEGAPIXELS)
    picture = _decoded(content)
    if max(picture.size) < LEAST:
        raise LogoTooSmall(field="logo", least=LEAST)
    return picture


def _decoded(content: bytes) -> Image.Image:
    too_large = LogoTooLarge(field="logo", megabytes=MEGABYTES, megapixels=MEGAPIXELS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as found:
                if found.width * found.height > MEGAPIXELS * 1_000_000:
                    raise too_large
                is_clear = found.mode in CLEAR or "transparency" in found.info
                return ImageOps.exif_transpose(found).convert("RGBA" if is_clear else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise too_large from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise NoLogo(field="logo") from fault
