"""The best seating under caps that no flow can hold: packed first, then proven level by level."""

from dataclasses import dataclass

import numpy as np

from forums.assignment.deadline import Deadline
from forums.assignment.flow import Seating, arcs_of, have_arcs, seating_of
from forums.assignment.mixed import CappedFlow, Caps, Cost
from forums.assignment.network import Network
from forums.assignment.options import NOWHERE
from forums.assignment.outcome import worth
from forums.assignment.prices import prices_with
from forums.assignment.rows import NONE, Ints

# Ratios between packed levels. The prices of crossings come packed too; if they do not unpack, another ratio may do.
RATIOS = (8, 13, 5)
LARGEST_PACKED = 10**9  # More, and floating point confuses the lower levels.


@dataclass(frozen=True, slots=True)
class Untangled:
    """The best seating found; the prices of rows and of crossings, where there are any that prove it."""

    seating: Seating
    is_proven: bool
    prices: Ints | None = None
    surcharge: Ints | None = None


def untangle(network: Network, bound: Ints, deadline: Deadline) -> Untangled | None:
    """Return the best seating found, if any. Raises ``Impossible``.

    *bound* is what the flow without the crossing caps reached. Nearly always the packed program in fractions is whole
    by itself and has prices, which then prove the seating level by level; else a program for every level does.
    """
    levels = len(network.levels)
    largest = max(int(LARGEST_PACKED ** (1 / max(levels - 1, 1))), 2)
    programme = capped_flow(network)
    flow: Ints | None = None
    for ratio in dict.fromkeys(min(one, largest) for one in RATIOS):
        cost = _cost(network, _weights(levels, ratio))
        packed = programme.minimise(cost, deadline, is_whole=False)
        whole = None if packed is None else packed.whole
        if packed is not None and whole is not None:
            flow, seating = whole, seating_of(network, whole)
            surcharge = np.array([_unpacked(round(price), levels, ratio) for price in packed.price.tolist()], np.int64)
            prices = prices_with(network, seating, deadline, surcharge)
            if prices is not None and _is_due(network, seating, surcharge):
                return Untangled(seating, is_proven=True, prices=prices, surcharge=surcharge)
    if flow is None:
        packed = programme.minimise(cost, deadline, is_whole=True)
        flow = None if packed is None else packed.whole
    return None if flow is None else prove_by_level(network, programme, flow, bound=bound, deadline=deadline)


def _weights(levels: int, ratio: int) -> Ints:
    weights: Ints = np.minimum(np.power(float(ratio), np.arange(levels)[::-1]), LARGEST_PACKED).astype(np.int64)
    return weights


def _unpacked(price: int, levels: int, ratio: int) -> list[int]:
    """Return a packed price as a vector: its digits, as near 0 as can be."""
    digits = []
    for _ in range(levels - 1):
        digits.append((price + ratio // 2) % ratio - ratio // 2)
        price = (price - digits[-1]) // ratio
    return [price, *reversed(digits)]


def _is_due(network: Network, seating: Seating, surcharge: Ints) -> bool:
    """Say whether only full crossings cost something, and soft ones beyond their cap exactly a violation."""
    crossings, zero = network.crossings, (0,) * len(network.levels)
    counts = crossings.counts(network.places.group, seating.forum)
    violation = tuple(int(level == network.soft_level) for level in range(len(network.levels)))
    for count, price in zip(counts.tolist(), map(tuple, surcharge.tolist()), strict=True):
        least = violation if count > crossings.most else zero
        most = violation if crossings.is_soft else None
        if price < least or (count < crossings.most and price > zero) or (most is not None and price > most):
            return False
    return True


def prove_by_level(
    network: Network, programme: CappedFlow, flow: Ints, *, bound: Ints, deadline: Deadline
) -> Untangled:
    """Prove every level of *flow* best, given those before, or better it; by the *bound*, in fractions, or whole."""
    agrees, best = True, seating_of(network, flow)
    for level, weights in enumerate(np.eye(len(network.levels), dtype=np.int64)):
        cost = _cost(network, weights)
        agrees = agrees and worth(network, seating_of(network, flow))[level] == bound[level]
        if not agrees:
            relaxed = programme.minimise(cost, deadline, is_whole=False)
            if relaxed is None or relaxed.least < programme.cost_of(flow, cost):
                whole = programme.minimise(cost, deadline, is_whole=True)
                if whole is None or not whole.is_best or whole.whole is None:
                    return Untangled(best, is_proven=False)
                flow = whole.whole
                best = min(best, seating_of(network, flow), key=lambda one: tuple(worth(network, one)))
        programme.keep(cost, programme.cost_of(flow, cost))
    return Untangled(seating_of(network, flow), is_proven=True)


def capped_flow(network: Network) -> CappedFlow:
    """Build the program; its caps number the arcs by the crossing whose members come on them."""
    options, hubs, group, crossings = network.options, network.hubs, network.places.group, network.crossings
    arcs = arcs_of(network, np.zeros(len(network.levels), np.int64))
    number = np.full(len(arcs.tail), NONE)
    wishes = np.flatnonzero(options.forum != NOWHERE)  # these come before all options without an arc
    number[wishes] = crossings.number[group[options.person[wishes]], options.forum[wishes]]
    own = np.count_nonzero(have_arcs(network))
    number[own : own + len(hubs.node)] = crossings.number[hubs.group, hubs.forum]
    return CappedFlow(arcs, Caps(number, len(crossings), crossings.most, crossings.is_soft))


def _cost(network: Network, weights: Ints) -> Cost:
    of_excess = int(weights[network.soft_level]) if network.soft_level >= 0 else 0
    return Cost(arcs_of(network, weights).cost, of_excess)
