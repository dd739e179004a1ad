from dataclasses import replace

from forums.assignment.problem import Forum, Participant, Problem
from forums.assignment.solution import Conflict, Rule, Solution
from forums.dialogue.outcome import broken_rules, outcome_of

PROBLEM = Problem(
    participants=(
        Participant("a", prefs=("x", "y"), sector="business", org="acme"),
        Participant("b", prefs=("x", "y"), sector="business", org="acme"),
        Participant("c", prefs=("y",), org="acme"),
        Participant("d"),
        Participant("e", prefs=("x",)),
    ),
    forums=(
        Forum("x", capacity={0: (0, 3)}, sector_quota={"business": (0, 1), "state": (1, 3)}),
        Forum("y", capacity={0: (3, 3)}),
        Forum("gone"),
    ),
    org_max=1,
    soft=("sector_quota", "org_max", "minimum"),
)


def test_the_outcome_counts_people_by_what_they_got_and_names_what_gave_way():
    seats = {"a": {0: "x"}, "b": {0: "x"}, "c": {0: "x"}, "d": {0: "y"}, "e": {}}
    outcome = outcome_of(PROBLEM, Solution("optimal", objective=(("unplaced", 1),), assignment=seats, seconds=0.5))

    assert outcome == {
        "status": "optimal",
        "seconds": 0.5,
        "objective": [["unplaced", 1]],
        "certificate": None,
        "people": 5,
        "histogram": {"ranks": [2, 0], "unranked": 1, "no_wish": 1, "unplaced": 1, "wishing": 4},
        "broken": [
            {"rule": "sector_maximum", "forum": "x", "sector": "business", "people": 2, "limit": 1},
            {"rule": "sector_minimum", "forum": "x", "sector": "state", "people": 0, "limit": 1},
            {"rule": "minimum", "forum": "y", "people": 1, "limit": 3},
            {"rule": "org_max", "forum": "x", "org": "acme", "people": 3, "limit": 1},
        ],
    }


def test_levels_and_pairs_that_gave_way_are_named_too():
    problem = replace(
        PROBLEM,
        participants=tuple(replace(one, level="land") for one in PROBLEM.participants),
        forums=(Forum("x", capacity={0: (0, 3)}, level_quota={"land": (0, 2)}), Forum("y", capacity={0: (0, 3)})),
        org_max=None,
        together=(("a", "d"), ("b", "c")),
        apart=(("a", "b"), ("d", "e")),
    )
    seats = {"a": {0: "x"}, "b": {0: "x"}, "c": {0: "x"}, "d": {}, "e": {}}

    assert list(broken_rules(problem, Solution("optimal", assignment=seats))) == [
        {"rule": "level_maximum", "forum": "x", "level": "land", "people": 3, "limit": 2},
        {"rule": "together", "participant": "a", "other": "d"},
        {"rule": "apart", "participant": "a", "other": "b"},
    ]


def test_the_outcome_of_an_impossible_problem_is_its_conflict():
    conflict = Conflict(rules=(Rule("minimum", "x", 3),), missing=1, text={"en": "…"})

    outcome = outcome_of(PROBLEM, Solution("infeasible", conflict=conflict))

    assert (outcome["status"], outcome["people"]) == ("infeasible", 5)
    assert outcome["conflict"]["rules"] == [{"kind": "minimum", "forum": "x", "limit": 3}]
    assert "histogram" not in outcome
