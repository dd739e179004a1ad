"""Text that calendar readers show as it was meant: no control characters, no direction overrides, no forged lines."""

import re
import unicodedata

import icalendar

# What some reader or other takes for the end of a line, and with it for the beginning of a new property.
LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# Controls, invisible formats (U+202E turns a title around), halves of surrogate pairs, private use, unassigned.
UNWRITABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Persian, Kurdish and emoji are spelt with them.
JOINERS = frozenset("\u200c\u200d")
# Here the reader's phone knows pictures that are newer than Python's table, where they count as unassigned.
PICTOGRAPHS = range(0x1F000, 0x1FB00)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def one_line(text: str) -> str:
    """Clean a title or a name: line breaks become spaces, what must not be written is left out."""
    return _clean(LINE_BREAK.sub(" ", text)).strip()


def paragraphs(text: str) -> str:
    r"""Clean a longer text in the same way, but keep its lines, separated by ``\n``."""
    return "\n".join(_clean(line).rstrip() for line in LINE_BREAK.split(text)).strip()


def _clean(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(character for character in line.replace("\t", " ") if _is_writable(character))


def _is_writable(character: str) -> bool:
    return (
        character in JOINERS
        or unicodedata.category(character) not in UNWRITABLE
        or (ord(character) in PICTOGRAPHS and unicodedata.category(character) == "Cn")
    )


class Text(icalendar.vText):
    r"""A TEXT value that is read back as it was written.

    The library's own writer takes ``\N`` (as in ``C:\News``) for a line break.
    """

    def to_ical(self) -> bytes:
        return self.translate(ESCAPES).encode()
