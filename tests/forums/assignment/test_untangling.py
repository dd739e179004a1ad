"""Caps that cut across sectors: proven by prices nearly always, else level by level."""

import numpy as np

from forums.assignment.check import examine
from forums.assignment.deadline import Deadline
from forums.assignment.mixed import Cost
from forums.assignment.network import network_of
from forums.assignment.outcome import in_words, least_worth, worth
from forums.assignment.solver import solve
from forums.assignment.untangling import capped_flow, prove_by_level


def tangled(draw_problem, count):
    """Return problems with crossings that have a solution."""
    for number in range(count):
        problem = draw_problem(number)
        network = network_of(problem, seed=number)
        if len(network.crossings) and solve(problem, seed=number, seconds=20).status == "optimal":
            yield problem, network


def test_level_by_level_leads_from_any_flow_to_the_best(draw_problem, solve_slowly):
    found = 0
    for problem, network in tangled(draw_problem, 300):
        programme = capped_flow(network)
        anything = Cost(np.zeros_like(programme.arcs.cost), 0)
        some = programme.minimise(anything, Deadline(20), is_whole=True)

        answer = prove_by_level(network, programme, some.whole, bound=least_worth(network), deadline=Deadline(60))

        assert answer.is_proven
        assert list(in_words(network, worth(network, answer.seating))) == solve_slowly(problem)
        found += 1

    assert found > 10


def test_a_congress_with_strayed_members_is_proven_by_prices(draw_congress):
    problem = draw_congress(3, people=300, forums=8, nested=False)
    network = network_of(problem, seed=0)

    solution = solve(problem, seed=0, seconds=60)

    assert len(network.crossings) > 50
    assert any(solution.certificate.organisations)
    assert examine(problem, solution).is_certified


def test_without_time_a_valid_seating_is_returned(draw_congress):
    problem = draw_congress(3, people=300, forums=8, nested=False)

    solution = solve(problem, seed=0, seconds=0.03)

    assert solution.status in {"feasible", "optimal"}
    assert examine(problem, solution).faults == ()
