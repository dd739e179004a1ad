"""Doubles are found by name, address and place; many people cost little more than few."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registration.doubles.rules import Pair, Person, Reason, is_near, likely


def person(number, name, email="", organisation=""):
    return Person(number, name, email, organisation)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("ada king", "ada@gmail.com"), ("a. king", "a.d.a+congress@googlemail.com"), Reason.MAILBOX),
        (("petra muster", "petra@beispiel.org"), ("petra muster", "perta@beispiel.org"), Reason.NEAR_ADDRESS),
        (("petra muster", "petra@beispiel.org"), ("dr. petra muster", "petra@beispel.org"), Reason.NEAR_ADDRESS),
        (("jorg muller", "mueller@web.de"), ("mueller, joerg", "mueller@gmx.net"), Reason.LOCAL_PART),
        (("ada king", "info@alpha.org"), ("ada king", "info@beta.org"), Reason.NAME),
        (("ada king", "a@x.org", "stadtulm"), ("king ada", "b@y.org", "stadtulm"), Reason.ORGANISATION),
        (("anna schmidt", "a@x.org", "stadtulm"), ("anna schmit", "b@y.org", "stadtulm"), Reason.NEAR_NAME),
        (("anna maria schmidt", "a@x.org", "stadtulm"), ("anna schmidt", "b@y.org", "stadtulm"), Reason.NEAR_NAME),
        (("ada king", "a@x.org"), ("ada king", "b@y.org"), Reason.NAME),
        (("anna schmidt", "a@x.org"), ("anna schmit", "b@y.org"), None),
        (("ada king", "guest1@x.org"), ("bob dole", "guest2@x.org"), None),
        (("ada", "a@x.org", "stadtulm"), ("ida", "b@y.org", "stadtulm"), None),
        (("anna", "", ""), ("bob", "", ""), None),
    ],
)
def test_two_look_like_one_for_a_reason(one, other, reason):
    pairs = likely([person(1, *one), person(2, *other)])

    assert pairs == ([Pair(1, 2, reason)] if reason else [])


def test_the_surest_come_first_and_who_was_told_apart_does_not_come():
    people = [
        person(1, "ada king", "a@x.org"),
        person(2, "ada king", "b@y.org"),
        person(3, "eva", "eva@gmail.com"),
        person(4, "e.", "e.va@gmail.com"),
    ]

    assert [(pair.first, pair.second) for pair in likely(people)] == [(3, 4), (1, 2)]
    assert [(pair.first, pair.second) for pair in likely(people, distinct={(1, 2)})] == [(3, 4)]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["ab", "abc", "abd"]), st.text("ab", max_size=4)), max_size=8))
def test_blocks_lose_nobody_whom_comparing_all_would_find(given_people):
    people = [person(n, name, f"{local}@x.org" if local else "") for n, (name, local) in enumerate(given_people)]

    by_two = [pair for one, other in combinations(people, 2) for pair in likely([one, other])]

    assert sorted(likely(people), key=str) == sorted(by_two, key=str)


@settings(max_examples=80)
@given(st.text("ab", max_size=5), st.text("ab", max_size=5))
def test_near_is_one_step_of_typing(one, other):
    letters = "ab"
    steps = {one}
    for place in range(len(one) + 1):
        steps |= {one[:place] + letter + one[place:] for letter in letters}
        steps |= {one[:place] + letter + one[place + 1 :] for letter in letters}
        steps |= {one[:place] + one[place + 1 :], one[:place] + one[place : place + 2][::-1] + one[place + 2 :]}

    assert is_near(one, other) == (other in steps)


def test_many_people_with_one_name_are_not_all_compared_with_each_other():
    people = [person(n, "anna schmidt", f"anna{n:04}@host{n}.org") for n in range(2000)]

    assert len(likely(people)) < 4 * len(people)
