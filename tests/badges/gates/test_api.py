"""A phone at the door and the house: what it may ask, and what only a supervisor's may."""

from uuid import uuid4

from builders import SECRET, make_congress, make_forum, make_participant

from app import clock
from badges import service as badges
from badges.gates import doors, queries, service
from badges.gates.rules import Permission

BASE = "/api/v1/congresses/autumn/gates"


def test_a_phone_becomes_a_gate_and_only_a_supervisor_finds_people_by_name(writing, client):
    with writing() as session:
        congress = make_congress(session, slug="autumn")
        ada = make_participant(session, congress, name="Ada Lovelace", organisation="Engines")
        ada_code = badges.badge_of(session, ada, now=clock.now()).code
        forum = make_forum(session, congress, number=3)
        request = doors.DoorRequest("Elbe", forum_id=forum.id, capacity=9)
        door = doors.add(session, congress, request, actor="user:1", now=clock.now())
        opened = {
            permission: service.add(
                session, congress, name="Ost", permission=permission, door=at, actor="user:1", now=clock.now()
            )
            for permission, at in ((Permission.STEWARD, door), (Permission.SUPERVISOR, None))
        }
        proofs = {
            permission: {"gate": gate.public_id, "token": service.token_of(gate, secret=SECRET)}
            for permission, gate in opened.items()
        }

    headers = {}
    for permission, proof in proofs.items():
        made = client.post(f"{BASE}/enrolment", json=proof)
        headers[permission] = {"Authorization": f"Bearer {made.json['key']}"}
        for wrong in (proof, {"gate": "nobody", "token": "x"}, {}):
            assert client.post(f"{BASE}/enrolment", json=wrong).status_code == 403
    steward, supervisor = headers[Permission.STEWARD], headers[Permission.SUPERVISOR]

    told = client.post(f"{BASE}/news", json={"battery": 55, "unsent": 2, "list": "rubbish"}, headers=steward).json
    assert told["gate"] == {"device": proofs[Permission.STEWARD]["gate"], "name": "Ost", "permission": "steward"} | {
        "prints": False,
        "walk_ins": False,
        "asks": False,
    }
    rules = {"forum": 3, "capacity": 9, "categories": [], "days": []}
    assert {name: told["door"][name] for name in rules} == rules
    assert client.post(f"{BASE}/news", json={}).status_code == 401
    assert client.post(f"{BASE}/search", json={"text": "Ada"}, headers=steward).status_code == 403
    assert client.post(f"{BASE}/search", json={"text": " "}, headers=supervisor).json == {"found": []}
    [found] = client.post(f"{BASE}/search", json={"text": "lovel"}, headers=supervisor).json["found"]
    assert (found["name"], found["organisation"], found["came"]) == ("Ada Lovelace", "Engines", None)
    let_in = {"person": found["person"], "scan_id": str(uuid4())}
    assert client.post(f"{BASE}/admissions", json=let_in, headers=steward).status_code == 403
    verdicts = [client.post(f"{BASE}/admissions", json=let_in, headers=supervisor).json["verdict"] for _ in range(2)]
    assert verdicts == ["welcome", "welcome"]  # sent twice, let in once
    code = {"code": ada_code, "gate": "Ost", "door": told["door"]["name"], "reason": "Helps"}
    for who, verdict in ((steward, "wrong_door"), (supervisor, "welcome")):
        scan = code | {"scan_id": str(uuid4()), "scanned_at": clock.now().isoformat()}
        sent = client.post(f"{BASE[:-6]}/scans", json={"device": "d", "scans": [scan]}, headers=who).json
        assert [result["verdict"] for result in sent["results"]] == [verdict]
    with writing() as session:
        kept = queries.devices(session, congress.id)
        assert {(gate.battery, gate.unsent) for gate in kept} == {(55, 2), (None, 0)}
        service.revoke(session, kept[0], actor="user:1", now=clock.now())
        service.revoke(session, kept[1], actor="user:1", now=clock.now())
    ended = client.post(f"{BASE}/news", json={}, headers=steward)
    assert (ended.status_code, ended.json["code"]) == (401, "login-needed")
