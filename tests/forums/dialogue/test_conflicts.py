import pytest

from forums.dialogue import conflicts
from forums.dialogue.models import Forum

FORUMS = [Forum(public_id="x", number=4), Forum(public_id="y", number=5)]


def explain(*rules, missing=None):
    return conflicts.explain(
        {"rules": rules, "missing": missing, "text": {}},
        FORUMS,
        people={f"p{n}": f"Guest {n}" for n in range(12)},
        organisations={"acme": "Acme e. V."},
    )


@pytest.fixture(autouse=True)
def _english(speaking):
    with speaking("en"):
        yield


def test_every_kind_of_rule_is_said_in_the_words_of_organisers():
    told = explain(
        {"kind": "minimum", "forum": "x", "limit": 20},
        {"kind": "maximum", "forum": "x", "limit": 34},
        {"kind": "sector_minimum", "forum": "y", "sector": "business", "limit": 5},
        {"kind": "sector_maximum", "forum": "y", "sector": "state", "limit": 6},
        {"kind": "org_max", "forum": "y", "org": "acme", "limit": 2},
        {"kind": "fixed", "forum": "y", "participant": "p1"},
        missing=3,
    )

    assert told.rules == [
        "Guest 1 is pinned to Forum 5.",
        "Forum 4 needs at least 20 people.",
        "Forum 4 has at most 34 places.",
        "Forum 5 needs at least 5 people from Business.",
        "Forum 5 takes at most 6 people from Politics and state.",
        "At most 2 people of Acme e. V. may sit in Forum 5.",
    ]
    assert told.missing == 3
    assert len(told.ways_out) == 5  # the quotas of sectors give way together


def test_ways_out_that_were_computed_are_told_with_their_numbers():
    remedies = [
        [{"kind": "maximum", "forum": "x", "limit": 3, "to": 5}],
        [{"kind": "fixed", "forum": "x", "participant": f"p{n}", "to": None} for n in (1, 2)],
        [{"kind": "org_max", "forum": "", "limit": 2, "to": 4}, {"kind": "minimum", "forum": "y", "limit": 9, "to": 7}],
        [{"kind": "level_maximum", "forum": "y", "level": "federal", "limit": 1, "to": 2}],
        [{"kind": "apart", "forum": "", "participant": "p1", "other": "p2", "to": None}],
    ]

    told = conflicts.explain(
        {"rules": [], "missing": 2, "text": {}, "remedies": remedies},
        FORUMS,
        people={f"p{n}": f"Guest {n}" for n in range(12)},
        organisations={},
    )

    assert [way.words for way in told.ways_out] == [
        "Raise the maximum of Forum 4 from 3 to 5.",
        "Release 2 pinned people: Guest 1, Guest 2.",
        "Raise the cap on organisations from 2 to 4. Lower the minimum of Forum 5 from 9 to 7.",
        "In Forum 5, let in 2 instead of 1 from Federal.",
        "Let Guest 1 and Guest 2 sit in the same forum.",
    ]


def test_many_pinned_people_are_told_in_one_sentence():
    told = explain(*({"kind": "fixed", "forum": "x", "participant": f"p{n}"} for n in range(10)))

    assert told.rules == [
        "10 people are pinned to Forum 4: Guest 0, Guest 1, Guest 2, Guest 3, Guest 4, Guest 5, Guest 6, Guest 7 and 2 more."
    ]
    assert [(way.words, way.name) for way in told.ways_out] == [("Release some of the pinned people.", "fixed")]
