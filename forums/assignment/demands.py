"""The bare question whether everyone fits, with every rule to be switched on or off."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from forums.assignment.deadline import Deadline
from forums.assignment.exchange import NOBODY, Exchange
from forums.assignment.flow import Arcs, min_cost_flow
from forums.assignment.mixed import CappedFlow, Caps, Cost
from forums.assignment.network import Network
from forums.assignment.options import permissions
from forums.assignment.outcome import name_prices
from forums.assignment.prices import shortest_paths, sorted_by_head
from forums.assignment.problem import SLOT
from forums.assignment.rows import NONE, OUTSIDE, Ints
from forums.assignment.solution import Certificate, Rule

PATIENT = Deadline(86_400)  # These questions are small; the time between them is watched by who asks.


@dataclass(frozen=True, slots=True)
class Item:
    """A rule by number: the bound of a row, a fixed person, a crossing."""

    kind: Literal["least", "most", "fixed", "crossing"]
    number: int


class Demands:
    """People who are alike, as one with a number, since wishes play no part; and the hard rules as items."""

    def __init__(self, network: Network) -> None:
        self.network, self.rows = network, network.rows
        self.people = len(network.participants)
        index_of = {forum.id: index for index, forum in enumerate(network.forums)}
        released = [replace(participant, fixed={}) for participant in network.participants]
        permission, self.allowed, _ = permissions(released, index_of)
        self.forum_of_fixed = {
            person: index_of[participant.fixed[SLOT]]
            for person, participant in enumerate(network.participants)
            if SLOT in participant.fixed
        }
        kinds, self.kind = np.unique(network.places.group * len(self.allowed) + permission, return_inverse=True)
        self.group, self.permission = np.divmod(kinds, len(self.allowed))

    def items(self) -> list[Item]:
        rows, crossings = self.rows, self.network.crossings
        return [
            *(Item("fixed", person) for person in self.forum_of_fixed),
            *(Item("most", row) for row in np.flatnonzero(rows.most < self.people).tolist()),
            *(Item("crossing", n) for n in range(0 if crossings.is_soft else len(crossings))),
            *(Item("least", row) for row in np.flatnonzero(rows.least > 0).tolist()),
        ]

    def rule(self, item: Item) -> Rule:
        network, number = self.network, item.number
        if item.kind == "fixed":
            forum = network.forums[self.forum_of_fixed[number]].id
            return Rule("fixed", forum, participant=network.participants[number].id)
        if item.kind == "crossing":
            crossings = network.crossings
            forum = network.forums[crossings.forum[number]].id
            return Rule("org_max", forum, limit=crossings.most, org=crossings.org[number])
        rows, bound = self.rows, "minimum" if item.kind == "least" else "maximum"
        limit = int(rows.least[number] if item.kind == "least" else rows.most[number])
        forum, sector, org = network.forums[rows.forum[number]].id, rows.sector[number], rows.org[number]
        if org is not None:
            return Rule("org_max", forum, limit=limit, org=org)
        if sector is not None:
            return Rule(f"sector_{bound}", forum, limit=limit, sector=sector)
        return Rule(bound, forum, limit=limit)

    def missing(self, items: Sequence[Item]) -> int:
        """Return how many people or seats are lacking at the least when *items* are to hold."""
        arcs, caps, demanded = self._arcs(items)
        if caps is None:
            flow = min_cost_flow(replace(arcs), PATIENT)  # a copy, since solving empties it
        else:
            programme = CappedFlow(arcs, caps)
            outcome = programme.minimise(Cost(arcs.cost, 0), PATIENT, is_whole=True)
            flow = None if outcome is None else outcome.whole
        if flow is None:
            raise ArithmeticError("a flow that may leave out whom it likes was not found")
        return demanded + int(arcs.cost @ flow)

    def certificate(self, items: Sequence[Item]) -> Certificate | None:
        """Return prices that prove ``missing``; ``None`` where caps cut across the network."""
        arcs, caps, _ = self._arcs(items)
        flow = min_cost_flow(replace(arcs), PATIENT)  # as above
        if caps is not None or flow is None:
            return None
        distance = _residual_distances(arcs, flow)
        prices = distance[self.rows.parent] - distance[1 : len(self.rows) + 1]
        return name_prices(self.rows, [forum.id for forum in self.network.forums], prices)

    def _arcs(self, items: Sequence[Item]) -> tuple[Arcs, Caps | None, int]:
        """Return a flow problem whose cost is what is missing less what is demanded, caps across it, and the demand."""
        on: dict[str, list[int]] = {"fixed": [], "most": [], "least": [], "crossing": []}
        for item in items:
            on[item.kind].append(item.number)
        least, most = np.zeros(len(self.rows), np.int64), np.full(len(self.rows), self.people)
        least[on["least"]], most[on["most"]] = self.rows.least[on["least"]], self.rows.most[on["most"]]
        ways = self._ways(on["fixed"])
        row_nodes = np.arange(1, len(self.rows) + 1)
        arcs = Arcs(
            tail=np.concatenate([ways.tail, row_nodes, row_nodes]),
            head=np.concatenate([ways.head, self.rows.parent, self.rows.parent]),
            capacity=np.concatenate([ways.capacity, least, np.maximum(most - least, 0)]),
            cost=np.concatenate([ways.cost, np.full(len(least), -1), np.zeros_like(most)]),
            supply=ways.supply,
        )
        crossings = self.network.crossings
        number = np.full(len(arcs.tail), NONE)
        number[: len(ways.group)] = crossings.number[ways.group, ways.forum]
        number[~np.isin(number, on["crossing"])] = NONE
        caps = Caps(number, len(crossings), crossings.most, is_soft=False) if on["crossing"] else None
        return arcs, caps, int(least.sum())

    def _ways(self, fixed: list[int]) -> "_Ways":
        """Return the arcs of the people: the free ones anywhere they may go, the *fixed* ones to their forum or,
        missing, outside.
        """
        places, first = self.network.places, len(self.rows) + 1
        free = np.bincount(np.delete(self.kind, fixed), minlength=len(self.group))
        kind, forum = np.nonzero(self.allowed[self.permission])
        same = Counter((int(places.group[person]), self.forum_of_fixed[person]) for person in fixed)
        fixed_group, fixed_forum = np.array(list(same), np.int64).reshape(-1, 2).T
        number, count = np.arange(len(same)) + first + len(free), np.array(list(same.values()), np.int64)
        supply = np.concatenate([np.zeros(first, np.int64), free, count])
        supply[OUTSIDE] = -self.people
        group = np.concatenate([self.group[kind], fixed_group])
        kinds = np.arange(len(free))
        return _Ways(
            tail=np.concatenate([kind + first, number, kinds + first, number]),
            head=np.concatenate(
                [places.leaf[group, np.concatenate([forum, fixed_forum])], np.zeros(len(free) + len(same), np.int64)]
            ),
            capacity=np.concatenate([free[kind], count, free, count]),
            cost=np.concatenate([np.zeros(len(group) + len(free), np.int64), np.ones(len(same), np.int64)]),
            supply=supply,
            group=group,
            forum=np.concatenate([forum, fixed_forum]),
        )


@dataclass(frozen=True, slots=True)
class _Ways:
    """Arcs of people; for those into forums, which come first, also whose group and which forum."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    supply: Ints
    group: Ints
    forum: Ints


def _residual_distances(arcs: Arcs, flow: Ints) -> Ints:
    """Return shortest distances to every node where flow could still be pushed or taken back."""
    more, less = flow < arcs.capacity, flow > 0
    exchange = Exchange(
        tail=np.concatenate([arcs.tail[more], arcs.head[less]]),
        head=np.concatenate([arcs.head[more], arcs.tail[less]]),
        words=np.concatenate([arcs.cost[more], -arcs.cost[less]])[:, None],
        option=np.full(int(more.sum() + less.sum()), NOBODY),
    )
    outcome = shortest_paths(sorted_by_head(exchange), len(arcs.supply), PATIENT)
    if outcome is None or outcome[1] is not None:
        raise ArithmeticError("a flow of least cost has a negative cycle")
    return outcome[0]
