"""The code on the badge, and its picture: text → modules → SVG or PDF path. Pure.

A code is ``C1`` and 128 random bits in base32, 28 characters, opaque: it says nothing about its bearer. As a QR symbol
of version 2 its modules are 0.67 mm wide at 22 mm, and the width of the modules decides whether a phone can read them.
"""

import re
import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from hashlib import sha256
from html import escape
from itertools import compress
from operator import getitem, itemgetter, xor
from struct import unpack

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import ALPHA_NUM, MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

RANDOM_BYTES = 16
CODE_LENGTH = 28
SIDE_MODULES = 25
"""A code is a symbol of version 2, which has 25 × 25 modules."""
QUIET_MODULES = 4
"""Width of the white border that the standard asks for around a symbol."""

_LETTERS: bytes = ALPHA_NUM
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# 26 characters carry 130 bits; the last two are zero, or one code would have four spellings.
_CODE = re.compile(r"C1[A-Z2-7]{25}[AEIMQUY4]")
_MISREAD = str.maketrans("018", "OIB")
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))

# Choosing the best of the eight masks is nine tenths of the work of encoding, and decoders read all eight equally well.
_MASK = 0
_RECTANGLE = b"%d %d %d 1 re\n"


class NotACode(ValueError):
    """The text is not a code of ours: another congress' software, a web address, a slip of the finger."""


def new_code(random_bytes: bytes) -> str:
    """Make the code of a badge out of 16 random bytes."""
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError(f"A code is made of {RANDOM_BYTES} random bytes, not of {len(random_bytes)}.")
    return "C1" + b32encode(random_bytes).decode().rstrip("=")


def is_code(text: str) -> bool:
    """Say whether *text* is a code exactly as ``new_code`` writes it."""
    return _CODE.fullmatch(text) is not None


def read_code(text: str) -> str:
    """Read a code as scanners send and people type it; raises ``NotACode``.

    Lower case, spaces, hyphens, full-width letters and usual misreadings (0 for O, 1 for I, 8 for B) are understood.
    """
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text[: 4 * CODE_LENGTH]))).upper()
    code = letters[:1] + letters[1:2].translate({ord("I"): "1", ord("L"): "1"}) + letters[2:].translate(_MISREAD)
    if not is_code(code):
        raise NotACode("This is not a code of ours.")
    return code


def grouped(code: str) -> str:
    """Write a code in groups of four, for the eye and for typing."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def modules(text: str) -> tuple[int, ...]:
    """Encode *text* as a QR symbol of level Q: one integer a row from the top, bit *x* set if column *x* is dark.

    Codes take the fast way, every other text plain ``qrcode``; both give the same symbol for the same text.
    """
    table = _table()
    return _rows(table.symbol(text)) if table and is_code(text) else _plain_modules(text)


def svg(text: str, *, title: str) -> str:
    """Draw the symbol as an SVG element, one path on white, without style or script.

    *title* is what screen readers say. It has a view box but no size: the page decides.
    """
    rows = modules(text)
    span = len(rows) + 2 * QUIET_MODULES
    path = "".join(f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h{width}v1h-{width}z" for x, y, width in _runs(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {span} {span}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(title.translate(_CONTROLS))}</title>"
        f'<path fill="#fff" d="M0 0h{span}v{span}h-{span}z"/><path fill="#000" d="{path}"/></svg>'
    )


def pdf_path(code: str) -> bytes:
    """Write the symbol of a code as one PDF path, not yet painted: 25 × 25 units, the origin lower left."""
    table = _table()
    if table and is_code(code):
        return _fast_path(table.symbol(code))
    rows = _plain_modules(code)
    if len(rows) != SIDE_MODULES:
        raise NotACode("Only codes are printed on badges.")
    return b"".join(_RECTANGLE % (x, SIDE_MODULES - 1 - y, width) for x, y, width in _runs(rows))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each horizontal run of dark modules as (column, row, width)."""
    for y, row in enumerate(rows):
        x = 0
        while row >> x:
            x += _trailing_zeros(row >> x)
            width = _trailing_zeros(~(row >> x))
            yield x, y, width
            x += width


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1


def _plain_modules(text: str) -> tuple[int, ...]:
    """Encode by ``qrcode`` alone: in the alphanumeric mode if all letters allow it, else as UTF-8."""
    encoded = text.encode()
    mode = MODE_ALPHA_NUM if encoded and all(letter in _LETTERS for letter in encoded) else MODE_8BIT_BYTE
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, mask_pattern=_MASK)
    symbol.add_data(QRData(encoded, mode=mode))
    symbol.make(fit=True)
    return tuple(sum(1 << x for x, is_dark in enumerate(row) if is_dark) for row in symbol.modules)


# The fast way. With length, version, level and mask fixed, a QR symbol is an affine function over GF(2) of its data
# bits: the error correction is a linear code, the mask and the patterns are constants. Fourteen pairs of letters of
# eleven bits each are the data, so 154 symbols that differ from a first one in one bit are a basis, and every other
# symbol is the first one, exclusive-or what each pair contributes. The basis is learned from qrcode's public interface.

_PAIR_BITS = 11
_PAIRS = itemgetter(*(slice(place, place + 2) for place in range(0, CODE_LENGTH, 2)))
# A row takes a word of 32 bits, its modules in the upper ones, so that a symbol falls apart into rows at once.
_STRIDE = 32
_SPAN = SIDE_MODULES * _STRIDE
_SYMBOL_BYTES = _SPAN // 8
_ROWS = f">{SIDE_MODULES}I"
_ROW_NUMBERS = [b"%d" % (SIDE_MODULES - 1 - y) for y in range(SIDE_MODULES)]


@dataclass(frozen=True, slots=True)
class _Table:
    """What each pair of letters contributes. Symbols are integers, the upper left module in the highest bit."""

    start: int
    by_pair: tuple[Mapping[str, int], ...]

    def symbol(self, code: str) -> int:
        return reduce(xor, map(getitem, self.by_pair, _PAIRS(code)), self.start)


@cache
def _table() -> _Table | None:
    """Learn the table, once a process, in a fifth of a second; ``None`` should it not agree with ``qrcode``.

    A release of ``qrcode`` that fits other symbols thus costs speed, never a code that opens no door.
    """
    start = _learned("0" * CODE_LENGTH)
    table = _Table(start, tuple(_contributions(position, start) for position in range(CODE_LENGTH // 2)))
    samples = [new_code(sha256(b"%d" % number).digest()[:RANDOM_BYTES]) for number in range(4)]
    return table if all(_rows(table.symbol(code)) == _plain_modules(code) for code in samples) else None


def _contributions(position: int, start: int) -> dict[str, int]:
    """What the pair at *position* adds to the symbol, for every pair of letters that a code may have there."""
    basis = [_learned(_with_pair(position, 1 << bit)) ^ start for bit in range(_PAIR_BITS)]
    pairs = ["C1"] if position == 0 else [first + second for first in _BASE32 for second in _BASE32]
    return {pair: _sum(compress(basis, _bits(_pair_value(pair)))) for pair in pairs}


def _with_pair(position: int, value: int) -> str:
    first, second = divmod(value, len(_LETTERS))
    pair = chr(_LETTERS[first]) + chr(_LETTERS[second])
    return "00" * position + pair + "00" * (CODE_LENGTH // 2 - position - 1)


def _pair_value(pair: str) -> int:
    return _LETTERS.index(pair[0].encode()) * len(_LETTERS) + _LETTERS.index(pair[1].encode())


def _sum(symbols: Iterable[int]) -> int:
    """Add symbols as vectors over GF(2)."""
    total = 0
    for symbol in symbols:
        total ^= symbol
    return total


def _bits(value: int) -> list[bool]:
    return [bool(value >> bit & 1) for bit in range(_PAIR_BITS)]


def _learned(text: str) -> int:
    symbol = 0
    for y, row in enumerate(_plain_modules(text)):
        for x in range(SIDE_MODULES):
            symbol |= (row >> x & 1) << (_SPAN - 1 - y * _STRIDE - x)
    return symbol


def _rows(symbol: int) -> tuple[int, ...]:
    digits = f"{symbol:0{_SPAN}b}"
    return tuple(int(digits[start : start + _STRIDE][::-1], 2) for start in range(0, _SPAN, _STRIDE))


def _fast_path(symbol: int) -> bytes:
    """Look up the rectangles of each half of a row; only the row's number is put in."""
    left, right = _halves()
    rows = unpack(_ROWS, symbol.to_bytes(_SYMBOL_BYTES, "big"))
    numbered = zip(rows, _ROW_NUMBERS, strict=True)
    return b"".join([(left[row >> 20] + right[row >> 7 & 0x1FFF]).replace(b"y", y) for row, y in numbered])


@cache
def _halves() -> tuple[list[bytes], list[bytes]]:
    """The PDF operators of all patterns of the left twelve modules of a row and of the thirteen others; ``y`` stands for the row."""
    return [_half(bits, 12, 0) for bits in range(1 << 12)], [_half(bits, 13, 12) for bits in range(1 << 13)]


def _half(bits: int, width: int, left: int) -> bytes:
    row = sum(1 << x for x in range(width) if bits >> (width - 1 - x) & 1)
    return b"".join(b"%d y %d 1 re\n" % (left + x, length) for x, _, length in _runs([row]))
