"""What the prices of a certificate prove: a bound that no assignment beats. Shares no code with the solver.

Let everyone pay the prices of their place on top of what it adds to the objective, and refund every counted place what
its people pay. For any assignment the sum is its objective, whatever the prices. Now let everyone choose for themselves
what is cheapest, and every count be chosen for itself within its bounds: the sum can only fall, and is quickly added
up. If it equals the objective of a solution, that solution is optimal (weak duality of Lagrange, for each level in
turn, the earlier one always weighing more than any number in a later one).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forums.assignment.choices import Choices
from forums.assignment.problem import Participant
from forums.assignment.solution import Certificate, Price

Ints = npt.NDArray[np.int64]
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Count:
    """A counted place: its price, the bounds that hold, those that may be broken, and the level of breaking them."""

    price: Price
    hard: Bounds
    soft: Bounds
    soft_level: int | None

    def least(self) -> Price:
        """Return the least, level by level, of violations less price times count; linear between the bounds."""
        low, high = self.hard
        corners = {min(max(end, low), high) for end in (low, high, *self.soft)}
        return min(map(self._value, corners))

    def _value(self, count: int) -> Price:
        value = [-count * amount for amount in self.price]
        if self.soft_level is not None:
            value[self.soft_level] += max(self.soft[0] - count, 0) + max(count - self.soft[1], 0)
        return tuple(value)


def bound_of(
    choices: Choices,
    participants: Sequence[Participant],
    forums: Mapping[str, int],
    certificate: Certificate,
    counts: Sequence[Count],
) -> Price:
    """Add up the bound: the cheapest choice of everyone, and the least of every count."""
    group, prices = _prices_by_group(participants, forums, certificate, choices.costs.shape[1])
    total = _cheapest_choices(choices, group, prices)
    for count in counts:
        total += np.array(count.least(), np.int64)
    return tuple(total.tolist())


def _prices_by_group(
    participants: Sequence[Participant], forums: Mapping[str, int], certificate: Certificate, levels: int
) -> tuple[Ints, Ints]:
    """Return everyone's group, by sector and organisation as far as those have prices, and group × forum × level."""
    sectors = {sector for _, sector in certificate.sectors}
    orgs = {org for _, org in certificate.organisations}
    numbers: dict[tuple[str | None, str | None], int] = {(None, None): 0}
    group = np.zeros(len(participants), np.int64)
    if sectors or orgs:
        for index, participant in enumerate(participants):
            sector = participant.sector if participant.sector in sectors else None
            org = participant.org if participant.org in orgs else None
            group[index] = numbers.setdefault((sector, org), len(numbers))
    prices = np.zeros((len(numbers), len(forums), levels), np.int64)
    for forum, price in certificate.forums.items():
        prices[:, forums[forum]] += np.array(price, np.int64)
    groups_of_sector, groups_of_org = _indexed(numbers, 0), _indexed(numbers, 1)
    for (forum, sector), price in certificate.sectors.items():
        prices[groups_of_sector.get(sector, []), forums[forum]] += np.array(price, np.int64)
    for (forum, org), price in certificate.organisations.items():
        prices[groups_of_org.get(org, []), forums[forum]] += np.array(price, np.int64)
    return group, prices


def _indexed(numbers: Mapping[tuple[str | None, str | None], int], place: int) -> dict[str | None, list[int]]:
    index: dict[str | None, list[int]] = {}
    for name, number in numbers.items():
        index.setdefault(name[place], []).append(number)
    return index


def _cheapest_choices(choices: Choices, group: Ints, prices: Ints) -> Ints:
    """Let everyone take what is cheapest for them and return the sum.

    Whole vectors are compared by their place among all different vectors, so that numpy can do it.
    """
    groups, forums, _ = prices.shape
    wishes, wish = np.unique(
        (choices.kind * groups + group[choices.person]) * forums + choices.forum, return_inverse=True
    )
    kind_and_group, forum = np.divmod(wishes, max(forums, 1))
    kind, group_of_wish = np.divmod(kind_and_group, groups)
    others, other = _cheapest_unlisted(choices, group, prices)
    vectors = np.concatenate([choices.costs[kind] + prices[group_of_wish, forum], others, choices.costs])
    order = np.lexsort(vectors.T[::-1])
    place = np.empty(len(vectors), np.int64)
    place[order] = np.arange(len(vectors))

    cheapest = np.full(len(group), len(vectors))
    np.minimum.at(cheapest, choices.person, place[wish])
    may_have_others, may_stay_out = np.flatnonzero(other >= 0), np.flatnonzero(choices.outside >= 0)
    np.minimum.at(cheapest, may_have_others, place[len(wishes) + other[may_have_others]])
    np.minimum.at(cheapest, may_stay_out, place[len(wishes) + len(others) + choices.outside[may_stay_out]])
    total: Ints = vectors[order[cheapest]].sum(axis=0)
    return total


def _cheapest_unlisted(choices: Choices, group: Ints, prices: Ints) -> tuple[Ints, Ints]:
    """Return, for every different situation, the cheapest forum as a vector, and everyone's situation (-1: none).

    Wishes are among these forums too; as unlisted they cost no less, so that does not matter.
    """
    groups, permissions = len(prices), len(choices.allowed)
    keys, situation = np.unique(
        (choices.unlisted * groups + group) * permissions + choices.permission, return_inverse=True
    )
    vectors = np.zeros((len(keys), prices.shape[2]), np.int64)
    is_possible = np.zeros(len(keys), np.bool_)
    for index, key in enumerate(keys.tolist()):
        kind, group_number, permission = key // permissions // groups, key // permissions % groups, key % permissions
        their_prices = prices[group_number, choices.allowed[permission]]
        if len(their_prices):
            is_possible[index] = True
            vectors[index] = choices.costs[kind] + their_prices[np.lexsort(their_prices.T[::-1])[0]]
    return vectors, np.where(is_possible[situation], situation, -1)
