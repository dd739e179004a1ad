"""Who would have had to give way for somebody to get a dearer wish: numbers of people, nobody's name.

To seat one more somewhere, somebody there must go elsewhere, somebody there in turn, until a place is free or the place
is reached that the first one leaves. The shortest such chain in the graph of exchanges does the least harm.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush

import numpy as np

from forums.assignment.barriers import LOT, Chain, barrier_of
from forums.assignment.deadline import Deadline
from forums.assignment.exchange import NOBODY, exchange_graph
from forums.assignment.flow import Seating, adopt_better_options
from forums.assignment.granting import Grants
from forums.assignment.network import Network, network_of
from forums.assignment.options import NOWHERE
from forums.assignment.problem import SLOT, Problem
from forums.assignment.rows import OUTSIDE
from forums.assignment.slices import slice_of, solution_of_slice
from forums.assignment.solution import Solution
from forums.assignment.units import is_intricate
from forums.assignment.words import Packing

DIGIT = 40  # bits a level
PLENTY = 600.0  # seconds
Told = Callable[[float], None]  # called with the share that is done


def chains_of(
    problem: Problem,
    solution: Solution,
    *,
    slot: int = SLOT,
    deadline: Deadline | None = None,
    tell: Told | None = None,
) -> dict[tuple[str, str], Chain]:
    """Return the chain for every wish of *slot* dearer than what somebody got, by person and forum.

    It is what granting the wish takes in this slot, all others being as they are. Only for what is proven: an optimum is one
    for each slot, too, as long as the others stay. When the time is over, the rest is left out.
    """
    if solution.status != "optimal":
        return {}
    deadline = Deadline(PLENTY) if deadline is None else deadline
    one, seated = (problem, solution) if problem.slots == 1 else _alone(problem, solution, slot)
    asked = list(_asked(one, seated))
    ways = _ways(one, seated, deadline) if asked else None
    found = {}
    for done, (person, forum) in enumerate(asked):
        if ways is None or deadline.is_over:
            break
        chain = ways.chain(person, forum)
        if chain is not None and chain.barrier and problem.slots > 1:
            chain = barrier_of(problem, person, forum, slot, deadline)
        if chain is not None:
            found[person, forum] = chain
        if tell is not None:
            tell((done + 1) / len(asked))
    return found


def _asked(problem: Problem, solution: Solution) -> Iterator[tuple[str, str]]:
    """Yield who would have liked to be where, dearer than where they are, and might be."""
    offered = {forum.id for forum in problem.forums if forum.capacity.get(SLOT, (0, 0)) != (0, 0)}
    for one in problem.participants:
        place = solution.assignment[one.id].get(SLOT)
        dearer = one.prefs[: one.prefs.index(place)] if place in one.prefs else one.prefs
        for wish in () if one.fixed else dearer:
            if wish in offered and (one.eligible is None or wish in one.eligible):
                yield one.id, wish


def _ways(problem: Problem, solution: Solution, deadline: Deadline) -> "_Ways | Grants":
    """Choose the means: ways in a network where one holds all rules, else programs."""
    if not is_intricate(problem):
        network = network_of(problem, seed=solution.seed)
        if not network.crossings:
            return _Ways(problem, network, solution, deadline)
    return Grants(problem, solution, deadline)


def _alone(problem: Problem, solution: Solution, slot: int) -> tuple[Problem, Solution]:
    """Return *slot* as a problem of its own, in which nobody gets what they have in another."""
    one, people = slice_of(problem, slot), []
    offered = sorted(forum.id for forum in one.forums if forum.capacity)
    for person in one.participants:
        elsewhere = {name for other, name in solution.assignment[person.id].items() if other != slot}
        known = offered if person.eligible is None else person.eligible
        open_to = tuple(forum for forum in known if forum not in elsewhere)
        people.append(replace(person, eligible=open_to) if elsewhere.intersection(known) else person)
    return replace(one, participants=tuple(people)), solution_of_slice(problem, solution, slot)


def _seating(network: Network, solution: Solution) -> Seating:
    """Put the solution back into the numbers of the network."""
    number = {forum.id: index for index, forum in enumerate(network.forums)}
    people, options, places = len(network.participants), network.options, network.places
    forum = np.full(people, NOWHERE)
    for person, one in enumerate(network.participants):
        place = solution.assignment[one.id].get(SLOT)
        forum[person] = NOWHERE if place is None else number[place]
    node = np.where(forum == NOWHERE, OUTSIDE, places.leaf[places.group, forum])
    seating = Seating(forum, np.full(people, 2 * options.longest + 2), node)
    through_hub = options.node > len(network.rows)
    seating.kind[options.person[through_hub]] = options.kind[through_hub]
    stays_out = (options.node == OUTSIDE) & (forum[options.person] == NOWHERE)
    seating.kind[options.person[stays_out]] = options.kind[stays_out]
    adopt_better_options(network, seating, np.arange(people))
    return seating


class _Ways:
    """The least harmful ways from each node to each, found when first asked for."""

    def __init__(self, problem: Problem, network: Network, solution: Solution, deadline: Deadline) -> None:
        self.problem, self.network, self.deadline = problem, network, deadline
        self.seating = seating = _seating(network, solution)
        self.person = {one.id: index for index, one in enumerate(network.participants)}
        number, options = {forum.id: index for index, forum in enumerate(network.forums)}, network.options
        own = np.flatnonzero(options.forum != NOWHERE)
        places = zip(options.person[own].tolist(), options.forum[own].tolist(), strict=True)
        self.option = dict(zip(places, own.tolist(), strict=True))
        self.forum = number
        self.barriers: dict[tuple[int, int], Chain | None] = {}
        none = np.zeros((len(network.crossings), len(network.levels)), np.int64)
        packing = Packing(len(network.levels), network.node_count + 2)
        exchange = exchange_graph(network, seating, packing, none)
        changes = packing.unpack(exchange.words).tolist()
        edges = [
            (tail, head, (_joined(change) << DIGIT) + (option != NOBODY))
            for tail, head, option, change in zip(
                exchange.tail.tolist(), exchange.head.tolist(), exchange.option.tolist(), changes, strict=True
            )
        ]
        self.root = _joined_nodes(network.node_count, edges)
        least: dict[tuple[int, int], int] = {}
        for tail, head, cost in edges:
            ends = self.root[tail], self.root[head]
            if ends[0] != ends[1]:
                least[ends] = min(least.get(ends, cost), cost)
        self.edges = [(tail, head, cost) for (tail, head), cost in least.items()]
        self.potential = self._potential()
        self.after: dict[int, list[tuple[int, int]]] = {}
        for tail, head, cost in self.edges:
            reduced = cost + self.potential[tail] - self.potential[head]
            self.after.setdefault(tail, []).append((head, reduced))
        self.lengths: dict[int, Mapping[int, int]] = {}

    def chain(self, person: str, forum: str) -> Chain | None:
        """Return the chain that seats *person* in *forum*, or what stands in its way; None when the time is over."""
        options, costs, one = self.network.options, self.network.costs, self.person[person]
        option = self.option[one, self.forum[forum]]
        start, end = self.root[options.node[option]], self.root[self.seating.node[one]]
        if start not in self.lengths:
            self.lengths[start] = self._from(start)
        if end not in self.lengths[start]:
            if (start, end) not in self.barriers:
                self.barriers[start, end] = barrier_of(self.problem, person, forum, SLOT, self.deadline)
            return self.barriers[start, end]
        length = self.lengths[start][end] - self.potential[start] + self.potential[end]
        people = length & ((1 << DIGIT) - 1)
        own = _joined((costs[options.kind[option]] - costs[self.seating.kind[one]]).tolist())
        harm = _first(own + (length >> DIGIT), len(self.network.levels))
        return Chain(people, LOT if harm is None else self.network.levels[harm])

    def _potential(self) -> list[int]:
        """Return distances from a node before all (Bellman and Ford), under which no edge is negative."""
        distance = [0] * self.network.node_count
        for _ in range(self.network.node_count + 1):
            is_settled = True
            for tail, head, cost in self.edges:
                if distance[tail] + cost < distance[head]:
                    distance[head], is_settled = distance[tail] + cost, False
            if is_settled:
                break
        return distance

    def _from(self, start: int) -> dict[int, int]:
        """Return the lengths of the shortest ways from *start* (Dijkstra)."""
        lengths: dict[int, int] = {}
        queue = [(0, start)]
        while queue:
            length, node = heappop(queue)
            if node not in lengths:
                lengths[node] = length
                for head, cost in self.after.get(node, ()):
                    if head not in lengths:
                        heappush(queue, (length + cost, head))
        return lengths


def _joined_nodes(count: int, edges: Sequence[tuple[int, int, int]]) -> list[int]:
    """Number the nodes anew, those as one between which one goes both ways for nothing: counts that no rule holds."""
    free, root = {(tail, head) for tail, head, cost in edges if not cost}, list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = node = root[root[node]]
        return node

    for tail, head in free:
        if (head, tail) in free:
            root[find(tail)] = find(head)
    return [find(node) for node in range(count)]


def _joined(vector: list[int]) -> int:
    total = 0
    for number in vector:
        total = (total << DIGIT) + number
    return total


def _first(number: int, levels: int) -> int | None:
    """Return the first level of a joined vector that is not 0."""
    first = None
    for level in range(levels - 1, -1, -1):
        digit = (number + (1 << (DIGIT - 1))) % (1 << DIGIT) - (1 << (DIGIT - 1))
        if digit:
            first = level
        number = (number - digit) >> DIGIT
    return first
