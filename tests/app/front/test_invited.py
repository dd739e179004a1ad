import re

import pytest
from builders import SECRET

from app import clock
from registration.invitations import queries, service
from registration.invitations.rules import Invitee, Kind, Terms, in_groups
from registration.participants import queries as participants_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TERMS = {"secret": SECRET, "actor": "user:1"}


@pytest.fixture
def code_in(writing):
    def make(congress, **terms):
        with writing() as session:
            made = service.create_code(session, congress, Terms(**{"label": "Press"} | terms), **TERMS, now=clock.now())
            return in_groups(service.code_of(queries.invitation(session, congress.id, made), secret=SECRET))

    return make


def test_a_congress_by_invitation_asks_for_a_code(guest, open_congress, code_in, everybody):
    congress = open_congress(admission="invitation")
    code = code_in(congress, category="press")

    assert 'name="code"' in guest.get("/spring/register").text
    wrong = guest.post("/spring/register", to="/spring/code", code="ABCD")
    right = guest.post("/spring/code", code=code.lower())
    done = guest.post(right.headers["Location"], name="Ada", email="ada@example.org")
    used_up = guest.get(right.headers["Location"])
    around = guest.send("/spring/register", {**guest.form("/spring/code"), "name": "Eve", "email": "eve@example.org"})

    assert (wrong.status_code, "ABCD" in wrong.text) == (422, True)
    assert (right.headers["Location"], right.headers["Referrer-Policy"]) == (f"/spring/invited/{code}", "no-referrer")
    assert (done.status_code, [(p.name, p.role) for p in everybody(congress)]) == (303, [("Ada", "press")])
    assert (used_up.status_code, around.status_code) == (409, 403)


def test_whoever_is_invited_by_mail_is_confirmed_at_once_or_declines(guest, open_congress, writing, mails, everybody):
    congress = open_congress(admission="invitation")
    with writing() as session:
        people = [Invitee("ada@example.org", "Ada"), Invitee("grace@example.org")]
        service.invite_addresses(session, congress, people, Terms(""), language="en", **TERMS, now=clock.now())
    letters = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in mails()}
    form = re.search(r"http://127\.0\.0\.1:8000(/spring/invited/\S+)\n", letters["ada@example.org"])[1]
    decline = re.search(r"http://127\.0\.0\.1:8000(/spring/invited/\S+/decline)", letters["grace@example.org"])[1]

    done = guest.post(form)
    guest.post(decline)

    assert "/my/" in done.headers["Location"]
    assert [(p.email, p.status) for p in everybody(congress)] == [("ada@example.org", "confirmed")]
    assert "think again" in guest.get(decline).text
    with writing() as session:
        to_grace, _ = queries.invitations(session, congress.id, Kind.ADDRESS)
        assert to_grace.declined_at is not None


def test_a_contact_sees_who_came_on_their_seats(guest, open_congress, writing, mails, everybody):
    congress = open_congress()
    with writing() as session:
        terms = Terms("Malteser e. V.", most_uses=2)
        contact = Invitee("carol@example.org", "Carol")
        service.invite_organisation(session, congress, contact, terms, language="en", **TERMS, now=clock.now())
    (letter,) = mails()
    text = letter.get_body(("plain",)).get_content()
    page = re.search(r"http://127\.0\.0\.1:8000(/spring/seats/\S+)", text)[1]
    link = re.search(r"http://127\.0\.0\.1:8000(/spring/invited/[\w-]+)", guest.get(page).text)[1]

    form = guest.get(link).text
    guest.post(link, name="Ada", email="ada@example.org", organisation="Somebody else")

    assert "Carol sees your name" in form
    assert [p.organisation for p in everybody(congress)] == ["Malteser e. V."]
    seen = guest.get(page)
    assert ("Ada" in seen.text, "1 seat is left of 2" in seen.text, seen.headers["X-Robots-Tag"]) == (
        True,
        True,
        "noindex, nofollow",
    )
    assert guest.get(page[:-1] + "x").status_code == 404


def test_an_application_is_sent_answered_and_seen(guest, open_congress, writing, mails, link_in, everybody):
    congress = open_congress(admission="approval")
    sent = guest.post("/spring/register", name="Ada", email="ada@example.org")
    (letter,) = mails()
    own = link_in(letter)
    assert (sent.headers["Location"], "application" in guest.get(sent.headers["Location"]).text) == (
        "/spring/registered?applied=yes",
        True,
    )
    assert "Your application has arrived" in guest.get(own).text
    assert guest.client.get(f"{own}/ticket.pdf").status_code == 404

    (applicant,) = everybody(congress)
    with writing() as session:
        person = participants_of.by_id(session, applicant.id)
        service.decline_application(session, person, reason="No room for us all", actor="user:1", now=clock.now())

    assert "No room for us all" in guest.get(own).text
    assert "No room for us all" in mails()[-1].get_body(("plain",)).get_content()
