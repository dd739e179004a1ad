"""Vectors of small whole numbers packed into 64-bit words, so that numpy adds and compares them lexicographically."""

from dataclasses import dataclass

import numpy as np

from forums.assignment.rows import Ints


@dataclass(frozen=True, slots=True)
class Packing:
    """Packs vectors of ``levels`` digits from -reach to reach, ``digits`` of them a word, weightiest first.

    Packed vectors may be added and subtracted as long as every digit of the outcome stays within *reach*; outcomes
    compare like the vectors, word by word.
    """

    levels: int
    reach: int

    @property
    def base(self) -> int:
        return 2 * self.reach + 2

    @property
    def digits(self) -> int:
        """How many digits fit a word: base^digits / 2 exceeds every packed word and must stay below 2^62."""
        digits = 1
        while self.base ** (digits + 1) < 2**63:
            digits += 1
        return digits

    def pack(self, vectors: Ints) -> Ints:
        """Return words (one row a vector) for *vectors* (one row each)."""
        filled = -(-self.levels // self.digits) * self.digits
        padded = np.zeros((len(vectors), filled), np.int64)
        padded[:, : self.levels] = vectors
        powers = np.power(self.base, np.arange(self.digits)[::-1])
        words: Ints = padded.reshape(len(vectors), filled // self.digits, self.digits) @ powers
        return words

    def unpack(self, words: Ints) -> Ints:
        """Return the vectors whose words these are."""
        rest = words.copy()
        digits = np.empty((*words.shape, self.digits), np.int64)
        for place in range(self.digits - 1, -1, -1):
            digit = (rest + self.reach) % self.base - self.reach
            digits[..., place] = digit
            rest = (rest - digit) // self.base
        return digits.reshape(len(words), words.shape[1] * self.digits)[:, : self.levels]


def is_less(left: Ints, right: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Compare row by row; the first word that differs decides."""
    less = np.zeros(len(left), np.bool_)
    equal = np.ones(len(left), np.bool_)
    for word in range(left.shape[1]):
        less |= equal & (left[:, word] < right[:, word])
        equal &= left[:, word] == right[:, word]
    return less


def ranks(words: Ints) -> Ints:
    """Return the place of every row in lexicographic order."""
    order = np.lexsort(words.T[::-1])
    places = np.empty(len(words), np.int64)
    places[order] = np.arange(len(words))
    return places


def least_of_each(words: Ints, starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Return, for every segment of rows, the least row and its index (the first among equals)."""
    is_candidate = np.ones(len(words), np.bool_)
    least = np.empty((len(starts), words.shape[1]), np.int64)
    for word in range(words.shape[1]):
        values = np.where(is_candidate, words[:, word], np.iinfo(np.int64).max)
        least[:, word] = np.minimum.reduceat(values, starts)
        is_candidate &= values == np.repeat(least[:, word], lengths)
    candidates = np.flatnonzero(is_candidate)
    return least, candidates[np.searchsorted(candidates, starts)]
