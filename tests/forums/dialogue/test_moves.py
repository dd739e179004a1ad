from datetime import timedelta

import pytest
from builders import NOON

from forums.dialogue.moves import Bounds, Move, Seating, Sitter, Ties, is_open, served
from forums.dialogue.openness import Guest, Openness

PLAIN = {1: Bounds(2), 2: Bounds(2), 3: Bounds(2)}


def seating(forum_of, *, bounds=PLAIN, ties=Ties(), **people):  # noqa: B008 -- it is frozen
    """Seat people; *people* are {name: Sitter} for those whom the rules tell apart."""
    known = {person.id: person for person in people.values()}
    ids = {*forum_of, *known, *range(1, 10)}
    return Seating([known.get(person, Sitter(person)) for person in ids], forum_of, bounds, ties)


def test_a_free_seat_goes_to_the_first_and_what_they_leave_to_the_next():
    seats = seating({1: 1, 2: 2, 3: 2})

    moves = list(served({1: [2, 9], 2: [8]}, seats))

    assert moves == [Move(2, 2, 1), Move(8, None, 2)]
    assert seats.forum_of == {1: 1, 2: 1, 3: 2, 8: 2}


@pytest.mark.parametrize(
    ("bounds", "ties", "first"),
    [
        (Bounds(3), Ties(org_max=1), Sitter(5, organisation_key="acme")),
        (Bounds(3, quotas={"state": (0, 1)}), Ties(), Sitter(5, sector="state")),
        (Bounds(3, level_quotas={"local": (0, 1)}), Ties(), Sitter(5, level="local")),
        (Bounds(3, openness=Openness(("press",))), Ties(), Sitter(5, guest=Guest("participant"))),
        (Bounds(3), Ties(apart={5: {1}}), Sitter(5)),
        (Bounds(3), Ties(), Sitter(5, is_fixed=True)),
    ],
)
def test_whom_a_rule_keeps_out_holds_up_nobody_and_keeps_the_turn(bounds, ties, first):
    here = Sitter(1, sector="state", level="local", organisation_key="acme")
    after = Sitter(6, guest=Guest("press"))
    seats = seating({1: 1}, bounds={1: bounds}, ties=ties, here=here, first=first, after=after)

    assert list(served({1: [5, 6]}, seats)) == [Move(6, None, 1)]


def test_nobody_leaves_a_forum_that_would_fall_below_its_minimum_or_enters_one_that_is_shut():
    seats = seating({1: 1, 2: 2}, bounds={1: Bounds(5, minimum=1), 2: Bounds(5), 3: Bounds(5, is_open=False)})

    assert list(served({2: [1], 3: [9]}, seats)) == []
    assert list(served({1: [2]}, seats)) == [Move(2, 2, 1)]


def test_two_swap_only_where_both_forums_stay_balanced():
    quotas = {"state": (1, 1)}
    ada, ben = Sitter(1, sector="state", organisation_key="acme"), Sitter(2, sector="state")
    cem = Sitter(3, sector="business", organisation_key="acme")
    seats = seating(
        {1: 1, 2: 2, 3: 2}, bounds={1: Bounds(1, quotas=quotas), 2: Bounds(2)}, ties=Ties(1), ada=ada, ben=ben, cem=cem
    )

    assert [seats.may_swap(1, 2), seats.may_swap(1, 3)] == [False, False]  # two of acme in 2; nobody of the state in 1
    plain = {1: Bounds(2), 2: Bounds(2)}
    assert seating({1: 1, 2: 2}, bounds=plain, ties=Ties(apart={1: {2}})).may_swap(1, 2)
    assert not seating({1: 1, 2: 2, 3: 2}, bounds=plain, ties=Ties(apart={1: {3}})).may_swap(1, 2)
    assert not seating({1: 1, 2: 2, 3: 1}, bounds=plain, ties=Ties(together={1: {3}})).may_swap(1, 2)


def test_places_change_hands_until_an_hour_before():
    opens = [is_open(cancelled_at=None, starts_at=NOON, now=NOON - timedelta(minutes=m)) for m in (61, 60)]

    assert [*opens, is_open(cancelled_at=NOON, starts_at=NOON, now=NOON - timedelta(days=1))] == [True, False, False]
