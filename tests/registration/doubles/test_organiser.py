"""Organisers see doubles with the reason, compare and merge them, or tell them apart."""

from html import unescape

import pytest
from builders import make_congress, make_participant

from registration.participants import queries as participants


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe")


@pytest.fixture
def office(organiser_of, bbe):
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def pair(writing, bbe):
    with writing() as session:
        return (
            make_participant(session, bbe, name="Petra Muster", email="petra@exampel.org", organisation="Stadt Ulm"),
            make_participant(session, bbe, name="Petra Muster", email="petra@example.org", food="vegan"),
        )


def page(office, address):
    return unescape(office.get(address).get_data(as_text=True))


def test_a_pair_is_shown_compared_and_merged_as_chosen(office, writing, bbe, pair, token_of):
    first, second = pair
    listed = page(office, "/organise/bbe/doubles")
    way = f"/organise/bbe/doubles/{first.public_id}/{second.public_id}"
    compared = page(office, way)

    done = office.post(
        f"{way}/merge",
        data={"csrf_token": token_of(office, way), "keep": "first", "email": "second", "food": "second"},
    )

    assert "1 pair may be one person" in listed
    assert "The addresses differ by one letter" in listed
    assert "petra@exampel.org" in compared
    assert done.headers["Location"].endswith(f"/participants/{first.public_id}")
    with writing() as session:
        kept = participants.by_public_id(session, bbe.id, first.public_id)
        assert (kept.email, kept.organisation, kept.food) == ("petra@example.org", "Stadt Ulm", "vegan")
        assert participants.places(session, bbe.id).confirmed == 1
    journal = page(office, f"/organise/bbe/participants/{first.public_id}")
    assert "Merged with a second registration" in journal
    assert journal.count(">Registered<") + journal.count("Registered</") >= 2
    assert (
        office.post(f"{way}/merge", data={"csrf_token": token_of(office, "/organise/bbe/imports")}).status_code == 404
    )


def test_two_people_are_told_apart_for_good(office, pair, token_of):
    first, second = pair
    way = f"/organise/bbe/doubles/{first.public_id}/{second.public_id}"

    office.post(f"{way}/distinct", data={"csrf_token": token_of(office, way)})

    assert "Nobody seems to be registered twice" in page(office, "/organise/bbe/doubles")


def test_one_registration_cannot_be_merged_with_itself(office, pair, token_of):
    first, _ = pair
    way = f"/organise/bbe/doubles/{first.public_id}/{first.public_id}"
    token = token_of(office, way)

    merged = office.post(f"{way}/merge", data={"csrf_token": token})
    apart = office.post(f"{way}/distinct", data={"csrf_token": token}, follow_redirects=True)

    assert (merged.status_code, apart.status_code) == (409, 200)
    for answer in (merged, apart):
        assert "This is one registration, not two." in unescape(answer.get_data(as_text=True))
