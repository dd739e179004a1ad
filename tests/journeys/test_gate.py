"""Two gates whose server is killed: they go on, and afterwards every scan is there once."""

import json
import os
import re
import signal
from contextlib import ExitStack

import pytest
from builders import NOON, SECRET, make_congress, make_forum, make_participant, make_room
from journeys.conftest import CHROMIUM, QUIET
from journeys.networks import network
from post_office import free_port
from sqlalchemy import select, text

from app import clock
from app.congress.queries import by_slug
from badges import service as badges
from badges.gates import doors, queries, service
from badges.gates.rules import Permission
from forums.dialogue.models import Seat
from registration.fields import service as fields
from registration.fields.arranging import FieldRequest
from registration.fields.rules import Kind
from registration.participants.models import Participant

NAMES = ("Ada", "سمیرا Öztürk", "Cem")
KB = 1024
LATE_CLOCK = "{ const real = Date.now.bind(Date); Date.now = () => real() + 90_000; }"
KEPT = """new Promise((resolve) => {
  indexedDB.open("reihum-gate-bbe").onsuccess = ({ target }) => {
    const stores = ["people", "events", "queue", "meta"];
    const reading = target.result.transaction(stores);
    const all = (store) => new Promise((done) => (reading.objectStore(store).getAll().onsuccess = (e) => done(e.target.result)));
    Promise.all(stores.map(all)).then((found) => resolve(JSON.stringify(found)));
  };
})"""
IS_KEPT = """navigator.serviceWorker.ready.then(() => caches.open("reihum-gate")).then((cache) => cache.keys())
  .then((kept) => kept.map(({ url }) => new URL(url).pathname))"""


@pytest.fixture
def codes(writing):
    """The codes of three guests of a forum."""
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        food = FieldRequest(kind=Kind.TEXT, label={}, at_door=True, seen_by="gate")
        fields.change_field(session, congress, "food", food, actor="user:1", now=NOON)
        room = make_room(session, congress, name="Elbe")
        forum = make_forum(session, congress, number=3, title={"de": "Nachbarn"}, room_id=room.id)
        people = [make_participant(session, congress, name=name) for name in NAMES]
        session.add_all(Seat(participant_id=p.id, forum_id=forum.id, reason={}, assigned_at=NOON) for p in people)
        return [badges.badge_of(session, person, now=NOON).code for person in people]


@pytest.fixture
def secret_of(writing, codes):
    """``secret_of("Ost")`` adds a gate and gives what stands behind the # of its address."""

    def add(name, *, permission=Permission.STEWARD, capacity=0):
        with writing() as session:
            congress, who = by_slug(session, "bbe"), {"actor": "user:1", "now": clock.now()}
            door = doors.add(session, congress, doors.DoorRequest(name, capacity=capacity), **who) if capacity else None
            found = service.add(session, congress, name=name, permission=permission, door=door, **who)
            return f"{found.public_id}.{service.token_of(found, secret=SECRET)}"

    return add


@pytest.fixture
def gate(someone, secret_of):
    """``gate("Ost")`` opens a gate on a phone of its own, by the address that its code shows."""

    def open_gate(name, *, script="", **values):
        return become_gate(someone(width=360), secret_of(name, **values), script=script)

    return open_gate


@pytest.fixture
def apart(playwright, house, secret_of, tmp_path):
    """``apart("Ost")`` opens a gate in a network of its own; gives the phone, its network to be cut, and a verb that kills its
    browser and opens it again."""
    with ExitStack() as stack:

        def open_gate(name, *, script=""):
            relay, url, before = stack.enter_context(network(name, tmp_path, house.server.port, free_port()))
            command, number = tmp_path / f"chromium-{name}", tmp_path / f"{name}.pid"
            command.write_text(f'#!/bin/sh\necho $$ > {number}\nexec {" ".join([*before, CHROMIUM])} "$@"\n')
            command.chmod(0o755)

            def opened():
                values = {"viewport": {"width": 360, "height": 740}, "locale": "de", "base_url": url}
                context = playwright.chromium.launch_persistent_context(
                    tmp_path / name, executable_path=command, args=QUIET, **values
                )
                stack.callback(context.close)
                return context.pages[0]

            def killed():
                os.kill(int(number.read_text()), signal.SIGKILL)
                phone = opened()
                phone.goto("/gate/bbe/door")
                return phone

            return become_gate(opened(), secret_of(name), script=script), relay, killed

        yield open_gate


def become_gate(phone, secret, *, script):
    phone.context.add_init_script(script)
    phone.asked, phone.faults = [], []
    keep(phone, "pageerror", phone.faults)
    keep(phone.context, "requestfinished", phone.asked)
    phone.goto(f"/gate/bbe/door#{secret}")
    phone.get_by_text("Liste aktuell").wait_for()
    return phone


def keep(source, event, heard):
    """Playwright wants a function of its own for each event."""

    def hear(what):
        heard.append(what)

    source.on(event, hear)


def transferred(request):
    """How much came over the network for an answer; nothing if the browser or its worker had it."""
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + max(sizes["responseBodySize"], 0)


def check(phone, code, word, *, field="#code", end="Enter"):
    """Read a code by a hand scanner, while the cursor stands in a field."""
    phone.locator(field).fill(code)
    phone.locator(field).press(end)
    phone.locator("[data-verdict] .word").get_by_text(word, exact=True).wait_for()
    shown = phone.locator("[data-verdict]").inner_text()
    phone.locator("[data-verdict]").click()
    return shown


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_gates_go_on_without_server_and_every_scan_arrives_once(house, gate, writing, codes, accessible):
    ada, samira, cem = codes
    east, west = gate("Ost"), gate("West", script=LATE_CLOCK)
    east.locator("[data-kept]").wait_for()
    assert "/gate/bbe/door" in east.evaluate(IS_KEPT)
    small = gate("Elbe", permission=Permission.SUPERVISOR, capacity=1)
    assert 400 * KB < sum(transferred(request) for request in east.asked) < 600 * KB
    assert "#" not in east.url
    accessible(east)

    with east.expect_response("**/scans") as sent:
        assert "Forum 3 · Elbe" in check(east, ada, "Willkommen")
    assert sent.value.ok
    east.get_by_text("noch nicht gesendet").wait_for(state="hidden")
    house.server.kill()

    # Without a server, and after the page was loaded anew: the same answers.
    assert NAMES[1] in check(east, samira, "Willkommen")
    east.reload()
    east.locator("[data-ready]").wait_for()
    assert "Ost" in check(east, samira, "Schon da")
    east.get_by_role("link", name="Fragen am Einlass").click()
    east.get_by_text("nur mit Netz notieren").wait_for()
    check(east, codes[2][:-4] + "AAAA", "Unbekannt")
    check(east, "https://example.org/ticket", "Kein Ausweis")
    check(west, samira, "Willkommen")
    check(west, cem, "Willkommen", end="Tab")
    check(small, ada, "Willkommen")
    check(small, cem, "Voll", field="#person")
    small.get_by_label("Warum der Gast trotzdem hinein darf").fill("Hilft hier mit")
    accessible(small)
    small.get_by_role("button", name="Trotzdem einlassen").click()
    small.locator("[data-verdict] .word").get_by_text("Willkommen", exact=True).wait_for()
    east.get_by_text("4 noch nicht gesendet").wait_for()
    everything = east.evaluate(KEPT) + west.evaluate(KEPT)
    assert not any(secret in everything for secret in (*NAMES, *codes, "Nachbarn", "Elbe"))

    house.server.start()
    for phone in (east, west, small, east):
        phone.evaluate("dispatchEvent(new Event('online'))")
        phone.locator("[data-unsent]").wait_for(state="hidden")
    for phone in (east, west):
        phone.locator("[data-conflicts] li").wait_for()
        accessible(phone)
    # Whose scans arrive first is told of the other gate, the second one that somebody was in.
    assert re.search(r"schon seit \d\d:\d\d", west.locator("[data-conflicts]").inner_text())
    with writing() as session:
        rows = session.execute(text("select gate, verdict, shown, reason from scan order by effective_at, id")).all()
        assert session.execute(text("select present from attendance")).scalar_one() == 3
        assert session.execute(text("select count(distinct scan_id) from scan")).scalar_one() == len(rows) == 10
    assert sorted(row[:3] for row in rows if row.gate != "Elbe") == sorted(
        [
            ("Ost", "welcome", "welcome"),
            ("Ost", "welcome", "welcome"),
            ("Ost", "already_in", "already_in"),
            ("Ost", "unknown", "unknown"),
            ("Ost", "malformed", "malformed"),
            ("West", "already_in", "welcome"),
            ("West", "welcome", "welcome"),
        ]
    )

    assert [row[1:] for row in rows if row.gate == "Elbe"] == [
        ("welcome", "welcome", ""),
        ("full", "full", ""),
        ("welcome", "welcome", "Hilft hier mit"),
    ]

    # What is asked at the door is answered by the gate's own key, for whom it let in.
    check(east, ada, "Schon da")
    east.get_by_role("link", name="Fragen am Einlass").click()
    east.get_by_role("heading", name=NAMES[0]).wait_for()
    east.locator("[name=food]").fill("vegan")
    east.locator("button[type=submit]").click()
    east.get_by_text(f"Festgehalten: die Antworten von {NAMES[0]}").wait_for()

    # A phone that was lost empties itself at its next word with the house.
    with writing() as session:
        [lost] = [device for device in queries.devices(session, by_slug(session, "bbe").id) if device.name == "West"]
        service.revoke(session, lost, actor="user:1", now=clock.now())
    west.evaluate("dispatchEvent(new Event('online'))")
    west.get_by_text("kein Einlassgerät mehr").wait_for()
    assert west.evaluate(KEPT) == "[[],[],[],[]]"
    assert east.faults + west.faults + small.faults == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_gates_in_networks_of_their_own_come_to_know_the_same(house, apart, writing, codes):
    ada, samira, cem = codes
    (east, of_east, _), (west, of_west, killed) = apart("Ost"), apart("West", script=LATE_CLOCK)

    # West is cut off with an older list: Samira's badge is printed anew, and Ada comes in at both gates. Then its browser dies.
    west.locator("[data-kept]").wait_for()
    of_west.cut()
    with writing() as session:
        guest = session.scalars(select(Participant).where(Participant.name == NAMES[1])).one()
        badges.reissue(session, guest, actor="user:1", now=clock.now())
    check(east, ada, "Willkommen")
    check(west, ada, "Willkommen")
    check(west, samira, "Willkommen")
    west = killed()
    west.get_by_text("2 noch nicht gesendet").wait_for()

    # East's answers get lost: the house knows Cem, and the gate sends the same again.
    east.locator("[data-unsent]").wait_for(state="hidden")
    of_east.is_deaf = True
    check(east, cem, "Willkommen")
    east.get_by_text("1 noch nicht gesendet").wait_for()
    while not of_east.lost:
        east.wait_for_timeout(50)
    for relay, phone in ((of_east, east), (of_west, west), (of_east, east)):
        relay.mend()
        phone.evaluate("dispatchEvent(new Event('online'))")
        phone.locator("[data-unsent]").wait_for(state="hidden")
    for phone in (east, west):
        phone.locator("[data-conflicts] li").first.wait_for()
    assert "Alter Ausweis" in west.locator("[data-conflicts]").inner_text()

    with writing() as session:
        rows = session.execute(text("select gate, scan_id, verdict, shown from scan order by effective_at, id")).all()
    assert sorted((row.gate, row.verdict, row.shown) for row in rows) == [
        ("Ost", "welcome", "welcome"),
        ("Ost", "welcome", "welcome"),
        ("West", "already_in", "welcome"),
        ("West", "revoked", "welcome"),
    ]
    counted = sorted((row.scan_id, row.verdict) for row in rows if row.verdict != "revoked")
    for phone in (east, west):
        events = json.loads(phone.evaluate(KEPT))[1]
        assert sorted((event["id"], event["verdict"]) for event in events) == counted
    assert east.faults == []
