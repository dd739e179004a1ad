from datetime import UTC, datetime

import pytest
from browsing import enter, make_account, submit
from builders import make_congress, make_participant

from app.congress import queries
from registration.participants.queries import places

PAGE = "/organise/bbe-2027/deadlines"
TYPED = {
    "capacity": "200",
    "opens_at": "2027-07-01T09:00",
    "closes_at": "2027-10-31T18:00",
    "preferences_until": "2027-11-01T12:00",
    "confirm_hours": "24",
    "offer_hours": "12",
    "wishes": "2",
}


@pytest.fixture
def organiser(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027", capacity=1)
        make_participant(session, congress)
        make_participant(session, congress, email="waiting@example.org")
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return client


def test_times_are_those_of_the_congress_and_new_places_go_to_those_who_wait(organiser, writing):
    answer = submit(organiser, PAGE, TYPED)

    assert (answer.status_code, answer.location) == (303, PAGE)
    with writing() as session:
        congress = queries.by_slug(session, "bbe-2027")
        assert congress.registration_opens_at == datetime(2027, 7, 1, 7, 0, tzinfo=UTC)
        assert congress.registration_closes_at == datetime(2027, 10, 31, 17, 0, tzinfo=UTC)
        assert (congress.confirm_hours, congress.offer_hours, congress.wishes) == (24, 12, 2)
        held = places(session, congress.id)
        assert (held.capacity, held.confirmed, held.offered, held.waiting) == (200, 1, 1, 0)
    assert 'value="2027-07-01T09:00"' in organiser.get(PAGE).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_registration_without_times_is_not_open(organiser, writing):
    submit(organiser, PAGE, TYPED | {"opens_at": "", "closes_at": "", "preferences_until": ""})

    with writing() as session:
        congress = queries.by_slug(session, "bbe-2027")
        assert (congress.registration_opens_at, congress.preferences_until) == (None, None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_deadlines_that_cannot_be_are_refused(organiser, writing):
    faulty = {
        "closes_at": ("2027-06-30T09:00", "tomorrow", "2027-03-28T02:30", "9999-01-01T00:00"),
        "preferences_until": ("2027-06-30T09:00",),
        "confirm_hours": ("0", "-5", "99999999999999999999"),
        "offer_hours": ("", "zwei"),
        "wishes": ("11", "-1"),
        "capacity": ("1e3", str(2**63)),
    }
    for field, values in faulty.items():
        for typed in values:
            page = submit(organiser, PAGE, TYPED | {field: typed})
            assert (field, typed, page.status_code, f'href="#{field}"' in page.text) == (field, typed, 422, True)
            assert f'value="{typed}"' in page.text

    with writing() as session:
        assert queries.by_slug(session, "bbe-2027").wishes == 3
