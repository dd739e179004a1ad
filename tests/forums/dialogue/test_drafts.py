from collections import Counter
from dataclasses import replace

import pytest
from builders import NOON

from forums.dialogue import drafts
from forums.dialogue.changes import Change
from forums.dialogue.models import Forum
from forums.dialogue.queries import Card

CARD = Card("p", "Ada", "Verein", "verein", "state", True, 1, 1, True, None, None)


@pytest.fixture
def forums():
    return [
        Forum(id=1, number=1, minimum=2, maximum=3),
        Forum(id=2, number=2, minimum=0, maximum=3),
        Forum(id=3, number=3, minimum=0, maximum=3, cancelled_at=NOON),
    ]


def test_columns_follow_the_pins_and_count_what_was_calculated(forums):
    pinned = replace(CARD, pinned_to=2)
    nowhere = replace(CARD, forum_id=None, rank=None)

    columns = drafts.columns([CARD, pinned, nowhere], forums)

    assert [(column.forum and column.forum.number, list(column.cards), column.seated) for column in columns] == [
        (1, [CARD], 2),
        (2, [pinned], 0),
        (None, [nowhere], 1),
    ]
    assert columns[0].by_sector == [0, 2, 0, 0, 0, 0]
    assert [column.is_outside_bounds for column in columns] == [False, False, False]


def test_whoever_sat_in_a_forum_cancelled_since_stands_without_a_place(forums):
    stranded = replace(CARD, forum_id=3)

    assert drafts.columns([stranded], forums)[-1].cards == [stranded]


def test_differences_leave_out_who_cancelled():
    cards = [CARD, replace(CARD, published=1), replace(CARD, published=2), replace(CARD, is_confirmed=False)]

    assert drafts.differences(cards) == Counter({Change.NEW: 1, Change.KEPT: 1, Change.MOVED: 1})


def test_organisations_that_crowd_one_forum_come_first(forums):
    crowd = [replace(CARD, organisation="Crowd", organisation_key="crowd") for _ in range(3)]
    spread = [replace(CARD, organisation="Spread", organisation_key="spread", forum_id=f) for f in (1, 2, 2, None)]
    pair = [replace(CARD, organisation_key="pair")] * 2

    found = drafts.organisations([*spread, *crowd, *pair], forums)

    assert [(o.name, o.people, list(o.by_forum), o.most) for o in found] == [
        ("Crowd", 3, [3, 0], 3),
        ("Spread", 4, [1, 2], 2),
    ]


def test_the_headline_counts_first_and_second_wishes_of_those_who_wished():
    histogram = {"ranks": [5, 3, 2], "unranked": 1, "no_wish": 4, "unplaced": 0, "wishing": 11}

    assert drafts.headline(histogram) == drafts.Headline(happy=8, wishing=11, ranks=2)
    assert drafts.headline(histogram | {"ranks": []}).ranks == 0


def test_only_those_who_wished_in_vain_are_disappointed():
    vain, undemanding = replace(CARD, rank=None), replace(CARD, rank=None, has_wishes=False)

    assert drafts.disappointed([CARD, vain, undemanding]) == [vain]


def test_a_draft_that_tries_out_other_seats_is_measured_by_them():
    open_one, closed = (
        Forum(id=1, public_id="a", minimum=0, maximum=9),
        Forum(id=2, public_id="b", minimum=0, maximum=9),
    )
    pinned = replace(CARD, forum_id=1, pinned_to=2)

    first, nowhere = drafts.columns([pinned, pinned], [open_one, closed], tried={"a": (0, 1), "b": (0, 0)})

    assert (first.span, first.cards, first.is_outside_bounds) == ((0, 1), [pinned, pinned], True)
    assert (nowhere.forum, nowhere.cards) == (None, ())
    free = drafts.columns([pinned], [open_one, closed], with_pins=False)
    assert [len(column.cards) for column in free] == [1, 0, 0]
