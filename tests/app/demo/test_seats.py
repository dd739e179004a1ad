from collections import Counter

import pytest
from sqlalchemy import select

from app.congress.models import Congress
from app.congress.queries import by_slug
from forums.dialogue.models import AssignmentRun, Forum, Pin, Preference, Seat
from registration.participants.models import Participant


def of_congress(session, table, slug):
    query = select(table).join(Participant, Participant.id == table.participant_id)
    return session.scalars(
        query.join(Congress, Congress.id == Participant.congress_id).where(Congress.slug == slug)
    ).all()


@pytest.mark.parametrize("slug", ["bbe-2017", "niedersachsen-2017", "bamf-2011"])
def test_a_congress_that_is_over_has_a_published_assignment(examples, slug):
    congress = by_slug(examples, slug)
    run = examples.scalars(select(AssignmentRun).where(AssignmentRun.congress_id == congress.id)).one()
    seats = of_congress(examples, Seat, slug)
    maximum = {forum.id: forum.maximum for forum in examples.scalars(select(Forum))}
    wished = {(wish.participant_id, wish.forum_id): wish.rank for wish in of_congress(examples, Preference, slug)}
    ranks = Counter(wished.get((seat.participant_id, seat.forum_id)) for seat in seats)

    assert (run.status, run.published_at) == ("published", congress.assignment_published_at)
    assert run.result["status"] == "optimal"
    assert run.published_at.date() < congress.starts_on
    assert all(seat.reason for seat in seats)
    assert all(number <= maximum[forum] for forum, number in Counter(seat.forum_id for seat in seats).items())
    assert ranks[1] > 0.6 * len(seats)
    assert ranks[1] + ranks[2] > 0.9 * len(seats)
    assert ranks[2] > 0


def test_moderators_sit_in_their_own_forum(examples):
    pins = dict(examples.execute(select(Pin.participant_id, Pin.forum_id)).all())
    seats = dict(examples.execute(select(Seat.participant_id, Seat.forum_id)).all())
    past = {person: forum for person, forum in pins.items() if person in seats}

    assert len(past) >= 18
    assert all(seats[person] == forum for person, forum in past.items())


def test_nobody_of_the_congress_to_come_is_seated(examples):
    assert of_congress(examples, Seat, "bbe-2027") == []
    assert by_slug(examples, "bbe-2027").assignment_published_at is None
