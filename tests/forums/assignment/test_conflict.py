"""What cannot be is explained by rules of which none can be spared."""

from dataclasses import replace

import pytest

from forums.assignment.check import examine
from forums.assignment.conflict import needed_for_conflict
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Rule
from forums.assignment.solver import solve


def people(count, **facts):
    return tuple(Participant(f"p{number:02}", **facts) for number in range(count))


def keep_only(problem, rules):
    """Return the problem with no rule but *rules*, save who is eligible for what."""
    kept = {(rule.kind, rule.forum, rule.sector) for rule in rules}
    many = len(problem.participants)
    forums = []
    for forum in problem.forums:
        if SLOT in forum.capacity:
            least, most = forum.capacity[SLOT]
            span = (
                least if ("minimum", forum.id, None) in kept else 0,
                most if ("maximum", forum.id, None) in kept else max(many, least),
            )
            quotas = {
                sector: (
                    fewest if ("sector_minimum", forum.id, sector) in kept else 0,
                    largest if ("sector_maximum", forum.id, sector) in kept else max(many, fewest),
                )
                for sector, (fewest, largest) in forum.sector_quota.items()
            }
            forums.append(replace(forum, capacity={SLOT: span}, sector_quota=quotas))
        else:
            forums.append(forum)
    fixed = {rule.participant for rule in rules if rule.kind == "fixed"}
    participants = tuple(one if one.id in fixed else replace(one, fixed={}) for one in problem.participants)
    has_caps = any(rule.kind == "org_max" for rule in rules)
    return replace(
        problem, participants=participants, forums=tuple(forums), org_max=problem.org_max if has_caps else None
    )


def test_conflicts_are_true_and_minimal(draw_problem, solve_slowly):
    """Only the rules of the conflict: impossible. Without any one of them: possible. Caps are compared as one rule."""
    checked = 0
    for number in range(400):
        problem = draw_problem(number)
        solution = solve(problem, seed=number, seconds=20)
        if solution.status != "infeasible":
            continue
        checked += 1
        rules = solution.conflict.rules
        assert solve_slowly(keep_only(problem, rules)) is None, number
        for rule in rules:
            others = [other for other in rules if other != rule]
            if all(other.kind != "org_max" for other in others):
                assert solve_slowly(keep_only(problem, others)) is not None, (number, rule)

    assert checked > 80


def test_a_minimum_without_enough_people():
    problem = Problem(people(3), (Forum("a", {SLOT: (5, 9)}), Forum("b", {SLOT: (0, 9)})))

    conflict = solve(problem, seed=0, seconds=5).conflict

    assert conflict.rules == (Rule("minimum", "a", limit=5),)
    assert conflict.missing == 2
    assert conflict.text["en"] == "Forum a needs at least 5 people. This rule cannot be kept: 2 people are missing."


def test_more_people_fixed_than_there_are_seats():
    problem = Problem(people(5, fixed={SLOT: "a"}), (Forum("a", {SLOT: (0, 3)}),))

    conflict = solve(problem, seed=0, seconds=5).conflict

    assert [rule.kind for rule in conflict.rules] == ["fixed"] * 4 + ["maximum"]
    assert conflict.text["de"].startswith("Forum a fasst höchstens 3 Personen. Fest in Forum a: ")
    assert conflict.text["de"].endswith("Diese Regeln lassen sich nicht zusammen einhalten: es fehlt 1 Platz.")


def test_a_cap_across_sectors_that_a_minimum_cannot_bear():
    """The members of o lie in two sectors with quotas, so that the cap cuts across them; nobody else is there."""
    participants = (
        *people(2, sector="civil", org="o"),
        *(replace(one, id=f"x{one.id}") for one in people(2, sector="state", org="o")),
    )
    forum = Forum("a", {SLOT: (3, 9)}, {"civil": (0, 4), "state": (0, 4)})
    problem = Problem(participants, (forum,), org_max=2)

    solution = solve(problem, seed=0, seconds=10)

    assert solution.conflict.rules == (Rule("minimum", "a", limit=3), Rule("org_max", "a", limit=2, org="o"))
    assert solution.conflict.missing == 1
    assert examine(problem, solution).faults == ()


def test_a_large_conflict_is_found_quickly_and_proven(draw_congress):
    problem = draw_congress(1, people=2000, forums=20)
    fixed = tuple(
        replace(one, fixed={SLOT: "f3"}) if number < 300 else one for number, one in enumerate(problem.participants)
    )

    problem = replace(problem, participants=fixed)
    solution = solve(problem, seed=0, seconds=30)

    most = {forum.id: forum for forum in problem.forums}["f3"].capacity[SLOT][1]
    assert solution.status == "infeasible"
    assert len(solution.conflict.rules) <= most + 2
    assert examine(problem, solution).is_certified
    assert solution.seconds < 20  # ways out and all


@pytest.mark.parametrize("needed", [{3}, {0, 99}, {5, 6, 7, 50}, set(range(100))])
def test_exactly_the_needed_items_are_found(needed):
    tests = []

    def is_conflict(items):
        tests.append(items)
        return needed <= set(items)

    assert set(needed_for_conflict([], list(range(100)), is_conflict, is_new=False)) == needed
    assert len(tests) <= 8 * len(needed) + 8
