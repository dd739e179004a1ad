"""An organiser lays out tables, calculates, publishes and repairs; a guest reads their route."""

import re

import pytest
from builders import SECRET, make_congress, make_participant, make_table

from app.factory import relay_of
from registration.participants.service import feed_of, link_of

TABLES, PLAN = "/organise/bbe/tables", "/organise/bbe/table-plan"


@pytest.fixture
def congress(writing):
    with writing() as session:
        return make_congress(session, slug="bbe")


@pytest.fixture
def office(organiser_of, congress):
    browser = organiser_of(congress)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def send(office, token_of):
    def post(page, address=None, **fields):
        return office.post(address or page, data={"csrf_token": token_of(office, page), **fields})

    return post


def test_from_topics_to_the_personal_route_and_its_repair(app, client, office, send, writing, congress):
    with writing() as session:
        guests = [make_participant(session, congress, name=f"Guest {n:02}", language="en") for n in range(12)]
        links = {guest.name: link_of(guest, secret=SECRET) for guest in guests}
        feed = feed_of(guests[5], secret=SECRET)
        ids = {guest.name: guest.public_id for guest in guests}
    for number in range(1, 4):
        fields = {"number": str(number), "topic-de": f"Thema {number}", "seats": "6"}
        assert send(f"{TABLES}/new", **fields | ({"host": "Guest 00"} if number == 1 else {})).status_code == 303
    rounds = {"day": "2027-11-08", "starts": "14:00", "count": "3", "minutes": "25", "changeover": "5"}
    assert send(TABLES, f"{TABLES}/rounds", **rounds).status_code == 303
    assert send(TABLES, f"{TABLES}/setting", topic_once="yes", wishes="1").status_code == 303
    assert send(TABLES, f"{TABLES}/pairs", first="Guest 03", second="guest 04").status_code == 303
    assert "3 thematic tables" in office.get(TABLES).text

    tried = send(PLAN, f"{PLAN}/sliders", repeats="5", preferences="3", mix_sectors="1", mix_organisations="2")
    assert office.get(f"{PLAN}/sliders/progress").json["state"] == "queued"
    relay_of(app).run_until_idle()
    offered = office.get(tried.headers["Location"]).text
    assert "Wherever this slider stands" in offered
    draft = send(tried.headers["Location"], f"{PLAN}/sliders/take", step="0").headers["Location"]
    page = office.get(draft).text
    assert "12 people get a route." in page
    published = send(draft, f"{draft}/publish")

    assert published.status_code == 303
    own = client.get(f"/bbe/my/{links['Guest 05']}", headers={"Accept-Language": "en"}).text
    assert {*re.findall(r"Table \d: Thema (\d)", own)} == {"1", "2", "3"}
    hosted = client.get(f"/bbe/my/{links['Guest 00']}", headers={"Accept-Language": "en"}).text
    page_of_table = re.search(r'You host table 1: Thema 1.\s*<a href="([^"]+)"', hosted)[1]
    assert client.get(page_of_table).status_code == 200
    calendar = client.get(f"/bbe/calendar/{feed}.ics").text
    assert len(re.findall(r"SUMMARY:Table \d: Thema \d", calendar)) == 3

    with writing() as session:
        make_participant(session, congress, name="Late")
    assert "1 person who comes has no place yet." in office.get(draft).text
    fields = {"person": list(ids.values()), "absent": [ids["Guest 07"], ids["Guest 08"]], "from_round": "2"}
    repair = send(f"{PLAN}/repair", **fields)
    relay_of(app).run_until_idle()
    assert "repair from round 2" in office.get(PLAN).text
    assert "The figures are still those of before." in office.get(f"{PLAN}/sliders").text
    refused = send(PLAN, f"{PLAN}/sliders/take", step="0")
    assert "changed since the sliders were tried" in office.get(refused.headers["Location"]).text
    assert send(repair.headers["Location"], f"{repair.headers['Location']}/publish").status_code == 303
    assert (
        len(re.findall("Thema", client.get(f"/bbe/my/{links['Guest 07']}").text)) == 2
    )  # beneath "My tables" and in the day


def test_a_guest_chooses_tables_until_a_plan_is_published(client, send, writing, congress, token_of):
    with writing() as session:
        guest = make_participant(session, congress, language="en")
        tables = [make_table(session, congress) for _ in range(3)]
        link = link_of(guest, secret=SECRET)
    send(TABLES, f"{TABLES}/setting", wishes="1")
    page = f"/bbe/my/{link}/tables"

    token = token_of(client, page)
    too_many = client.post(page, data={"csrf_token": token, "tables": [t.public_id for t in tables[:2]]})
    kept = client.post(page, data={"csrf_token": token, "tables": tables[0].public_id})

    assert too_many.status_code == 422
    assert "Please choose at most 1 tables." in too_many.text
    assert kept.status_code == 303
    assert f'value="{tables[0].public_id}" checked' in client.get(page).text


REFUSED = [
    ("/rounds", {"day": "2027-11-08", "starts": "23:30", "count": "2", "minutes": "25"}, "end after midnight"),
    ("/rounds", {"day": "2028-01-01", "starts": "9", "count": "0"}, "is not a day of the congress"),
    ("/setting", {"wishes": "many"}, "whole number from 0 to 20"),
    ("/pairs", {"first": "Nobody", "second": "Nobody"}, "Nobody with a confirmed place has this name"),
    ("/new", {"number": "0", "topic-de": "", "host": "Nobody"}, "Nobody with a confirmed place has this name"),
    ("/new", {"number": "0", "topic-de": "", "seats": "0"}, "Please give the table a topic"),
]


def test_what_cannot_be_comes_back_with_what_was_typed(send):
    for address, fields, words in REFUSED:
        answer = send(TABLES, TABLES + address, **fields)
        assert (answer.status_code, words in answer.text) == (422, True), words


def test_a_table_is_changed_and_removed(office, send, writing, congress):
    with writing() as session:
        table = make_table(session, congress, number=1)
    address = f"{TABLES}/{table.public_id}"

    changed = send(address, **{"number": "2", "topic-de": "Ehrenamt gewinnen"})
    renamed = office.get(TABLES).text
    removed = send(f"{address}/remove")

    assert (changed.status_code, removed.status_code) == (303, 303)
    assert "Ehrenamt gewinnen" in renamed
    assert "There is no table yet" in office.get(TABLES).text


def test_who_takes_part_and_a_cafe_from_its_opening_to_its_end(office, send, writing, congress, client):
    with writing() as session:
        guest = make_participant(session, congress, name="Ada", sector="state", language="en")
        make_participant(session, congress, name="Bo", sector="state", role="press")
        host = make_participant(session, congress, name="Cem", sector="business")
        host.days = "2027-11-09"
        link = f"/bbe/my/{link_of(guest, secret=SECRET)}"
        make_table(session, congress, seats=1, host_id=host.id)

    refused = send(TABLES, f"{PLAN}/cafe")
    assert (refused.status_code, "There is nothing to plan yet" in refused.text) == (422, True)
    rounds = {"day": "2027-11-08", "starts": "14:00", "count": "2", "minutes": "20", "question-1-de": "Wie gelingt es?"}
    assert send(TABLES, f"{TABLES}/rounds", **rounds).status_code == 303
    assert send(TABLES, f"{TABLES}/setting", sector="state", category="participant", wishes="0").status_code == 303
    for page in (TABLES, PLAN):
        text = office.get(page).text
        assert "Cem does not come on Mon, 8 November 2027." in text
        assert "1 more does not come on Mon, 8 November 2027" in text
    assert "1 person with a confirmed place takes part." in office.get(TABLES).text
    opened = send(PLAN, f"{PLAN}/cafe")
    assert "World Café: guests choose" in office.get(opened.headers["Location"]).text
    assert "Choose my tables" in client.get(link).text
    assert "End the free choice" in office.get(PLAN).text
    assert "No plan is published yet" in office.get(f"{PLAN}/repair").text
    assert send(PLAN, f"{PLAN}/cafe/end").status_code == 303
    assert "Choose my tables" not in client.get(link).text
