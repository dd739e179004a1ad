from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.fields import rules
from registration.fields.rules import USUAL, Condition, Field, Kind, Plan, Section
from registration.participants.rules import RegistrationRequest


def own(key, *, only_if=None, **values):
    return Field(key=key, kind=Kind.TEXT, section=Section.WISHES, id=1, condition=only_if, **values)


def plan_of(*fields):
    return Plan((*USUAL.fields, *fields), USUAL.lists)


def test_a_question_is_asked_where_its_condition_holds():
    plan = plan_of(
        own("hotel"),
        own("nights", only_if=Condition("hotel", ("yes", "maybe"))),
        own("why", only_if=Condition("nights")),
    )

    assert [
        {"nights", "why"} & rules.asked(plan, answers)
        for answers in (
            {"hotel": "yes", "nights": 2},
            {"hotel": ["no", "maybe"]},
            {"hotel": "no", "nights": 2},
            {"nights": 2},
        )
    ] == [{"nights", "why"}, {"nights"}, set(), set()]


def test_what_nobody_asked_is_not_taken_and_what_was_told_before_stays():
    hidden = [replace(field, is_shown=field.key != "food", id=1) for field in USUAL.fields]
    plan = replace(USUAL, fields=tuple(hidden))
    typed, before = (
        RegistrationRequest("Ada", "a@b.org", food="stones"),
        RegistrationRequest("Ada", "a@b.org", food="halal"),
    )

    taken = rules.without_unasked(typed, plan, rules.told_by(typed))
    changed = rules.without_unasked(typed, plan, rules.told_by(typed), before=before)

    assert (taken.food, changed.food, taken.name) == ("", "halal", "Ada")


@given(st.integers(-30, 30), st.sampled_from([field.key for field in USUAL.fields]))
def test_moving_keeps_every_question_and_never_leaves_the_form(by, key):
    order = ["/you", "name", "email", "/wishes", "food", "/check", "photo_consent"]
    if key not in order:
        order.append(key)

    moved = rules.moved(order, key, by=by)

    assert (sorted(moved), moved[0]) == (sorted(order), "/you")


@pytest.mark.parametrize(
    ("before", "after", "value", "expected"),
    [
        (Kind.TEXT, Kind.LONG_TEXT, "a", "a"),
        (Kind.CHOICE, Kind.CHOICES, "yes", ["yes"]),
        (Kind.NUMBER, Kind.TEXT, 2.5, "2.5"),
        (Kind.PHONE, Kind.LONG_TEXT, "+4930123", "+4930123"),
    ],
)
def test_answers_follow_a_kind_that_fits(before, after, value, expected):
    assert (rules.fits(before, after), rules.converted(value, before=before, after=after)) == (True, expected)


def test_kinds_that_would_lose_answers_do_not_fit():
    assert not any(
        rules.fits(before, after)
        for before, after in [(Kind.LONG_TEXT, Kind.TEXT), (Kind.CHOICES, Kind.CHOICE), (Kind.TEXT, Kind.NUMBER)]
    )
