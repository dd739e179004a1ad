"""Guests at a kiosk and the house: who is found, who is not told anything, what is printed."""

from dataclasses import replace
from uuid import uuid4

import pytest
from builders import SECRET, make_congress, make_participant
from sqlalchemy import select

from app import clock
from app.factory import create_app
from badges import service as badges
from badges.checkin.models import Scan
from badges.gates import service as gates
from badges.gates.rules import Permission
from badges.kiosks import rules
from registration.participants.models import Participant

BASE = "/api/v1/congresses/autumn"


def enrol(session, congress, **values):
    """Make a device a gate of some kind; give its headers."""
    gate = gates.add(session, congress, name="Foyer", actor="user:1", now=clock.now(), **values)
    done = gates.enrol(session, gate, gates.token_of(gate, secret=SECRET), secret=SECRET, now=clock.now())
    return {"Authorization": f"Bearer {done.key}"}


def test_whoever_knows_name_and_address_is_in_and_their_badge_is_printed_once(writing, client, monkeypatch):
    with writing() as session:
        congress = make_congress(session, slug="autumn")
        for name, address in (
            ("Ada Lovelace", "ada@example.org"),
            ("Ada Byron", "info@example.org"),
            ("Ada Byron", "info@example.net"),
            ("Cem Öz", "cem%@example.org"),
        ):
            make_participant(session, congress, name=name, email=address)
        cem = session.scalars(select(Participant).where(Participant.name == "Cem Öz")).one()
        code = badges.badge_of(session, cem, now=clock.now()).code
        badges.prepare(session, [cem.id], now=clock.now())
        kiosk = enrol(session, congress, permission=Permission.KIOSK, sheet="cr80")
        steward = enrol(session, congress, permission=Permission.STEWARD, sheet="cr80")

    def ask(what, headers=kiosk, **body):
        return client.post(f"{BASE}/kiosk/{what}", json=body, headers=headers | {"Accept-Language": "en"})

    scan_id = str(uuid4())
    who = {"name": "ada lovelace", "address": "ADA", "scan_id": scan_id}
    assert ask("admissions", headers=steward, **who).status_code == 403
    for changes in ({"address": "a%"}, {"address": ""}, {"name": "Ada"}, {"name": "Ben Lovelace"}, {"address": "cem"}):
        refused = ask(
            "admissions", **who | changes | ({"name": "byron", "address": "info"} if "Ada" in changes.values() else {})
        )
        assert (refused.status_code, refused.json["code"]) == (404, "nobody-found")
        assert "Lovelace" not in refused.text
    welcome = ask("admissions", **who).json
    assert (welcome["verdict"], welcome["guest"]["name"]) == ("welcome", "Ada Lovelace")
    assert "ada@example.org" not in str(welcome)

    assert ask("badge", headers=steward, scan_id=scan_id).status_code == 403
    for _ in range(2):  # the paper may jam
        paper = ask("badge", scan_id=scan_id).json
        assert (paper["width"], paper["height"], paper["paper"].count("paper-badge")) == (85.6, 53.98, 1)
        assert "Ada Lovelace" in paper["paper"]
    again = str(uuid4())
    assert ask("admissions", **who | {"scan_id": again}).json["verdict"] == "already_in"
    assert [ask("badge", scan_id=scan).json["code"] for scan in (again, str(uuid4()))] == ["nothing-to-print"] * 2
    scan = {"scan_id": str(uuid4()), "code": code, "scanned_at": clock.now().isoformat(), "gate": "Foyer"}
    with writing() as session:
        device = session.scalars(select(Scan.device)).first()
    client.post(f"{BASE}/scans", json={"device": device, "scans": [scan]}, headers=kiosk)
    assert ask("badge", scan_id=scan["scan_id"]).json["code"] == "printed-before"
    monkeypatch.setattr(rules, "PRINTS_FOR", rules.PRINTS_FOR * 0)
    assert ask("badge", scan_id=scan_id).json["code"] == "nothing-to-print"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # counted in memory
def test_nobody_tries_out_names_for_long(config, writing):
    client = create_app(replace(config, limits="on")).test_client()
    with writing() as session:
        congress = make_congress(session, slug="autumn")
        kiosk = enrol(session, congress, permission=Permission.KIOSK)

    def guess(number):
        body = {"name": f"Guest {number}", "address": "guest", "scan_id": str(uuid4())}
        return client.post(f"{BASE}/kiosk/admissions", json=body, headers=kiosk).status_code

    assert [guess(number) for number in range(9)] == [404] * 8 + [429]
