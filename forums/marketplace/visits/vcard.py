"""Contact details as a vCard (RFC 2426, version 3.0), which every address book reads. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

MEDIA_TYPE: Final = "text/vcard; charset=utf-8"
_LINE_BYTES = 75
_IN_ADDRESSES = str.maketrans({",": "%2C", ";": "%3B", "\n": None, "\r": None})
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, kw_only=True)
class Card:
    """Somebody, or a stand. ``uid`` names the card for good, so that an address book knows it again."""

    name: str
    uid: str
    changed_at: datetime
    organisation: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    note: str = ""


def written(*cards: Card) -> bytes:
    """Write cards one after the other."""
    lines = (folded for card in cards for line in _lines(card) for folded in _folded(line))
    return b"".join(line + b"\r\n" for line in lines)


def _lines(card: Card) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    name = _escaped(card.name or card.organisation)
    yield f"FN:{name}"
    # Which of the names is the family's differs from language to language: the whole stands in the first place.
    yield f"N:{name};;;;"
    told = (("ORG", card.organisation), ("EMAIL;TYPE=INTERNET", card.email), ("TEL;TYPE=WORK", card.phone))
    for key, text in (*told, ("NOTE", card.note)):
        if text:
            yield f"{key}:{_escaped(text)}"
    if card.url:
        yield f"URL:{card.url.translate(_IN_ADDRESSES)}"  # a URI, not a text: some readers would end it at a comma
    yield f"UID:{_escaped(card.uid)}"
    yield f"REV:{card.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> Iterator[bytes]:
    """Fold a line after 75 bytes, never within a letter."""
    piece = b""
    for letter in line:
        encoded = letter.encode()
        if len(piece) + len(encoded) > _LINE_BYTES:
            yield piece
            piece = b" "
        piece += encoded
    yield piece
