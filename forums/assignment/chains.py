"""Who would have had to give way for somebody to get a dearer wish: numbers of people, nobody's name.

To seat one more somewhere, somebody there must go elsewhere, somebody there in turn, until a place is free or the place
is reached that the first one leaves. The shortest such chain in the graph of exchanges does the least harm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush

import numpy as np

from forums.assignment.exchange import NOBODY, exchange_graph
from forums.assignment.flow import Seating, adopt_better_options
from forums.assignment.network import Network, network_of
from forums.assignment.options import NOWHERE
from forums.assignment.problem import SLOT, Problem
from forums.assignment.rows import OUTSIDE
from forums.assignment.slices import slice_of, solution_of_slice
from forums.assignment.solution import Solution, Tariff
from forums.assignment.words import Packing

MOST_NODES = 200  # Beyond, the chains of all would take longer than the assignment.
DIGIT = 40  # bits a level
LOT = "lot"


@dataclass(frozen=True, slots=True)
class Chain:
    """How many others would have had to move, and the first level of the objective that would be worse (``LOT``: none)."""

    people: int
    harm: str


def chains_of(problem: Problem, solution: Solution, *, slot: int = SLOT) -> dict[tuple[str, str], Chain]:
    """Return the chain for every wish of *slot* dearer than what somebody got, by person and forum.

    Only for what is proven; wishes that no chain of changes can grant are left out. Where more than a network holds, chains go
    through those whom no pair ties, in this slot only: an optimum is one for them, too, as long as the others stay.
    """
    has_levels = any(forum.level_quota for forum in problem.forums)
    if solution.status != "optimal" or solution.certificate is None or has_levels:
        return {}
    if isinstance(solution.certificate, Tariff):
        problem, solution = _with_the_tied_held(problem, solution, slot)
    network = network_of(problem, seed=solution.seed)
    if network.node_count > MOST_NODES or len(network.crossings):
        return {}
    seating = _seating(network, solution)
    ways = _Ways(network, seating)
    options, found = network.options, {}
    for option in np.flatnonzero(options.forum != NOWHERE).tolist():
        person, rank = int(options.person[option]), int(options.kind[option]) // 2
        now = options.longest + 1 if seating.forum[person] == NOWHERE else seating.kind[person] // 2
        if rank < now and (chain := ways.chain(option, person)) is not None:
            found[network.participants[person].id, network.forums[options.forum[option]].id] = chain
    return found


def _with_the_tied_held(problem: Problem, solution: Solution, slot: int) -> tuple[Problem, Solution]:
    """Return *slot* as a problem of a network: whoever is in a pair stays, and nobody gets what they have in another slot."""
    one = slice_of(problem, slot)
    tied = {person for pair in (*one.together, *one.apart) for person in pair}
    people, offered = [], {forum.id for forum in one.forums if forum.capacity}
    for person in one.participants:
        places = solution.assignment[person.id]
        elsewhere = offered.intersection(places.values()) - {places.get(slot)}
        if person.id in tied:
            people += [replace(person, fixed={SLOT: places[slot]})] if slot in places else []
        elif elsewhere:
            known = sorted(offered) if person.eligible is None else person.eligible
            people.append(replace(person, eligible=tuple(forum for forum in known if forum not in elsewhere)))
        else:
            people.append(person)
    held = replace(one, participants=tuple(people), together=(), apart=())
    return held, solution_of_slice(problem, solution, slot)


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

    def __init__(self, network: Network, seating: Seating) -> None:
        self.network, self.seating = network, seating
        none = np.zeros((len(network.crossings), len(network.levels)), np.int64)
        packing = Packing(len(network.levels), network.node_count + 2)
        exchange = exchange_graph(network, seating, packing, none)
        changes = packing.unpack(exchange.words).tolist()
        self.edges: list[tuple[int, int, int]] = [
            (tail, head, (_joined(change) << DIGIT) + (option != NOBODY))
            for tail, head, option, change in zip(
                exchange.tail.tolist(), exchange.head.tolist(), exchange.option.tolist(), changes, strict=True
            )
        ]
        self.potential = self._potential()
        self.after: dict[int, list[tuple[int, int]]] = {}
        for tail, head, cost in self.edges:
            reduced = cost + self.potential[tail] - self.potential[head]
            self.after.setdefault(tail, []).append((head, reduced))
        self.lengths: dict[int, Mapping[int, int]] = {}

    def chain(self, option: int, person: int) -> Chain | None:
        """Return the chain that seats *person* by *option*."""
        options, costs = self.network.options, self.network.costs
        start, end = int(options.node[option]), int(self.seating.node[person])
        if start not in self.lengths:
            self.lengths[start] = self._from(start)
        if start == end or end not in self.lengths[start]:
            return None
        length = self.lengths[start][end] - self.potential[start] + self.potential[end]
        people = length & ((1 << DIGIT) - 1)
        own = _joined((costs[options.kind[option]] - costs[self.seating.kind[person]]).tolist())
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
