"""People go when their time is over, and numbers stay."""

from datetime import UTC, date, datetime

import pytest
from builders import make_congress, make_participant

from app.db import db, transaction
from app.factory import relay_of
from registration.participants.models import Participant
from registration.participants.queries import places
from registration.privacy import queries, retention
from registration.privacy.models import Erasure

THEN = datetime(2020, 5, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_day", "months", "day"),
    [
        (date(2027, 11, 9), 0, date(2027, 11, 10)),
        (date(2027, 11, 9), 3, date(2028, 2, 10)),
        (date(2027, 1, 31), 1, date(2027, 3, 1)),
        (date(2027, 12, 31), 12, date(2029, 1, 1)),
    ],
)
def test_months_are_those_of_the_calendar(last_day, months, day):
    assert retention.first_day_after(last_day, months=months) == day


def test_everybody_goes_when_the_time_is_over_and_nobody_before(app):
    with app.app_context():
        with transaction() as session:
            ends = (date(2020, 6, 1), date(2020, 6, 1), date(2098, 1, 1))
            begun = {"capacity": 2, "starts_on": date(2020, 6, 1)}
            over, kept, young = (make_congress(session, ends_on=day, **begun) for day in ends)
            for congress in (over, kept, young):
                for _ in range(3):
                    make_participant(session, congress, now=THEN, sector="state")
            for congress, months in ((over, 3), (young, 3), (kept, None)):
                retention.set_retention(session, congress, months=months, actor="user:1", now=THEN)
            session.flush()  # asked below
            assert retention.due(session, over).day == date(2020, 9, 2)
            assert retention.due(session, over).is_near(now=datetime(2020, 8, 4, tzinfo=UTC))
            assert not retention.due(session, over).is_near(now=datetime(2020, 8, 1, tzinfo=UTC))
        relay_of(app).run_until_idle()

        with transaction() as session:
            left = {c.id: queries.number_of_people(session, c.id) for c in (over, kept, young)}
            assert left == {over.id: 0, kept.id: 3, young.id: 3}
            assert {proof.reason for proof in session.query(Erasure)} == {"retention"}
            assert queries.erased(session, over.id, "status") == {"confirmed": 2, "waiting": 1}
            counted = places(session, over.id)
            assert (counted.held, counted.waiting, counted.cancelled) == (0, 0, 0)
            assert session.query(Participant).filter_by(status="offered").count() == 0
        db.session.remove()


def test_a_time_is_set_changed_and_taken_back(session):
    congress = make_congress(session)

    for months in (3, 6, 6, None):
        retention.set_retention(session, congress, months=months, actor="user:1", now=THEN)
        session.flush()  # asked next
        assert retention.due(session, congress).months == months
