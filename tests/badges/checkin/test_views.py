"""The page of the gate without script, and who may open it."""

import re
from uuid import uuid4

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_room

from app.accounts.models import Part
from badges import service as badges
from badges.checkin import queries
from forums.dialogue.models import Seat
from registration.places import queries as places

PAGE = "/gate/autumn/"


@pytest.fixture
def autumn(writing):
    with writing() as session:
        return make_congress(session, slug="autumn", title={"de": "Herbst", "en": "Autumn"})


@pytest.fixture
def code(writing, autumn):
    """The code on the badge of a guest who sits in a forum."""
    with writing() as session:
        # The congress has its own word for those who come as participants.
        named = places.categories(session, autumn.id)[0]
        named.label = {"de": "Lotsin oder Lotse", "en": "Guide"}
        guest = make_participant(session, autumn, name="Ada", organisation="Analytical Engines")
        room = make_room(session, autumn, name="Elbe")
        forum = make_forum(session, autumn, number=3, title={"de": "Nachbarn", "en": "Neighbours"}, room_id=room.id)
        session.add(Seat(participant_id=guest.id, forum_id=forum.id, reason={}, assigned_at=NOON))
        return badges.badge_of(session, guest, now=NOON).code


@pytest.fixture
def staff(organiser_of, autumn):
    """A browser in English in which gate staff of the congress is logged in."""
    browser = organiser_of(autumn, Part.GATE)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def check(staff, token_of):
    """Type a code at a gate and see the page that follows."""

    def type_in(code, *, gate="East", scan_id=None):
        data = {"csrf_token": token_of(staff, PAGE), "scan_id": scan_id or uuid4(), "gate": gate, "code": code}
        done = staff.post(PAGE + "scan", data=data)
        assert done.status_code == 303, done.text
        return staff.get(done.location)

    return type_in


def verdict(page):
    """The lines of the verdict on a page."""
    shown = re.search(r"data-shown>(.*?)</div>", page.text, re.DOTALL)
    return re.findall(r"<p[^>]*>(.*?)</p>", shown[1])


def test_a_typed_code_is_judged_the_next_one_follows_and_one_is_taken_back(
    staff, check, code, token_of, writing, autumn
):
    scan_id = uuid4()
    first, again, second = check(code.lower(), scan_id=scan_id), check(code, scan_id=scan_id), check(code)

    assert verdict(first) == [
        "Welcome",
        "Ada",
        "Analytical Engines",
        "Guide",
        "Forum 3 · Elbe",
        "Neighbours",
    ]
    assert verdict(second)[0] == "Already in"
    assert re.fullmatch(r"since \d\d:\d\d, East", verdict(second)[1])
    assert "<strong data-present>1</strong>" in second.text
    assert 'name="gate" value="East"' in second.text
    assert verdict(first) == verdict(again)
    assert verdict(check("https://example.org"))[0] == "Not a badge"
    assert verdict(check("C1" + "A" * 26))[0] == "Unknown"

    counts = []
    for page in (first, second):
        [address] = re.findall(r'action="(/gate/autumn/scans/[^"]+/undo)"', page.text)
        assert staff.post(address, data={"csrf_token": token_of(staff, PAGE)}).status_code == 303
        with writing() as session:
            counts.append(queries.attendance(session.connection(), autumn.id)[0])
    assert counts == [1, 0]  # the second reading found the guest inside


def test_a_form_that_was_tampered_with_and_a_result_that_is_not_there_are_refused(staff, token_of, code):
    typed = {"csrf_token": token_of(staff, PAGE), "scan_id": uuid4(), "gate": "", "code": code}

    for fault in ({"scan_id": "1"}, {"scan_id": ""}, {"gate": "x" * 61}, {"gate": "\u202e"}):
        assert staff.post(PAGE + "scan", data=typed | fault).status_code == 422
    found = [staff.get(f"{PAGE}scans/{scan_id}").status_code for scan_id in (uuid4(), "1", "x" * 5000)]
    assert found == [404, 422, 422]
    headers = staff.get(PAGE).headers  # nothing foreign, but camera and decoder
    assert "script-src 'self' 'wasm-unsafe-eval'" in headers["Content-Security-Policy"]
    assert "camera=(self)" in headers["Permissions-Policy"]


def test_the_page_works_by_the_api_with_login_and_token(staff, token_of, code):
    token = token_of(staff, PAGE)
    scan = {"scan_id": str(uuid4()), "code": code, "scanned_at": "2026-01-01T00:00:00Z"}
    body = {"device": "phone-1", "scans": [scan]}
    address = "/api/v1/congresses/autumn/scans"

    forged = staff.post(address, json=body)
    sent = staff.post(address, json=body, headers={"X-CSRFToken": token})

    assert forged.status_code == 400
    assert [result["verdict"] for result in sent.json["results"]] == ["welcome"]
    assert staff.delete(f"{address}/phone-1/{scan['scan_id']}").status_code == 400


def test_only_the_staff_of_this_gate_comes_in_and_finds_it(organiser_of, writing, client, autumn, staff):
    with writing() as session:
        other = make_congress(session, slug="spring")
    stranger, organiser = organiser_of(other, Part.GATE), organiser_of(autumn, Part.ORGANISER)

    assert 'href="/gate/autumn/"' in staff.get("/gate/").text
    assert stranger.get(PAGE).status_code == 403
    assert "autumn" not in stranger.get("/gate/").text
    assert stranger.get("/api/v1/congresses/autumn/attendance").status_code == 403
    assert organiser.get(PAGE).status_code == 200
    assert client.get(PAGE).status_code == client.get("/gate/").status_code == 302
