import pytest
from browsing import enter, make_account, submit
from builders import make_congress

from app.congress import queries

BASICS = {
    "title_de": "Neuer Titel",
    "title_en": "",
    "languages": "de en",
    "starts_on": "2027-11-08",
    "ends_on": "2027-11-09",
    "zone": "Europe/Berlin",
    "hosts": "Verein A\n\n Verein B ",
    "venue": "Halle",
    "coordinates": "52.52, 13.39",
    "contact_email": "kongress@example.org",
}


@pytest.fixture
def organiser(client, writing):
    """The browser of an organiser of the congress bbe-2027, in preparation."""
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027", is_public=False)
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return client


def congress_of(writing):
    with writing() as session:
        return queries.by_slug(session, "bbe-2027")


def test_the_basics_are_saved(organiser, writing):
    answer = submit(organiser, "/organise/bbe-2027/basics", BASICS)

    assert (answer.status_code, answer.location) == (303, "/organise/bbe-2027/basics")
    congress = congress_of(writing)
    assert (congress.title, congress.hosts) == ({"de": "Neuer Titel"}, ["Verein A", "Verein B"])
    assert (congress.latitude, congress.longitude, congress.revision) == (52.52, 13.39, 2)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_fault_of_the_basics_stands_beside_its_field_and_nothing_typed_is_lost(organiser, writing):
    faulty = {
        "title_de": "Titel\u202egnal",
        "title_en": "x" * 201,
        "languages": "tlh",
        "starts_on": "8.11.2027",
        "ends_on": "0001-01-01",
        "zone": "",
        "summary_de": "Bleibt stehen",
        "contact_email": "nobody",
    }

    page = submit(organiser, "/organise/bbe-2027/basics", BASICS | faulty)

    assert page.status_code == 422
    for field in ("title_de", "title_en", "languages", "starts_on", "ends_on", "zone", "contact_email"):
        assert f'href="#{field}"' in page.text
    assert "Bleibt stehen" in page.text
    assert congress_of(writing).revision == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("ends_on", "2027-11-07"),
        ("ends_on", "2028-11-07"),
        ("zone", "Mars/Olympus"),
        ("coordinates", "1e400, 0"),
        ("hosts", "x\x00y"),
        ("venue", "x" * 201),
    ],
)
def test_what_the_rules_refuse_stands_beside_its_field(organiser, writing, field, typed):
    page = submit(organiser, "/organise/bbe-2027/basics", BASICS | {field: typed})

    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)
    assert congress_of(writing).revision == 1


def test_a_congress_is_shown_and_hidden(organiser, writing):
    page = "/organise/bbe-2027/publication"

    assert submit(organiser, page, {}, to=f"{page}/publish").status_code == 303
    assert congress_of(writing).is_public
    assert submit(organiser, page, {}, to=f"{page}/withdraw").status_code == 303
    assert not congress_of(writing).is_public


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_congress_without_privacy_notice_is_not_shown(organiser, writing):
    with writing() as session:
        queries.by_slug(session, "bbe-2027").privacy = {}

    answer = submit(organiser, "/organise/bbe-2027/basics", {}, to="/organise/bbe-2027/publication/publish")

    assert answer.status_code == 303
    assert not congress_of(writing).is_public
    page = organiser.get("/organise/bbe-2027/publication").text
    assert "/publication/publish" not in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_faults_of_typing_and_of_the_rules_are_told_together(organiser):
    faulty = {"title_de": "", "ends_on": "2027-11-01", "zone": "Mars", "coordinates": "here"}

    page = submit(organiser, "/organise/bbe-2027/basics", BASICS | faulty).text

    assert [f'href="#{field}"' in page for field in faulty] == [True] * 4
