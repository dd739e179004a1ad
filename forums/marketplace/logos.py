"""Logos as we keep them: decoded, made small, drawn anew, so that nothing that was hidden in the file is left. Pure."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from forums.marketplace import errors

MEGABYTES, MEGAPIXELS, LEAST, WIDEST, QUALITY = 5, 40, 120, 1200, 88
FORMATS: Final = ("PNG", "JPEG", "WEBP")
MEGABYTE: Final = 1024 * 1024
SOLID: Final = 255
CLEAR: Final = frozenset({"RGBA", "LA", "PA"})


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


def redraw(content: bytes) -> Logo:
    """Draw a logo anew, turned upright; raises NoLogo, LogoTooLarge or LogoTooSmall. Of a moving one the first picture counts."""
    if len(content) > MEGABYTES * MEGABYTE:
        raise errors.LogoTooLarge(field="logo", megabytes=MEGABYTES, megapixels=MEGAPIXELS)
    picture = _decoded(content)
    if max(picture.size) < LEAST:
        raise errors.LogoTooSmall(field="logo", least=LEAST)
    picture.thumbnail((WIDEST, WIDEST))
    is_clear = picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (SOLID, SOLID)
    out = io.BytesIO()
    bare = Image.new("RGBA" if is_clear else "RGB", picture.size)
    bare.paste(picture)  # the pixels and nothing else: no profile, no text, no place where it was taken
    if is_clear:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Logo("png" if is_clear else "jpeg", *picture.size, out.getvalue())


def _decoded(content: bytes) -> Image.Image:
    too_large = errors.LogoTooLarge(field="logo", megabytes=MEGABYTES, megapixels=MEGAPIXELS)
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
        raise errors.NoLogo(field="logo") from fault
