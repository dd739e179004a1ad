"""Who could change places with whom: a graph on the counted places whose negative cycles would improve the seating."""

from dataclasses import dataclass

import numpy as np

from forums.assignment.flow import Seating
from forums.assignment.network import Network
from forums.assignment.options import NOWHERE, Numbers
from forums.assignment.rows import NONE, Ints
from forums.assignment.words import Packing, ranks

NOBODY = -1
DENSE = 2**22  # Up to so many pairs of nodes a table of all pairs is faster than sorting.


@dataclass(frozen=True, slots=True)
class Exchange:
    """Edges tail → head: one person fewer at tail and one more at head, and what that does to the objective.

    ``option`` is the option somebody would take (``NOBODY``: the counts alone change, or a hub is left); ``words`` are
    the packed changes.
    """

    tail: Ints
    head: Ints
    words: Ints
    option: Ints


def exchange_graph(network: Network, seating: Seating, packing: Packing, surcharge: Ints) -> Exchange:
    """Build the graph for *seating*; of all who could make one step, the one who changes the objective least counts.

    ``surcharge[crossing, level]`` is what the members of a crossing pay where it counts them.
    """
    parts = [
        _steps_of_people(network, seating, packing, surcharge),
        _ways_from_hubs(network, packing, surcharge),
        _changes_of_counts(network, seating, packing),
    ]
    return Exchange(
        tail=np.concatenate([part.tail for part in parts]),
        head=np.concatenate([part.head for part in parts]),
        words=np.concatenate([part.words for part in parts]),
        option=np.concatenate([part.option for part in parts]),
    )


def _steps_of_people(network: Network, seating: Seating, packing: Packing, surcharge: Ints) -> Exchange:
    options, group = network.options, network.places.group
    tail, head = seating.node[options.person], options.node
    costs, fee_of_crossing = _costs_with_fees(network, surcharge)
    gained = options.kind + _fees(network, fee_of_crossing, group[options.person], options.forum)
    lost = (seating.kind + _fees(network, fee_of_crossing, group, seating.forum))[options.person]
    # There are few different changes; their order stands for them.
    change = gained * len(costs) + lost
    present = np.flatnonzero(np.bincount(change, minlength=len(costs) ** 2))
    words = packing.pack(costs)
    order = np.zeros(len(costs) ** 2, np.int64)
    order[present] = ranks(words[present // len(costs)] - words[present % len(costs)])
    best = _best_by_pair(tail * network.node_count + head, order[change], network.node_count)
    best = best[tail[best] != head[best]]
    return Exchange(tail[best], head[best], words[gained[best]] - words[lost[best]], best)


def _costs_with_fees(network: Network, surcharge: Ints) -> tuple[Ints, Ints]:
    """Return the costs of every kind under every fee (fee × kinds + kind), and the fee of every crossing, last none."""
    fees, number = np.unique(np.vstack([surcharge, np.zeros_like(network.costs[:1])]), axis=0, return_inverse=True)
    costs = (fees[:, None, :] + network.costs[None, :, :]).reshape(-1, network.costs.shape[1])
    return costs, number.reshape(-1) * len(network.costs)


def _fees(network: Network, fee_of_crossing: Ints, group: Ints, forum: Numbers) -> Ints:
    crossing = network.crossings.number[group, forum] if len(network.forums) else np.full(len(group), NONE)
    return fee_of_crossing[np.where(forum == NOWHERE, NONE, crossing)]


def _best_by_pair(pair: Ints, order: Ints, nodes: int) -> Ints:
    """Return the option of least order for every pair of nodes; the first drawn among equals."""
    number = len(pair)
    if nodes * nodes <= DENSE:
        best: Ints = np.full(nodes * nodes, np.iinfo(np.int64).max)
        np.minimum.at(best, pair, order * number + np.arange(number))
        found: Ints = best[best != np.iinfo(np.int64).max]
        return found % max(number, 1)
    by_pair: Ints = np.lexsort((order, pair))
    return np.compress(np.diff(pair[by_pair], prepend=-1) != 0, by_pair)


def _ways_from_hubs(network: Network, packing: Packing, surcharge: Ints) -> Exchange:
    hubs = network.hubs
    fees = np.vstack([surcharge, np.zeros_like(network.costs[:1])])
    words = packing.pack(fees[network.crossings.number[hubs.group, hubs.forum]])
    return Exchange(hubs.node, hubs.leaf, words, np.full(len(hubs.node), NOBODY))


def _changes_of_counts(network: Network, seating: Seating, packing: Packing) -> Exchange:
    rows, nodes = network.rows, np.arange(1, len(network.rows) + 1)
    counts = rows.counts(seating.node)
    grows, shrinks = counts < rows.most, counts > rows.least
    now = rows.violations(counts)
    more, fewer = rows.violations(counts + 1) - now, rows.violations(counts - 1) - now
    violations = np.concatenate([more[grows], fewer[shrinks]])
    changes = np.zeros((len(violations), len(network.levels)), np.int64)
    if network.soft_level >= 0:
        changes[:, network.soft_level] = violations
    tail = np.concatenate([nodes[grows], rows.parent[shrinks]])
    head = np.concatenate([rows.parent[grows], nodes[shrinks]])
    return Exchange(tail, head, packing.pack(changes), np.full(len(tail), NOBODY))
