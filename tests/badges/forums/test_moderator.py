"""The moderators' list: behind its secret, with names and organisations, and told of when an assignment is published."""

import io

import pytest
from builders import NOON, SECRET, make_congress, make_forum, make_participant
from pypdf import PdfReader

from forums.dialogue import service
from forums.dialogue.models import ForumModerator, Seat


@pytest.fixture
def seated(writing):
    """A forum with a moderator and two guests, one of whom cancelled since."""
    with writing() as session:
        congress = make_congress(session, slug="bbe", assignment_published_at=NOON)
        forum = make_forum(session, congress, number=3, moderators=[ForumModerator(name="Mo")])
        ada = make_participant(session, congress, name="Ada", organisation="Verein", email="ada@example.org")
        session.add(Seat(participant_id=ada.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    return congress, forum


def test_a_list_names_people_and_organisations_and_nothing_else(seated, client, organiser_of, token_of):
    congress, forum = seated
    address = f"/bbe/forum-list/{forum.public_id}/{service.link_of_list(forum, secret=SECRET)}"

    page = client.get(address)
    text = page.get_data(as_text=True)
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert "Ada" in text
    assert "Verein" in text
    assert "ada@example.org" not in text
    [paper] = PdfReader(io.BytesIO(client.get(f"{address}/list.pdf").data)).pages
    assert "Ada, Verein" in paper.extract_text()
    assert client.get(address[:-1] + "x").status_code == 404

    office = organiser_of(congress)
    papers = "/organise/bbe/forum-papers"
    assert address in office.get(papers).get_data(as_text=True)
    signs, lists = (PdfReader(io.BytesIO(office.get(f"{papers}/{kind}.pdf").data)) for kind in ("signs", "lists"))
    assert "Forum 3" in signs.pages[0].extract_text()
    assert "Ada, Verein" in lists.pages[0].extract_text()
    renewed = office.post(f"{papers}/{forum.public_id}/renew", data={"csrf_token": token_of(office, papers)})
    assert renewed.status_code == 303
    assert client.get(address).status_code == 404
