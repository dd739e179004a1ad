from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forums.dialogue import errors, rules
from forums.dialogue.queries import Wishable
from forums.dialogue.rules import ForumRequest, Frame, Moderator

FRAME = Frame(
    languages=["de", "en"],
    starts_on=date(2027, 11, 8),
    ends_on=date(2027, 11, 9),
    zone="Europe/Berlin",
    taken={1, 2, 4},
    rooms={"hall"},
)
REQUEST = ForumRequest(
    number=3,
    title={"de": " Wege in  Arbeit ", "en": ""},
    description={"de": "Worum es geht.\n\nUnd mehr."},
    starts_at=datetime(2027, 11, 8, 13, tzinfo=UTC),
    ends_at=datetime(2027, 11, 8, 15, tzinfo=UTC),
    minimum=8,
    maximum=24,
    room_public_id="hall",
    quotas={"business": (1, 5)},
    moderators=(Moderator("Eva  Roth", "BBE"), Moderator("", "nobody")),
)


NIGHT = datetime(2027, 11, 8, 23, 30, tzinfo=UTC)  # past midnight in Berlin


def codes(request, frame=FRAME):
    with pytest.raises(errors.ForumInvalid) as refused:
        rules.clean_forum(request, frame)
    return {name: fault.code for name, fault in refused.value.faults.items()}


def test_a_forum_is_cleaned_and_needs_its_title_in_the_first_language_only():
    cleaned = rules.clean_forum(REQUEST, FRAME)

    assert cleaned.title == {"de": "Wege in Arbeit"}
    assert cleaned.description == {"de": "Worum es geht.\n\nUnd mehr."}
    assert cleaned.moderators == (Moderator("Eva Roth", "BBE"),)


def test_all_faults_of_a_forum_are_told_at_once():
    wrong = replace(
        REQUEST,
        number=2,
        title={"de": "", "fr": "Travail"},
        description={"de": "a\u202eb"},
        starts_at=datetime(2027, 11, 7, 13, tzinfo=UTC),
        minimum=30,
        room_public_id="elsewhere",
        quotas={"business": (6, 5), "aristocracy": (0, 1), "state": (-1, 3)},
        moderators=(Moderator("x" * 201),),
    )

    assert codes(wrong) == {
        "number": "number-taken",
        "title-de": "no-title",
        "title-fr": "unknown-language",
        "description-de": "bad-text",
        "day": "outside-the-congress",
        "minimum": "minimum-above-maximum",
        "room": "unknown-room",
        "quota-business-minimum": "minimum-above-maximum",
        "quota-aristocracy-minimum": "unknown-sector",
        "quota-state-minimum": "not-a-number",
        "moderator-0": "too-long",
    }


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"maximum": 0}, ("maximum", "not-a-number")),
        ({"maximum": 10**9}, ("maximum", "not-a-number")),
        ({"minimum": -1}, ("minimum", "not-a-number")),
        ({"number": 0}, ("number", "not-a-number")),
        ({"ends_at": datetime(2027, 11, 8, 13, tzinfo=UTC)}, ("ends", "ends-before-it-starts")),
    ],
)
def test_a_forum_with_one_fault_names_it(values, fault):
    assert codes(replace(REQUEST, **values)) == dict([fault])


def test_the_day_of_a_forum_is_told_by_the_clock_of_the_congress():
    late = replace(
        REQUEST,
        starts_at=datetime(2027, 11, 9, 22, 30, tzinfo=UTC),  # 23:30 in Berlin, still the last day
        ends_at=datetime(2027, 11, 9, 23, 0, tzinfo=UTC),
    )

    assert rules.clean_forum(late, FRAME).starts_at == late.starts_at
    assert codes(replace(late, starts_at=datetime(2027, 11, 9, 23, 0, tzinfo=UTC))) == {"day": "outside-the-congress"}


def test_the_next_number_fills_the_first_gap():
    assert [rules.next_number(taken) for taken in (set(), {1, 2, 4}, {2})] == [1, 3, 1]


def test_a_ranking_is_refused_with_its_fault():
    for ranking, fault in [
        (["a", "a"], errors.ForumTwice),
        (["a", "x"], errors.UnknownForum),
        (["a", "b", "c"], errors.TooManyPreferences),
    ]:
        with pytest.raises(fault):
            rules.check_ranking(ranking, known=dict.fromkeys("abc", Wishable(1, 1, 1, NIGHT)), most=2)


def test_a_wish_is_refused_that_meets_on_none_of_the_days_in_the_zone_of_the_congress():
    known = {"a": Wishable(1, 1, 4, NIGHT)}

    rules.check_presence(["a"], (), known=known, zone="Europe/Berlin")
    rules.check_presence(["a"], ["2027-11-09"], known=known, zone="Europe/Berlin")
    with pytest.raises(errors.WishNotThere, match="Forum 4: not on the days"):
        rules.check_presence(["a"], ["2027-11-08"], known=known, zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("after", "others", "can"),
    [
        (("state", "navy"), (), True),
        (("civil_society", "carrier"), ("state", "state"), True),  # the same as before: nothing changes
        (("state", "navy"), ("state", "state"), False),  # one too many of a sector
        (("business", "navy"), ("state",), True),
        (("business", "other"), (), False),  # the cap on organisations
        (("business", ""), (), True),
    ],
)
def test_a_substitute_sits_where_the_balance_still_holds(after, others, can):
    quotas = {"state": [0, 2], "civil_society": [0, 9]}
    there = [rules.Seated("academia", "other"), *(rules.Seated(sector, "") for sector in others)]

    before = rules.Seated("civil_society", "carrier")

    assert rules.can_follow(before, rules.Seated(*after), others=there, quotas=quotas, org_max=1) is can


def test_the_last_one_of_a_sector_that_is_needed_cannot_be_followed_by_another():
    before, after = rules.Seated("state", ""), rules.Seated("business", "")

    assert not rules.can_follow(before, after, others=[], quotas={"state": [1, 9]}, org_max=None)
