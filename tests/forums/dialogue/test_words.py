import pytest

from forums.dialogue import words
from forums.dialogue.models import Forum


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th"]),
        ("de", ["1.", "2.", "3.", "4.", "11.", "12.", "13.", "21.", "22.", "111."]),
    ],
)
def test_ranks_are_written_as_each_language_does(speaking, language, written):
    with speaking(language):
        assert [words.ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22, 111)] == written


def test_levels_of_the_objective_have_words(speaking):
    with speaking("en"):
        assert words.level("unplaced") == "without a place"
        assert words.level("rank3") == "with their 3rd wish"


def test_rules_that_gave_way_are_told_by_forum_and_group(speaking):
    findings = [
        {"rule": "minimum", "forum": "x", "people": 1, "limit": 3},
        {"rule": "sector_minimum", "forum": "x", "sector": "state", "people": 0, "limit": 1},
        {"rule": "org_max", "forum": "x", "org": "acme", "people": 3, "limit": 2},
        {"rule": "minimum", "forum": "deleted", "people": 1, "limit": 3},
    ]
    with speaking("en"):
        told = words.broken_rules(
            findings, [Forum(public_id="x", number=4)], {"acme": "Acme e. V."}, {"a": "Ada", "b": "Ben"}
        )

    assert told == [
        "Forum 4 has 1 person; at least 3 were wanted.",
        "Forum 4 has 0 people from Politics and state; at least 1 were wanted.",
        "Forum 4 has 3 people of Acme e. V.; at most 2 were wanted.",
    ]
