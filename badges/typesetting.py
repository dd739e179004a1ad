"""Texts → lines that fit: the size is chosen so that the whole text can be read, then the text is cut with an ellipsis."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import floor
from operator import itemgetter
from typing import NamedTuple

from badges.directions import Paragraph, Run, paragraph
from badges.document import Reference, StreamedPdf, number
from badges.embedding import EmbeddedTypeface
from badges.face import POINTS_PER_MM, Style
from badges.shaping import ShapedRun, shape, shape_space
from badges.text import is_joiner, is_mark, printable
from badges.typefaces import Typeface, Weight

_SIZE_STEP = 4
"""Sizes are whole quarters of a point."""

_LONGEST = 400
"""No more characters are looked at: nobody's name is longer, and shaping has its price."""

_MOST_WORDS = 20_000
"""Words remembered; then the memory is emptied. Names repeat, but a hundred thousand guests have enough rare ones."""

_FIGURES = re.compile(r"[0-9–]+")
_ELLIPSIS = "…"
_LEFT_MARK, _RIGHT_MARK = "\u200e\u200f"
_BREAK_AFTER = "-‐–/"


Piece = tuple[bytes, bytes, int]
"""A set word, or the part of it in one font: the name of the font, its codes, its width in thousandths."""


class Stretch(NamedTuple):
    """A part of a line in one direction: how far from the line's left edge it begins, and its (font, codes)."""

    x: int
    segments: tuple[tuple[bytes, bytes], ...]


class Line(NamedTuple):
    """One line ready for the page, its stretches in the order in which they are read; widths in thousandths."""

    stretches: tuple[Stretch, ...]
    width: int

    def shown(self, left: float, y: float, size: float) -> bytes:
        """Write the operators that show the line at a size, beginning at *left* on the base line *y*, in points."""
        shown: list[bytes] = []
        for stretch in self.stretches:
            shown.append(b"1 0 0 1 %s %s Tm\n" % (number(left + stretch.x * size / 1000), number(y)))
            for font, codes in stretch.segments:
                shown.append(b"/%s %s Tf" % (font, number(size)))
                shown.append((b"[<%s>]TJ\n" if b">" in codes else b"<%s>Tj\n") % codes)
        return b"".join(shown)


class Fitted(NamedTuple):
    """A text that fits its style: one size, one or more lines, all beginning on the left or all on the right."""

    size: float
    lines: tuple[Line, ...]
    is_right_to_left: bool

    @property
    def width(self) -> int:
        """The width of the longest line in thousandths of the size."""
        return max(line.width for line in self.lines)


class Typesetter:
    """Sets the texts of one document and remembers its words, fonts and codes."""

    def __init__(self) -> None:
        self._embedded: dict[Typeface, tuple[bytes, EmbeddedTypeface]] = {}
        self._words: dict[tuple[str, Weight, bool], tuple[Piece, ...]] = {}
        self._spaces: dict[bytes, Piece] = {}

    def fit(self, text: str, style: Style) -> Fitted:
        """Set *text* as large as *style* allows: one line, two lines, smaller, and at last cut with an ellipsis.

        Lines are added only if fewer would have to shrink too far. If even the most of them do, the number of lines
        counts with which the text is largest; below the least size it is cut.
        """
        whole = paragraph(printable(text[:_LONGEST]))
        line = self.line(whole, 0, len(whole.text), style.weight)
        size = min(style.size, _size_for(line.width, style))
        if size >= style.shrink * style.size and size >= style.least:
            return Fitted(size, (line,), whole.is_right_to_left)
        best: tuple[float, tuple[Line, ...]] = size, (line,)
        for count in range(2, style.lines + 1):
            most = style.most_in(count)
            if best[0] >= min(most, style.shrink * style.size):
                break
            if lines := self._split(whole, count, style.weight):
                size = min(most, _size_for(max(line.width for line in lines), style))
                best = max(best, (size, lines), key=lambda candidate: candidate[0])
        size, lines = best if best[0] >= style.least else (style.least, self._cut(whole, style))
        return Fitted(size, lines, whole.is_right_to_left)

    def fill(self, text: str, *, width: float, size: float, weight: Weight = Weight.REGULAR) -> Fitted:
        """Break a text of any length at *size* into as many lines as it takes; *width* in mm. A word wider than that is torn."""
        whole, most = paragraph(printable(text)), width * POINTS_PER_MM * 1000 / size
        ends = [*_breaks(whole.text), len(whole.text)]
        lines: list[Line] = []
        start = place = 0
        while start < len(whole.text):
            end = start
            while place < len(ends):
                if self.line(whole, start, _without_space(whole.text, ends[place]), weight).width > most:
                    break
                end, place = ends[place], place + 1
            if end == start:
                end = max(start + 1, self._last_fitting(whole, start, most, weight, ending=""))
            lines.append(self._spaced(self.line(whole, start, _without_space(whole.text, end), weight), whole, end))
            start = end
        return Fitted(size, tuple(lines), whole.is_right_to_left)

    def line(self, text: Paragraph, start: int, end: int, weight: Weight) -> Line:
        """Set one line of a paragraph.

        Paper is read from the left, but a file in the order in which it is written: where directions change, each
        stretch is put into the file in reading order, with an invisible mark of its direction, at its place on paper.
        """
        if not text.levels:
            plain = self._pieces(Run(start, text.text[start:end], is_right_to_left=False), weight)
            return Line((Stretch(0, _joined(plain)),), sum([piece[2] for piece in plain]))
        runs = text.line(start, end)
        stretches: list[tuple[int, Stretch]] = []
        width = 0
        for run in runs:
            pieces = self._pieces(run, weight)
            if len(runs) > 1:
                pieces[:0] = self._word(
                    _RIGHT_MARK if run.is_right_to_left else _LEFT_MARK, weight, is_right_to_left=False
                )
            stretches.append((run.start, Stretch(width, _joined(pieces))))
            width += sum(piece[2] for piece in pieces)
        return Line(tuple(stretch for _, stretch in sorted(stretches, key=itemgetter(0))), width)

    def embedded(self) -> list[tuple[bytes, EmbeddedTypeface]]:
        """List the typefaces of all that was set, with the names that the lines use."""
        return list(self._embedded.values())

    def write_fonts(self, document: StreamedPdf) -> dict[str, Reference]:
        """Write the fonts of all that was set, by the names that the lines use."""
        return {name.decode(): typeface.write(document) for name, typeface in self._embedded.values()}

    def _pieces(self, run: Run, weight: Weight) -> list[Piece]:
        """Set the words of a run in the order in which they stand on paper."""
        pieces: list[Piece] = []
        words = run.text.split(" ")
        for index, word in enumerate(reversed(words) if run.is_right_to_left else words):
            if index:
                pieces.append(self._space(pieces, weight))
            if word:
                is_figures = not run.is_right_to_left and _FIGURES.fullmatch(word)
                pieces += (
                    self._figures(word, weight)
                    if is_figures
                    else self._word(word, weight, is_right_to_left=run.is_right_to_left)
                )
        return pieces

    def _figures(self, word: str, weight: Weight) -> list[Piece]:
        """Set numbers figure by figure: they are all equally wide and join nothing, and routes of tables are all different."""
        parts = [self._word(figure, weight, is_right_to_left=False)[0] for figure in word]
        return [(parts[0][0], b"".join([codes for _, codes, _ in parts]), sum([width for _, _, width in parts]))]

    def _split(self, text: Paragraph, count: int, weight: Weight) -> tuple[Line, ...]:
        """Split into *count* lines, the longest as short as can be; of equals the first; none if there is no way."""
        splits = (
            [
                (end, self.line(text, start, _without_space(text.text, end), weight))
                for start, end in pairwise((0, *breaks, len(text.text)))
            ]
            for breaks in combinations(_breaks(text.text), count - 1)
        )
        best = min(splits, key=lambda lines: max([line.width for _, line in lines]), default=[])
        return tuple([self._spaced(line, text, end) for end, line in best])

    def _spaced(self, line: Line, text: Paragraph, end: int) -> Line:
        """End a line with the space at which it is broken, without its width: who reads by tags would else join two words.

        Not where directions change: there the end of a line may be anywhere on it.
        """
        if text.levels or text.text[end - 1 : end] != " " or not line.stretches[0].segments:
            return line
        *before, (font, codes) = line.stretches[0].segments
        return Line((Stretch(0, (*before, (font, codes + self._spaces[font][1]))),), line.width)

    def _cut(self, text: Paragraph, style: Style) -> tuple[Line, ...]:
        """Fill the lines at the least size; the last one ends with an ellipsis."""
        most = style.width * POINTS_PER_MM * 1000 / style.least
        lines: list[Line] = []
        start = 0
        for _ in range(style.lines - 1):
            end = self._last_break(text, start, most, style.weight)
            lines.append(self._spaced(self.line(text, start, _without_space(text.text, end), style.weight), text, end))
            start = end
        return *lines, self._ending(text, start, most, style.weight)

    def _last_break(self, text: Paragraph, start: int, most: float, weight: Weight) -> int:
        """Where a line that begins at *start* must end; a word wider than the line is torn."""
        fitting = start
        for index in _breaks(text.text):
            if index > start and self.line(text, start, index, weight).width <= most:
                fitting = index
        return fitting if fitting > start else self._last_fitting(text, start, most, weight, ending="")

    def _ending(self, text: Paragraph, start: int, most: float, weight: Weight) -> Line:
        if (whole := self.line(text, start, len(text.text), weight)).width <= most:
            return whole
        end = self._last_fitting(text, start, most, weight, ending=_ELLIPSIS)
        return self._started(text.text[:end].rstrip() + _ELLIPSIS, start, weight)

    def _last_fitting(self, text: Paragraph, start: int, most: float, weight: Weight, *, ending: str) -> int:
        """Find by halving the most characters that fit with the ending; never between a letter and its marks."""
        low, high = start + 1, len(text.text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self._started(text.text[:middle] + ending, start, weight).width <= most
            low, high = (middle, high) if fits else (low, middle - 1)
        while low > start + 1 and low < len(text.text) and _clings(text.text[low]):
            low -= 1
        return low

    def _started(self, text: str, start: int, weight: Weight) -> Line:
        return self.line(paragraph(text), start, len(text), weight)

    def _word(self, word: str, weight: Weight, *, is_right_to_left: bool) -> tuple[Piece, ...]:
        key = word, weight, is_right_to_left
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            runs = shape(word, weight, is_right_to_left=is_right_to_left)
            found = self._words[key] = tuple(self._set(run) for run in runs)
        return found

    def _set(self, run: ShapedRun) -> Piece:
        if run.typeface not in self._embedded:
            self._embed(run.typeface)
        name, typeface = self._embedded[run.typeface]
        setting = typeface.set_run(run)
        return name, setting.codes, setting.width

    def _embed(self, typeface: Typeface) -> None:
        name = b"F%d" % len(self._embedded)
        embedded = EmbeddedTypeface(typeface)
        space = embedded.set_run(shape_space(typeface))
        self._embedded[typeface] = name, embedded
        self._spaces[name] = name, space.codes, space.width

    def _space(self, pieces: list[Piece], weight: Weight) -> Piece:
        """A space in the font that is already chosen, so that no change of font tears the words of a script apart."""
        return self._spaces[pieces[-1][0]] if pieces else self._word(" ", weight, is_right_to_left=False)[0]


def _joined(pieces: list[Piece]) -> tuple[tuple[bytes, bytes], ...]:
    """Join neighbours of the same font, so that each change of font is written once."""
    segments: list[tuple[bytes, bytes]] = []
    for font, codes, _ in pieces:
        if segments and segments[-1][0] == font:
            segments[-1] = font, segments[-1][1] + codes
        else:
            segments.append((font, codes))
    return tuple(segments)


def _size_for(width: int, style: Style) -> float:
    """The largest size, in whole steps, at which a line of this width (in thousandths) fits."""
    return floor(style.width * POINTS_PER_MM * 1000 * _SIZE_STEP / width) / _SIZE_STEP if width else style.size


def _breaks(text: str) -> Iterator[int]:
    """Where a second line may begin: after a space, and after a hyphen between letters."""
    for index in range(1, len(text)):
        before = text[index - 1]
        if before == " " or (before in _BREAK_AFTER and index > 1 and text[index] != " "):
            yield index


def _without_space(text: str, end: int) -> int:
    return end - 1 if text[end - 1 : end] == " " else end


def _clings(character: str) -> bool:
    return is_mark(character) or is_joiner(character)
