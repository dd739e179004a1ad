"""The facts behind a seat: numbers of people, never a name."""

import json
import time

from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.reasons import Missed, Reason, reason_of, reasons
from forums.assignment.solution import Solution
from forums.assignment.solver import solve

FORUMS = (
    Forum("a", {SLOT: (0, 2)}),
    Forum("b", {SLOT: (0, 3)}, {"civil": (0, 1)}),
    Forum("c", {SLOT: (0, 9)}),
    Forum("d"),
    Forum("e", {SLOT: (0, 0)}),
)


def seated(people, **rules):
    """Return the problem of (participant, place) pairs and their seats."""
    assignment = {one.id: {} if place is None else {SLOT: place} for one, place in people}
    return Problem(tuple(one for one, _ in people), FORUMS, **rules), Solution("feasible", assignment=assignment)


def test_a_full_first_wish_with_those_who_have_it():
    me = Participant("me", ("a", "c"))
    problem, solution = seated(
        [(me, "c"), (Participant("x", ("a",)), "a"), (Participant("y", ("c", "a")), "a")],
    )

    assert reason_of(problem, solution, "me") == Reason(
        forum="c",
        rank=2,
        pinned=False,
        has_wishes=True,
        dearer=(Missed("a", rank=1, why="full", seated=2, as_dear=1),),
    )


def test_every_cause_is_told_apart():
    me = Participant("me", ("d", "e", "a", "b", "c"), "civil", "o", eligible=("b", "c", "d", "e"))
    other = Participant("x", ("b",), "civil", "o")
    problem, solution = seated([(me, None), (other, "b")])
    assert [missed.why for missed in reason_of(problem, solution, "me").dearer] == [
        "cancelled",
        "cancelled",
        "ineligible",
        "sector",
        "others",
    ]

    me, other = Participant("me", ("c",), org="o"), Participant("x", ("c",), org="o")
    problem, solution = seated([(me, None), (other, "c")], org_max=1)
    assert [missed.why for missed in reason_of(problem, solution, "me").dearer] == ["organisation"]


def test_a_pinned_place_and_one_without_wishes():
    problem, solution = seated([(Participant("p", ("a",), fixed={SLOT: "c"}), "c"), (Participant("q"), "b")])

    assert reason_of(problem, solution, "p").pinned
    assert reason_of(problem, solution, "q") == Reason("b", None, pinned=False, has_wishes=False, dearer=())


def test_no_name_of_anybody_else_is_told(draw_congress):
    problem = draw_congress(3, people=80, forums=5)
    solution = solve(problem, seed=0, seconds=20)

    told = reasons(problem, solution)

    assert set(told) == {one.id for one in problem.participants}
    for name, reason in told.items():
        words = json.dumps(reason.as_json())
        assert not any(f'"{one.id}"' in words for one in problem.participants if one.id != name)
    assert told["p7"] == reason_of(problem, solution, "p7")


def test_with_one_wish_missed_the_optimum_shows_in_the_numbers():
    """Five people want two seats; everybody who sits there had it as the first wish, too."""
    problem = Problem(tuple(Participant(f"p{n}", ("a", "c")) for n in range(5)), FORUMS)
    solution = solve(problem, seed=0, seconds=5)

    missed = [reason.dearer[0] for reason in reasons(problem, solution).values() if reason.dearer]

    assert missed == [Missed("a", rank=1, why="full", seated=2, as_dear=2, giving_way=1, harm="lot")] * 3


def test_nobody_is_told_anything_without_a_solution():
    assert reasons(Problem((Participant("p"),), FORUMS), Solution("infeasible")) == {}


def test_five_thousand_reasons_take_no_time(draw_congress):
    problem = draw_congress(4, people=5000, forums=40)
    solution = Solution("feasible", assignment={one.id: {SLOT: one.prefs[-1]} for one in problem.participants})

    start = time.process_time()
    told = reasons(problem, solution)

    assert len(told) == 5000
    assert time.process_time() - start < 2
