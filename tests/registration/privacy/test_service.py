"""Whoever is erased is found nowhere any more: every column of every table, every file, every line of a log is searched."""

import logging
from datetime import UTC, date, datetime, timedelta

from builders import SECRET, make_congress, make_forum, make_participant, make_preferences
from sqlalchemy import func, select, update

from app import clock
from app.congress.models import Congress
from app.db import db, transaction
from app.factory import relay_of
from app.jobs.models import Job
from app.journal.queries import about
from app.journal.service import record
from app.models import metadata
from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.models import Attendance, Presence
from badges.checkin.rules import ScanRequest
from forums.dialogue.models import Pin, Seat
from registration.doubles import service as doubles
from registration.exchange.queries import known_of
from registration.fees.models import Invoice, Payment
from registration.fees.queries import invoice_of
from registration.invitations import service as invitations
from registration.invitations.rules import Invitee, Terms
from registration.participants import queries as participants
from registration.participants import service as registration
from registration.participants.models import Participant, Party
from registration.privacy import queries, service, tombstones
from registration.privacy.jobs import mails_about
from registration.substitutes.models import Substitution

NAME, EMAIL = "Zerubabel Quastenflosser", "zerubabel@quastenflosser.example"
# Long ago, so that what is due by then is sent when the test looks.
THEN = datetime(2020, 5, 3, 12, tzinfo=UTC)
TRACES = ("quastenflosser", "qastenflosser", "zerubabel")


def traces_in_tables():
    """Name each column of each table that still knows the name or the address, whatever its type."""
    found = []
    with db.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                found += [
                    f"{table.name}.{key}"
                    for key, value in row.items()
                    if any(t in str(value).casefold() for t in TRACES)
                ]
    return found


def traces_in_files(folder):
    """Name each file of the instance folder that still knows them: database, its log, mails and all else."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [
        str(f.relative_to(folder)) for f in files if any(trace.encode() in f.read_bytes().lower() for trace in TRACES)
    ]


def furnish(session):
    """Somebody of whom everything is known that can be, and another whom nothing shall happen to."""
    congress = make_congress(session, starts_on=date(2020, 5, 4), ends_on=date(2020, 5, 4))
    forum = make_forum(session, congress, number=4)
    told = {"organisation": "Quastenflosser & Co", "access_needs": f"{NAME} brings a dog", "food": "vegan"}
    guest = make_participant(session, congress, now=THEN, name=NAME, email=EMAIL, sector="business", **told)
    other = make_participant(
        session, congress, now=THEN, name="Ada Lovelace", email="ada@example.org", sector="business"
    )
    for number, person in enumerate((guest, other), 1):
        make_preferences(session, person, forum)
        session.add(Seat(participant_id=person.id, forum_id=forum.id, reason={}, assigned_at=THEN))
        code = badges.badge_of(session, person, now=THEN).code
        scans = [ScanRequest(f"00000000-0000-0000-0000-00000000000{number}", number, code, THEN, "East")]
        checkin.record_scans(session, congress, device="d", scans=scans, actor="key:1", now=THEN)
    session.add(Pin(participant_id=guest.id, forum_id=forum.id, pinned_at=THEN, actor="user:1"))
    session.add(
        Party(congress_id=congress.id, contact_name=NAME, contact_email=EMAIL.upper(), is_whole=False, created_at=THEN)
    )
    registration.write_note(session, guest, note=f"{NAME} called", actor="user:1", now=THEN)
    record(
        session,
        "participant.moved",
        actor=f"participant:{guest.id}",
        congress_id=congress.id,
        subject_kind="participant",
        subject_id=guest.id,
        now=THEN,
        details={"reason": f"{NAME} asked for it"},
    )
    service.ask_for_erasure(session, guest, actor=f"participant:{guest.id}", now=THEN)
    return congress.id, guest.id, other.id


def furnish_double(session, congress_id, guest_id, other_id):
    """A second registration of the same person with a slip in name and address, known in every way; it has paid."""
    congress = session.get(Congress, congress_id)
    typo = "zerubabel@qastenflosser.example"
    double = make_participant(session, congress, now=THEN, name="Zerubabel Qastenflosser", email=typo)
    slip = {"congress_id": congress_id, "is_whole": False, "created_at": THEN}
    session.add(Party(contact_name="Zerubabel Qastenflosser", contact_email=typo, **slip))
    given = {"language": "de", "secret": SECRET, "actor": "user:1", "now": THEN}
    invitations.invite_addresses(session, congress, [Invitee(typo, double.name)], Terms(""), **given)
    asked = {
        "name": double.name,
        "email": typo,
        "passes_wishes": False,
        "deadline": datetime(2099, 1, 1, tzinfo=UTC),
        "asked_at": THEN,
    }
    session.add(Substitution(participant_id=other_id, public_id="0" * 16, link_digest="0" * 64, **asked))
    session.add_all(
        Invoice(
            congress_id=congress_id,
            participant_id=person_id,
            number=number,
            reference=str(number),
            category="participant",
            cents=100,
            paid_cents=paid,
            address=f"{NAME}, {number}",
            issued_on=THEN.date(),
            due_on=date(2099, 1, 1),
        )
        for number, person_id, paid in ((1, guest_id, 0), (2, double.id, 100))
    )
    session.flush()  # the payment below needs its invoice
    paid = invoice_of(session, double.id)
    session.add(
        Payment(
            congress_id=congress_id,
            invoice_id=paid.id,
            key="1",
            booked_on=THEN.date(),
            cents=100,
            payer=NAME,
            entered_at=THEN,
        )
    )
    registration.write_note(session, double, note="called", actor="user:1", now=THEN)
    return double.id


def merge(app, guest_id, double_id):
    with transaction() as session:
        guest, double = participants.by_id(session, guest_id), participants.by_id(session, double_id)
        doubles.merge(
            session,
            guest.congress,
            kept=guest,
            other=double,
            request=known_of(guest).request,
            held=app.extensions["reihum_personal"],
            mails=mails_about([service.person_of(double)]),
            actor="user:1",
            now=THEN,
        )
        assert invoice_of(session, guest_id).number == 2


def erase(app, person_id, *, now=None, reason="organiser"):
    with transaction() as session:
        guest = participants.by_id(session, person_id)
        mails = mails_about([service.person_of(guest)])
        held = app.extensions["reihum_personal"]
        proof = service.erase(
            session, guest, held=held, mails=mails, reason=reason, actor="user:1", now=now or clock.now()
        )
        db.session.expunge(proof)
    return proof


def test_after_an_erasure_nothing_knows_the_person(app, config, caplog):
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        with transaction() as session:
            congress_id, guest_id, other_id = furnish(session)
            double_id = furnish_double(session, congress_id, guest_id, other_id)
        relay_of(app).run_until_idle()
        merge(app, guest_id, double_id)
        digest = config.instance_path / "mail" / "20200503-120000-digest.eml"
        digest.write_text(f"To: office@example.org\nSubject: Today\n\n{NAME} is new.\n")
        known = traces_in_tables()
        assert {"participant.name", "participant.email_key", "journal_entry.details", "party.contact_email"} <= set(
            known
        )
        assert len([name for name in traces_in_files(config.instance_path) if name.endswith(".eml")]) >= 2

        proof = erase(app, guest_id)
        relay_of(app).run_until_idle()
        db.session.remove()

        assert traces_in_tables() == []
        assert traces_in_files(config.instance_path) == []
        assert [line for line in caplog.text.splitlines() if any(trace in line.casefold() for trace in TRACES)] == []
        assert (proof.reason, proof.asked_at) == ("guest", THEN)
        assert proof.counts | {"job": 0} == {
            "participant": 1,
            "party": 2,
            "invoice": 1,
            "payment": 1,
            "invitation": 1,
            "substitution": 1,
            "preference": 1,
            "seat": 1,
            "pin": 1,
            "badge": 1,
            "scan": 1,
            "presence": 1,
            "erasure_request": 1,
            "journal_entry": proof.counts["journal_entry"],
            "job": 0,
        }
        assert tombstones.known(config.instance_path) == {proof.digest}

        with transaction() as session:
            assert session.get(Participant, other_id).name == "Ada Lovelace"
            check_the_numbers(session, congress_id)


def check_the_numbers(session, congress_id):
    """Counters agree with the rows that are left, and what is gone stands in the numbers beside them."""
    present = session.get(Attendance, congress_id).present
    assert present == session.scalar(select(func.count()).select_from(Presence)) == 1
    counted = participants.places(session, congress_id)
    assert (counted.confirmed, counted.held, counted.cancelled) == (1, 1, 0)
    kinds = ("status", "ever", "sector", "role", "seat", "first-wish", "present")
    assert {kind: dict(queries.erased(session, congress_id, kind)) for kind in kinds} == {
        "status": {"confirmed": 1},
        "ever": {"confirmed": 1},
        "sector": {"business": 1},
        "role": {"participant": 1},
        "seat": {"4": 1},
        "first-wish": {"4": 1},
        "present": {"yes": 1},
    }


def test_before_the_end_the_place_goes_to_whoever_waits(app):
    with app.app_context():
        with transaction() as session:
            congress = make_congress(session, capacity=1, ends_on=date(2099, 1, 1))
            leaving, waiting = make_participant(session, congress), make_participant(session, congress)
            assert (leaving.status, waiting.status) == ("confirmed", "waiting")

        erase(app, leaving.id)

        with transaction() as session:
            assert participants.by_id(session, waiting.id).status == "offered"
            counted = participants.places(session, congress.id)
            assert (counted.held, counted.confirmed, counted.cancelled) == (1, 0, 0)
            assert queries.erased(session, congress.id, "status") == {"cancelled": 1}


def test_the_next_guest_does_not_inherit_the_journal_of_somebody_erased(app):
    """SQLite gives the highest id again once its row is gone."""
    with app.app_context():
        with transaction() as session:
            congress = make_congress(session)
            guest = make_participant(session, congress)
        erase(app, guest.id)
        with transaction() as session:
            later = make_participant(session, congress, confirmed=False)
            told = [entry.action for entry in about(session, subject_kind="participant", subject_id=later.id)]

        assert told == ["participant.registered"]


def test_asking_twice_is_asking_once_and_can_be_taken_back(session):
    guest = make_participant(session, make_congress(session))

    first = service.ask_for_erasure(session, guest, actor="guest", now=THEN)
    session.flush()
    again = service.ask_for_erasure(session, guest, actor="guest", now=THEN + timedelta(days=1))
    service.withdraw_request(session, guest, actor="guest", now=THEN)

    assert first is again
    assert queries.request_of(session, guest.id) is None


def test_a_mail_that_was_under_way_goes_as_well(app, config):
    """The second sweep comes when the lease of a mail that was being sent during the erasure is over."""
    with app.app_context():
        with transaction() as session:
            guest = make_participant(session, make_congress(session), name=NAME, email=EMAIL)
            (number, *_) = queries.mails_to(session, guest.id)
        erase(app, guest.id)
        relay_of(app).run_until_idle()
        late = config.instance_path / "mail" / f"20270503-120000-{number}.eml"
        late.parent.mkdir(exist_ok=True)
        late.write_text(f"To: {EMAIL}\n\n")
        with transaction() as session:
            session.execute(update(Job).values(due_at=THEN).where(Job.status == "waiting"))

        relay_of(app).run_until_idle()

        assert not late.exists()
