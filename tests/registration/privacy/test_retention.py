"""People go when their time is over, and numbers stay."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_string
from email.policy import default

import pytest
from browsing import make_account
from builders import make_congress, make_participant

from app import clock
from app.db import db, transaction
from app.factory import relay_of
from registration.fields import service as fields
from registration.fields.arranging import FieldRequest
from registration.fields.rules import Kind
from registration.participants import queries as participants
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


def test_organisers_are_told_once_before_data_go_and_answers_go_by_themselves(app, config):
    with app.app_context():
        with transaction() as session:
            congress = make_congress(session, slug="bbe", starts_on=date(2020, 6, 1), ends_on=date(2020, 6, 1))
            make_account(session, "anna@example.org", organises=congress)
            make_account(session, "gate@example.org", guards=congress)
            food = FieldRequest(kind=Kind.TEXT, label={}, kept_days=10)
            fields.change_field(session, congress, "food", food, actor="test", now=THEN)
            person = make_participant(session, congress, now=THEN, food="vegan")
            retention.set_retention(session, congress, months=1, warned_days=20, actor="user:1", now=THEN)
            session.flush()  # asked below

            told = []
            for day in (date(2020, 5, 22), date(2020, 5, 23), date(2020, 6, 12), date(2020, 6, 12), date(2020, 6, 13)):
                now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
                told.append(
                    (retention.warn(session, now=now), [g.subject for g in retention.going(session, congress, now=now)])
                )
            retention.set_retention(session, congress, months=900, warned_days=20, actor="user:1", now=THEN)
        relay_of(app).run_until_idle()

        with transaction() as session:
            assert participants.by_id(session, person.id).food == ""
        db.session.remove()
    assert told == [(0, []), (1, ["food"]), (1, ["food", "people"]), (0, ["food", "people"]), (0, ["food", "people"])]


def test_the_mail_says_what_goes_and_when(app, writing, config):
    now = clock.now()
    with writing() as session:
        ends = now.date() - timedelta(days=1)
        congress = make_congress(session, slug="bbe", starts_on=ends, ends_on=ends)
        make_account(session, "anna@example.org", organises=congress)
        food = FieldRequest(kind=Kind.TEXT, label={}, kept_days=10)
        fields.change_field(session, congress, "food", food, actor="test", now=now)
        make_participant(session, congress, food="vegan")
    with app.app_context():
        relay_of(app).run_until_idle()
        db.session.remove()

    (mail,) = [text for path in (config.instance_path / "mail").glob("*.eml") if "anna@" in (text := path.read_text())]
    body = message_from_string(mail, policy=default).get_body(("plain",)).get_content()
    assert "Antworten auf „Essen“ (1): " in body
    assert "/organise/bbe/privacy" in body


def test_a_time_is_set_changed_and_taken_back(session):
    congress = make_congress(session)

    for months in (3, 6, 6, None):
        retention.set_retention(session, congress, months=months, actor="user:1", now=THEN)
        session.flush()  # asked next
        assert retention.due(session, congress).months == months
