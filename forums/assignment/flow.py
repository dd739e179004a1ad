"""One minimum cost flow over the network, with the levels of the objective packed into one number."""

import math
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from tempfile import TemporaryFile

import numpy as np

from forums.assignment import flow_process
from forums.assignment.deadline import Deadline
from forums.assignment.flow_process import packed, run, unpacked
from forums.assignment.network import Network
from forums.assignment.options import NOWHERE, Flags, Narrow, Numbers
from forums.assignment.rows import OUTSIDE, Ints, Rows

LARGEST_PACKED = 2**60  # OR-Tools multiplies every cost by the number of nodes and wants 64 bits to hold it.
USUAL_RATIO = 8.0
USUAL_SECONDS_AN_ARC = 2e-6
CAUTIOUS_SECONDS_AN_ARC = 2e-5
HASTY_SECONDS_AN_ARC = 5e-7
WORTH_A_PROCESS = 0.5
SECONDS_BETWEEN_NEWS = 0.25


@dataclass(slots=True)
class Arcs:
    """A minimum cost flow problem: arcs as parallel arrays, and how much each node supplies. ``taken`` empties it."""

    tail: Narrow
    head: Narrow
    capacity: Ints
    cost: Ints
    supply: Ints

    def taken(self) -> dict[str, flow_process.Numbers]:
        """Hand the arrays over, so that whoever solves it can let go of them: with a million people they weigh 300 MB."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in arrays:
            setattr(self, name, np.zeros(0, np.int64))
        return arrays


@dataclass(slots=True)
class Seating:
    """Where everyone sits: the forum (``NOWHERE`` for no place), the kind of the option, the node that counts them."""

    forum: Ints
    kind: Ints
    node: Ints


def packing_ratio(levels: int, nodes: int) -> float:
    """Return how much a level may weigh against the next: as much as 64 bits allow, and at most 8.

    The ratio that is certain to be exact (forums + 2) takes twice the time and overflows early; with 8 hardly anything
    is left to be mended, and what is left the prices find.
    """
    return min(USUAL_RATIO, math.pow(LARGEST_PACKED / (nodes + 1), 1 / max(levels - 1, 1)))


def packed_weights(levels: int, nodes: int, *, settled: int = 0) -> Ints:
    """Weigh the levels; the *settled* first ones, known to be 0 in the best seating, share one weight."""
    places = np.minimum(np.arange(levels)[::-1], levels - max(settled, 1))
    ratio = packing_ratio(levels - max(settled, 1) + 1, nodes)
    rounded: Ints = np.floor(ratio**places).astype(np.int64) + places
    if ratio == USUAL_RATIO:
        rounded -= places  # Whole powers need no help to differ.
    return rounded


def arcs_of(network: Network, weights: Ints) -> Arcs:
    """Build the flow problem: a unit from every person, all to ``OUTSIDE``, what rows must hold as their demand.

    Arcs in this order: options, ways on from hubs, exits of hubs, rows. Whoever has a hub goes to no place by its exit, which
    costs everybody the same more than the hub did: with a million people that saves a million arcs, and 100 MB.
    """
    options, hubs, rows = network.options, network.hubs, network.rows
    people, first_person = len(network.participants), network.node_count
    keeps, exits = have_arcs(network), _exits(network)
    row_node, row_capacity, row_violations = _row_arcs(rows)
    weighed = network.costs @ weights
    of_exit = weighed[0] - weighed[2 * options.longest + 2]
    soft = weights[network.soft_level] if network.soft_level >= 0 else 0
    through = len(hubs.node) + len(exits)
    return Arcs(
        tail=_ends(options.person[keeps] + np.int32(first_person), hubs.node, exits, row_node),
        head=_ends(options.node[keeps], hubs.leaf, np.full_like(exits, OUTSIDE), rows.parent[row_node - 1]),
        capacity=np.concatenate([np.ones(np.count_nonzero(keeps), np.int64), np.full(through, people), row_capacity]),
        cost=np.concatenate(
            [
                weighed[options.kind[keeps]],
                np.zeros_like(hubs.node),
                np.full(len(exits), of_exit),
                row_violations * soft,
            ]
        ),
        supply=_supplies(network, people),
    )


def have_arcs(network: Network) -> Flags:
    """Say which options have an arc of their own: all but the ways to no place of those whose hub has an exit."""
    options = network.options
    leaves = np.zeros(network.node_count, np.bool_)
    leaves[_exits(network)] = True
    by_exit = np.zeros(len(network.participants), np.bool_)
    by_exit[options.person[leaves[options.node]]] = True
    have: Flags = (options.node != OUTSIDE) | ~by_exit[options.person]
    return have


def _exits(network: Network) -> Ints:
    """List the hubs that one may leave for no place: all but those of somebody who must have one."""
    options = network.options
    must = np.ones(len(network.participants), np.bool_)
    must[options.person[options.node == OUTSIDE]] = False
    is_strict = must[options.person] & (options.node > len(network.rows))
    return np.setdiff1d(network.hubs.node, options.node[is_strict])


def _ends(*parts: Numbers) -> Narrow:
    return np.concatenate([part.astype(np.int32, copy=False) for part in parts])


def _row_arcs(rows: Rows) -> tuple[Ints, Ints, Ints]:
    """Return node, capacity and change in violations of the arcs up: below, within and above the soft bounds."""
    first = np.clip(rows.soft_least, rows.least, np.maximum(rows.most, rows.least))
    last = np.clip(rows.soft_most, first, np.maximum(rows.most, first))
    capacity = np.concatenate([first - rows.least, last - first, np.maximum(rows.most - last, 0)])
    change = np.repeat(np.array([-1, 0, 1]), len(rows))
    node = np.tile(np.arange(1, len(rows) + 1), 3)
    is_open = capacity > 0
    return node[is_open], capacity[is_open], change[is_open]


def _supplies(network: Network, people: int) -> Ints:
    supply = np.zeros(network.node_count + people, np.int64)
    supply[network.node_count :] = 1
    supply[1 : len(network.rows) + 1] = -network.rows.least
    np.add.at(supply, network.rows.parent, network.rows.least)
    supply[OUTSIDE] -= people
    return supply


class FlowTimeout(TimeoutError):
    """The flow did not end in time."""


def min_cost_flow(arcs: Arcs, deadline: Deadline, tell: Callable[[float], None] | None = None) -> Ints | None:
    """Return the flow on every arc, or ``None`` if the demands cannot be met. Raises ``FlowTimeout``.

    Where the time might not suffice, or somebody waits for news (*tell* gets the share of the time that a flow of this
    size usually takes), another process does it.
    """
    if arcs.supply[OUTSIDE] > 0:  # The rows demand more people than there are.
        return None
    if deadline.is_over:
        raise FlowTimeout
    is_risky = len(arcs.tail) * CAUTIOUS_SECONDS_AN_ARC > deadline.left
    is_watched = tell is not None and len(arcs.tail) * USUAL_SECONDS_AN_ARC > WORTH_A_PROCESS
    if not len(arcs.tail):
        return None if arcs.supply.any() else np.zeros(0, np.int64)
    flow = apart(arcs, deadline, tell) if is_risky or is_watched else run(arcs.taken())
    return flow if len(flow) else None


def apart(arcs: Arcs, deadline: Deadline, tell: Callable[[float], None] | None) -> Ints:
    """Let another process find the flow, and end it when the rest is needed in haste. Raises ``FlowTimeout``."""
    reserve = len(arcs.tail) * HASTY_SECONDS_AN_ARC
    usual, start = len(arcs.tail) * USUAL_SECONDS_AN_ARC, deadline.spent
    program = [sys.executable, "-I", str(Path(flow_process.__file__))]
    # A file, not a pipe: what does not fit a pipe at once would have to be sent while we wait.
    with TemporaryFile() as package:
        package.write(packed(arcs.taken()))
        package.seek(0)
        with Popen(program, stdin=package, stdout=PIPE, stderr=PIPE) as process:  # noqa: S603 - our own file
            try:
                output = None
                while output is None:
                    with suppress(TimeoutExpired):
                        output, errors = process.communicate(
                            timeout=min(SECONDS_BETWEEN_NEWS, max(deadline.left - reserve, 0))
                        )
                    if output is None and deadline.left <= reserve:
                        raise FlowTimeout
                    if tell is not None:
                        tell(1 - 0.5 ** ((deadline.spent - start) / usual))
            finally:
                process.kill()
    if process.returncode != 0:
        raise ArithmeticError(f"the flow process failed: {errors.decode(errors='replace')[-500:]}")
    return unpacked(output)["flow"]


def seating_of(network: Network, flow: Ints) -> Seating:
    """Turn a flow into seats; who came through a hub takes its forums in drawn order, and the last of them no place."""
    options, people = network.options, len(network.participants)
    own = np.flatnonzero(have_arcs(network))
    taken = own[np.flatnonzero(flow[: len(own)])]
    seating = Seating(*(np.full(people, NOWHERE, np.int64) for _ in range(3)))
    taker = options.person[taken]
    seating.forum[taker], seating.kind[taker], seating.node[taker] = (
        column[taken] for column in (options.forum, options.kind, options.node)
    )
    _leave_hubs(network, seating, flow[len(own) :])
    return seating


def _leave_hubs(network: Network, seating: Seating, flow: Ints) -> None:
    hubs, exits = network.hubs, _exits(network)
    by_hub = np.argsort(np.concatenate([hubs.node, exits]), kind="stable")
    used = flow[: len(by_hub)][by_hub]
    waiting = np.flatnonzero(seating.node > len(network.rows))
    waiting = waiting[np.argsort(seating.node[waiting], kind="stable")]
    seating.node[waiting] = np.repeat(np.concatenate([hubs.leaf, np.full_like(exits, OUTSIDE)])[by_hub], used)
    seating.forum[waiting] = np.repeat(np.concatenate([hubs.forum, np.full_like(exits, NOWHERE)])[by_hub], used)
    seating.kind[waiting[seating.node[waiting] == OUTSIDE]] %= 2  # no place, and a move for whoever had one
    adopt_better_options(network, seating, waiting)


def adopt_better_options(network: Network, seating: Seating, people: Numbers) -> None:
    """Count *people* who reached a forum of their own options through a hub as what they are."""
    options = network.options
    concerned = np.zeros(len(network.participants), np.bool_)
    concerned[people] = True
    own = np.flatnonzero(concerned[options.person] & (options.forum != NOWHERE))
    own = own[seating.forum[options.person[own]] == options.forum[own]]
    seating.kind[options.person[own]] = options.kind[own]
