"""Organisers find, read, change, cancel, note and add participants."""

import pytest
from builders import make_congress, make_forum, make_participant, make_preferences
from sqlalchemy import event

from app.db import db
from registration.participants import queries


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe", capacity=300)


@pytest.fixture
def office(organiser_of, bbe):
    """A browser in which an organiser of the congress is logged in, who reads English."""
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def people(writing, congress, *names, **values):
    with writing() as session:
        return [make_participant(session, congress, name=name, **values) for name in names]


def text(answer):
    return answer.get_data(as_text=True)


def test_the_list_finds_filters_sorts_and_pages(office, writing, bbe):
    people(writing, bbe, "Zoë Özil", sector="state")
    people(writing, bbe, *(f"Guest {n:03}" for n in range(60)))

    whole, found = (
        text(office.get("/organise/bbe/participants/")),
        text(office.get("/organise/bbe/participants/?q=ozil")),
    )
    second = text(office.get("/organise/bbe/participants/?page=2"))
    state = text(office.get("/organise/bbe/participants/?sector=state&sort=-registered"))

    assert "61 participants" in whole
    assert "Zoë Özil" not in whole
    assert "Zoë Özil" in second
    assert "1 participant\n" in found or "1 participant<" in found
    assert "Zoë Özil" in found
    assert "Zoë Özil" in state
    assert "Guest 001" not in state


@pytest.mark.parametrize(
    "query", ["page=99999999999999999999", "page=-1", "sort=drop", "status=nobody", "q=%01%ff", "q=" + "x" * 5000]
)
def test_a_nonsense_address_shows_a_list_all_the_same(office, bbe, query):
    assert office.get(f"/organise/bbe/participants/?{query}").status_code == 200


def test_the_list_costs_the_same_number_of_statements_whatever_its_length(app, office, writing, bbe):
    def statements():
        seen = []

        def note(*arguments):
            seen.append(arguments[2])

        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", note)
            office.get("/organise/bbe/participants/")
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    people(writing, bbe, "Ada")
    few = statements()
    people(writing, bbe, *(f"Guest {n}" for n in range(40)))

    assert statements() == few


def test_a_participant_is_shown_whole(office, writing, bbe):
    with writing() as session:
        person = make_participant(session, bbe, name="سمیرا", food="vegan", access_needs="wheelchair")
        make_preferences(session, person, make_forum(session, bbe, number=4, title={"en": "Mentoring"}))

    page = text(office.get(f"/organise/bbe/participants/{person.public_id}"))

    for told in ("سمیرا", "vegan", "wheelchair", "Forum 4: Mentoring", "confirmed", "Registered: not confirmed yet"):
        assert told in page


def test_a_change_is_kept_and_a_fault_loses_nothing(office, writing, bbe, token_of):
    (ada,) = people(writing, bbe, "Ada")
    people(writing, bbe, "Bob", email="bob@example.org")
    address = f"/organise/bbe/participants/{ada.public_id}/change"
    typed = {
        "csrf_token": token_of(office, address),
        "name": "Ada King",
        "email": "king@example.org",
        "role": "speaker",
        "language": "en",
    }

    done = office.post(address, data=typed)
    taken = office.post(address, data=typed | {"email": "BOB@example.org", "organisation": "Kept"})
    empty = office.post(address, data=typed | {"name": ""})

    with writing() as session:
        changed = queries.by_public_id(session, bbe.id, ada.public_id)
        assert (changed.name, changed.email, changed.role) == ("Ada King", "king@example.org", "speaker")
    assert (done.status_code, taken.status_code, empty.status_code) == (303, 422, 422)
    assert "Somebody is registered with this address already." in text(taken)
    assert 'value="Kept"' in text(taken)
    assert "Name: Please fill in this field; it is required." in text(empty)


def test_cancelling_asks_first_and_gives_the_place_on(office, writing, bbe, token_of):
    (ada,) = people(writing, bbe, "Ada")
    question = f"/organise/bbe/participants/{ada.public_id}/cancel"

    answer = office.post(question, data={"csrf_token": token_of(office, question)})

    with writing() as session:
        assert queries.by_public_id(session, bbe.id, ada.public_id).status == "cancelled"
    assert answer.status_code == 303


def test_a_note_and_a_confirmation_by_telephone(office, writing, bbe, token_of):
    with writing() as session:
        ada = make_participant(session, bbe, confirmed=False)
    page = f"/organise/bbe/participants/{ada.public_id}"
    token = token_of(office, page)

    office.post(f"{page}/note", data={"csrf_token": token, "note": "calls back\non Monday"})
    office.post(f"{page}/confirm", data={"csrf_token": token})
    office.post(f"{page}/link", data={"csrf_token": token})

    with writing() as session:
        noted = queries.by_public_id(session, bbe.id, ada.public_id)
        assert (noted.note, noted.status) == ("calls back\non Monday", "confirmed")


def test_somebody_is_added_confirmed(office, writing, bbe, token_of):
    address = "/organise/bbe/participants/new"
    typed = {
        "csrf_token": token_of(office, address),
        "name": "Ada",
        "email": "ada@example.org",
        "role": "press",
        "language": "de",
    }

    added, twice = office.post(address, data=typed), office.post(address, data=typed)

    assert (added.status_code, twice.status_code) == (303, 422)
    with writing() as session:
        assert queries.places(session, bbe.id).confirmed == 1


def test_the_overview_counts(office, writing, bbe):
    people(writing, bbe, "Ada", "Bob", sector="state", organisation="Stadt Ulm")
    with writing() as session:
        make_forum(session, bbe, number=1, title={"en": "Mentoring"})

    page = text(office.get("/organise/bbe/")) + text(office.get("/organise/bbe/figures"))

    for told in ("Politics and state", "Stadt Ulm", "1 · Mentoring", "0 of 2"):
        assert told in page


def test_participants_of_another_congress_are_not_found(office, writing, bbe):
    with writing() as session:
        stranger = make_participant(session, make_congress(session, slug="other"))

    assert office.get(f"/organise/bbe/participants/{stranger.public_id}").status_code == 404
    assert office.get(f"/organise/other/participants/{stranger.public_id}").status_code == 403
