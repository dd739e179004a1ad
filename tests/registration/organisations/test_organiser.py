import pytest
from browsing import enter, make_account, submit
from builders import make_congress

from app.congress.queries import by_slug
from registration.organisations import queries

PAGE = "/organise/bbe-2027/organisations"
TYPED = {"name": "Malteser e. V.", "role": "carrier", "sector": "civil_society", "website": "https://example.org/"}


@pytest.fixture
def organiser(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return client


@pytest.fixture
def organisations(writing):
    def read():
        with writing() as session:
            return queries.organisations(session, by_slug(session, "bbe-2027").id)

    return read


def test_an_organisation_is_added_changed_and_removed(organiser, organisations):
    assert submit(organiser, PAGE, TYPED).status_code == 303
    (found,) = organisations()
    assert (found.name, found.role, found.sector) == ("Malteser e. V.", "carrier", "civil_society")
    page = f"{PAGE}/{found.public_id}"

    assert submit(organiser, page, TYPED | {"name": "Malteser", "sector": ""}).status_code == 303
    assert [(one.name, one.sector) for one in organisations()] == [("Malteser", "")]
    assert submit(organiser, page, {}, to=f"{page}/remove").status_code == 303

    assert list(organisations()) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_organisation_that_cannot_be_is_refused(organiser, organisations):
    submit(organiser, PAGE, TYPED)
    faulty = {
        "name": ("", "malteser E.V.", "–", "a\u202eb", "x" * 201),
        "role": ("king", ""),
        "sector": ("aristocracy",),
        "website": ("javascript:alert(1)", "example.org", "https://", "x" * 301),
    }
    for field, values in faulty.items():
        for typed in values:
            page = submit(organiser, PAGE, TYPED | {"name": "Neu", field: typed})
            assert (field, typed[:20], page.status_code, f'href="#{field}"' in page.text) == (
                field,
                typed[:20],
                422,
                True,
            )

    assert [one.name for one in organisations()] == ["Malteser e. V."]
