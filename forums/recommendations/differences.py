"""What changed between two wordings, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text; *kind* is "same", "gone" or "new"."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Walk from *before* to *after*; what is "same" and "gone" makes up the first, "same" and "new" the second."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[Piece] = []
    for step, first, last, begins, ends in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            pieces.append(Piece("same", "".join(old[first:last])))
            continue
        pieces += [
            Piece(kind, text)
            for kind, text in (("gone", "".join(old[first:last])), ("new", "".join(new[begins:ends])))
            if text
        ]
    return pieces
