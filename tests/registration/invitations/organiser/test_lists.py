import io

import pytest
from browsing import enter, make_account, submit
from builders import make_congress, make_participant

from app.congress.queries import by_slug
from registration.invitations import queries
from registration.invitations.rules import Kind
from registration.participants import queries as participants_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/organise/bbe-2027/invitations"


@pytest.fixture
def organiser(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return client


@pytest.fixture
def invited(writing):
    def read(kind):
        with writing() as session:
            return queries.invitations(session, by_slug(session, "bbe-2027").id, kind)

    return read


def test_codes_are_made_changed_revoked_and_deleted(organiser, invited):
    typed = {"label": "Presse", "most_uses": "3", "category": "press", "expires_at": "2027-06-01T12:00"}
    page = submit(organiser, PAGE, typed).headers["Location"]
    assert "Presse" in organiser.get(page).text

    submit(organiser, page, typed | {"most_uses": "5", "expires_at": ""})
    (found,) = invited(Kind.CODE)
    assert (found.label, found.most_uses, found.category, found.expires_at) == ("Presse", 5, "press", None)
    submit(organiser, page, {}, to=f"{page}/revoke")
    assert invited(Kind.CODE)[0].revoked_at is not None
    submit(organiser, page, {}, to=f"{page}/remove")

    assert list(invited(Kind.CODE)) == []
    for faulty in ({"label": ""}, {"most_uses": "0"}, {"category": "king"}, {"expires_at": "soon"}):
        assert submit(organiser, PAGE, typed | faulty).status_code == 422


def test_a_pasted_list_is_invited_once_and_reminded_in_time(organiser, invited):
    typed = {"list": "Ada <ada@example.org>\nnobody", "language": "de"}
    refused = submit(organiser, f"{PAGE}/addresses", typed)
    assert (refused.status_code, "ada@example.org" in refused.text, list(invited(Kind.ADDRESS))) == (422, True, [])

    for _ in range(2):
        assert submit(organiser, f"{PAGE}/addresses", typed | {"list": "Ada <ada@example.org>"}).status_code == 303

    table = b"Name;E-Mail\nBob;bob@example.org\nCem;cem@\n"
    typed |= {"list": ""}
    faulty = submit(organiser, f"{PAGE}/addresses", typed | {"file": (io.BytesIO(table), "people.csv")})
    assert (faulty.status_code, "cem@" in faulty.text) == (422, True)
    sent = typed | {"file": (io.BytesIO(table), "people.csv"), "leaves_out": "yes"}
    assert submit(organiser, f"{PAGE}/addresses", sent).status_code == 303
    assert submit(organiser, f"{PAGE}/addresses", typed | {"file": (io.BytesIO(b"%PDF"), "x.pdf")}).status_code == 422

    assert sorted(found.name for found in invited(Kind.ADDRESS)) == ["Ada", "Bob"]
    submit(organiser, f"{PAGE}/addresses", {}, to=f"{PAGE}/addresses/remind")
    assert invited(Kind.ADDRESS)[0].reminded_at is None  # invited a moment ago


def test_an_organisation_gets_seats(organiser, invited):
    typed = {"label": "Malteser", "most_uses": "5", "contact_email": "carol@example.org", "language": "de"}

    assert submit(organiser, f"{PAGE}/organisations", typed | {"contact_email": "nobody"}).status_code == 422
    assert submit(organiser, f"{PAGE}/organisations", typed).status_code == 303

    assert [(found.label, found.most_uses) for found in invited(Kind.ORGANISATION)] == [("Malteser", 5)]


def test_admission_is_chosen_and_applications_are_decided(organiser, writing):
    submit(organiser, PAGE, {"admission": "approval", "applications_hold": "yes"}, to=f"{PAGE}/admission")
    with writing() as session:
        congress = by_slug(session, "bbe-2027")
        assert (congress.admission, congress.applications_hold, congress.allows_substitutes) == (
            "approval",
            True,
            False,
        )
        first, second = (make_participant(session, congress, confirmed=False) for _ in range(2))
    page = "/organise/bbe-2027/applications"

    submit(organiser, page, {}, to=f"{page}/{first.public_id}/approve")
    submit(organiser, f"{page}/{second.public_id}/decline", {"reason": "Kein Platz"})
    submit(
        organiser, "/organise/bbe-2027/basics", {}, to=f"{page}/{first.public_id}/approve"
    )  # too late: nothing happens

    with writing() as session:
        states = [participants_of.by_id(session, person.id).status for person in (first, second)]
    assert states == ["pending", "declined"]
