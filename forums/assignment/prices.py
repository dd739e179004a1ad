"""Prices that prove a seating optimal; or, while there are none, the exchanges that improve it."""

import numpy as np

from forums.assignment.deadline import Deadline
from forums.assignment.exchange import NOBODY, Exchange, exchange_graph
from forums.assignment.flow import Seating, adopt_better_options
from forums.assignment.network import Network
from forums.assignment.options import NOWHERE
from forums.assignment.rows import OUTSIDE, Ints
from forums.assignment.words import Packing, is_less, least_of_each

ROUNDS_BETWEEN_LOOKS = 4


def settle(network: Network, seating: Seating, deadline: Deadline) -> Ints | None:
    """Improve *seating* in place until nothing is left to improve; return the prices (rows × levels) that prove it.

    Shortest paths in the exchange graph are the prices (the dual of the flow), and exist exactly if no negative cycle
    does; each negative cycle is a better seating. Distances are compared level by level, so nothing hangs on weights.
    Returns ``None`` when the time is over. A round of Bellman-Ford costs the edges, at most nodes² or people × wishes.
    """
    no_surcharge = np.zeros((len(network.crossings), len(network.levels)), np.int64)
    while not deadline.is_over:
        outcome = _look(network, seating, deadline, no_surcharge)
        if outcome is None or isinstance(outcome, np.ndarray):
            return outcome
        exchange, cycles = outcome
        for cycle in cycles:
            _apply(network, seating, exchange, cycle)
    return None


def prices_with(network: Network, seating: Seating, deadline: Deadline, surcharge: Ints) -> Ints | None:
    """Return the prices that prove *seating* best when members of crossings pay *surcharge*, ``None`` if none do."""
    outcome = _look(network, seating, deadline, surcharge)
    return outcome if isinstance(outcome, np.ndarray) else None


def _look(
    network: Network, seating: Seating, deadline: Deadline, surcharge: Ints
) -> Ints | tuple[Exchange, list[list[int]]] | None:
    """Return prices, or cycles to improve the seating by, or ``None`` when the time is over."""
    packing = Packing(len(network.levels), (network.node_count + 2) * (1 + 2 * int(np.abs(surcharge).max(initial=0))))
    exchange = sorted_by_head(exchange_graph(network, seating, packing, surcharge))
    outcome = shortest_paths(exchange, network.node_count, deadline)
    if outcome is None:
        return None
    distance, last_edge = outcome
    if last_edge is not None:
        return exchange, _cycles(exchange, last_edge)
    vectors = packing.unpack(distance)
    return vectors[network.rows.parent] - vectors[1 : len(network.rows) + 1]


def sorted_by_head(exchange: Exchange) -> Exchange:
    """Sort the edges as ``shortest_paths`` wants them."""
    order = np.argsort(exchange.head, kind="stable")
    return Exchange(exchange.tail[order], exchange.head[order], exchange.words[order], exchange.option[order])


def shortest_paths(exchange: Exchange, nodes: int, deadline: Deadline) -> tuple[Ints, Ints | None] | None:
    """Return the distances, and ``None`` or, if there are cycles instead, the last edge of every node's path.

    Bellman (1958) and Ford (1956), a whole round at a time; a path that bites its tail betrays a negative cycle.
    """
    distance = np.zeros((nodes, exchange.words.shape[1]), np.int64)
    last_edge = np.full(nodes, NOBODY)
    heads, starts, lengths = np.unique(exchange.head, return_index=True, return_counts=True)
    if not len(heads):
        return distance, None
    for step in range(1, nodes + 1):
        nearest, edge = least_of_each(distance[exchange.tail] + exchange.words, starts, lengths)
        nearer = is_less(nearest, distance[heads])
        if not nearer.any():
            return distance, None
        distance[heads[nearer]] = nearest[nearer]
        last_edge[heads[nearer]] = edge[nearer]
        if step % ROUNDS_BETWEEN_LOOKS == 0:
            if deadline.is_over:
                return None
            if len(_on_cycles(exchange, last_edge)):
                return distance, last_edge
    return distance, last_edge


def _on_cycles(exchange: Exchange, last_edge: Ints) -> Ints:
    """Return nodes on the cycles of the paths: where everybody is after going back for long enough."""
    before = np.where(last_edge == NOBODY, np.arange(len(last_edge)), exchange.tail[last_edge])
    origin = before
    for _ in range(len(last_edge).bit_length()):
        origin = origin[origin]
    found: Ints = np.unique(origin)
    return np.compress(last_edge[found] != NOBODY, found)


def _cycles(exchange: Exchange, last_edge: Ints) -> list[list[int]]:
    """Return the cycles as lists of edges in the order of travel; they share no node."""
    cycles, seen = [], set()
    for start in _on_cycles(exchange, last_edge).tolist():
        cycle, node = [], start
        while node not in seen:
            seen.add(node)
            cycle.append(int(last_edge[node]))
            node = int(exchange.tail[last_edge[node]])
        if cycle:
            cycles.append(cycle[::-1])
    return cycles


def _apply(network: Network, seating: Seating, exchange: Exchange, cycle: list[int]) -> None:
    """Let everyone on *cycle* take the option of their edge; through a hub the next edge leads to the forum."""
    options, rows = network.options, network.rows
    for place, edge in enumerate(cycle):
        option, node = int(exchange.option[edge]), int(exchange.head[edge])
        if option == NOBODY:
            continue
        if node > len(rows):
            node = int(exchange.head[cycle[(place + 1) % len(cycle)]])
        person = options.person[option]
        seating.node[person] = node
        seating.kind[person] = options.kind[option]
        seating.forum[person] = NOWHERE if node == OUTSIDE else rows.forum[node - 1]
        adopt_better_options(network, seating, options.person[option : option + 1])
