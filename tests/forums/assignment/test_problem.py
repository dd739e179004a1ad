"""Reading problems strictly: every refusal names the place, the fault and the remedy."""

import copy
from dataclasses import replace

import pytest

from forums.assignment.errors import BadProblem
from forums.assignment.problem import (
    Forum,
    Participant,
    Problem,
    fingerprint,
    level_names,
    parse_problem,
    problem_as_json,
)
from forums.assignment.verification import verify

DOCUMENT = {
    "slots": 1,
    "participants": [
        {
            "id": "p0",
            "prefs": ["f2", "f0"],
            "sector": "civil",
            "org": "o4",
            "eligible": ["f0", "f2"],
            "fixed": {"0": "f2"},
            "previous": {"0": "f0"},
            "level": "local",
        },
        {"id": "p1", "prefs": []},
    ],
    "forums": [
        {"id": "f0", "capacity": {"0": [8, 24]}, "sector_quota": {"civil": [1, 15]}, "level_quota": {"local": [0, 9]}},
        {"id": "f1", "capacity": {}},
        {"id": "f2", "capacity": {"0": [0, 3]}},
    ],
    "org_max": 2,
    "together": [["p0", "p1"]],
    "apart": [],
    "objective": ["unplaced", "leximin", "moves"],
    "soft": ["sector_quota", "org_max", "minimum"],
}

PROBLEM = Problem(
    (
        Participant("p0", ("f2", "f0"), "civil", "o4", ("f0", "f2"), {0: "f2"}, {0: "f0"}, "local"),
        Participant("p1"),
    ),
    (Forum("f0", {0: (8, 24)}, {"civil": (1, 15)}, {"local": (0, 9)}), Forum("f1"), Forum("f2", {0: (0, 3)})),
    org_max=2,
    objective=("unplaced", "leximin", "moves"),
    soft=("sector_quota", "org_max", "minimum"),
    together=(("p0", "p1"),),
)


def changed(path, value):
    """Return the document with another *value* at *path*, such as "participants.0.prefs"."""
    document = copy.deepcopy(DOCUMENT)
    *way, last = (int(step) if step.isdigit() and step != "0" else step for step in path.split("."))
    place = document
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return document


def test_reads_the_documented_format():
    assert parse_problem(DOCUMENT) == PROBLEM


def test_only_five_keys_are_required():
    document = {
        "slots": 1,
        "participants": [{"id": "p", "prefs": ["f"]}],
        "forums": [{"id": "f", "capacity": {"0": [0, 1]}}],
    }

    assert parse_problem(document) == Problem((Participant("p", ("f",)),), (Forum("f", {0: (0, 1)}),))


def test_writes_what_it_reads(draw_problem, draw_intricate):
    assert parse_problem(problem_as_json(PROBLEM)) == PROBLEM
    for problem in (*map(draw_problem, range(50)), *map(draw_intricate, range(50))):
        assert parse_problem(problem_as_json(problem)) == problem


BAD = [
    ("slots", 21, "$.slots", "is 21"),
    ("slots", 0, "$.slots", "is 0"),
    ("slots", True, "$.slots", "is true"),
    ("slots", "1", "$.slots", 'is "1"'),
    ("together", [["p0"]], "$.together[0]", "has 1 entries"),
    ("together", [["p0", "p9"]], "$.together[0][1]", 'names the unknown person "p9"'),
    ("apart", [["p0", "p0"]], "$.apart[0][1]", 'repeats "p0"'),
    ("apart", [["p1", "p0"]], "$.apart[0]", "repeats a pair of together or apart"),
    ("participants.0.level", 3, "$.participants[0].level", "is 3"),
    ("forums.0.level_quota", {"local": [2, 1]}, "$.forums[0].level_quota.local", "asks for at least 2 and at most 1"),
    ("colour", "red", "$", 'has the unknown key "colour"'),
    ("participants", {}, "$.participants", "is an object"),
    ("participants.0", [], "$.participants[0]", "is a list"),
    ("participants.0.id", 7, "$.participants[0].id", "is 7"),
    ("participants.0.id", "", "$.participants[0].id", "is empty"),
    ("participants.0.id", "\ud800", "$.participants[0].id", "holds half a Unicode character"),
    ("participants.1.id", "p0", "$.participants[1].id", 'repeats "p0"'),
    ("participants.0.prefs", "f0", "$.participants[0].prefs", 'is "f0"'),
    ("participants.0.prefs", ["f0", 3], "$.participants[0].prefs[1]", "is 3"),
    ("participants.0.prefs", ["f0", "f2", "f0"], "$.participants[0].prefs[2]", 'repeats "f0"'),
    ("participants.0.prefs", ["f0", "f9"], "$.participants[0].prefs[1]", 'names the unknown forum "f9"'),
    ("participants.0.sector", None, "$.participants[0].sector", "is null"),
    ("participants.0.org", ["o"], "$.participants[0].org", "is a list"),
    ("participants.0.eligible", ["f9"], "$.participants[0].eligible[0]", 'names the unknown forum "f9"'),
    ("participants.0.eligible", ["f0"], "$.participants[0].fixed.0", 'fixes a person to "f2", for which they are not'),
    ("participants.0.fixed", {"0": "f1"}, "$.participants[0].fixed.0", 'fixes a person to "f1", which is not offered'),
    ("participants.0.fixed", {"0": "f9"}, "$.participants[0].fixed.0", 'names the unknown forum "f9"'),
    ("participants.0.fixed", {"1": "f0"}, "$.participants[0].fixed", 'has the unknown key "1"'),
    ("participants.0.previous", {"0": "f9"}, "$.participants[0].previous.0", 'names the unknown forum "f9"'),
    ("participants.0.shoe", 43, "$.participants[0]", 'has the unknown key "shoe"'),
    ("forums.1.id", "f0", "$.forums[1].id", 'repeats "f0"'),
    ("forums.0.capacity", [8, 24], "$.forums[0].capacity", "is a list"),
    ("forums.0.capacity", {"0": [24, 8]}, "$.forums[0].capacity.0", "asks for at least 24 and at most 8"),
    ("forums.0.capacity", {"0": [8]}, "$.forums[0].capacity.0", "has 1 entries"),
    ("forums.0.capacity", {"0": [-1, 8]}, "$.forums[0].capacity.0[0]", "is -1"),
    ("forums.0.capacity", {"0": [True, 8]}, "$.forums[0].capacity.0[0]", "is true"),
    ("forums.0.capacity", {"0": [0, 1.5]}, "$.forums[0].capacity.0[1]", "is 1.5"),
    ("forums.0.capacity", {"0": [0, float("nan")]}, "$.forums[0].capacity.0[1]", "is NaN"),
    ("forums.0.capacity", {"0": [0, 10**4000]}, "$.forums[0].capacity.0[1]", "is a huge number"),
    ("forums.0.capacity", {"first": [0, 1]}, "$.forums[0].capacity", 'has the unknown key "first"'),
    ("forums.0.sector_quota", {"civil": [2, 1]}, "$.forums[0].sector_quota.civil", "asks for at least 2 and at most 1"),
    ("org_max", None, "$.org_max", "is null"),
    ("org_max", -2, "$.org_max", "is -2"),
    ("objective", ["fun"], "$.objective[0]", 'is "fun"'),
    ("objective", ["leximin"], "$.objective", 'lacks "unplaced", so leaving everybody out would be best'),
    ("objective", ["unplaced", "unplaced"], "$.objective[1]", 'repeats "unplaced"'),
    ("objective", ["unplaced", "leximin", "rankmax"], "$.objective", 'has both "leximin" and "rankmax"'),
    ("objective", ["leximin", "unplaced"], "$.objective", 'has "leximin" before "unplaced"'),
    ("soft", ["maximum"], "$.soft[0]", 'is "maximum"'),
]


@pytest.mark.parametrize(("path", "value", "place", "fault"), BAD)
def test_every_fault_is_named_with_its_place_and_a_remedy(path, value, place, fault):
    with pytest.raises(BadProblem) as refusal:
        parse_problem(changed(path, value))

    assert refusal.value.path == place
    assert refusal.value.fault.startswith(fault)
    assert refusal.value.remedy
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("key", ["slots", "participants", "forums"])
def test_a_missing_key_is_named(key):
    document = {name: value for name, value in DOCUMENT.items() if name != key}

    with pytest.raises(BadProblem, match=f'lacks the key "{key}"'):
        parse_problem(document)


@pytest.mark.parametrize("document", [None, 1, "x", [], [DOCUMENT]])
def test_other_documents_are_refused(document):
    with pytest.raises(BadProblem, match="make it an object"):
        parse_problem(document)


def test_the_levels_follow_from_the_problem():
    assert level_names(PROBLEM) == ("unplaced", "soft", "unranked", "rank2", "moves")
    assert level_names(replace(PROBLEM, objective=("moves", "unplaced", "rankmax"), soft=())) == (
        "moves",
        "unplaced",
        "rank1",
        "rank2",
    )
    assert level_names(replace(PROBLEM, participants=(), soft=())) == ("unplaced", "unranked")


def test_nobody_is_fixed_to_one_forum_twice_or_in_a_slot_that_is_none():
    document = copy.deepcopy(DOCUMENT) | {"slots": 2}
    document["forums"][2]["capacity"]["1"] = [0, 3]
    document["participants"][0]["fixed"] = {"0": "f2", "1": "f2"}

    with pytest.raises(BadProblem, match="fixes a person to one forum in two slots"):
        parse_problem(document)
    with pytest.raises(BadProblem, match="names a slot that there is not"):
        verify(replace(PROBLEM, forums=(Forum("f0", {1: (0, 3)}), *PROBLEM.forums[1:])))


def test_the_fingerprint_tells_problems_apart_and_not_their_order(draw_problem):
    for number in range(20):
        problem = draw_problem(number)
        turned = replace(problem, participants=problem.participants[::-1], forums=problem.forums[::-1])
        assert fingerprint(turned) == fingerprint(problem)
        assert fingerprint(replace(problem, org_max=7)) != fingerprint(problem)
    prints = {fingerprint(draw_problem(number)) for number in range(100)}
    assert len(prints) == 100
    assert all(len(one) == 64 for one in prints)


def test_the_order_of_wishes_counts():
    swapped = replace(PROBLEM.participants[0], prefs=("f0", "f2"))

    assert fingerprint(replace(PROBLEM, participants=(swapped, PROBLEM.participants[1]))) != fingerprint(PROBLEM)
