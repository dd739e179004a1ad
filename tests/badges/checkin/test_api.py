from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_room
from sqlalchemy import update

from app.accounts import service as accounts
from app.accounts.models import ApiKey, Part
from badges import service as badges
from badges.checkin import queries
from forums.dialogue.models import Seat

SCANS = "/api/v1/congresses/autumn/scans"
ATTENDANCE = "/api/v1/congresses/autumn/attendance"
HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)


def make_key(session, congress, part=Part.GATE):
    key = accounts.create_key(session, congress, part, label="", actor="operator", now=NOON)
    return {"Authorization": f"Bearer {key}"}


def make_scan(code, **values):
    scan = {"scan_id": str(uuid4()), "sequence": 1, "code": code, "scanned_at": HOUR_AGO.isoformat(), "gate": "East"}
    return scan | values


@pytest.fixture
def door(writing):
    """A congress called autumn with one guest, the code on the guest's badge, and keys for this and for another congress."""
    with writing() as session:
        congress, other = make_congress(session, slug="autumn"), make_congress(session, slug="spring")
        guest = make_participant(session, congress, name="Ada", organisation="Analytical Engines")
        room = make_room(session, congress, name="Elbe")
        forum = make_forum(session, congress, number=3, title={"de": "Nachbarn", "en": "Neighbours"}, room_id=room.id)
        session.add(Seat(participant_id=guest.id, forum_id=forum.id, reason={}, assigned_at=NOON))
        return {
            "code": badges.badge_of(session, guest, now=NOON).code,
            "key": make_key(session, congress),
            "foreign key": make_key(session, other),
        }


@pytest.fixture
def send(client, door):
    def post(*scans, device="phone-1", **body):
        body = {"device": device, "clock_offset_ms": 0, "scans": list(scans)} | body
        return client.post(SCANS, headers=door["key"] | {"Accept-Language": "en"}, json=body)

    return post


def verdicts(answer):
    return [result["verdict"] for result in answer.json["results"]]


def test_a_scan_is_answered_with_who_it_is_sent_again_and_taken_back(client, send, door):
    scan = make_scan(door["code"])

    answer = send(scan)

    at = HOUR_AGO.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert (answer.status_code, answer.json["present"], answer.json["version"]) == (200, 1, 1)
    assert answer.json["results"] == [
        {
            "scan_id": scan["scan_id"],
            "verdict": "welcome",
            "scan": {"at": at, "gate": "East"},
            "first": None,
            "guest": {
                "name": "Ada",
                "organisation": "Analytical Engines",
                "role": "participant",
                "forum": {"number": 3, "title": "Neighbours", "room": "Elbe"},
            },
        }
    ]
    again = send(scan)
    assert (again.json["results"], again.json["present"]) == (answer.json["results"], 1)

    undone = client.delete(f"{SCANS}/phone-1/{scan['scan_id'].upper()}", headers=door["key"])
    assert (undone.status_code, undone.json["present"], undone.json["version"]) == (200, 0, 3)
    assert verdicts(send(make_scan(door["code"]))) == ["welcome"]
    paths = {f"phone-1/{uuid4()}": 404, "phone-1/1": 422, f"a%20b/{uuid4()}": 422}
    assert {path: client.delete(f"{SCANS}/{path}", headers=door["key"]).status_code for path in paths} == paths


def test_one_bad_scan_never_blocks_the_others_and_a_fault_of_the_whole_is_a_problem(client, send, door):
    bad = make_scan(door["code"], scanned_at="yesterday")

    answer = send(bad, "nonsense", make_scan("https://example.org"), make_scan(door["code"]))

    assert verdicts(answer) == ["invalid", "invalid", "malformed", "welcome"]
    assert answer.json["results"][0] == {
        "scan_id": bad["scan_id"],
        "verdict": "invalid",
        "problem": {
            "code": "bad-instant",
            "field": "scans[0].scanned_at",
            "detail": "This must be an instant with its zone, such as 2027-11-08T09:00:00.000Z.",
        },
    }
    assert answer.json["results"][1]["problem"]["field"] == "scans[1]"

    whole = client.post(SCANS, headers=door["key"], json={"device": "a/b", "scans": []})
    assert (whole.status_code, whole.mimetype) == (422, "application/problem+json")
    assert (whole.json["code"], whole.json["field"]) == ("bad-device", "device")
    for body in (b"", b"{", b"[" * 100_000, b'{"sequence": 1' + b"0" * 5000 + b"}", b"\xff\xfe"):
        answer = client.post(SCANS, headers=door["key"], data=body, content_type="application/json")
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_whatever_a_scanner_reads_and_a_clock_says_every_scan_of_a_batch_gets_a_verdict(send, door):
    odd = [
        "",
        "\x00",
        "\ud800",
        "C1" + "A" * 5000,
        "１Ｃ" * 40,
        "C1" + "A" * 25 + "B",
        door["code"][:-1],
        door["code"] + "A",
    ]
    early, late = "1970-01-01T00:00:00Z", "9998-12-31T23:59:59Z"

    answer = send(
        *map(make_scan, odd),
        make_scan(door["code"], scanned_at=late),
        make_scan(door["code"], scanned_at=early),
        *[make_scan(door["code"], sequence=n) for n in range(490)],
        clock_offset_ms=-(2**31) + 1,
    )

    assert verdicts(answer)[: len(odd)] == ["malformed"] * len(odd)
    assert sorted(verdicts(answer)[len(odd) :]) == ["already_in"] * 491 + ["welcome"]
    assert (answer.json["present"], len(verdicts(answer))) == (1, 500)
    assert answer.json["results"][len(odd)]["scan"]["at"] <= answer.json["now"]


def test_the_count_is_told_only_when_it_changed(client, send, door):
    first = client.get(ATTENDANCE, headers=door["key"])
    etag = first.headers["ETag"]
    assert (first.status_code, first.json["present"]) == (200, 0)

    same = client.get(ATTENDANCE, headers=door["key"] | {"If-None-Match": etag})
    send(make_scan(door["code"]))
    changed = client.get(ATTENDANCE, headers=door["key"] | {"If-None-Match": etag})

    assert (same.status_code, same.data) == (304, b"")
    assert (changed.status_code, changed.json["present"]) == (200, 1)
    assert changed.headers["ETag"] != etag
    assert "private" in changed.headers["Cache-Control"]


def test_only_a_living_key_of_this_congress_opens_the_gate_and_no_other_learns_of_its_guests(client, door, writing):
    body = {"device": "phone-1", "scans": [make_scan(door["code"])]}

    assert client.post(SCANS, headers=door["foreign key"], json=body).status_code == 403
    assert client.get(ATTENDANCE, headers=door["foreign key"]).status_code == 403
    assert client.post(SCANS, headers={"Authorization": "Bearer rk_guessed"}, json=body).status_code == 401
    assert client.get("/api/v1/congresses/nowhere/attendance", headers=door["key"]).status_code == 404
    assert client.post(SCANS, json=body).status_code == 401
    assert client.get(ATTENDANCE).status_code == 401

    elsewhere = client.post("/api/v1/congresses/spring/scans", headers=door["foreign key"], json=body)
    assert (verdicts(elsewhere), "Ada" in elsewhere.text) == (["other_congress"], False)

    assert client.get(ATTENDANCE, headers=door["key"]).status_code == 200
    with writing() as session:
        session.execute(update(ApiKey).values(revoked_at=NOON))
    assert client.get(ATTENDANCE, headers=door["key"]).status_code == 401


def scan_at_once(app, door, *, devices):
    """One badge at many gates in the same instant; return the verdicts, or the status of what failed."""

    def scan(number):
        body = {"device": f"phone-{number}", "scans": [make_scan(door["code"])]}
        answer = app.test_client().post(SCANS, headers=door["key"], json=body)
        return answer.json["results"][0]["verdict"] if answer.status_code == 200 else str(answer.status_code)

    with ThreadPoolExecutor(devices) as pool:
        return sorted(pool.map(scan, range(devices)))


def test_one_badge_at_fifty_gates_at_once_is_welcome_once(app, client, door):
    assert scan_at_once(app, door, devices=50) == ["already_in"] * 49 + ["welcome"]
    assert client.get(ATTENDANCE, headers=door["key"]).json["present"] == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_the_queue_two_gates_at_once_would_not_be_answered(app, door, monkeypatch):
    """The negative control: where the scans of a congress do not queue up, the second gate gets an error instead of a verdict."""
    app.config["ANSWER_BUGS"] = True
    both_have_read, bearers = Barrier(2, timeout=10), queries.bearers

    def read_together(*args):
        found = bearers(*args)
        both_have_read.wait()
        return found

    monkeypatch.setattr(queries, "next_version", queries.attendance)
    monkeypatch.setattr(queries, "bearers", read_together)

    assert scan_at_once(app, door, devices=2) == ["409", "welcome"]
