"""The checker accepts what is true and nothing else."""

from dataclasses import replace
from random import Random

import pytest

from forums.assignment.check import check, examine
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Certificate, Rule
from forums.assignment.solver import solve


@pytest.fixture(scope="module")
def congress(draw_congress):
    problem = draw_congress(2, people=150, forums=6)
    return problem, solve(problem, seed=0, seconds=30)


def seat(solution, **places):
    moved = {name: {} if forum is None else {SLOT: forum} for name, forum in places.items()}
    return replace(solution, assignment={**solution.assignment, **moved})


def test_the_optimum_is_accepted_and_proven(congress):
    problem, solution = congress

    assert check(problem, solution) == []
    assert examine(problem, solution).is_certified


def test_two_people_who_changed_places_for_the_worse_are_found(congress):
    problem, solution = congress
    draw = Random(1)  # noqa: S311 - chance to be repeated
    names = [one.id for one in problem.participants]

    found = 0
    for _ in range(60):
        one, other = draw.sample(names, 2)
        places = {one: solution.assignment[other].get(SLOT), other: solution.assignment[one].get(SLOT)}
        swapped = seat(solution, **places)
        verdict = examine(problem, swapped)
        # Some changes are for nobody's worse; those are as good, and proven so.
        assert verdict.is_certified == (verdict.faults == ())
        found += not verdict.is_certified

    assert found > 40


def test_a_worse_solution_with_its_true_numbers_is_not_proven(congress):
    problem, solution = congress
    one = next(one for one in problem.participants if solution.assignment[one.id].get(SLOT) == one.prefs[0])
    other = next(
        other
        for other in problem.participants
        if other.sector == one.sector
        and other.org != one.org
        and solution.assignment[other.id][SLOT] != solution.assignment[one.id][SLOT]
        and solution.assignment[other.id][SLOT] not in one.prefs[:2]
    )
    worse = seat(solution, **{one.id: solution.assignment[other.id][SLOT], other.id: solution.assignment[one.id][SLOT]})
    truth = next(fault for fault in check(problem, worse) if fault.startswith("the objective is"))
    levels = [pair.split() for pair in truth.removeprefix("the objective is ").split(", not ")[0].split(", ")]
    honest = replace(worse, objective=tuple((name, int(people)) for name, people in levels))

    faults = check(problem, honest)

    assert [fault.split(";")[0] for fault in faults][-1:] == ["the certificate does not prove this optimal"]
    assert check(problem, replace(honest, status="feasible", certificate=None)) == [
        fault for fault in faults if not fault.startswith("the certificate")
    ]


def test_altered_prices_are_no_proof(congress):
    problem, solution = congress
    priced = [name for name, price in solution.certificate.forums.items() if any(price)]

    for forum in priced:
        for change in (1, -1):
            price = list(solution.certificate.forums[forum])
            price[0] += change
            forums = {**solution.certificate.forums, forum: tuple(price)}
            forged = replace(solution, certificate=replace(solution.certificate, forums=forums))

            assert not examine(problem, forged).is_certified
            assert check(problem, forged) != []


def test_prices_of_nothing_or_of_another_length_are_refused(congress):
    problem, solution = congress
    levels = len(solution.objective)

    def faults(**prices):
        return check(problem, replace(solution, certificate=Certificate(**{"forums": {}, **prices})))

    assert faults(forums={"nowhere": (0,) * levels}) == [
        "the certificate has a price for nowhere, which is not offered"
    ]
    assert faults(sectors={("f0", "none"): (0,) * levels}) == [
        "the certificate has a price for none in f0, which no rule counts"
    ]
    assert faults(forums={"f0": (1,)}) == [f"the price of f0 has 1 levels instead of {levels}"]


def test_a_wrong_objective_is_found(congress):
    problem, solution = congress
    boast = (("unplaced", 0), *((name, 0) for name, _ in solution.objective[1:]))

    assert check(problem, replace(solution, objective=boast))[0].startswith("the objective is unplaced")
    assert check(problem, replace(solution, objective=solution.objective[:-1])) != []


def test_without_certificate_it_is_valid_but_not_proven(congress):
    problem, solution = congress

    verdict = examine(problem, replace(solution, certificate=None))

    assert (verdict.faults, verdict.is_certified) == ((), False)


PROBLEM = Problem(
    (
        Participant("p0", ("a",), "civil", "o"),
        Participant("p1", ("a",), "civil", "o", eligible=("a", "c")),
        Participant("p2", ("b",), fixed={SLOT: "b"}),
    ),
    (Forum("a", {SLOT: (1, 2)}, {"civil": (0, 1)}), Forum("b", {SLOT: (0, 3)}), Forum("c")),
    org_max=1,
)


@pytest.mark.parametrize(
    ("places", "fault"),
    [
        ({"p1": "b"}, "p1 sits in b without being eligible for it"),
        ({"p2": "a"}, "p2 is fixed to b, but sits in a"),
        ({"p2": None}, "p2 is fixed to b, but sits in no forum"),
        ({"p0": "c"}, "p0 sits in c, which is not offered"),
        ({"p0": "nowhere"}, "p0 sits in nowhere, which is not offered"),
        ({"guest": "a"}, "guest is in the assignment but not in the problem"),
        ({"p0": None, "p1": None}, "a holds 0 people, at least 1 are needed"),
        ({"p0": "a", "p1": "a"}, "a holds 2 people from civil, allowed are 0 to 1"),
        ({"p0": "a", "p1": "a"}, "a holds 2 people of o, at most 1 are allowed"),
    ],
)
def test_every_broken_rule_is_found(places, fault):
    solution = solve(PROBLEM, seed=0, seconds=5)

    assert check(PROBLEM, solution) == []
    assert fault in check(PROBLEM, seat(solution, **places))


def test_someone_left_out_of_the_file_is_found():
    solution = solve(PROBLEM, seed=0, seconds=5)
    assignment = {name: places for name, places in solution.assignment.items() if name != "p1"}

    assert check(PROBLEM, replace(solution, assignment=assignment)) == ["p1 is missing from the assignment"]


def test_a_full_forum_may_not_be_overfilled():
    problem = Problem(tuple(Participant(f"p{n}", ("a",)) for n in range(3)), (Forum("a", {SLOT: (0, 2)}),))
    solution = solve(problem, seed=0, seconds=5)

    faults = check(problem, seat(solution, p0="a", p1="a", p2="a"))

    assert faults[0] == "a holds 3 people, at most 2 are allowed"


def test_a_conflict_is_proven_and_a_forged_one_is_not():
    problem = Problem(
        tuple(Participant(f"p{n}", ("a",)) for n in range(3)),
        (Forum("a", {SLOT: (2, 5)}), Forum("b", {SLOT: (2, 5)})),
    )
    solution = solve(problem, seed=0, seconds=5)
    half = replace(solution.conflict, rules=solution.conflict.rules[:1])
    invented = replace(solution.conflict, rules=(Rule("minimum", "a", limit=3),))
    boast = replace(solution.conflict, missing=2)

    assert examine(problem, solution) == examine(problem, replace(solution, seed=9))
    assert examine(problem, solution).is_certified
    assert check(problem, replace(solution, conflict=half)) == [
        "the certificate does not prove that these rules exclude each other"
    ]
    assert check(problem, replace(solution, conflict=invented))[0].startswith("the conflict names a rule that does not")
    assert check(problem, replace(solution, conflict=boast)) == ["only 1 people or seats are proven missing, not 2"]
    assert not examine(problem, replace(solution, certificate=None)).is_certified


def test_many_faults_are_counted(draw_congress):
    problem = draw_congress(1, people=60, forums=4)
    solution = solve(problem, seed=0, seconds=20)

    faults = check(problem, replace(solution, assignment={}))

    assert (len(faults), faults[-1]) == (21, "and 40 more")
