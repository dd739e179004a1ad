from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from builders import make_congress, make_forum, make_room

from forums.dialogue import errors, forms, queries, rules
from forums.dialogue.openness import Openness
from forums.dialogue.rules import Frame, Moderator

BERLIN = ZoneInfo("Europe/Berlin")
FRAME = Frame(
    ["de", "en"],
    date(2027, 11, 8),
    date(2027, 11, 9),
    "Europe/Berlin",
    taken={1},
    rooms={"hall"},
    categories=["carrier", "press"],
)
TYPED = {
    "number": "2",
    "title-de": "Wege in Arbeit",
    "title-en": "Paths to work",
    "day": "2027-11-08",
    "starts": "14:30",
    "ends": "16:00",
    "room": "hall",
    "minimum": "",
    "maximum": "24",
    "quota-business-minimum": "2",
    "quota-business-maximum": "",
    "quota-state-maximum": "5",
    "level-quota-land-minimum": "1",
    "open-category-carrier": "yes",
    "open-language-de": "yes",
    "hard-to-reach": "yes",
    "moderator-0": "Eva Roth",
    "moderator-0-organisation": "BBE",
    "moderator-1": "",
}


def test_a_form_is_read_on_the_clock_of_the_congress():
    request = forms.forum_request(TYPED, FRAME)

    assert request.starts_at == datetime(2027, 11, 8, 14, 30, tzinfo=BERLIN)
    assert request.ends_at == datetime(2027, 11, 8, 16, 0, tzinfo=BERLIN)
    assert (request.number, request.minimum, request.maximum) == (2, 0, 24)
    assert request.quotas == {"business": (2, rules.MOST_SEATS), "state": (0, 5)}
    assert request.level_quotas == {"land": (1, rules.MOST_SEATS)}
    assert request.openness == Openness(("carrier",), ("de",), reachable=False)
    assert forms.forum_request(TYPED | {"open-category-press": "yes"}, FRAME).openness.categories == ()
    assert request.moderators == (Moderator("Eva Roth", "BBE"),)


def test_a_forum_may_end_at_midnight():
    request = forms.forum_request(TYPED | {"starts": "22:00", "ends": "00:00"}, FRAME)

    assert request.ends_at == datetime(2027, 11, 9, 0, 0, tzinfo=BERLIN)


def test_what_cannot_be_read_is_told_together_with_what_the_rules_refuse():
    typed = TYPED | {
        "number": "two",
        "starts": "half past",
        "ends": "25:00",
        "day": "tomorrow",
        "maximum": "9" * 30,
        "title-de": "",
    }

    with pytest.raises(errors.ForumInvalid) as refused:
        forms.forum_request(typed, FRAME)

    assert {name: fault.code for name, fault in refused.value.faults.items()} == {
        "number": "not-a-number",
        "starts": "not-a-time",
        "ends": "not-a-time",
        "day": "outside-the-congress",
        "maximum": "not-a-number",
        "title-de": "no-title",
    }


def test_a_forum_fills_its_form_and_reads_back_the_same(session):
    congress = make_congress(session)
    room = make_room(session, congress)
    forum = make_forum(
        session,
        congress,
        number=3,
        minimum=4,
        quotas={"state": [0, 5], "business": [2, 100_000]},
        room_id=room.id,
        level_quotas={"local": [0, 2]},
        open_to={"reachable": False},
    )
    session.expire(forum)
    forum = queries.forum(session, congress.id, forum.public_id)
    frame = Frame(
        ["de", "en"], congress.starts_on, congress.ends_on, congress.zone, taken=set(), rooms={room.public_id}
    )

    fields = forms.fields_of(forum, congress)
    request = forms.forum_request(fields, frame)

    assert (fields["quota-business-maximum"], fields["quota-state-minimum"]) == ("", "")
    assert (request.starts_at, request.ends_at, request.minimum) == (forum.starts_at, forum.ends_at, 4)
    assert request.quotas == {"state": (0, 5), "business": (2, 100_000)}
    assert request.title == forum.title
    assert (request.level_quotas, request.openness.as_json()) == ({"local": (0, 2)}, {"reachable": False})


def test_a_new_forum_takes_over_times_and_seats_of_the_last_one(session):
    congress = make_congress(session)
    make_forum(session, congress, number=1, places=17)

    fields = forms.fields_of_new(congress, queries.forums(session, congress.id))

    assert (fields["number"], fields["maximum"], fields["starts"]) == ("2", "17", "14:00")
