"""The desk for people without a registration, and the questions at the door, from a gate that nobody logged in to."""

from uuid import uuid4

import pytest
from builders import SECRET, make_congress, make_participant
from sqlalchemy import select

from app import clock
from app.journal.models import JournalEntry
from badges.checkin.models import Scan
from badges.gates import service
from badges.gates.rules import Permission
from registration.fields import service as fields
from registration.fields.arranging import FieldRequest
from registration.fields.rules import Kind
from registration.participants.models import Participant

API = "/api/v1/congresses/autumn/gates/desk"
ASKING = "/api/v1/congresses/autumn/gates/questions"
DESK, PRINTS = "/gate/autumn/walk-in", "/gate/autumn/badges"


@pytest.fixture
def gates(writing):
    """Gates of a congress that asks for food at the door: the desk, one that may not register, a kiosk; with the headers of their keys."""
    with writing() as session:
        congress = make_congress(session, slug="autumn", capacity=2)
        make_participant(session, congress, name="Bo")
        make_congress(session, slug="spring")
        food = FieldRequest(kind=Kind.TEXT, label={}, at_door=True, seen_by="gate")
        fields.change_field(session, congress, "food", food, actor="test", now=clock.now())
        found = []
        for name, takes, what in (("Desk", True, "steward"), ("East", False, "steward"), ("K", False, "kiosk")):
            values = {"permission": Permission(what), "takes_walk_ins": takes, "actor": "user:1", "now": clock.now()}
            gate = service.add(session, congress, name=name, **values)
            done = service.enrol(session, gate, service.token_of(gate, secret=SECRET), secret=SECRET, now=clock.now())
            found.append((gate, {"Authorization": f"Bearer {done.key}"}))
        return found


def test_gates_take_in_people_and_ask_them_without_a_login_where_they_may(gates, client, writing, token_of):
    (desk, key), (_, other_key), (_, kiosk_key) = gates
    assert client.post(API, headers=other_key).json["code"] == "not-a-desk"
    assert client.get(DESK).status_code == 302
    assert client.post(API, headers=key).json == {"desk": DESK, "prints": PRINTS}

    page = client.get(DESK)
    assert (page.status_code, "/gate/autumn/door" in page.text) == (200, True)
    for elsewhere in ("/gate/spring/walk-in", "/gate/autumn/", "/organise/autumn/"):
        assert client.get(elsewhere).status_code == 302
    form = {"csrf_token": token_of(client, DESK), "role": "participant", "sheet": "a6", "beyond": "yes"}
    done = client.post(DESK, data=form | {"key": str(uuid4()), "name": "Samira"})
    assert (done.status_code, "Samira" in client.get(done.location).text) == (303, True)
    assert client.get(f"{done.location}/badge.pdf", buffered=True).mimetype == "application/pdf"
    full = client.post(DESK, data=form | {"key": str(uuid4()), "name": "Late"})
    assert (full.status_code, 'name="beyond"' in full.text) == (409, False)  # overbooking is for organisers
    with writing() as session:
        samira, bo = (
            session.scalars(select(Participant).where(Participant.name == name)).one() for name in ("Samira", "Bo")
        )
        [scan] = session.scalars(select(Scan)).all()
        assert (scan.device, scan.verdict) == (desk.public_id, "welcome")
        assert session.scalars(select(JournalEntry).where(JournalEntry.actor == f"key:{desk.key_id}")).first()

    # Badges are for whom this gate let in, too.
    listed = client.get(f"{PRINTS}?text=bo").text
    assert ("Samira" in listed, ">Bo<" in listed, 'name="text"' in listed) == (True, False, False)
    paper = {"csrf_token": token_of(client, PRINTS), "sheet": "cr80"}
    asked_for = [client.post(f"{PRINTS}/{person.public_id}", data=paper).status_code for person in (samira, bo)]
    assert asked_for == [303, 404]

    # Questions are for whom this gate let in itself; others are not found.
    page = f"/gate/autumn/answers/{samira.public_id}"
    assert f'href="{page}"' in client.get(done.location).text
    assert client.post(ASKING, headers=kiosk_key).json["code"] == "not-for-kiosks"
    asked = {
        scan_id: client.post(ASKING, json={"scan_id": scan_id}, headers=key).json for scan_id in (scan.scan_id, "x")
    }
    assert asked == {scan.scan_id: {"page": page}, "x": {"page": "/gate/autumn/answers"}}
    listed = client.get("/gate/autumn/answers?text=bo").text
    assert ("Samira" in listed, ">Bo<" in listed, 'name="text"' in listed) == (True, False, False)
    told = {"csrf_token": token_of(client, page), "food": "vegan"}
    assert client.post(page, data=told).status_code == 303
    assert client.post(f"/gate/autumn/answers/{bo.public_id}", data=told).status_code == 404
    assert client.post(ASKING, headers=other_key).status_code == 200
    assert client.get(page).status_code == 404  # the other gate did not let her in
    client.post(API, headers=key)
    with writing() as session:
        assert session.get_one(Participant, samira.id).food == "vegan"
        service.revoke(session, session.merge(desk), actor="user:1", now=clock.now())
    assert [client.get(one).status_code for one in (DESK, PRINTS, page)] == [302] * 3
