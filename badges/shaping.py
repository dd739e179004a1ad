"""Words → glyphs, by HarfBuzz, in the typeface that has their letters.

A *cluster* is the least that can be copied from paper as text: a letter with its marks, or a ligature. In Noto Sans
Arabic even the dots of ب are glyphs of their own, shared with ت and ث; only a whole cluster has a text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from badges.text import is_joiner, is_mark, printable
from badges.typefaces import Typeface, Weight, typefaces

Outline = tuple[tuple[int, int, int], ...]
"""The glyphs of a cluster, its letter first, each as (glyph, right, up) from the first, in thousandths of the size."""


class Cluster(NamedTuple):
    """An outline with the text it stands for, moved *lead* from the pen, which then stands *advance* further."""

    text: str
    outline: Outline
    lead: int
    advance: int


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """Clusters of one typeface in the order in which they stand on paper, from the left."""

    typeface: Typeface
    clusters: tuple[Cluster, ...]


def shape(word: str, weight: Weight, *, is_right_to_left: bool) -> list[ShapedRun]:
    """Shape a word of one direction; its runs stand on paper in the order given, from the left.

    A letter that no typeface has becomes an empty box.
    """
    runs = [
        _shape_run(text, typeface, is_right_to_left=is_right_to_left) for typeface, text in _typeface_runs(word, weight)
    ]
    return runs[::-1] if is_right_to_left else runs


def shape_space(typeface: Typeface) -> ShapedRun:
    """Shape one space in the given typeface."""
    return _shape_run(" ", typeface, is_right_to_left=False)


def missing_letters(text: str) -> str:
    """Name the letters that would be printed as empty boxes, each once, in the order of their appearance."""
    faces = typefaces(Weight.BOLD)
    letters = dict.fromkeys(printable(text))
    return "".join(letter for letter in letters if not is_joiner(letter) and not _has_letter(letter, faces))


def _has_letter(letter: str, faces: tuple[Typeface, ...]) -> bool:
    return any(ord(letter) in face.letters for face in faces)


def _typeface_runs(word: str, weight: Weight) -> Iterator[tuple[Typeface, str]]:
    faces = typefaces(weight)
    current = faces[0]
    letters = set(map(ord, word))
    if letters <= current.letters:
        # Nearly every word is of one typeface; to ask letter by letter would be a tenth of the work of a badge.
        yield current, word
        return
    chosen: list[tuple[Typeface, str]] = []
    for letter in word:
        current = _typeface_for(letter, current, faces)
        chosen.append((current, letter))
    for typeface, pairs in groupby(chosen, key=lambda pair: pair[0]):
        yield typeface, "".join(letter for _, letter in pairs)


def _typeface_for(letter: str, current: Typeface, faces: tuple[Typeface, ...]) -> Typeface:
    """Marks and joiners stay with the letter they sit on, if that letter's typeface can draw them."""
    if is_joiner(letter) or (is_mark(letter) and ord(letter) in current.letters):
        return current
    return next((face for face in faces if ord(letter) in face.letters), faces[0])


def _shape_run(text: str, typeface: Typeface, *, is_right_to_left: bool) -> ShapedRun:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_right_to_left else "ltr"
    if is_right_to_left:
        # Readers turn round what they read, letter by letter; a vowel mark must be a letter of its own to follow its base.
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(typeface.font, buffer)
    placed = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    if not is_right_to_left and [info.cluster for info, _ in placed] == list(range(len(text))):
        return ShapedRun(typeface, tuple([_single(*pair) for pair in zip(text, placed, strict=True)]))
    groups = [(start, list(group)) for start, group in groupby(placed, key=lambda pair: pair[0].cluster)]
    starts = [start for start, _ in groups]
    ends = [len(text), *starts[:-1]] if is_right_to_left else [*starts[1:], len(text)]
    clusters = [_cluster(text[start:end], group) for (start, group), end in zip(groups, ends, strict=True)]
    return ShapedRun(typeface, tuple(clusters))


def _single(text: str, placed: tuple[hb.GlyphInfo, hb.GlyphPosition]) -> Cluster:
    """Most letters are one glyph."""
    info, position = placed
    advance, offset = position.x_advance, position.x_offset
    lead = offset if advance else 0
    return Cluster(text, ((info.codepoint, offset - lead, position.y_offset),), lead, advance)


def _cluster(text: str, placed: list[tuple[hb.GlyphInfo, hb.GlyphPosition]]) -> Cluster:
    if len(placed) == 1:
        return _single(text, placed[0])
    pen = 0
    spots: list[tuple[int, int, int]] = []
    for info, position in placed:
        spots.append((info.codepoint, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
    base = next((index for index, (_, position) in enumerate(placed) if position.x_advance), 0)
    # What takes no room, a vowel mark, must not move the pen either, or readers see a gap between two words.
    lead = spots[base][1] if pen else 0
    order = [spots[base], *spots[:base], *spots[base + 1 :]]
    return Cluster(text, tuple((glyph, x - lead, y) for glyph, x, y in order), lead, pen)
