"""Small arithmetic: groups Z_a × Z_b × … and the finite fields GF(q), as tables of numbers."""

from collections.abc import Sequence
from functools import cache
from itertools import product
from math import prod

# table[a][b] is the number of the result.
Arithmetic = tuple[tuple[int, ...], ...]


@cache
def subtraction(shape: tuple[int, ...]) -> Arithmetic:
    """Return a − b in the product of the cyclic groups of the orders in *shape*; 0 is the neutral element."""
    elements = list(product(*(range(order) for order in shape)))
    number = {element: index for index, element in enumerate(elements)}
    return tuple(
        tuple(number[tuple((x - y) % order for x, y, order in zip(a, b, shape, strict=True))] for b in elements)
        for a in elements
    )


@cache
def addition(shape: tuple[int, ...]) -> Arithmetic:
    """Return a + b in the same numbering."""
    minus = subtraction(shape)
    return tuple(tuple(row[minus[0][b]] for b in range(len(minus))) for row in minus)


def shapes_of(order: int) -> list[tuple[int, ...]]:
    """List the abelian groups of *order*: first the cyclic one, then products such as (2, 6)."""
    return sorted(_chains(order, 1), key=len)


def _chains(order: int, divisor: int) -> list[tuple[int, ...]]:
    """Write *order* as d1 · d2 · … where each divides the next (invariant factors)."""
    found: list[tuple[int, ...]] = [(order,)] if order % divisor == 0 else []
    for first in range(2, order):
        if first % divisor == 0 and order % first == 0 and order // first >= first:
            found += [(first, *rest) for rest in _chains(order // first, first) if rest[0] % first == 0]
    return found


def prime_power(number: int) -> tuple[int, int] | None:
    """Write *number* as (prime, exponent), or None where it is no power of a prime."""
    prime = next((p for p in range(2, number + 1) if number % p == 0), 0)
    exponent = 0
    while prime and number % prime == 0:
        number, exponent = number // prime, exponent + 1
    return (prime, exponent) if number == 1 and exponent else None


@cache
def field_multiplication(prime: int, exponent: int) -> Arithmetic:
    """Return a · b in GF(prime^exponent), numbered as ``subtraction((prime,) * exponent)`` numbers its elements.

    Elements are polynomials; the first irreducible one reduces them: that with which no product of others is 0.
    """
    elements = list(product(range(prime), repeat=exponent))
    for modulus in elements:
        table = tuple(tuple(_number(_times(a, b, modulus, prime), prime) for b in elements) for a in elements)
        if all(0 not in row[1:] for row in table[1:]):
            return table
    raise AssertionError("there is a field of every prime power")


def _times(a: Sequence[int], b: Sequence[int], modulus: Sequence[int], prime: int) -> list[int]:
    """Multiply polynomials (highest power first); x^n is minus *modulus*."""
    result = [0] * len(a)
    for coefficient in b:
        carry = result[0]
        shifted = [*result[1:], 0]
        result = [
            (low - carry * reduced + coefficient * own) % prime
            for low, reduced, own in zip(shifted, modulus, a, strict=True)
        ]
    return result


def _number(element: Sequence[int], prime: int) -> int:
    return sum(digit * prime ** (len(element) - place - 1) for place, digit in enumerate(element))


def order_of(shape: tuple[int, ...]) -> int:
    """Count the elements of a group."""
    return prod(shape)
