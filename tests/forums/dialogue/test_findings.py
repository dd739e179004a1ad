import pytest

from forums.dialogue import findings
from forums.dialogue.drafts import Column
from forums.dialogue.models import Forum
from forums.dialogue.queries import Demand

HISTOGRAM = {"ranks": [5, 3, 0], "unranked": 0, "no_wish": 2, "unplaced": 0, "wishing": 8}


@pytest.fixture(autouse=True)
def _english(speaking):
    with speaking("en"):
        yield


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({}, "Nobody got less than their 2nd wish"),
        ({"ranks": [8, 0, 0]}, "Everybody has their 1st wish"),
        ({"ranks": []}, "Nobody wished for anything"),
        ({"unranked": 1}, "1 person sits where they did not wish to"),
        ({"unranked": 1, "unplaced": 4}, "4 people have no place"),
    ],
)
def test_the_finding_of_the_wishes_names_the_worst(changes, finding):
    assert findings.wishes_finding(HISTOGRAM | changes) == finding


def test_every_outcome_has_a_bar():
    assert [(row["label"], row["value"]) for row in findings.wishes_rows(HISTOGRAM)] == [
        ("1st wish", 5),
        ("2nd wish", 3),
        ("3rd wish", 0),
        ("none of their wishes", 0),
        ("a forum, without having wished", 2),
        ("no place", 0),
    ]


def test_forums_outside_their_bounds_are_named():
    small = Column(Forum(number=4, minimum=5, maximum=9), [], 4, [4, 0, 0, 0, 0, 0])
    fine = Column(Forum(number=5, minimum=0, maximum=9), [], 9, [9, 0, 0, 0, 0, 0])
    nowhere = Column(None, [], 1, [0, 0, 0, 0, 0, 1])

    assert findings.forums_finding([small, fine, nowhere]) == "Outside its minimum or maximum: Forum 4"
    assert findings.forums_finding([fine, nowhere]) == "Every forum has its minimum and none is overfull"
    assert [(row["values"], row["limit"]) for row in findings.forum_rows([small, fine, nowhere])] == [
        ([4, 0, 0, 0, 0, 0], 9),
        ([9, 0, 0, 0, 0, 0], 9),
    ]


def test_without_anybody_who_gave_no_sector_that_segment_is_left_out():
    all_told = Column(Forum(number=4, minimum=0, maximum=9), [], 4, [3, 0, 0, 1, 0, 0])
    some_silent = Column(Forum(number=4, minimum=0, maximum=9), [], 5, [3, 0, 0, 1, 0, 1])

    assert [part["letter"] for part in findings.parts([all_told])] == ["C", "P", "M", "B", "A"]
    assert findings.forum_rows([all_told])[0]["values"] == [3, 0, 0, 1, 0]
    assert [part["letter"] for part in findings.parts([some_silent])] == ["C", "P", "M", "B", "A", "–"]


def test_what_is_not_proven_shows_its_bound_only():
    result = {"objective": [["unplaced", 2], ["rank2", 7]], "bound": [["unplaced", 2]]}

    assert findings.levels(result | {"status": "feasible"}) == [
        ("without a place", 2, 2),
        ("with their 2nd wish", 7, None),
    ]
    assert findings.levels(result | {"status": "optimal"})[1] == ("with their 2nd wish", 7, 7)


def test_the_forum_wanted_most_for_its_places_is_named():
    large = Forum(id=1, number=1, maximum=100, title={"en": "Housing"})
    small = Forum(id=2, number=2, maximum=10, title={"en": "Sport"})

    finding = findings.demand_finding([large, small], {1: Demand(40, 50), 2: Demand(12, 20)}, "en")

    assert finding == "Forum 2, “Sport”, has 12 first wishes for 10 places"
    assert findings.demand_finding([large], {}, "en") == "Nobody has wished for a forum yet"
