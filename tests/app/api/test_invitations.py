"""Invitations by machine: each kind made once, listed with its code, revoked; nothing of another congress."""

import pytest
from builders import NOON, make_congress

from app.accounts.models import Part
from app.accounts.service import create_key

HOME = "/api/v1/congresses/bbe/invitations"
ADA = {"kind": "address", "email": "ada@example.org", "name": "Ada", "category": "press"}


@pytest.fixture
def ask(client, writing):
    """``ask("post", HOME, json=…)`` with the key of an organiser; ``key="gate"`` with another one."""
    with writing() as session:
        congress, other = make_congress(session, slug="bbe"), make_congress(session, slug="other")
        keys = {part.value: create_key(session, congress, part, label="", actor="test", now=NOON) for part in Part}
        keys["foreign"] = create_key(session, other, Part.ORGANISER, label="", actor="test", now=NOON)

    def send(method, address, *, key="organiser", **given):
        return getattr(client, method)(address, headers={"Authorization": f"Bearer {keys[key]}"}, **given)

    return send


def test_invitations_are_made_listed_and_revoked(ask, client):
    first, again = ask("post", HOME, json=ADA), ask("post", HOME, json=ADA)
    code = ask("post", HOME, json={"kind": "code", "label": "Presse", "most_uses": 3}).json
    ask("post", HOME, json={"kind": "organisation", "label": "Caritas", "email": "c@example.org", "most_uses": 5})
    listed = ask("get", HOME).json
    people = ask("get", f"{HOME}?kind=address&per_page=1").json
    revoked = ask("delete", f"{HOME}/{code['id']}")

    assert (first.status_code, again.status_code, first.json) == (201, 200, again.json)
    assert {name: first.json[name] for name in (*ADA, "state", "uses", "most_uses")} == ADA | {
        "state": "open",
        "uses": 0,
        "most_uses": 1,
    }
    assert [(found["kind"], found["label"], found["most_uses"]) for found in listed["invitations"]] == [
        ("organisation", "Caritas", 5),
        ("code", "Presse", 3),
        ("address", "", 1),
    ]
    assert (listed["total"], people["total"], people["invitations"]) == (3, 1, [first.json])
    assert (revoked.status_code, revoked.json["state"]) == (200, "revoked")
    assert client.get(code["url"].removeprefix("http://127.0.0.1:8000")).status_code in {200, 409}
    faulty = [
        {"kind": "code"},
        {"kind": "address", "email": " "},
        {"kind": "address", "email": "nobody"},
        {"kind": "code", "label": "x", "category": "king"},
        {"kind": "party", "label": "x"},
    ]
    assert [ask("post", HOME, json=body).status_code for body in faulty] == [422] * 5
    assert {ask("get", HOME, key=key).status_code for key in ("gate", "foreign")} == {403}
    assert ask("delete", f"{HOME}/{code['id']}", key="foreign").status_code == 403
