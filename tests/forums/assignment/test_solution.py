import json
from collections import Counter

import pytest

from forums.assignment.errors import BadProblem
from forums.assignment.solution import parse_solution, solution_as_json
from forums.assignment.solver import solve


def test_solutions_are_written_and_read_back(draw_problem):
    statuses = set()
    for number in range(60):
        solution = solve(draw_problem(number), seed=number, seconds=20)
        statuses.add(solution.status)

        document = json.loads(json.dumps(solution_as_json(solution)))

        assert parse_solution(document) == solution

    assert statuses == {"optimal", "infeasible"}


SOLUTION = {
    "status": "optimal",
    "objective": [["unplaced", 0]],
    "assignment": {"p0": {"0": "f2"}, "p1": {}},
    "certificate": {"forums": {"f2": [1]}, "sectors": [["f2", "civil", [-1]]], "organisations": []},
    "seed": 0,
    "seconds": 0.03,
}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"status": "splendid"}, "$.status"),
        ({"objective": [["unplaced"]]}, "$.objective[0]"),
        ({"objective": [["unplaced", -1]]}, "$.objective[0][1]"),
        ({"assignment": {"p0": "f2"}}, "$.assignment.p0"),
        ({"assignment": {"p0": {"x": "f2"}}}, "$.assignment.p0"),
        ({"certificate": {}}, "$.certificate"),
        ({"certificate": {"forums": {"f2": [10**10]}}}, "$.certificate.forums.f2[0]"),
        ({"certificate": {"forums": {}, "sectors": [["f2", [1]]]}}, "$.certificate.sectors[0]"),
        ({"status": "infeasible"}, "$"),
        ({"status": "infeasible", "conflict": {"rules": [{"kind": "odd", "forum": "f"}]}}, "$.conflict.rules[0].kind"),
        ({"seconds": "long"}, "$.seconds"),
        ({"seconds": float("nan")}, "$.seconds"),
        ({"colour": 1}, "$"),
    ],
)
def test_what_is_no_solution_is_refused_with_its_place(changes, place):
    with pytest.raises(BadProblem) as refusal:
        parse_solution(SOLUTION | changes)

    assert refusal.value.path == place


def test_the_documented_solution_is_read():
    solution = parse_solution(SOLUTION)

    assert solution.assignment == {"p0": {0: "f2"}, "p1": {}}
    assert solution.certificate.sectors == {("f2", "civil"): (-1,)}


def test_writes_what_it_reads_of_slots_pairs_tariffs_and_ways_out(draw_intricate):
    seen = Counter()
    for number in range(40):
        solution = solve(draw_intricate(number), seed=0, seconds=20)
        seen[type(solution.certificate).__name__] += 1
        seen["ways out"] += solution.conflict is not None and bool(solution.conflict.remedies)

        assert parse_solution(json.loads(json.dumps(solution_as_json(solution)))) == solution

    assert min(seen["Tariff"], seen["ways out"]) > 5
