import pytest

from registration.fields import answers
from registration.fields.answers import GUEST, OFFICE, Typed, read
from registration.fields.rules import USUAL, Condition, Field, Kind, Limits, Option, Plan, Section

YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}), Option("old", {"en": "Old"}, retired=True))


def plan_of(*fields):
    return Plan((*USUAL.fields, *fields), USUAL.lists)


def field(key, kind=Kind.TEXT, **values):
    return Field(key=key, kind=kind, section=Section.WISHES, id=1, **values)


def told(plan, entries, *, asking=GUEST, **known):
    found, faults = read(plan, Typed(entries), built_in={}, asking=asking, **known)
    return dict(found.values), {name: fault.code for name, fault in faults.items()}


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        (field("q"), ["  a \t b "], "a b"),
        (field("q", Kind.LONG_TEXT), ["a\r\n  b  c"], "a\nb c"),
        (field("q", Kind.NUMBER), ["3"], 3),
        (field("q", Kind.NUMBER), [" 2,5 "], 2.5),
        (field("q", Kind.NUMBER, limits=Limits(least=-5)), ["\u22124"], -4),
        (field("q", Kind.DATE), ["9.11.2027"], "2027-11-09"),
        (field("q", Kind.DATE), ["2027-11-09"], "2027-11-09"),
        (field("q", Kind.COUNTRY), ["de"], "DE"),
        (field("q", Kind.PHONE), ["030 / 123 45 67"], "+49301234567"),
        (field("q", Kind.PHONE), ["+380 44 123 4567"], "+380441234567"),
        (field("q", Kind.CHOICE, options=YES_NO), ["yes"], "yes"),
        (field("q", Kind.CHOICES, options=YES_NO), ["no", "yes", ""], ["yes", "no"]),
    ],
)
def test_an_answer_is_cleaned_by_its_kind(question, typed, value):
    assert told(plan_of(question), {"own-q": typed}) == ({"q": value}, {})


@pytest.mark.parametrize(
    ("question", "typed", "code"),
    [
        (field("q", limits=Limits(longest=3)), ["long"], "too-long"),
        (field("q"), ["a\u202eb"], "bad-text"),
        (field("q", Kind.NUMBER), ["many"], "bad-number"),
        (field("q", Kind.NUMBER), ["1e400"], "bad-number"),
        (field("q", Kind.NUMBER, limits=Limits(most=5)), ["6"], "outside-numbers"),
        (field("q", Kind.DATE), ["31.2.2027"], "bad-date"),
        (field("q", Kind.DATE), ["0001-01-01"], "bad-date"),
        (field("q", Kind.COUNTRY), ["ZZ"], "bad-choice"),
        (field("q", Kind.PHONE), ["123"], "bad-phone"),
        (field("q", Kind.CHOICE, options=YES_NO), ["old"], "bad-choice"),
        (field("q", Kind.CHOICE, options=YES_NO), ["yes", "no"], "bad-choice"),
        (field("q", Kind.FILE), [], "missing"),
        (field("q"), ["  "], "missing"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_beside_its_entry(question, typed, code):
    from dataclasses import replace

    assert told(plan_of(replace(question, is_required=True)), {"own-q": typed}) == ({}, {"own-q": code})


def test_the_office_is_not_held_up_by_what_is_missing():
    assert told(plan_of(field("q", is_required=True)), {}, asking=OFFICE) == ({}, {})


def test_faults_and_duties_of_a_question_that_is_not_asked_do_not_count():
    plan = plan_of(
        field("hotel", Kind.CHOICE, options=YES_NO),
        field("nights", Kind.NUMBER, is_required=True, condition=Condition("hotel", ("yes",))),
    )

    assert told(plan, {"own-hotel": ["no"], "own-nights": ["many"]}) == ({"hotel": "no"}, {})
    assert told(plan, {"own-hotel": ["yes"]})[1] == {"own-nights": "missing"}


def test_a_change_takes_back_what_it_makes_pointless_and_leaves_the_rest():
    plan = plan_of(
        field("hotel", Kind.CHOICE, options=YES_NO),
        field("nights", Kind.NUMBER, condition=Condition("hotel", ("yes",))),
        field("late", condition=Condition("hotel", ("old",))),
    )
    before = {"hotel": "yes", "nights": 2, "late": "from a form of before"}

    changed = told(plan, {"own-hotel": ["no"]}, before=before, built_in_before={})

    assert changed == ({"hotel": "no", "late": "from a form of before"}, {})


def test_an_option_that_is_no_longer_offered_stays_with_who_has_it():
    plan = plan_of(field("q", Kind.CHOICE, options=YES_NO))

    assert told(plan, {"own-q": ["old"]}, before={"q": "old"}, built_in_before={}) == ({"q": "old"}, {})


def test_what_is_asked_at_the_door_is_not_taken_from_guests():
    plan = plan_of(field("q", at_door=True))

    assert [told(plan, {"own-q": ["x"]}, asking=asking)[0] for asking in (GUEST, OFFICE)] == [{}, {"q": "x"}]


def test_countries_are_named_and_sorted_in_the_language_of_the_page():
    german = [name for _, name in answers.countries("de")]

    assert german.index("Ägypten") < german.index("Albanien") < german.index("Zypern")
    assert dict(answers.countries("en"))["UA"] == "Ukraine"
