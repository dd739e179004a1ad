"""The flow in this process and in one of its own, which can be ended."""

from dataclasses import replace

import numpy as np
import pytest

from forums.assignment import flow
from forums.assignment.deadline import Deadline
from forums.assignment.flow import FlowTimeout, arcs_of, min_cost_flow, packed_weights, packing_ratio, seating_of
from forums.assignment.network import network_of
from forums.assignment.outcome import worth
from forums.assignment.problem import SLOT, Forum, Participant, Problem


@pytest.fixture(scope="module")
def arcs(draw_congress):
    network = network_of(draw_congress(1, people=2000, forums=20), seed=0)
    weights = packed_weights(len(network.levels), network.node_count + len(network.participants))
    return arcs_of(network, weights)


def test_a_process_of_its_own_finds_the_same_flow(arcs):
    here = min_cost_flow(replace(arcs), Deadline(60))
    told = []
    apart = flow.apart(replace(arcs), Deadline(60), told.append)

    assert np.array_equal(here, apart)
    assert told == sorted(told)


def test_a_flow_that_takes_too_long_is_ended(arcs):
    with pytest.raises(FlowTimeout):
        min_cost_flow(replace(arcs), Deadline(0.001))


def test_demands_that_cannot_be_met_have_no_flow():
    problem = Problem((Participant("p"),), (Forum("a", {SLOT: (0, 3)}, {"civil": (1, 2)}),))
    network = network_of(problem, seed=0)

    assert min_cost_flow(arcs_of(network, np.ones(len(network.levels), np.int64)), Deadline(5)) is None


@pytest.mark.parametrize(("levels", "nodes"), [(1, 10), (9, 6000), (42, 6000), (300, 10**6)])
def test_weights_always_fall_and_never_overflow(levels, nodes):
    weights = packed_weights(levels, nodes)

    assert (np.diff(weights) < 0).all()
    assert weights[-1] == 1 if packing_ratio(levels, nodes) == flow.USUAL_RATIO else weights[-1] >= 1
    assert int(weights[0]) * (nodes + 1) <= 2 * flow.LARGEST_PACKED


def test_settled_levels_share_a_weight():
    assert packed_weights(5, 100, settled=3).tolist() == [64, 64, 64, 8, 1]


def test_the_seats_are_those_of_the_flow(draw_congress):
    network = network_of(draw_congress(2, people=120, forums=5), seed=1)
    weights = packed_weights(len(network.levels), 1000)
    arcs = arcs_of(network, weights)

    found = min_cost_flow(replace(arcs), Deadline(20))

    seating = seating_of(network, found)
    offset = int(weights[network.soft_level]) * int(network.rows.soft_least.sum())
    assert worth(network, seating) @ weights == int(arcs.cost @ found) + offset
    assert (seating.forum >= 0).sum() + (seating.forum == -1).sum() == 120
