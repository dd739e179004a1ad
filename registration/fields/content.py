"""What a file really is, by its content; its name and what the browser calls it prove nothing. Pure."""

import io
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from typing import Final

from registration.fields.errors import BadFile, FileTooLarge
from registration.fields.rules import Limits

MEGABYTE: Final = 1024 * 1024
MOST_PIXELS: Final = 80_000_000
LONGEST_NAME: Final = 100
NAMES: Final = {"pdf": "PDF", "jpeg": "JPEG", "png": "PNG", "docx": "Word (docx)", "odt": "OpenDocument (odt)"}
ENDINGS: Final = {"jpeg": "jpg"}
MOST_MEMBERS: Final = 5_000


@dataclass(frozen=True, slots=True)
class RawFile:
    """What a browser sent; *content* is read to one byte beyond what is allowed."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept; ``type`` is one of rules.FILE_TYPES, ``name`` is safe to be shown and to be saved under."""

    name: str
    type: str
    content: bytes


def check(raw: RawFile, limits: Limits, *, field: str) -> CheckedFile:
    """Look into a file; raises FileTooLarge, or BadFile for a type that is not allowed or a file that is broken."""
    if len(raw.content) > limits.megabytes * MEGABYTE:
        raise FileTooLarge(field=field, megabytes=limits.megabytes)
    kind = type_of(raw.content)
    if kind not in limits.types:
        raise BadFile(field=field, types=", ".join(NAMES[allowed] for allowed in limits.types))
    return CheckedFile(safe_name(raw.name, kind), kind, raw.content)


def type_of(content: bytes) -> str:
    """Tell the type of a file by its content; "" for everything that is not one of ours, whole and harmless."""
    if content.startswith(b"%PDF-"):
        return "pdf" if b"%%EOF" in content[-2048:] else ""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg" if _is_picture(content, "JPEG") else ""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png" if _is_picture(content, "PNG") else ""
    return _document(content) if content.startswith(b"PK\x03\x04") else ""


def safe_name(name: str, kind: str) -> str:
    """Keep the visible letters of a file's name, without folders, and give it the ending of its type."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", " ".join(kept.split())).strip(". ")[:LONGEST_NAME]
    return f"{stem or 'file'}.{ENDINGS.get(kind, kind)}"


def _is_picture(content: bytes, kind: str) -> bool:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return False
                picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return True


def _document(content: bytes) -> str:
    """Tell docx and odt from other zipped files, without unpacking more than a few bytes; ones with macros are none of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.namelist()
            if len(members) > MOST_MEMBERS or any("vbaproject" in name.lower() for name in members):
                return ""
            if "word/document.xml" in members and "[Content_Types].xml" in members:
                return "docx"
            if members[0] == "mimetype" and packed.getinfo("mimetype").file_size < LONGEST_NAME:
                is_text = packed.read("mimetype").strip() == b"application/vnd.oasis.opendocument.text"
                has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in members)
                return "odt" if is_text and not has_macros else ""
    except (zipfile.BadZipFile, IndexError, NotImplementedError, RuntimeError, OSError, ValueError):
        return ""
    return ""
