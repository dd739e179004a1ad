"""A guest in a World Café: sees what is free, sits down, changes, and never sits where no seat is."""

from datetime import timedelta

import pytest
from builders import SECRET, make_congress, make_participant, make_rounds, make_session, make_table

from app import clock
from forums.tables import queries, service
from registration.participants.service import link_of


@pytest.fixture
def cafe(writing):
    now = clock.now()
    with writing() as session:
        today = now.date()
        congress = make_congress(session, slug="bbe", starts_on=today, ends_on=today + timedelta(days=1))
        guests = [make_participant(session, congress, name=f"Guest {n}", language="en") for n in range(3)]
        for number in (1, 2):
            make_table(session, congress, number=number, seats=1, topic={"de": f"Thema {number}"})
        rounds = make_rounds(session, congress, 2, first=now - timedelta(minutes=5))
        rounds[0].question = {"de": "Wie gelingt es?"}
        make_session(
            session,
            congress,
            kind="tables",
            title={"de": "Gespräche"},
            starts_at=now,
            ends_at=now + timedelta(minutes=9),
        )
        service.open_cafe(session, congress, actor="user:1", now=now)
    return congress, [f"/bbe/my/{link_of(guest, secret=SECRET)}" for guest in guests]


def test_guests_choose_on_their_phones(cafe, client, token_of, writing):
    congress, (ada, bo, _) = cafe
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    with writing() as session:
        first, second = (table.public_id for table in queries.tables(session, congress.id))

    def choose(page, table, number="1"):
        token = token_of(client, f"{page}/tables")
        return client.post(f"{page}/tables/choice", data={"csrf_token": token, "round": number, "table": table})

    assert "Choose my tables" in client.get(ada).text
    assert choose(ada, first).headers["Location"].endswith("/tables#round-1")
    page = client.get(f"{bo}/tables").text
    assert "Wie gelingt es?" in page
    assert page.count("1 seat free") == 3
    assert page.count(f'value="{first}"') == 1  # only in the second round
    refused = choose(bo, first)
    assert (refused.status_code, "Table 1 is full by now." in refused.text) == (409, True)
    assert choose(bo, second).status_code == 303
    assert "you sit here" in client.get(f"{bo}/tables").text
    own = client.get(bo).text
    assert "Table 2: Thema 2" in own
    assert "Gespräche" not in own
    assert "Gespräche" in client.get(cafe[1][2]).text
    assert choose(bo, "").status_code == 303
    assert "Table 2: Thema 2" not in client.get(bo).text
    assert choose(bo, second, number="99").status_code == 409
