"""Which forums to cancel: against trying every choice, by the slow way of solving."""

from dataclasses import replace
from itertools import combinations

from forums.assignment.cancelling import cancellations
from forums.assignment.check import examine
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.rules import without


def test_the_least_loved_forum_is_cancelled_where_one_too_many_is_offered():
    wishes = ["ab", "ab", "ba", "ba", "ca"]
    problem = Problem(
        tuple(Participant(f"p{number}", tuple(letters)) for number, letters in enumerate(wishes)),
        tuple(Forum(letter, {SLOT: (2, 3)}) for letter in "abc"),
        soft=("minimum",),
    )

    ways = cancellations(problem, seed=0, seconds=10)

    assert [way.forums for way in ways] == [("c",), ("a",), ("b",)]
    assert ways[0].solution.objective == (("unplaced", 0), ("unranked", 0), ("rank2", 1))


def test_nothing_is_cancelled_where_all_can_take_place():
    problem = Problem(
        tuple(Participant(f"p{number}", ("a", "b")) for number in range(4)),
        (Forum("a", {SLOT: (2, 3)}), Forum("b", {SLOT: (1, 3)})),
    )

    assert [way.forums for way in cancellations(problem, seed=0, seconds=10)] == [()]


def test_the_cheapest_choice_equals_trying_out_everything(draw_problem, solve_slowly, badness):
    tried = 0
    for number in range(60):
        problem = replace(draw_problem(number), apart=())
        needed = {name for one in problem.participants for name in one.fixed.values()}
        ids = [one.id for one in problem.forums if one.id not in needed and one.capacity.get(SLOT, (0, 0))[0] > 0]
        strict = replace(problem, soft=tuple(rule for rule in problem.soft if rule != "minimum"))
        for count in range(len(ids) + 1):
            slow = [solve_slowly(without(strict, chosen)) for chosen in combinations(ids, count)]
            best = min((badness(strict, levels) for levels in slow if levels is not None), default=None)
            if best is not None:
                break

        ways = cancellations(problem, seed=number, seconds=20)

        assert (badness(strict, ways[0].solution.objective) if ways else None) == best, number
        assert all(examine(without(strict, way.forums), way.solution).is_certified for way in ways)
        tried += len(ways[0].forums) if ways else 0
    assert tried > 3
