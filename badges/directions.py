"""Which way each part of a line runs: the Unicode bidirectional algorithm for one line without explicit controls.

``python-bidi`` lacks two things for us. It knows no paired brackets (rule N0 of Unicode Standard Annex 9), so that in
"علی (Ali) B" one bracket would turn its back on the other; and it gives back text where HarfBuzz wants runs of levels.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import bidirectional, category

from bidi import algorithm  # type: ignore[import-untyped]  # python-bidi ships no types
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]  # python-bidi ships no types

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_WITHOUT_DIRECTION = {"", "BN"}
"""Joiners, and characters that Unicode has not given out yet: they go with what stands before them."""

_MOST_OPEN_BRACKETS = 63
"""The depth at which the standard stops pairing brackets."""


class Run(NamedTuple):
    """A stretch of text that begins at *start* of its paragraph, in reading order, all of it in one direction."""

    start: int
    text: str
    is_right_to_left: bool


_ONLY_RIGHT_TO_LEFT = frozenset({"R", "AL", "NSM", "WS", "BN"})


class Paragraph(NamedTuple):
    """A text and the level of each character: even runs to the right, odd to the left. No levels: all to the right."""

    text: str
    levels: Sequence[int]
    is_right_to_left: bool = False

    def line(self, start: int, end: int) -> list[Run]:
        """Put the runs of one line of the paragraph into the order in which they stand on paper, from the left."""
        if not self.levels:
            return [Run(start, self.text[start:end], is_right_to_left=False)]
        return [Run(a, self.text[a:b], level % 2 == 1) for level, a, b in _reordered(self._level_runs(start, end))]

    def _level_runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        first = start
        for index in range(start + 1, end + 1):
            if index == end or self.levels[index] != self.levels[first]:
                yield self.levels[first], first, index
                first = index


def paragraph(text: str) -> Paragraph:
    """Find the direction of every character of a printable text; the first letter decides that of the whole."""
    if not _RIGHT_TO_LEFT.search(text):
        return Paragraph(text, ())
    if all(bidirectional(character) in _ONLY_RIGHT_TO_LEFT for character in text):
        # Most names are of one direction, and the algorithm takes a tenth of a millisecond to say so.
        return Paragraph(text, (1,) * len(text), is_right_to_left=True)
    kept = [index for index, character in enumerate(text) if bidirectional(character) not in _WITHOUT_DIRECTION]
    base = algorithm.get_base_level(text)
    level_by_index = dict(zip(kept, _levels("".join(text[index] for index in kept), base), strict=True))
    levels: list[int] = []
    for index in range(len(text)):
        levels.append(level_by_index.get(index, levels[-1] if levels else base))
    return Paragraph(text, levels, is_right_to_left=base == 1)


def _reordered(runs: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Rule L2: from the highest level down to 1, turn round every stretch at that level or above."""
    ordered = list(runs)
    for level in range(max((run[0] for run in ordered), default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[start:end] = ordered[start:end][::-1]
            start = end + 1
    return ordered


def _levels(text: str, base: int) -> list[int]:
    storage = algorithm.get_empty_storage() | {"base_level": base, "base_dir": "LR"[base]}
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    types: list[str] = [character["type"] for character in storage["chars"]]
    for index, direction in _bracket_directions(text, types, "LR"[base]):
        storage["chars"][index]["type"] = direction
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [character["level"] for character in storage["chars"]]


def _bracket_directions(text: str, types: list[str], base: str) -> Iterator[tuple[int, str]]:
    """Rule N0: a pair of brackets takes one direction, by what it holds and then by what stands before it."""
    for opening, closing in _bracket_pairs(text, types):
        inside = {_strong(kind) for kind in types[opening + 1 : closing]} - {""}
        if not inside:
            continue
        before = next((strong for kind in reversed(types[:opening]) if (strong := _strong(kind))), base)
        direction = base if base in inside else before
        for index in (opening, closing):
            types[index] = direction
            yield index, direction


def _strong(kind: str) -> str:
    """Numbers count as right-to-left here."""
    return kind if kind == "L" else "R" if kind in {"R", "EN", "AN"} else ""


def _bracket_pairs(text: str, types: list[str]) -> list[tuple[int, int]]:
    """Rule BD16, in the order of the opening brackets."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if types[index] != "ON":
            continue
        if category(character) == "Ps" and character in MIRRORED:
            if len(waiting) == _MOST_OPEN_BRACKETS:
                break
            waiting.append((MIRRORED[character], index))
        elif category(character) == "Pe":
            depth = next((d for d in reversed(range(len(waiting))) if waiting[d][0] == character), None)
            if depth is not None:
                pairs.append((waiting[depth][1], index))
                del waiting[depth:]
    return sorted(pairs)
