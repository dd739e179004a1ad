"""Which characters of a typed text may be printed. Pure Unicode, no fonts."""

import re
import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner: Persian and Kurdish spelling needs them."""

_NO_BREAK_SPACES = "\u00a0\u202f"

# Pictures, not letters: no printer's font has them, and half of them would leave an empty box.
_PICTURES = (
    (0x20E3, 0x20E3),  # the frame of a keycap
    (0x2300, 0x23FF),
    (0x2600, 0x27BF),
    (0x2B00, 0x2BFF),
    (0xFE00, 0xFE0F),  # variation selectors: "show the letter before as a picture"
    (0x1F000, 0x1FAFF),
    (0xE0100, 0xE01EF),
)

_MOST_MARKS = 4
"""No script of ours puts more marks on one letter; a heap of them would cover the neighbours' names."""

_SCRIPTS_END = 0x3000
"""What becomes of the characters below is remembered: all scripts of our guests, and not a million others."""

_WITHOUT_MARKS = re.compile(r"[\w !-/:-@\[-`{-~·–—‐’‘“”„…]*")
_LOST_JOINERS = re.compile(f"(?<!\\S)[{_JOINERS}]+|[{_JOINERS}]+(?!\\S)|(?<=[{_JOINERS}])[{_JOINERS}]+")


def printable(text: str) -> str:
    """Make a typed text fit to be printed in one line.

    NFC; every run of white space, CR and LF included, is one space; control and format characters (such as U+202E,
    which turns the text after it round) are dropped save ZWJ and ZWNJ inside words; so are emoji, lone surrogates and
    marks beyond four on a letter.
    """
    if text.isascii() and text.isprintable():
        return text if "  " not in text and text.strip() == text else " ".join(text.split())
    kept = text.translate(_FATES)
    if not _WITHOUT_MARKS.fullmatch(kept):
        # Most texts have neither marks nor joiners and need not be looked at more closely.
        kept = _LOST_JOINERS.sub("", _without_heaps(kept))
    return unicodedata.normalize("NFC", " ".join(filter(None, kept.split(" "))).strip())


def is_mark(character: str) -> bool:
    """Say whether the character sits on the one before it."""
    return unicodedata.category(character).startswith("M")


def is_joiner(character: str) -> bool:
    """Say whether the character only tells its neighbours to join or not to."""
    return character in _JOINERS


class _Fates(dict[int, str | int | None]):
    """What becomes of each character, for ``str.translate``, worked out when first met."""

    def __missing__(self, codepoint: int) -> str | int | None:
        fate = _fate(codepoint)
        if codepoint < _SCRIPTS_END:
            self[codepoint] = fate
        return fate


_FATES = _Fates()


def _fate(codepoint: int) -> str | int | None:
    character = chr(codepoint)
    if character.isspace() and character not in _NO_BREAK_SPACES:
        return " "
    is_control = unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character not in _JOINERS
    is_picture = any(first <= codepoint <= last for first, last in _PICTURES)
    return None if is_control or is_picture else codepoint


def _without_heaps(text: str) -> str:
    """Drop the marks beyond the fourth on one letter."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if is_mark(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
