"""The API: what machines may read and do, with which key."""

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences, make_session

from app.accounts.models import Part
from app.accounts.service import create_key
from app.congress.queries import by_slug
from forums.dialogue.models import Seat
from registration.participants import queries

ADA = {"name": "Ada Lovelace", "email": "ada@example.org", "organisation": "Analytical Society", "sector": "academia"}


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe", capacity=2, registration_closes_at=None)
        make_session(session, congress, title={"de": "Podium", "en": "Panel"}, kind="panel")
        congress.forum_ids = [make_forum(session, congress, number=n).public_id for n in (1, 2)]
        return congress


@pytest.fixture
def keys(writing, bbe):
    with writing() as session:
        other = make_congress(session, slug="other")
        made = {part: create_key(session, bbe, part, label="", actor="test", now=NOON) for part in Part}
        return made | {"foreign": create_key(session, other, Part.ORGANISER, label="", actor="test", now=NOON)}


def bearer(key, **headers):
    return {"Authorization": f"Bearer {key}"} | headers


def test_the_public_reads_congresses_programme_and_forums(client, bbe):
    listed = client.get("/api/v1/congresses").json
    programme = client.get("/api/v1/congresses/bbe/programme").json
    forums = client.get("/api/v1/congresses/bbe/forums").json

    assert [(c["slug"], c["url"]) for c in listed] == [("bbe", "http://127.0.0.1:8000/bbe/")]
    assert [(s["kind"], s["title"]["en"], s["people"]) for s in programme] == [("panel", "Panel", [])]
    assert [(f["number"], f["id"]) for f in forums] == [(1, bbe.forum_ids[0]), (2, bbe.forum_ids[1])]


def test_what_is_in_preparation_is_not_there(client, writing):
    with writing() as session:
        make_congress(session, slug="secret", is_public=False)

    answer = client.get("/api/v1/congresses/secret")

    assert (answer.status_code, answer.content_type, answer.json["code"]) == (
        404,
        "application/problem+json",
        "not-found",
    )


def test_a_registration_is_made_once_whatever_the_network_does(client, bbe, keys, writing):
    body = ADA | {"preferences": bbe.forum_ids}
    headers = bearer(keys[Part.ORGANISER], **{"Idempotency-Key": "k1"})

    first, second = (client.post("/api/v1/congresses/bbe/registrations", json=body, headers=headers) for _ in range(2))

    assert [(r.status_code, r.json["status"], r.json["is_new"]) for r in (first, second)] == [
        (201, "pending", True),
        (200, "pending", False),
    ]
    assert first.json["id"] == second.json["id"]
    with writing() as session:
        assert queries.places(session, bbe.id).pending == 1
        participant = queries.by_public_id(session, bbe.id, first.json["id"])
        from forums.dialogue.queries import preferences

        assert list(preferences(session, participant.id)) == bbe.forum_ids


def test_a_full_congress_says_so(client, bbe, keys, writing):
    for number in range(2):
        client.post(
            "/api/v1/congresses/bbe/registrations",
            json=ADA | {"email": f"a{number}@example.org"},
            headers=bearer(keys["organiser"]),
        )

    full = client.post("/api/v1/congresses/bbe/registrations", json=ADA, headers=bearer(keys["organiser"]))
    waits = client.post(
        "/api/v1/congresses/bbe/registrations",
        json=ADA | {"join_waiting_list": True},
        headers=bearer(keys["organiser"]),
    )

    assert (full.status_code, full.json["code"]) == (409, "congress-full")
    assert (waits.status_code, waits.json["status"]) == (201, "waiting")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": 7}, "name"),
        ({"email": "nobody"}, "email"),
        ({"sector": "aristocracy"}, "sector"),
        ({"food": "a\u202eb"}, "food"),
        ({"nmae": "Ada"}, "nmae"),
        ({"photo_consent": "perhaps"}, "photo_consent"),
    ],
)
def test_a_fault_names_its_field(client, keys, change, field):
    answer = client.post("/api/v1/congresses/bbe/registrations", json=ADA | change, headers=bearer(keys["organiser"]))

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert list(answer.json["errors"]["json"]) == [field]


def test_a_wish_for_a_forum_of_nowhere_registers_nobody(client, bbe, keys, writing):
    answer = client.post(
        "/api/v1/congresses/bbe/registrations",
        json=ADA | {"preferences": ["nowhere"]},
        headers=bearer(keys["organiser"]),
    )

    away = client.post(
        "/api/v1/congresses/bbe/registrations",
        json=ADA | {"preferences": bbe.forum_ids[:1], "days": ["2027-11-09"]},  # it meets on the day before
        headers=bearer(keys["organiser"]),
    )

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "unknown-forum", "wishes")
    assert (away.status_code, away.json["code"], away.json["field"]) == (422, "wish-not-there", "wishes")
    with writing() as session:
        assert queries.places(session, bbe.id).pending == 0


def test_a_participant_is_read_changed_and_cancelled(client, bbe, keys, writing):
    with writing() as session:
        participant = make_participant(session, bbe, **ADA)
    address, headers = f"/api/v1/congresses/bbe/participants/{participant.public_id}", bearer(keys["organiser"])

    changed = client.patch(address, json={"name": "Ada King", "email": "king@example.org"}, headers=headers)
    wished = client.put(f"{address}/preferences", json={"forums": bbe.forum_ids[::-1]}, headers=headers)
    cancelled = [client.delete(address, headers=headers) for _ in range(2)]

    assert (changed.json["name"], changed.json["email"], changed.json["organisation"]) == (
        "Ada King",
        "king@example.org",
        "Analytical Society",
    )
    assert wished.json == {"forums": bbe.forum_ids[::-1]}
    assert [(r.status_code, r.json["status"]) for r in cancelled] == [(200, "cancelled")] * 2


def test_machines_tell_on_which_days_somebody_comes(client, bbe, keys, writing):
    where, headers = "/api/v1/congresses/bbe", bearer(keys[Part.ORGANISER])
    done = client.post(f"{where}/registrations", json=ADA | {"days": ["2027-11-09"]}, headers=headers)
    person = f"{where}/participants/{done.json['id']}"
    wrong = client.patch(person, json={"days": ["2027-11-10"]}, headers=headers)
    renamed = client.patch(person, json={"name": "Ada"}, headers=headers)
    every = client.patch(person, json={"days": ["2027-11-08", "2027-11-09"]}, headers=headers)

    assert (done.status_code, wrong.status_code) == (201, 422)
    assert (renamed.json["days"], every.json["days"]) == (["2027-11-09"], [])


def test_participants_come_in_pages_and_by_search(client, bbe, keys, writing):
    with writing() as session:
        make_participant(session, bbe, name="Ada")
        make_participant(session, bbe, name="Zoë")
    headers = bearer(keys["organiser"])

    second = client.get("/api/v1/congresses/bbe/participants?per_page=1&page=2", headers=headers).json
    found = client.get("/api/v1/congresses/bbe/participants?text=zoe", headers=headers).json

    assert (second["total"], [p["name"] for p in second["participants"]]) == (2, ["Zoë"])
    assert [p["name"] for p in found["participants"]] == ["Zoë"]
    assert (
        client.get("/api/v1/congresses/bbe/participants?page=99999999999999999999", headers=headers).status_code == 422
    )


def test_seats_are_told_without_names(client, bbe, keys, writing):
    with writing() as session:
        participant = make_participant(session, bbe, name="Ada")
        from forums.dialogue.queries import forums

        forum = forums(session, by_slug(session, "bbe").id)[0]
        make_preferences(session, participant, forum)
        session.add(Seat(participant_id=participant.id, forum_id=forum.id, reason={}, assigned_at=NOON))

    (seat,) = client.get("/api/v1/congresses/bbe/assignments", headers=bearer(keys["organiser"])).json

    assert seat == {
        "participant": participant.public_id,
        "forum": forum.public_id,
        "forum_number": 1,
        "assigned_at": "2027-05-03T12:00:00+00:00",
    }


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_people_are_for_organisers_of_this_congress_only(client, bbe, keys, writing, method):
    with writing() as session:
        participant = make_participant(session, bbe)
    address = f"/api/v1/congresses/bbe/participants/{participant.public_id}"

    answers = {
        who: getattr(client, method)(address, headers=bearer(keys[who]), json={}).status_code
        for who in ("gate", "foreign")
    }
    nobody = getattr(client, method)(address, json={})
    forged = getattr(client, method)(address, json={}, headers=bearer("rk_forged"))

    assert answers == {"gate": 403, "foreign": 403}
    assert [(r.status_code, r.json["code"]) for r in (nobody, forged)] == [(401, "login-needed")] * 2


def test_the_description_names_every_route(app, client):
    spec = client.get("/api/v1/openapi.json").json

    routes = {
        str(r).replace("<", "{").replace(">", "}") for r in app.url_map.iter_rules() if r.endpoint.startswith("api.")
    }
    assert {f"/api/v1{path}" if not path.startswith("/api") else path for path in spec["paths"]} >= routes
    assert spec["info"]["title"] == "reihum"
