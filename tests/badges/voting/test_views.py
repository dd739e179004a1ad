"""At the desk each badge has one vote, here or by phone, and nothing tells how somebody voted in secret."""

import pytest
from browsing import submit
from builders import NOON, SECRET, make_congress, make_participant, make_recommendation
from sqlalchemy import select

from app.accounts.models import Part
from app.db import reading
from app.journal.models import JournalEntry
from badges import service as badges
from forums.recommendations import queries
from forums.recommendations.models import BallotVoice
from forums.recommendations.rules import Choice, Status, Way
from forums.recommendations.service import plenary
from registration.participants.service import link_of


@pytest.fixture
def desk(writing):
    """A congress that votes in secret, and two people with badges."""
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        one = make_recommendation(session, congress, Status.DISCUSSED, title="Räume")
        ballot = plenary.open_ballot(session, one, Way.SECRET, actor="user:1", now=NOON)
        people = [make_participant(session, congress, language="en") for _ in range(2)]
        codes = [badges.badge_of(session, person, now=NOON).code for person in people]
        session.flush()  # its public id is drawn as it is written
        return congress, ballot.public_id, people, codes


def test_each_badge_votes_once_here_or_by_phone(app, client, organiser_of, desk):
    congress, ballot, people, codes = desk
    staff = organiser_of(congress, Part.GATE)
    staff.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = "/gate/bbe/votes"

    def send(**fields):
        return submit(staff, page, {"ballot": ballot, **fields})

    hasty, stranger = send(code=codes[0]), send(code="nobody", choice="against")
    counted = send(code=codes[0].lower(), choice="against")
    shown = staff.get(counted.location).text
    again = send(code=codes[0], choice="in_favour")
    mine = f"/bbe/my/{link_of(people[0], secret=SECRET)}/votes"
    phone = client.get(mine, headers={"Accept-Language": "en"}).text
    submit(
        client, f"/bbe/my/{link_of(people[1], secret=SECRET)}/votes", {f"ballot-{ballot}": "yes", "choice": "in_favour"}
    )
    late = send(code=codes[1], choice="in_favour")

    assert (hasty.status_code, codes[0] in hasty.text) == (422, True)
    assert (stranger.status_code, "Nobody of this congress carries this code" in stranger.text) == (422, True)
    assert (counted.status_code, again.status_code, late.status_code) == (303, 409, 409)
    assert ("The vote is counted" in shown, codes[0] in shown, " checked" in shown) == (True, False, False)
    assert ("Your vote is counted" in phone, "<form" in phone.split("<main")[1].split("</main")[0]) == (True, False)
    with app.app_context():
        found = queries.ballot(reading(), congress.id, ballot)
        kept = {(voice.participant_id, voice.choice) for voice in reading().scalars(select(BallotVoice))}
        told = [f"{entry.action} {entry.details}" for entry in reading().scalars(select(JournalEntry))]
    assert (found.in_favour, found.against) == (1, 1)
    assert kept == {(person.id, None) for person in people}
    assert [line for line in told if any(choice in line for choice in Choice)] == []
