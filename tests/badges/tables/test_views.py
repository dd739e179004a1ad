"""A host at the table: badges scanned, names tapped, and what the repair makes of it."""

import re
from datetime import timedelta

import pytest
from builders import SECRET, make_congress, make_participant, make_plan, make_rounds, make_table

from app import clock
from badges import service as badges
from forums.tables import queries, service
from forums.tables.service import clocks, harvest


@pytest.fixture
def afternoon(writing):
    """Nine guests at three tables in three rounds, the first of which has begun; everybody has a badge."""
    now = clock.now()
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        guests = [make_participant(session, congress, name=f"Guest {n}", language="en") for n in range(9)]
        tables = [make_table(session, congress, number=number, seats=5) for number in (1, 2, 3)]
        make_rounds(session, congress, 3, first=now - timedelta(minutes=5))
        make_plan(session, congress, now=now)
        codes = {guest.name: badges.badge_of(session, guest, now=now).code for guest in guests}
        stranger = make_participant(session, make_congress(session))
        codes["stranger"] = badges.badge_of(session, stranger, now=now).code
        first = queries.stops(session, queries.published(session, congress.id).id)
        seated = first[queries.rounds(session, congress.id)[0].id]
        at = {n: [guest for guest in guests if seated[guest.id] == table.id] for n, table in enumerate(tables, 1)}
        address = f"/bbe/harvest/{tables[0].public_id}/{harvest.link_of(tables[0], secret=SECRET)}/people"
    return congress, at, codes, address


@pytest.fixture
def phone_of(app, afternoon, token_of):
    class Phone:
        def __init__(self):
            self.client = app.test_client()
            self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
            self.token = token_of(self.client, afternoon[3])

        def read(self):
            return self.client.get(afternoon[3]).text

        def send(self, **fields):
            data = {"csrf_token": self.token, "round": "1", **fields}
            return self.client.post(afternoon[3], data=data, follow_redirects=True)

    return Phone


def test_scans_and_names_are_noted_with_a_word_about_who_belongs_elsewhere(afternoon, phone_of, client):
    _, at, codes, address = afternoon
    host = phone_of()
    mine, other = at[1][0].name, at[2][0].name

    assert "0 of 3 are here" in host.read()
    assert f"{mine} is here." in host.send(step="code", code=codes[mine].lower()).text
    assert f"{other} is here, but expected at table 2." in host.send(step="code", code=codes[other]).text
    page = host.send(step="code", code=at[1][1].name).text
    assert "3 of 4 are here" in page
    refused = host.send(step="code", code=codes["stranger"])
    assert (refused.status_code, "Nobody of this congress carries this code" in refused.text) == (422, True)
    assert host.send(step="code", code="nobody").status_code == 422
    headers = client.get(address).headers
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert (headers["Referrer-Policy"], "no-store" in headers["Cache-Control"]) == ("no-referrer", True)
    assert client.get(address.replace("/people", "x/people")).status_code == 404


def test_two_phones_with_one_list_lose_nothing(afternoon, phone_of):
    _, at, _, _ = afternoon
    ada, bo, cem = (guest.public_id for guest in at[1])
    first, second = phone_of(), phone_of()

    first.send(step="list", shown=[ada, bo, cem], here=[ada, bo])
    second.send(step="list", shown=[ada, bo, cem], here=[cem])
    assert "3 of 3 are here" in first.read()
    first.send(step="list", shown=[ada, bo, cem], was=[ada, bo], here=[bo])
    assert "2 of 3 are here" in second.read()


def test_whom_hosts_missed_the_repair_asks_for(afternoon, phone_of, organiser_of, writing):
    congress, at, codes, _ = afternoon
    came, *missing = at[1]
    with writing() as session:
        late = make_participant(session, congress, name="Late Comer")
        service.note_absent(session, congress, [came.id], is_absent=True, actor="user:1", now=clock.now())
        late_code = badges.badge_of(session, late, now=clock.now()).code
    host = phone_of()
    host.send(step="code", code=codes[came.name])
    assert "Late Comer is here, without a place in the plan." in host.send(step="code", code=late_code).text
    office = organiser_of(congress)
    office.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    page = office.get("/organise/bbe/table-plan/repair").text

    ticked = set(re.findall(r'name="absent" value="(\w+)" checked', page))
    assert ticked == {guest.public_id for guest in missing}
    assert page.count("missing in round 1 at table 1") == 2
    assert "new, has no place yet" in page
    with writing() as session:
        assert clocks.upcoming(session, congress.id, now=clock.now()) == 2


def test_in_a_cafe_the_host_seats_who_comes_until_the_table_is_full(afternoon, phone_of, writing, client, token_of):
    congress, _, codes, _ = afternoon
    with writing() as session:
        service.open_cafe(session, session.merge(congress), actor="user:1", now=clock.now())
    host = phone_of()
    for number in range(5):
        assert f"Guest {number} is here." in host.send(step="code", code=codes[f"Guest {number}"]).text

    full = host.send(step="code", code=codes["Guest 5"])
    assert (full.status_code, "Table 1 is full by now." in full.text) == (409, True)
    gone = re.search(r'name="was" value="(\w+)"', host.read())[1]
    host.send(step="list", shown=[gone], was=[gone])
    assert "Guest 5 is here." in host.send(step="code", code=codes["Guest 5"]).text
