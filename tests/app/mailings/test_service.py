"""Nobody gets the same mailing twice, whoever sends it how often; and what was kept back goes out later or never."""

import threading
from datetime import timedelta

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from sqlalchemy import select

from app import clock
from app.db import db, transaction
from app.factory import relay_of
from app.jobs import queries as jobs
from app.jobs.models import Job
from app.jobs.relay import LEASE
from app.mail import outbox
from app.mail.service import mark_address
from app.mailings import errors, queries, service
from app.mailings.models import Recipient
from app.mailings.rules import NONE, Audience, MailingStatus
from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from forums.dialogue.models import Seat
from registration.fields import queries as form_of
from registration.fields import service as fields
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.models import FieldAnswer
from registration.fields.rules import Kind
from registration.participants import service as registration

LATER = NOON + timedelta(hours=1)


def send(session, mailing, *, now=NOON):
    return service.send(session, mailing, seen=mailing.changed_at, actor="user:1", now=now)


def copies(session, mailing):
    """Who has a copy, and in which state it is: {name: state}."""
    rows = queries.recipients(session, mailing, state="", offset=0, limit=100)
    return {person.name: job.status for person, job in rows}


@pytest.fixture
def people(session, congress):
    """Four people: two confirmed, one of them seated, checked in, and glad to be photographed; one who waits; one of another congress."""
    forum, other = make_forum(session, congress), make_forum(session, congress)
    ada = make_participant(
        session, congress, name="Ada", photo_consent=True, sector="state", organisation="Stadt Ulm", language="de"
    )
    ada.level = "federal"
    bob = make_participant(session, congress, name="Bob", role="speaker", language="ar")
    make_participant(session, congress, name="Cem", confirmed=False, language="en")
    make_participant(session, make_congress(session), name="Eve")
    make_preferences(session, ada, forum)
    make_preferences(session, bob, other)
    session.add(Seat(participant_id=ada.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    badge = badges.badge_of(session, ada, now=NOON)
    scan = ScanRequest("00000000-0000-0000-0000-000000000001", 1, badge.code, NOON, "East")
    checkin.record_scans(session, congress, device="form-1", scans=[scan], actor="user:1", now=NOON)
    mark_address(session, participant_id=bob.id, address=bob.email, answer="550", now=NOON)
    answers = {"shirts": {ada: ["s_1", "xl"], bob: ["xl"]}, "hotel": {ada: "no"}, "note": {bob: "Late."}}
    for key, given in answers.items():
        kind = {"shirts": Kind.CHOICES, "hotel": Kind.CHOICE, "note": Kind.TEXT}[key]
        codes = {"shirts": ("s_1", "xl", "l"), "hotel": ("yes", "no"), "note": ()}[key]
        options = tuple(OptionRow(code, {"de": code, "en": code}) for code in codes)
        request = FieldRequest(kind=kind, label={"de": key, "en": key}, options=options)
        fields.add_field(session, congress, request, actor="test", now=NOON)
        session.flush()  # its answers need its id
        row = form_of.row(session, congress.id, key)
        session.add_all(
            FieldAnswer(participant_id=person.id, field_id=row.id, value=value, answered_at=NOON)
            for person, value in given.items()
        )
    session.flush()  # the questions below go to the database
    return {"forum": forum.public_id, "other": other.public_id}


def test_each_filter_chooses_whom_it_says(session, congress, people, write):
    chosen = {
        "everyone": Audience(),
        "confirmed": Audience(status=("confirmed",)),
        "confirmed or pending": Audience(status=("confirmed", "pending")),
        "speakers": Audience(role=("speaker",)),
        "state": Audience(sector=("state",)),
        "no sector": Audience(sector=(NONE,)),
        "federal level": Audience(level=("federal",)),
        "XL": Audience(answers=("shirts=xl",)),
        "small, which is not what a pattern would take for it": Audience(answers=("shirts=s_1",)),
        "L": Audience(answers=("shirts=l",)),
        "small, or nothing said": Audience(answers=("shirts=s_1", "shirts=")),
        "XL and no hotel": Audience(answers=("shirts=xl", "hotel=no")),
        "a note": Audience(answers=("note=*",)),
        "no note": Audience(answers=("note=",)),
        "German": Audience(language=("de",)),
        "other languages": Audience(language=("other",)),
        "English or other": Audience(language=("en", "other")),
        "of Ulm": Audience(organisation="STADT  Ulm"),
        "in the forum": Audience(forums=(people["forum"],)),
        "in no forum": Audience(forums=(NONE,)),
        "in the forum or in none": Audience(forums=(people["forum"], NONE)),
        "wish for the other": Audience(wishes=(people["other"],)),
        "no wish": Audience(wishes=(NONE,)),
        "photo": Audience(photo="yes"),
        "no photo": Audience(photo="no"),
        "inside": Audience(inside="yes"),
        "outside": Audience(inside="no"),
        "returned": Audience(returned="yes"),
        "not returned": Audience(returned="no"),
        "confirmed, no seat, no photo": Audience(status=("confirmed",), forums=(NONE,), photo="no"),
    }

    found = {}
    for words, audience in chosen.items():
        mailing = write(session, congress, audience=audience)
        send(session, mailing) if queries.reach(session, mailing).all else None
        found[words] = "".join(name[0] for name in copies(session, mailing))

    assert found == {
        "everyone": "ABC",
        "confirmed": "AB",
        "confirmed or pending": "ABC",
        "speakers": "B",
        "state": "A",
        "no sector": "BC",
        "federal level": "A",
        "XL": "AB",
        "small, which is not what a pattern would take for it": "A",
        "L": "",
        "small, or nothing said": "AC",
        "XL and no hotel": "A",
        "a note": "B",
        "no note": "AC",
        "German": "A",
        "other languages": "B",
        "English or other": "BC",
        "of Ulm": "A",
        "in the forum": "A",
        "in no forum": "BC",
        "in the forum or in none": "ABC",
        "wish for the other": "B",
        "no wish": "C",
        "photo": "A",
        "no photo": "BC",
        "inside": "A",
        "outside": "BC",
        "returned": "B",
        "not returned": "AC",
        "confirmed, no seat, no photo": "B",
    }


def test_before_sending_it_is_known_how_many_and_what_to_heed(session, congress, people, write):
    mailing = write(session, congress, audience=Audience(status=("confirmed",)))

    before = queries.reach(session, mailing)
    send(session, mailing)

    assert (before, queries.reach(session, mailing)) == (
        queries.Reach(2, 2, 1, 1, 0, 0),
        queries.Reach(2, 0, 1, 1, 0, 0),
    )


def test_who_has_no_address_gets_nothing_and_is_counted_apart(session, congress, write):
    make_participant(session, congress, name="Ada")
    nameless = make_participant(session, congress)
    nameless.email = nameless.email_key = ""
    session.flush()  # counted by the database
    mailing = write(session, congress)

    counted = queries.reach(session, mailing)

    assert (counted, send(session, mailing)) == (queries.Reach(1, 1, 1, 0, 0, 1), 1)


def test_a_filter_that_is_run_again_reaches_the_new_ones_only(session, congress, write):
    lapsed = [make_participant(session, congress, name=name, email=f"{name}@example.org") for name in ("ada", "ben")]
    mailing = write(session, congress, audience=Audience(status=()))
    for person in lapsed:
        registration.cancel(session, person, congress=congress, actor="guest", now=NOON)
    # Whoever registers anew with the same address is one person, before the mailing goes out as well as afterwards.
    make_participant(session, congress, name="Ada anew", email="Ada@example.org")
    counted = queries.reach(session, mailing).all
    first = send(session, mailing)
    make_participant(session, congress, name="Ben anew", email="ben@example.org")
    make_participant(session, congress, name="Late")

    again = [service.send_to_new(session, mailing, actor="user:1", now=LATER) for _ in range(2)]

    assert (counted, first, again) == (2, 2, [1, 0])
    assert sorted(copies(session, mailing)) == ["Ada anew", "Late", "ben"]
    assert len(session.scalars(select(Job).where(Job.payload["mail"].as_string() == service.COPY)).all()) == 3


def test_two_organisers_who_send_at_the_same_moment_send_it_once(app, writing, write):
    with writing() as session:
        congress = make_congress(session)
        for number in range(30):
            make_participant(session, congress, name=f"Guest {number:02}")
        draft, seen = write(session, congress), NOON
    ready, told = threading.Barrier(2), []

    def click():
        with app.app_context():
            ready.wait(10)
            try:
                with transaction() as session:
                    found = queries.mailing(session, congress.id, draft.public_id)
                    told.append(service.send(session, found, seen=seen, actor="user:1", now=NOON))
            except errors.OutOfTurn:
                told.append("out of turn")
            db.session.remove()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(told, key=str) == [30, "out of turn"]
    with writing() as session:
        assert len(session.scalars(select(Recipient.participant_id)).all()) == 30


def test_nobody_is_in_a_mailing_twice_even_past_the_service(session, congress, write):
    """What the test above relies on: the second of two rows for a person is left out by the database."""
    ada = make_participant(session, congress)
    mailing = write(session, congress)
    row = {"mailing_id": mailing.id, "participant_id": ada.id}

    added = [queries.add_recipients(session, [row | {"job_public_id": name}]) for name in ("first", "second")]

    assert added == [{"first": ada.id}, {}]


def test_what_was_changed_since_it_was_looked_at_is_not_sent(session, congress, write):
    make_participant(session, congress)
    mailing = write(session, congress)
    changed = service.Draft({"en": "Other"}, {"en": "words"}, Audience())
    service.change(session, mailing, changed, actor="user:2", now=LATER)

    with pytest.raises(errors.OutOfTurn):
        service.send(session, mailing, seen=NOON, actor="user:1", now=LATER)


def test_nothing_is_sent_to_nobody_or_without_words(session, congress, write):
    nobody = write(session, congress)
    with pytest.raises(errors.NobodyThere):
        send(session, nobody)

    silent = service.begin(session, congress, service.Draft({"en": "Only a subject"}), actor="user:1", now=NOON)
    for act in (
        lambda: send(session, silent),
        lambda: service.send_test(session, silent, account_id=1, now=NOON),
        lambda: service.schedule(session, silent, starts_at=LATER, seen=NOON, actor="user:1", now=NOON),
    ):
        with pytest.raises(errors.TextMissing):
            act()


def test_a_scheduled_mailing_goes_out_at_its_moment_to_whoever_matches_then(session, congress, write):
    mailing = write(session, congress)
    service.schedule(session, mailing, starts_at=LATER, seen=mailing.changed_at, actor="user:1", now=NOON)
    make_participant(session, congress, name="Ada")

    begun = [service.begin_due(session, now=now) for now in (LATER - timedelta(seconds=1), LATER, LATER)]

    assert (begun, copies(session, mailing)) == ([0, 1, 0], {"Ada": "waiting"})


def test_a_moment_that_has_passed_is_refused_and_one_that_was_taken_back_never_comes(session, congress, write):
    make_participant(session, congress)
    mailing = write(session, congress)
    with pytest.raises(errors.InThePast):
        service.schedule(session, mailing, starts_at=NOON, seen=mailing.changed_at, actor="user:1", now=NOON)

    service.schedule(session, mailing, starts_at=LATER, seen=mailing.changed_at, actor="user:1", now=NOON)
    service.unschedule(session, mailing, actor="user:1", now=NOON)

    assert (service.begin_due(session, now=LATER), mailing.status) == (0, MailingStatus.DRAFT)


def test_late_ones_get_it_too_where_the_organiser_wants_it(session, congress, write):
    make_participant(session, congress, name="Ada")
    open_one, closed = write(session, congress, also_later=True), write(session, congress)
    over = make_congress(session, starts_on=NOON.date(), ends_on=NOON.date())
    past = write(session, over, also_later=True)
    for mailing in (open_one, closed, past):
        send(session, mailing)
    make_participant(session, congress, name="Late")
    make_participant(session, over, name="Too late")

    reached = [service.reach_late_ones(session, now=NOON + timedelta(days=1)) for _ in range(2)]

    assert reached == [1, 0]
    assert [sorted(copies(session, m)) for m in (open_one, closed, past)] == [["Ada", "Late"], ["Ada"], []]


def test_what_is_paused_waits_and_what_is_stopped_never_goes(session, congress, write):
    make_participant(session, congress, name="Ada")
    mailing = write(session, congress)
    send(session, mailing)
    seen = []
    for act in (service.pause, service.resume, service.pause, service.stop):
        act(session, mailing, actor="user:1", now=LATER)
        seen.append(copies(session, mailing)["Ada"])

    assert seen == ["held", "waiting", "held", "cancelled"]
    for act in (service.pause, service.resume, service.stop, service.send_to_new, service.retry):
        with pytest.raises(errors.OutOfTurn):
            act(session, mailing, actor="user:1", now=LATER)


def test_a_begun_mailing_can_be_neither_changed_nor_thrown_away_but_copied(session, congress, write):
    make_participant(session, congress)
    mailing = write(session, congress, also_later=True)
    send(session, mailing)

    for act in (
        lambda: service.change(session, mailing, service.Draft(), actor="user:1", now=LATER),
        lambda: service.remove(session, mailing, actor="user:1", now=LATER),
        lambda: send(session, mailing),
    ):
        with pytest.raises(errors.OutOfTurn):
            act()

    again = service.copy(session, congress, mailing, actor="user:1", now=LATER)
    assert (again.subject, again.body, again.audience, again.status) == (
        mailing.subject,
        mailing.body,
        mailing.audience,
        "draft",
    )


def test_a_confirmation_overtakes_a_thousand_circulars(session, congress, write):
    for _ in range(3):
        make_participant(session, congress)
    send(session, write(session, congress))
    outbox.put(session, "registration.link", now=LATER, congress_id=congress.id, participant_id=None)
    for job in session.scalars(select(Job).where(Job.kind == "mail", Job.payload["mail"].as_string() != service.COPY)):
        job.due_at = NOON if job.payload["mail"] == "registration.link" else LATER + timedelta(days=9)
    session.flush()  # claimed from the database

    claimed = jobs.claim(session, now=LATER, lease=LEASE, limit=2)

    assert [job.payload["mail"] for job in claimed] == ["registration.link", service.COPY]


def test_a_mailing_travels_from_the_click_to_the_folder(app, writing, write, tmp_path):
    now = clock.now()
    with writing() as session:
        congress = make_congress(session, title={"en": "Spring"})
        for name in ("Ada", "Bob", "Cem"):
            make_participant(session, congress, name=name, now=now)
        mailing = write(session, congress)
        service.send(session, mailing, seen=NOON, actor="user:1", now=now)
        service.pause(session, mailing, actor="user:1", now=now)
    relay_of(app).run_until_idle()
    before = hellos(tmp_path)
    with writing() as session:
        leaving = queries.sample(session, mailing, number=2)
        registration.cancel(session, leaving, congress=congress, actor="guest", now=now)
        service.resume(session, queries.mailing(session, congress.id, mailing.public_id), actor="user:1", now=now)
    relay_of(app).run_until_idle()

    assert (before, hellos(tmp_path)) == ([], ["Hello Ada", "Hello Bob"])
    with writing() as session:
        assert copies(session, mailing) == {"Ada": "done", "Bob": "done", "Cem": "cancelled"}


def hellos(folder):
    texts = [path.read_text() for path in (folder / "mail").glob("*.eml")]
    return sorted(line.removeprefix("Subject: ") for t in texts for line in t.splitlines() if "Subject: Hello" in line)
