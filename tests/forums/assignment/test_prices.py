"""From any valid seating the exchanges lead to the optimum, whatever the weights were."""

from forums.assignment.deadline import Deadline
from forums.assignment.haste import seat_hastily
from forums.assignment.network import network_of
from forums.assignment.outcome import in_words, worth
from forums.assignment.prices import settle
from forums.assignment.solver import solve


def test_exchanges_alone_turn_a_hasty_seating_into_the_best(draw_congress):
    for number in range(3):
        problem = draw_congress(number, people=80, forums=5)
        network = network_of(problem, seed=number)
        seating = seat_hastily(network)
        before = tuple(worth(network, seating))

        prices = settle(network, seating, Deadline(30))

        best = solve(problem, seed=number, seconds=30).objective
        assert prices is not None
        assert in_words(network, worth(network, seating)) == best
        assert tuple(worth(network, seating)) < before


def test_small_problems_too(draw_problem, solve_slowly):
    improved = 0
    for number in range(200):
        problem = draw_problem(number)
        network = network_of(problem, seed=number)
        seating = None if len(network.crossings) else seat_hastily(network)
        if seating is None:
            continue
        before = tuple(worth(network, seating))
        assert settle(network, seating, Deadline(30)) is not None
        assert list(in_words(network, worth(network, seating))) == solve_slowly(problem), number
        improved += tuple(worth(network, seating)) < before

    assert improved > 10


def test_without_time_there_are_no_prices(draw_congress):
    network = network_of(draw_congress(1, people=80, forums=5), seed=0)

    assert settle(network, seat_hastily(network), Deadline(0)) is None
