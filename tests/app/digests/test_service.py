"""A summary in the morning, for whoever asked, where something happened; once."""

from datetime import timedelta

import pytest
from browsing import make_account
from builders import NOON, make_congress, make_participant
from sqlalchemy import select, update

from app.digests import mails, service
from app.jobs.models import Job
from registration.participants import service as registration

MORNING = NOON.replace(hour=5)
DAY = timedelta(days=1)


@pytest.fixture
def spring(session):
    return make_congress(session, slug="spring", title={"de": "Frühling", "en": "Spring"})


@pytest.fixture
def boss(session, spring):
    """An organiser who asked yesterday at noon."""
    account = make_account(session, "boss@example.org", organises=spring)
    account.language = "en"
    session.flush()  # what is read below comes from the database
    service.subscribe(session, spring, account_id=account.id, now=NOON - DAY)
    return account


def digests(session):
    return session.scalars(select(Job).where(Job.payload["mail"].as_string() == service.DAILY).order_by(Job.id)).all()


def test_it_tells_what_happened_since_the_last_morning_and_only_once(session, spring, boss):
    ada = make_participant(session, spring, now=MORNING - timedelta(hours=3))
    make_participant(session, spring, now=MORNING - timedelta(hours=2), confirmed=False)
    registration.cancel(session, ada, congress=spring, actor="guest", now=MORNING - timedelta(hours=1))
    make_participant(session, spring, now=MORNING + timedelta(hours=1))  # is for tomorrow
    session.execute(update(Job).values(status="dead", finished_at=MORNING - timedelta(hours=1)))

    told = [service.tell_everyone(session, now=NOON + timedelta(minutes=n)) for n in range(2)]

    [job] = digests(session)
    made = mails.daily(session, job)
    assert told == [1, 0]
    assert (made.to, made.subject) == ("boss@example.org", "What has happened: Spring")
    assert [line for line in made.text.splitlines() if ": " in line][:4] == [
        "New registrations: 2",
        "Confirmed registrations: 1",
        "Cancellations: 1",
        f"Mails that did not arrive: {dead_before(session)}",
    ]
    assert "/organise/spring/digest" in made.text
    assert "/organise/spring/digest" in made.html
    assert ada.name not in made.text + made.html


def dead_before(session):
    return len(session.scalars(select(Job).where(Job.status == "dead")).all())


def test_where_nothing_happened_nothing_is_sent_and_nothing_is_told_later(session, spring, boss):
    assert service.tell_everyone(session, now=NOON) == 0

    make_participant(session, spring, now=MORNING + timedelta(hours=1))
    assert [service.tell_everyone(session, now=NOON + n * DAY) for n in range(3)] == [0, 1, 0]


def test_after_a_long_night_a_week_is_told_at_most(session, spring, boss):
    make_participant(session, spring, now=NOON)
    make_participant(session, spring, now=NOON + 20 * DAY)

    service.tell_everyone(session, now=NOON + 21 * DAY)

    assert "New registrations: 1" in mails.daily(session, digests(session)[0]).text


def test_who_ended_it_or_is_no_organiser_any_more_gets_nothing(session, spring, boss):
    make_participant(session, spring, now=MORNING - timedelta(hours=1))
    service.tell_everyone(session, now=NOON)
    [job] = digests(session)

    service.unsubscribe(session, spring, account_id=boss.id)
    ended = mails.daily(session, job)
    service.subscribe(session, spring, account_id=boss.id, now=NOON)
    again = mails.daily(session, job)
    boss.memberships.clear()
    session.flush()  # as above

    assert (ended, again is None, mails.daily(session, job)) == (None, False, None)
