"""Organisers see doubles with the reason, compare and merge them, or tell them apart."""

from html import unescape

import pytest
from builders import NOON, make_congress, make_participant

from registration.fields import queries as form_of
from registration.fields import service as fields
from registration.fields.arranging import FieldRequest
from registration.fields.models import FieldAnswer
from registration.fields.rules import Kind
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
    """Two who told different things; of the own questions one answered the hotel, both the shirt, the other the bus."""
    with writing() as session:
        found = (
            make_participant(session, bbe, name="Petra Muster", email="petra@exampel.org", organisation="Stadt Ulm"),
            make_participant(session, bbe, name="Petra Muster", email="petra@example.org", food="vegan"),
        )
        given = {"Hotel": ("Adler", None), "Shirt": ("M", "XL"), "Bus": (None, "9:30"), "Desk": ("A", "B")}
        for label, answers in given.items():
            key = fields.add_field(
                session, bbe, FieldRequest(kind=Kind.TEXT, label={"de": label, "en": label}), actor="test", now=NOON
            )
            session.flush()  # its answers need its id
            question = form_of.row(session, bbe.id, key).id
            session.add_all(
                FieldAnswer(participant_id=person.id, field_id=question, value=answer, answered_at=NOON)
                for person, answer in zip(found, answers, strict=True)
                if answer
            )
        return found


def page(office, address):
    return unescape(office.get(address).get_data(as_text=True))


def test_a_pair_is_shown_compared_and_merged_as_chosen(office, writing, bbe, pair, token_of):
    first, second = pair
    listed = page(office, "/organise/bbe/doubles")
    way = f"/organise/bbe/doubles/{first.public_id}/{second.public_id}"
    compared = page(office, way)

    done = office.post(
        f"{way}/merge",
        data={
            "csrf_token": token_of(office, way),
            "keep": "first",
            "email": "second",
            "food": "second",
            "own-hotel": "second",
            "own-shirt": "second",
            "own-desk": "first",
        },
    )

    assert "1 pair may be one person" in listed
    assert "The addresses differ by one letter" in listed
    assert [word in compared for word in ("petra@exampel.org", "Adler", "no answer", 'name="own-bus"')] == [True] * 4
    assert done.headers["Location"].endswith(f"/participants/{first.public_id}")
    with writing() as session:
        kept = participants.by_public_id(session, bbe.id, first.public_id)
        assert (kept.email, kept.organisation, kept.food) == ("petra@example.org", "Stadt Ulm", "vegan")
        assert form_of.answers(session, kept.id) == {"shirt": "XL", "bus": "9:30", "desk": "A"}
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
