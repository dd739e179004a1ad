import pytest
from browsing import enter, make_account, submit
from builders import make_congress, make_participant, make_quota

from app.congress.queries import by_slug
from registration.participants import queries as participants_of
from registration.places import queries

PAGE = "/organise/bbe-2027/places"
CATEGORY = {
    "label_de": "Jugend",
    "label_en": "Youth",
    "capacity": "2",
    "position": "3",
    "is_open": "y",
}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def organiser(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return client


@pytest.fixture
def look(writing):
    """``look(lambda session, congress: …)`` reads or writes in a transaction of its own."""

    def inside(act):
        with writing() as session:
            return act(session, by_slug(session, "bbe-2027"))

    return inside


def quotas(session, congress):
    return [(q.category, q.day, q.organisation, q.capacity) for q in queries.quotas(session, congress.id)]


def test_a_category_is_added_limited_changed_and_removed(organiser, look):
    assert submit(organiser, f"{PAGE}/categories/new", CATEGORY).status_code == 303
    youth = look(lambda s, c: next(one for one in queries.categories(s, c.id) if one.code == "youth"))
    page = f"{PAGE}/categories/{youth.public_id}"
    assert (youth.label, youth.is_open, youth.joins_forums) == ({"de": "Jugend", "en": "Youth"}, True, False)
    assert look(quotas) == [("youth", "", "", 2)]

    assert submit(organiser, page, CATEGORY | {"capacity": ""}).status_code == 303
    assert look(quotas) == []
    assert submit(organiser, page, {}, to=f"{page}/remove").status_code == 303

    assert "youth" not in look(lambda s, c: queries.codes(s, c.id))


def test_a_quota_is_added_changed_and_removed(organiser, look):
    typed = {"category": "press", "day": "2027-11-08", "organisation": "", "capacity": "5"}
    assert submit(organiser, f"{PAGE}/quotas/new", typed).status_code == 303
    (found,) = look(lambda s, c: queries.quotas(s, c.id))
    page = f"{PAGE}/quotas/{found.public_id}"

    assert submit(organiser, page, {"capacity": "7"}).status_code == 303
    assert look(quotas) == [("press", "2027-11-08", "", 7)]
    assert submit(organiser, page, {}, to=f"{page}/remove").status_code == 303

    assert look(quotas) == []


def test_what_makes_no_sense_is_said_beside_its_field(organiser):
    everyone = submit(organiser, f"{PAGE}/quotas/new", {"capacity": "5"})
    unknown = submit(organiser, f"{PAGE}/quotas/new", {"category": "king", "capacity": "5"})
    nameless = submit(organiser, f"{PAGE}/categories/new", CATEGORY | {"label_de": ""})

    assert [answer.status_code for answer in (everyone, unknown, nameless)] == [422, 422, 422]
    assert 'href="#category"' in unknown.text
    assert 'href="#label_de"' in nameless.text


def test_the_page_says_what_is_taken_and_warns_of_what_is_too_small(organiser, look):
    look(lambda s, c: [make_participant(s, c, role="press") for _ in range(2)])
    look(lambda s, c: make_quota(s, c, 1, category="press"))
    look(lambda s, c: make_participant(s, c, role="press"))

    page = organiser.get(f"{PAGE}?lang=en").text

    assert "One quota is smaller than what is taken already: Press." in page
    assert "2 of 500 places of the congress are taken; 1 people wait." in page


def test_the_waiting_list_shows_who_waits_for_what_and_moves_them_for_a_reason(organiser, look):
    look(lambda s, c: make_quota(s, c, 0, category="press"))
    first, second = look(lambda s, c: [make_participant(s, c, role="press", name=name) for name in ("Ada", "Ben")])
    there = "/organise/bbe-2027/waiting-list"
    page = organiser.get(f"{there}?lang=en").text
    assert page.index("Ada") < page.index("Ben")
    assert "Press" in page

    assert submit(organiser, f"{there}/{second.public_id}", {"position": "1", "reason": ""}).status_code == 422
    moved = submit(organiser, f"{there}/{second.public_id}", {"position": "1", "reason": "Speaks sign language"})

    assert moved.status_code == 303
    order = look(lambda s, c: [waiting.people for waiting in participants_of.waiting(s, c.id)])
    assert order == [(second.id,), (first.id,)]
    journal = organiser.get(f"/organise/bbe-2027/participants/{second.public_id}?lang=en").text
    assert "Moved on the waiting list from 2 to 1: Speaks sign language" in journal
