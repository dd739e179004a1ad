"""Votes: none lost, none doubled, and nobody learns who voted how in secret."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from builders import NOON, make_congress, make_participant, make_recommendation
from sqlalchemy import delete, select, update

from app.db import db, reading, transaction
from forums.recommendations import errors, queries
from forums.recommendations.models import Ballot, BallotVoice
from forums.recommendations.rules import Choice, Status, Way
from forums.recommendations.service import plenary
from forums.recommendations.service.log import verify
from registration.participants.models import Participant

PHONES = 200
CONTROL = 4  # phones of the negative control
BY = {"actor": "user:1", "now": NOON}


def bring(session, congress, number: int) -> list[int]:
    """Copy one participant many times, which is quicker than to register each."""
    one = make_participant(session, congress)
    columns = {c.key: getattr(one, c.key) for c in Participant.__table__.columns if c.key != "id"}
    keys = ("public_id", "link_digest", "feed_digest", "email_key", "email")
    copies = [columns | {key: f"{place:04}{columns[key]}"[:16] for key in keys} for place in range(number)]
    session.execute(Participant.__table__.insert(), copies)
    session.execute(delete(Participant).where(Participant.id == one.id))
    return list(session.scalars(select(Participant.id).where(Participant.congress_id == congress.id)))


@pytest.fixture
def hall(writing):
    """A congress, a secret vote that is open, and whoever is in the hall."""
    with writing() as session:
        congress = make_congress(session, capacity=PHONES + 1)
        people = bring(session, congress, PHONES)
        discussed = make_recommendation(session, congress, Status.DISCUSSED)
        return congress, plenary.open_ballot(session, discussed, Way.SECRET, **BY).public_id, people


def test_200_phones_vote_at_once_some_of_them_twice(app, hall):
    congress, ballot, people = hall
    choices = [Choice.AGAINST if number % 4 == 0 else Choice.IN_FAVOUR for number in range(PHONES)]

    def vote(person: int, choice: Choice) -> bool:
        with app.app_context():
            try:
                with transaction() as session:
                    plenary.vote(session, queries.ballot(session, congress.id, ballot), person, choice)
            except errors.AlreadyVoted:
                return False
            finally:
                db.session.remove()
            return True

    sent = [*zip(people, choices, strict=True), *zip(people[:20], choices, strict=False)]
    with ThreadPoolExecutor(8) as phones:
        counted = list(phones.map(lambda each: vote(*each), sent))

    with app.app_context():
        found = queries.ballot(reading(), congress.id, ballot)
        told = {(voice.participant_id, voice.choice) for voice in reading().scalars(select(BallotVoice))}
    assert (found.in_favour, found.against, found.abstained) == (150, 50, 0)
    assert counted.count(True) == PHONES
    assert told == {(person, None) for person in people}


def test_votes_that_look_before_they_count_are_found_out(app, hall):
    """The negative control: whoever reads a number and writes the next one loses votes as soon as two do so at once."""
    congress, ballot, people = hall
    everybody_has_looked = threading.Barrier(CONTROL)

    def vote(person: int) -> None:
        with app.app_context():
            seen = queries.ballot(reading(), congress.id, ballot)
            number, row = seen.in_favour, seen.id
            db.session.remove()  # SQLite lets nobody write while somebody reads
            everybody_has_looked.wait(timeout=60)
            with transaction() as session:
                session.add(BallotVoice(ballot_id=row, participant_id=person))
                session.execute(update(Ballot).where(Ballot.id == row).values(in_favour=number + 1))
            db.session.remove()

    with ThreadPoolExecutor(CONTROL) as phones:
        list(phones.map(vote, people[:CONTROL]))

    with app.app_context():
        found = queries.ballot(reading(), congress.id, ballot)
        voices = reading().scalars(select(BallotVoice)).all()
    assert (found.in_favour, len(voices)) == (1, CONTROL)


def test_a_vote_adopts_and_stands_in_the_log(session):
    congress = make_congress(session)
    first, second = (make_participant(session, congress) for _ in range(2))
    one, other = (make_recommendation(session, congress) for _ in range(2))
    ballot = plenary.open_ballot(session, one, Way.OPEN, **BY)
    with pytest.raises(errors.BallotOpen):
        plenary.open_ballot(session, one, Way.OPEN, **BY)
    plenary.vote(session, ballot, first.id, Choice.IN_FAVOUR)
    plenary.vote(session, ballot, second.id, Choice.ABSTAINED)
    ballot = queries.ballot(session, congress.id, ballot.public_id)
    plenary.close_ballot(session, ballot, **BY)
    with pytest.raises(errors.BallotClosed):
        plenary.close_ballot(session, ballot, **BY)
    with pytest.raises(errors.BallotClosed):
        plenary.vote(session, ballot, make_participant(session, congress).id, Choice.AGAINST)
    hands = plenary.open_ballot(session, other, Way.HANDS, **BY)
    plenary.close_ballot(session, queries.ballot(session, congress.id, hands.public_id), hands=(3, 7, 1), **BY)

    rows = queries.recommendations(session, [congress.id])
    assert [row.status for row in rows] == [Status.ADOPTED, Status.DISCUSSED]
    assert queries.voices(session, first.id)[0][0].choice == Choice.IN_FAVOUR
    last = queries.entries(session, other.id)[-1]
    assert (last.action, last.data["for"], last.data["against"]) == ("voted", 3, 7)
    assert verify(session, congress.id) == []
