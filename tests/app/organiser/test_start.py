from datetime import date

import pytest
from browsing import enter, make_account, submit
from builders import make_congress

from app.accounts.queries import members
from app.congress import queries
from registration.participants.queries import places

NEW = {
    "title": "Werkstatt",
    "slug": "werkstatt-2027",
    "languages": "de",
    "starts_on": "2027-03-06",
    "ends_on": "2027-03-06",
    "zone": "Europe/Berlin",
    "capacity": "700",
}


@pytest.fixture
def administrator(client, writing):
    with writing() as session:
        make_account(session, "admin@example.org", is_administrator=True)
    enter(client, "admin@example.org")
    return client


def test_organisers_see_their_congresses_and_no_others(client, writing):
    with writing() as session:
        mine = make_congress(session, title={"de": "Meiner", "en": "Mine"})
        door = make_congress(session, title={"de": "Am Einlass", "en": "At the door"}, slug="door")
        make_congress(session, title={"de": "Fremd", "en": "Foreign"})
        make_account(session, "anna@example.org", organises=mine, guards=door)
    enter(client, "anna@example.org")

    page = client.get("/organise/?lang=en").text

    assert ("Mine" in page, "At the door" in page, "Foreign" in page) == (True, True, False)
    assert 'href="/gate/door/"' in page
    assert client.get("/organise/new").status_code == 403


def test_an_administrator_sees_all_congresses(administrator, writing):
    with writing() as session:
        make_congress(session, title={"de": "Fremd", "en": "Foreign"})

    assert "Foreign" in administrator.get("/organise/?lang=en").text


def test_an_administrator_begins_a_congress(administrator, writing):
    answer = submit(administrator, "/organise/new", NEW)

    assert (answer.status_code, answer.location) == (303, "/organise/werkstatt-2027/basics")
    with writing() as session:
        congress = queries.by_slug(session, "werkstatt-2027")
        assert (congress.title, congress.starts_on, congress.is_public) == (
            {"de": "Werkstatt"},
            date(2027, 3, 6),
            False,
        )
        assert places(session, congress.id).capacity == 700
        assert [(a.email, part) for a, part in members(session, congress.id)] == [("admin@example.org", "organiser")]
    assert administrator.get("/organise/werkstatt-2027/").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_congress_that_cannot_be_is_not_begun(administrator, writing):
    with writing() as session:
        make_congress(session, slug="taken")
    faulty = {
        "slug": ("taken", "organise", "Größe", "", "../x"),
        "capacity": ("-1", "1000001", "9" * 5000, "viele", "", "1.5", "NaN"),
        "ends_on": ("2027-03-05", "31.12.2027", ""),
        "zone": ("CET", "nowhere"),
        "title": ("", "   ", "a\u202eb", "x" * 201),
        "languages": ("", "xx"),
    }
    for field, values in faulty.items():
        for typed in values:
            page = submit(administrator, "/organise/new", NEW | {field: typed})
            assert (field, typed[:20], page.status_code, f'href="#{field}"' in page.text) == (
                field,
                typed[:20],
                422,
                True,
            )

    with writing() as session:
        assert [congress.slug for congress in queries.all_congresses(session)] == ["taken"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_but_an_administrator_begins_a_congress(client, writing):
    assert client.get("/organise/new").location.startswith("/account/login")
    with writing() as session:
        make_account(session, "anna@example.org", organises=make_congress(session, slug="mine"))
    enter(client, "anna@example.org")

    assert submit(client, "/account/", NEW, to="/organise/new").status_code == 403


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_congress_no_page(administrator):
    assert administrator.get("/organise/nowhere/").status_code == 404
    assert administrator.get("/organise/%E2%80%AE/").status_code == 404
