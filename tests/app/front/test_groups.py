import re

import pytest
from builders import SECRET, make_participant, make_party, make_request

from app import clock
from app.journal import queries as journal
from registration.participants import queries, service
from registration.participants.models import Party

CONTACT = {"name": "Ada Lovelace", "email": "ada@example.org", "organisation": "Patenwerk", "language": "en"}


@pytest.fixture
def group_link(mails):
    """``group_link()`` finds the address of the group's page in the newest mail to the contact."""

    def find():
        texts = [mail.get_body(("plain",)).get_content() for mail in mails() if mail["To"] == CONTACT["email"]]
        return re.findall(r"http://127\.0\.0\.1:8000(/\S+/group/\S+)", "\n".join(texts))[-1]

    return find


def members_of(writing, congress):
    with writing() as session:
        [party] = queries.parties(session, congress.id)
        return queries.members(session, party.id)


def test_a_group_is_registered_confirmed_completed_replaced_and_forgotten(
    guest, open_congress, group_link, mails, writing
):
    congress = open_congress()
    people = "Given name\tFamily name\tE-mail\nGrace\tHopper\tgrace@example.org\nBen\tOkafor\t"
    sent = guest.post("/spring/group", **CONTACT, people=people, further="1")
    assert (sent.status_code, sent.location) == (303, "/spring/group/sent")
    page = group_link()
    assert {mail["To"] for mail in mails()} == {"ada@example.org"}
    shown = guest.get(page).text
    assert all(words in shown for words in ("Grace Hopper", "Ben Okafor", "name follows", "Please confirm 3 places"))

    assert guest.post(page, to=f"{page}/confirm").status_code == 303
    assert [mail["To"] for mail in mails()[1:]] == ["grace@example.org", "ada@example.org"]
    assert "Ada Lovelace has registered you" in mails()[1].get_body(("plain",)).get_content()
    grace, ben, third = members_of(writing, congress)
    assert [member.status for member in (grace, ben, third)] == ["confirmed"] * 3

    bens = service.link_of(ben, secret=SECRET)
    assert guest.get(f"/spring/my/{bens}").status_code == 200
    place = f"{page}/members/{ben.public_id}"
    faulty = guest.post(place, email="grace@example.org")
    assert (faulty.status_code, "registered with this address" in faulty.text) == (409, True)
    assert guest.post(place, email="ben@example.org").status_code == 303
    assert [mail["To"] for mail in mails()[3:]] == ["ben@example.org"]
    assert guest.get(f"/spring/my/{bens}").status_code == 404  # the contact may have kept it

    assert guest.post(f"{page}/members/{grace.public_id}", name="Mary", email="mary@example.org").status_code == 303
    assert sorted(mail["To"] for mail in mails()[4:]) == ["grace@example.org", "mary@example.org"]
    assert guest.post(f"{page}/members/{third.public_id}/cancel").status_code == 303
    states = [(member.name, member.status) for member in members_of(writing, congress)]
    assert states == [
        ("Grace Hopper", "cancelled"),
        ("Ben Okafor", "confirmed"),
        ("N. N.", "cancelled"),
        ("Mary", "confirmed"),
    ]
    with writing() as session:
        actors = {entry.actor for entry in journal.about(session, subject_kind="participant", subject_id=grace.id)}
        assert actors == {"guest", "party:1"}
        assert queries.places(session, congress.id).confirmed == 2

    further = f"{page}/further"
    assert f'href="{further}"' in guest.get(page).text
    wrong = guest.post(further, people="Cleo\nDan;;dan@")
    assert (wrong.status_code, "Cleo\nDan;;dan@</textarea>" in wrong.text) == (422, True)
    told = {"people": "Cleo;;cleo@example.org;City of Ulm\nGrace;;MARY@example.org", "key": "once"}
    assert [guest.post(further, **told).status_code for _ in range(2)] == [303, 303]
    cleo = members_of(writing, congress)[-1]
    assert (cleo.name, cleo.organisation, cleo.status) == ("Cleo", "City of Ulm", "confirmed")
    assert {mail["To"] for mail in mails()[7:]} == {"cleo@example.org", "mary@example.org", "ada@example.org"}
    coming = [member.name for member in members_of(writing, congress) if member.status == "confirmed"]
    assert coming == ["Ben Okafor", "Mary", "Cleo"]

    assert guest.post(page, to=f"{page}/forget").status_code == 303
    assert guest.get(page).status_code == 404
    with writing() as session:
        party = session.get(Party, 1)
        assert (party.contact_name, party.contact_email, party.link_digest) == ("", "", None)


def test_what_is_wrong_stands_beside_the_fields_and_nothing_typed_is_lost(guest, open_congress, group_link, writing):
    congress = open_congress(capacity=1)
    open_congress(slug="alone", allows_parties=False)
    assert guest.get("/alone/group").location == "/alone/register"
    nobody = guest.post("/spring/group", **CONTACT)
    wrong = guest.post("/spring/group", **CONTACT | {"email": "ada"}, people="Grace;;grace@\nBen", further="many")
    full = guest.post("/spring/group", **CONTACT, people="Grace\nBen", is_whole="yes")

    assert (nobody.status_code, "name at least one person" in nobody.text) == (422, True)
    assert wrong.status_code == 422
    for words in ("Line 1: This is not a complete e-mail address", "Grace;;grace@\nBen</textarea>", 'value="many"'):
        assert words in wrong.text
    assert (full.status_code, "Grace\nBen</textarea>" in full.text, "waiting_list" in full.text) == (409, True, True)
    with writing() as session:
        assert queries.parties(session, congress.id) == []

    joined = guest.post("/spring/group", **CONTACT, people="Grace\nBen", is_whole="yes", waiting_list="yes")
    assert joined.status_code == 303
    assert [member.status for member in members_of(writing, congress)] == ["waiting"] * 2
    with writing() as session:
        make_participant(session, congress, confirmed=False, now=clock.now())

    page = group_link()
    assert "takes a new turn" in guest.get(f"{page}/further").text
    assert guest.post(f"{page}/further", further="1", waiting_list="").status_code == 409
    assert guest.post(f"{page}/further", further="1").status_code == 303
    assert [(member.status, member.turn) for member in members_of(writing, congress)] == [("waiting", 2)] * 3
    assert guest.post(f"{page}/further", further="98").status_code == 422


def test_the_contact_speaks_for_those_without_an_address_and_is_told_once(
    guest, open_congress, group_link, mails, writing, organiser_of
):
    congress = open_congress(capacity=2)
    with writing() as session:
        now = clock.now()
        here = [make_participant(session, congress, now=now) for _ in range(2)]
        people = [make_request(name="N. N.", email=""), make_request(name="Ben", email="")]
        contact = service.Contact("Ada", "ada@example.org", "en")
        party = make_party(session, congress, *people, contact=contact, now=now)
    before = len(mails())
    with writing() as session:
        for person in here:
            leaving = queries.by_id(session, person.id)
            service.cancel(session, leaving, congress=leaving.congress, actor="guest", now=clock.now())

    news = [mail for mail in mails()[before:] if mail["To"] == "ada@example.org"]
    assert [mail["Subject"] for mail in news] == [f"Places have come free for your group: {congress.title['en']}"]
    guest.post(group_link(), to=f"{group_link()}/confirm")
    assert [member.status for member in members_of(writing, congress)] == ["confirmed"] * 2

    organiser = organiser_of(congress)
    page = organiser.get(
        f"/organise/spring/participants/{party.members[0].public_id}", headers={"Accept-Language": "en"}
    ).text
    assert all(words in page for words in ("ada@example.org", "Ben", "the contact of the group"))
