"""Seat everyone in one slot, exactly, and prove it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from forums.assignment.clashes import clash_of
from forums.assignment.conflict import conflict_of
from forums.assignment.deadline import Deadline
from forums.assignment.errors import OutOfTime
from forums.assignment.flow import (
    USUAL_RATIO,
    FlowTimeout,
    Seating,
    arcs_of,
    min_cost_flow,
    packed_weights,
    packing_ratio,
    seating_of,
)
from forums.assignment.haste import seat_hastily
from forums.assignment.intricate import intricate_solution, search
from forums.assignment.mixed import Impossible
from forums.assignment.network import Network, network_of
from forums.assignment.outcome import (
    assignment_of,
    certificate_of,
    in_words,
    least_worth,
    worth,
    worth_without_crossings,
)
from forums.assignment.prices import settle
from forums.assignment.problem import Problem, level_names
from forums.assignment.remedies import remedies_of
from forums.assignment.rows import Ints
from forums.assignment.slices import in_slot, is_separable, joined_levels, joined_places, slice_of
from forums.assignment.solution import Certificate, Conflict, Solution, Tariff
from forums.assignment.units import is_intricate
from forums.assignment.untangling import untangle
from forums.assignment.wording import describe

Progress = Callable[[str, float], None]  # Called with a step and the share that is done.
STEPS = {"network": 0.0, "flow": 0.1, "proof": 0.9, "done": 1.0}


@dataclass(slots=True)
class Answer:
    """What was found: seats, whether they are proven best, what nothing can beat, and prices where they prove it."""

    seating: Seating
    is_proven: bool
    bound: Ints
    prices: Ints | None
    surcharge: Ints | None = None


def solve(problem: Problem, *, seed: int, seconds: float, progress: Progress | None = None) -> Solution:
    """Seat everyone as the objective of *problem* wants; ties fall by *seed* alone, on every machine alike.

    The levels are minimised one after the other (lexicographically): a minimum cost flow with packed weights finds the
    seating, prices compared level by level prove it, and what the weights were too coarse for is exchanged on the way.
    After *seconds* the best seating at hand is returned as ``feasible`` with a bound. A problem proven impossible comes
    back as ``infeasible`` with a conflict. Raises ``OutOfTime`` if there was time for neither.
    """
    if is_separable(problem):
        return _solve_slots(problem, seed, seconds, progress)
    deadline = Deadline(seconds)
    report = _Report(progress)
    report.at("network")
    if is_intricate(problem):
        return _solve_intricate(problem, seed, deadline, report)
    network = network_of(problem, seed=seed)
    try:
        answer = _answer(network, deadline, report)
    except Impossible:
        conflict, certificate = conflict_of(network, deadline)
        return _infeasible(problem, conflict, certificate, seed, deadline)
    report.at("done")
    return Solution(
        status="optimal" if answer.is_proven else "feasible",
        objective=in_words(network, worth(network, answer.seating)),
        assignment=assignment_of(problem, network, answer.seating),
        certificate=None if answer.prices is None else certificate_of(network, answer.prices, answer.surcharge),
        bound=None if answer.is_proven else in_words(network, answer.bound),
        seed=seed,
        seconds=round(deadline.spent, 3),
    )


def _solve_slots(problem: Problem, seed: int, seconds: float, progress: Progress | None) -> Solution:
    """Solve every slot for itself and put the answers together; a slot may use the time that those before it left."""
    deadline, slices = Deadline(seconds), list[Solution]()
    for slot in range(problem.slots):
        left = deadline.left / (problem.slots - slot)
        one = solve(slice_of(problem, slot), seed=seed, seconds=left, progress=_share(progress, slot, problem.slots))
        if one.conflict is not None:
            return _conflict_in(problem, one, slot, deadline)
        slices.append(one)
    levels, is_proven = level_names(problem), all(one.status == "optimal" for one in slices)
    return Solution(
        status="optimal" if is_proven else "feasible",
        objective=joined_levels(levels, (one.objective for one in slices)),
        assignment=joined_places(problem, slices),
        bound=None if is_proven else joined_levels(levels, (one.bound or one.objective for one in slices)),
        seed=seed,
        seconds=round(deadline.spent, 3),
        parts={slot: one.certificate for slot, one in enumerate(slices) if one.certificate is not None},
    )


def _share(progress: Progress | None, slot: int, slots: int) -> Progress | None:
    if progress is None:
        return None
    told = progress
    return lambda step, share: told(step, (slot + share) / slots)


def _conflict_in(problem: Problem, one: Solution, slot: int, deadline: Deadline) -> Solution:
    """Say in which slot the rules exclude each other; the ways out lead out of all that other slots hold against them."""
    conflict = one.conflict
    if conflict is None:
        return one
    rules = in_slot(conflict.rules, slot) if problem.slots > 1 else conflict.rules
    remedies = remedies_of(problem, rules, deadline)
    told = Conflict(rules, conflict.missing, describe(rules, conflict.missing), remedies)
    parts = {} if one.certificate is None else {slot: one.certificate}
    return replace(one, conflict=told, certificate=None, parts=parts, seconds=round(deadline.spent, 3))


def _solve_intricate(problem: Problem, seed: int, deadline: Deadline, report: "_Report") -> Solution:
    report.at("flow")
    try:
        found = search(problem, seed=seed, deadline=deadline)
    except Impossible:
        conflict, certificate = clash_of(problem, deadline)
        return _infeasible(problem, conflict, certificate, seed, deadline)
    report.at("done")
    return intricate_solution(problem, found, seed=seed, seconds=round(deadline.spent, 3))


def _infeasible(
    problem: Problem, conflict: Conflict, certificate: Certificate | Tariff | None, seed: int, deadline: Deadline
) -> Solution:
    return Solution(
        status="infeasible",
        conflict=replace(conflict, remedies=remedies_of(problem, conflict.rules, deadline)),
        certificate=certificate,
        seed=seed,
        seconds=round(deadline.spent, 3),
    )


class _Report:
    """Tells the one who waits how far it is; the flow is nearly all of the work."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress

    def at(self, step: str) -> None:
        if self.progress is not None:
            self.progress(step, STEPS[step])

    def during_flow(self) -> Callable[[float], None] | None:
        if self.progress is None:
            return None
        progress = self.progress
        return lambda share: progress("flow", 0.1 + 0.8 * share)


def _answer(network: Network, deadline: Deadline, report: _Report) -> Answer:
    """Seat by flow, in a hurry when there is no time. Raises ``Impossible``."""
    report.at("flow")
    try:
        seating = _best_flow(network, deadline, report)
    except FlowTimeout:
        return _hasty_answer(network, deadline)
    report.at("proof")
    prices = settle(network, seating, deadline)
    is_proven = prices is not None
    bound = worth_without_crossings(network, seating) if is_proven else least_worth(network)
    if not network.crossings:
        return Answer(seating, is_proven, bound, prices)
    return _untangled(network, Answer(seating, is_proven, bound, prices), deadline)


def _best_flow(network: Network, deadline: Deadline, report: _Report) -> Seating:
    """Return the seating of least packed weight.

    With very many levels the weights lie too close together; then the levels that turned out 0 are packed into one.
    """
    levels, nodes = len(network.levels), network.node_count + len(network.participants)
    seating = _seat(network, packed_weights(levels, nodes), deadline, report)
    settled = _leading_zeros(worth(network, seating))
    if packing_ratio(levels, nodes) < USUAL_RATIO and settled > 1:
        with suppress(FlowTimeout):
            return _seat(network, packed_weights(levels, nodes, settled=settled), deadline, report)
    return seating


def _seat(network: Network, weights: Ints, deadline: Deadline, report: _Report) -> Seating:
    flow = min_cost_flow(arcs_of(network, weights), deadline, report.during_flow())
    if flow is None:
        raise Impossible
    return seating_of(network, flow)


def _leading_zeros(vector: Ints) -> int:
    others = np.flatnonzero(vector)
    return int(others[0]) if len(others) else len(vector)


def _hasty_answer(network: Network, deadline: Deadline) -> Answer:
    seating = seat_hastily(network)
    if seating is None:
        raise OutOfTime(deadline.spent)
    return Answer(seating, is_proven=False, bound=least_worth(network), prices=None)


def _untangled(network: Network, relaxed: Answer, deadline: Deadline) -> Answer:
    """Bring in the caps that the network could not hold; *relaxed* knows nothing of them and bounds the outcome."""
    crossings, group = network.crossings, network.places.group
    if not crossings.excess(group, relaxed.seating.forum):
        return relaxed
    found = untangle(network, relaxed.bound, deadline)
    if found is not None and found.is_proven:
        return Answer(found.seating, True, relaxed.bound, found.prices, found.surcharge)
    usable = [
        None if found is None else found.seating,
        seat_hastily(network),
        relaxed.seating if crossings.is_soft else None,
    ]
    seatings = [seating for seating in usable if seating is not None]
    if not seatings:
        raise OutOfTime(deadline.spent)
    best = min(seatings, key=lambda seating: tuple(worth(network, seating)))
    return Answer(best, is_proven=False, bound=relaxed.bound, prices=None)
