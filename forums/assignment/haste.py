"""A seating in a hurry: valid and quick, first come first served in drawn order, fixed people before all, wish by wish."""

import numpy as np

from forums.assignment.flow import Seating, adopt_better_options
from forums.assignment.network import Network
from forums.assignment.options import NOWHERE, Flags, Numbers
from forums.assignment.rows import OUTSIDE, Ints


def seat_hastily(network: Network) -> Seating | None:
    """Seat everyone as the wishes come, minimums first; ``None`` if some rule stays unmet (others might meet it).

    A wish at a time and all people at once, so that it takes a fraction of a second even for 100,000 people.
    """
    queue, rows = _Queue(network), network.rows
    everything = np.ones(len(rows), np.bool_)
    queue.serve(rows.most, within=everything)
    queue.is_waiting |= queue.may_stay_out
    for first, last in ((rows.first_sector, rows.first_org), (0, rows.first_sector)):
        short = np.zeros(len(rows), np.bool_)
        short[first:last] = rows.least[first:last] > 0
        if short.any():
            queue.serve(np.where(short, rows.least, rows.most), within=short)
    queue.serve(rows.most, within=everything)
    adopt_better_options(network, queue.seating, np.arange(len(network.participants)))
    return queue.seating if queue.obeys_the_rules() else None


class _Queue:
    """People waiting for a seat, first those who are fixed; their options by rank, and the ways on from the hubs."""

    def __init__(self, network: Network) -> None:
        options, hubs, people = network.options, network.hubs, len(network.participants)
        self.network = network
        self.seating = Seating(*(np.full(people, code, np.int64) for code in (NOWHERE, 0, OUTSIDE)))
        outside = options.node == OUTSIDE
        self.may_stay_out = np.zeros(people, np.bool_)
        self.may_stay_out[options.person[outside]] = True
        self.seating.kind[options.person[outside]] = options.kind[outside]
        self.is_waiting = ~self.may_stay_out
        in_rows = np.flatnonzero((options.node != OUTSIDE) & (options.node <= len(network.rows)))
        order = in_rows[np.argsort(options.kind[in_rows] // 2, kind="stable")]
        self.by_rank = np.split(order, np.flatnonzero(np.diff(options.kind[order] // 2)) + 1)
        self.on_hub = np.flatnonzero(options.node > len(network.rows))
        hub = options.node[self.on_hub]
        self.first_way = np.searchsorted(hubs.node, hub)
        self.ways = np.searchsorted(hubs.node, hub, side="right") - self.first_way

    def serve(self, most: Ints, *, within: Flags) -> None:
        """Seat those who wait as far as the rows *within* have room up to *most*."""
        options = self.network.options
        for of_rank in self.by_rank:
            wishes = of_rank[self.is_waiting[options.person[of_rank]]]
            self._seat(options.person[wishes], options.kind[wishes], options.node[wishes], most, within)
        hubs = self.network.hubs
        for turn in range(int(np.max(self.ways, initial=0))):
            asking = np.flatnonzero(self.is_waiting[options.person[self.on_hub]] & (turn < self.ways))
            option, leaf = self.on_hub[asking], hubs.leaf[self.first_way[asking] + turn]
            self._seat(options.person[option], options.kind[option], leaf, most, within)

    def _seat(self, person: Numbers, kind: Numbers, node: Numbers, most: Ints, within: Flags) -> None:
        """Give the seats asked for to the first who ask, in every row that counts them."""
        rows = self.network.rows
        room = np.append(0, most - rows.counts(self.seating.node))
        asking, row = np.arange(len(person)), node
        is_within = np.zeros(len(person), np.bool_)
        # Organisations first, then sectors, then forums: each sort of row sees at once all whom it counts.
        for first in (rows.first_org, rows.first_sector, 0):
            is_counted = row > first
            is_within |= is_counted & within[row - 1]
            fits = ~is_counted | (_place_in_queue(np.where(is_counted, row, OUTSIDE)) < room[row])
            asking, row, is_within = asking[fits], row[fits], is_within[fits]
            row = np.where(row > first, rows.parent[row - 1], row)
        asking = self._keep_crossings(person, node, asking[is_within])
        seated = person[asking]
        self.seating.node[seated], self.seating.kind[seated] = node[asking], kind[asking]
        self.seating.forum[seated] = rows.forum[node[asking] - 1]
        self.is_waiting[seated] = False

    def _keep_crossings(self, person: Numbers, node: Numbers, asking: Ints) -> Ints:
        """Keep those of *asking* for whom the caps that cut across the rows have room."""
        places, crossings = self.network.places, self.network.crossings
        if crossings.is_soft or not len(crossings):
            return asking
        room = np.append(crossings.most - crossings.counts(places.group, self.seating.forum), len(person))
        number = crossings.number[places.group[person[asking]], places.rows.forum[node[asking] - 1]]
        return np.compress(_place_in_queue(number) < room[number], asking)

    def obeys_the_rules(self) -> bool:
        least = self.network.rows.least
        return not (
            (self.network.rows.counts(self.seating.node) < least).any() or (self.is_waiting & ~self.may_stay_out).any()
        )


def _place_in_queue(rows: Numbers) -> Ints:
    """Return how many earlier entries have the same value."""
    order = np.argsort(rows, kind="stable")
    starts = np.flatnonzero(np.diff(rows[order], prepend=-2))
    lengths = np.diff(np.append(starts, len(rows)))
    places = np.empty(len(rows), np.int64)
    places[order] = np.arange(len(rows)) - np.repeat(starts, lengths)
    return places
