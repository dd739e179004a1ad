"""A copy is written for its recipient when it is sent, and says no more to organisers than they may know."""

from datetime import timedelta

import pytest
from browsing import make_account
from builders import NOON, SECRET, make_congress, make_forum, make_participant, make_room
from sqlalchemy import select

from app.jobs.models import Job
from app.jobs.relay import Cancelled, TryLater
from app.mailings import mails, service
from app.mailings.rules import Audience
from app.mailings.service import Draft
from forums.dialogue.models import Seat
from registration.participants.service import link_of

EVERYTHING = "{name}|{organisation}|{congress}|{days}|{venue}|{contact}|{forum}|{room}|{time}\n\n{link}"


@pytest.fixture
def sent(session, congress):
    """``sent(person)`` sends a mailing with every placeholder in two languages and gives the job of their copy."""

    def send(person, *, audience=None):
        draft = Draft(
            {"de": "Für {name}", "en": "For {name}"}, {"de": EVERYTHING, "en": EVERYTHING}, audience or Audience()
        )
        mailing = service.begin(session, congress, draft, actor="user:1", now=NOON)
        service.send(session, mailing, seen=NOON, actor="user:1", now=NOON)
        mine = select(Job).where(Job.participant_id == person.id, Job.payload["mail"].as_string() == service.COPY)
        return mailing, session.scalars(mine).one()

    return send


def test_a_copy_says_everything_in_the_recipients_language(session, congress, sent):
    room = make_room(session, congress, name="Elbe", building="West wing")
    forum = make_forum(session, congress, number=3, title={"de": "Wohnen", "en": "Housing"}, room_id=room.id)
    ada = make_participant(session, congress, name="Ada", organisation="Stadt Ulm", language="de")
    session.add(Seat(participant_id=ada.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    _, job = sent(ada)

    made = mails.copy(session, job)

    page = f"http://127.0.0.1:8000/{congress.slug}/my/{link_of(ada, secret=SECRET)}"
    assert (made.to, made.language, made.subject, made.reply_to) == (
        ada.email,
        "de",
        "Für Ada",
        "kongress@example.org",
    )
    first, _, second, *_ = made.text.splitlines()
    assert first.split("|") == [
        "Ada",
        "Stadt Ulm",
        congress.title["de"],
        "8.–9. November 2027",
        "Auditorium, Friedrichstraße 180, 10117 Berlin",
        "kongress@example.org",
        "Forum 3: Wohnen",
        "Elbe, West wing",
        "Mo., 8. November 2027, 14:00–16:00",
    ]
    assert second == page
    assert f'href="{page}"' in made.html
    assert "diese Adresse" in made.text
    assert "diese Adresse" in made.html


def test_who_has_not_confirmed_is_not_called_by_a_name_that_a_stranger_may_have_typed(session, congress, sent):
    spam = make_participant(session, congress, name="Buy at spam.example", confirmed=False, organisation="Spam Ltd")
    _, job = sent(spam)

    made = mails.copy(session, job)

    assert "spam" not in (made.subject + made.text + made.html).lower().replace(spam.email, "")


def test_a_copy_waits_while_paused_and_is_not_wanted_once_stopped_or_out_of_the_audience(session, congress, sent):
    person = make_participant(session, congress)
    mailing, job = sent(person, audience=Audience(photo="no"))

    service.pause(session, mailing, actor="user:1", now=NOON)
    with pytest.raises(TryLater):
        mails.copy(session, job)
    service.resume(session, mailing, actor="user:1", now=NOON)
    person.photo_consent_at = NOON
    session.flush()  # the mail asks the database
    with pytest.raises(Cancelled):
        mails.copy(session, job)


def test_a_test_shows_every_language_to_the_organiser_and_nobodys_link(session, congress):
    make_forum(session, congress, number=1)
    boss = make_account(session, "boss@example.org", organises=congress)
    draft = Draft({"de": "Für {name}", "en": "For {name}"}, {"de": EVERYTHING, "en": EVERYTHING})
    mailing = service.begin(session, congress, draft, actor="user:1", now=NOON)
    service.send_test(session, mailing, account_id=boss.id, now=NOON)

    made = [mails.test(session, job) for job in session.scalars(select(Job).order_by(Job.id))]

    assert [(m.to, m.subject) for m in made] == [
        ("boss@example.org", "[Probe] Für boss@example.org"),
        ("boss@example.org", "[Test] For boss@example.org"),
    ]
    assert ["/my/" in m.text for m in made] == [False, False]


def test_nothing_is_written_of_a_mailing_that_is_gone(session):
    gone = Job(payload={"mailing": "gone", "account": "7", "language": "en"}, participant_id=None)

    assert (mails.copy(session, gone), mails.test(session, gone)) == (None, None)


def test_where_nothing_is_known_nothing_is_said(session, sent, congress):
    guest = make_participant(session, congress, name="Ada", language="en", now=NOON - timedelta(days=1))
    other = make_congress(session)
    assert other.id != congress.id
    _, job = sent(guest)

    assert mails.copy(session, job).text.splitlines()[0].split("|")[6:] == ["no forum yet", "", ""]
