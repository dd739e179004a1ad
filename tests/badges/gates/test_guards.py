"""The desk for people without a registration, from a gate that nobody logged in to."""

from uuid import uuid4

import pytest
from builders import SECRET, make_congress
from sqlalchemy import select

from app import clock
from app.journal.models import JournalEntry
from badges.checkin.models import Scan
from badges.gates import service
from badges.gates.rules import Permission

API = "/api/v1/congresses/autumn/gates/desk"
DESK = "/gate/autumn/walk-in"


@pytest.fixture
def gates(writing):
    """Two gates of a congress: the desk, and one that may not register; with the headers of their keys."""
    with writing() as session:
        congress = make_congress(session, slug="autumn", capacity=1)
        make_congress(session, slug="spring")
        found = []
        for name, takes in (("Desk", True), ("East", False)):
            values = {"permission": Permission.STEWARD, "takes_walk_ins": takes, "actor": "user:1", "now": clock.now()}
            gate = service.add(session, congress, name=name, **values)
            done = service.enrol(session, gate, service.token_of(gate, secret=SECRET), secret=SECRET, now=clock.now())
            found.append((gate, {"Authorization": f"Bearer {done.key}"}))
        return found


def test_a_gate_takes_in_people_without_a_login_where_the_organisers_say_so(gates, client, writing, token_of):
    (desk, key), (_, other_key) = gates
    assert client.post(API, headers=other_key).json["code"] == "not-a-desk"
    assert client.get(DESK).status_code == 302
    assert client.post(API, headers=key).json == {"desk": DESK}

    page = client.get(DESK)
    assert (page.status_code, "/gate/autumn/door" in page.text) == (200, True)
    for elsewhere in ("/gate/spring/walk-in", "/gate/autumn/", "/organise/autumn/", "/gate/autumn/answers"):
        assert client.get(elsewhere).status_code == 302
    form = {"csrf_token": token_of(client, DESK), "role": "participant", "sheet": "a6", "beyond": "yes"}
    done = client.post(DESK, data=form | {"key": str(uuid4()), "name": "Samira"})
    assert (done.status_code, "Samira" in client.get(done.location).text) == (303, True)
    assert client.get(f"{done.location}/badge.pdf", buffered=True).mimetype == "application/pdf"
    full = client.post(DESK, data=form | {"key": str(uuid4()), "name": "Late"})
    assert (full.status_code, 'name="beyond"' in full.text) == (409, False)  # overbooking is for organisers
    with writing() as session:
        [scan] = session.scalars(select(Scan)).all()
        assert (scan.device, scan.verdict) == (desk.public_id, "welcome")
        assert session.scalars(select(JournalEntry).where(JournalEntry.actor == f"key:{desk.key_id}")).first()
        service.revoke(session, session.merge(desk), actor="user:1", now=clock.now())
    assert client.get(DESK).status_code == 302
