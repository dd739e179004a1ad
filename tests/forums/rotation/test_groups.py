"""Groups and fields keep their laws."""

import pytest

from forums.rotation.groups import addition, field_multiplication, prime_power, shapes_of, subtraction


def test_groups_of_twelve_and_sixteen():
    assert shapes_of(12) == [(12,), (2, 6)]
    assert shapes_of(16) == [(16,), (2, 8), (4, 4), (2, 2, 4), (2, 2, 2, 2)]


@pytest.mark.parametrize("shape", [(5,), (2, 6), (2, 2, 2)])
def test_adding_undoes_subtracting(shape):
    plus, minus = addition(shape), subtraction(shape)
    every = range(len(plus))

    assert all(plus[minus[a][b]][b] == a for a in every for b in every)


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16, 25])
def test_a_field_multiplies_without_zero_divisors_and_distributes(order):
    prime, exponent = prime_power(order)
    times, plus = field_multiplication(prime, exponent), addition((prime,) * exponent)
    every = range(order)

    assert all(sorted(times[a]) == list(every) for a in every if a)
    assert all(times[a][plus[b][c]] == plus[times[a][b]][times[a][c]] for a in every for b in every for c in every)


def test_twelve_is_no_power_of_a_prime():
    assert (prime_power(12), prime_power(1), prime_power(27)) == (None, None, (3, 3))
