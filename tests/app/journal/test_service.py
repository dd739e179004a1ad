from datetime import timedelta

import pytest
from builders import NOON, make_congress
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.db import transaction
from app.journal.models import JournalEntry
from app.journal.queries import about
from app.journal.service import SYSTEM, record, redact


def note(session, action, *, subject_id, congress_id=None, minutes=0, **values):
    given = {"actor": SYSTEM, "subject_kind": "forum", "now": NOON + timedelta(minutes=minutes)} | values
    record(session, action, congress_id=congress_id, subject_id=subject_id, **given)


def test_what_happened_to_somebody_is_told_in_its_order_and_nothing_of_others(session):
    congress = make_congress(session)
    note(session, "forum.opened", subject_id=7, congress_id=congress.id, actor="user:3", details={"seats": 20})
    note(session, "forum.opened", subject_id=8)
    note(session, "room.changed", subject_id=7, subject_kind="room")
    note(session, "forum.closed", subject_id=7, minutes=-5)

    told = about(session, subject_kind="forum", subject_id=7)

    assert [(entry.action, entry.actor, entry.congress_id, entry.at, entry.details) for entry in told] == [
        ("forum.opened", "user:3", congress.id, NOON, {"seats": 20}),
        ("forum.closed", SYSTEM, None, NOON - timedelta(minutes=5), {}),
    ]


def test_what_is_undone_was_never_noted(app):
    with app.app_context():
        with pytest.raises(RuntimeError), transaction() as session:
            note(session, "forum.opened", subject_id=7)
            raise RuntimeError

        with transaction() as session:
            assert about(session, subject_kind="forum", subject_id=7) == []


def test_the_journal_of_a_congress_goes_with_it(session):
    congress = make_congress(session)
    note(session, "forum.opened", subject_id=7, congress_id=congress.id)
    session.delete(congress)
    session.flush()  # the database does the rest

    assert session.query(JournalEntry).count() == 0


TAMPERING = [
    "UPDATE journal_entry SET action = 'nothing.happened'",
    "UPDATE journal_entry SET actor = 'user:9', is_redacted = true",
    "UPDATE journal_entry SET subject_id = 9, is_redacted = true",
    "UPDATE journal_entry SET details = '{\"seats\": 30}', is_redacted = true",
    "UPDATE journal_entry SET details = '{}'",  # without saying so
    "UPDATE journal_entry SET at = '2020-01-01', is_redacted = true",
    "DELETE FROM journal_entry",
]


def test_the_database_itself_refuses_to_change_the_journal(session):
    note(session, "forum.opened", subject_id=7, congress_id=make_congress(session).id, details={"seats": 20})

    for statement in (*TAMPERING, trick(session)):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(text(statement))


def trick(session):
    """What gets round triggers on single rows."""
    if session.get_bind().dialect.name != "sqlite":
        return "TRUNCATE journal_entry"
    return "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry"


def test_somebody_is_forgotten_but_not_that_something_happened(session):
    note(session, "participant.confirmed", subject_id=7, subject_kind="participant", actor="participant:7")
    note(session, "participant.moved", subject_id=7, subject_kind="participant", details={"reason": "Ada asked"})
    note(session, "group.named", subject_id=3, subject_kind="group", actor="participant:7", details={"size": 5})
    note(session, "participant.confirmed", subject_id=8, subject_kind="participant", actor="participant:8")

    touched = redact(session, subject_kind="participant", subject_id=7)

    entries = session.query(JournalEntry).order_by(JournalEntry.id).all()
    assert touched == 2
    assert [(e.action, e.actor, e.subject_id, e.details, e.is_redacted) for e in entries] == [
        ("participant.confirmed", "erased", None, {}, True),
        ("participant.moved", SYSTEM, None, {}, True),
        ("group.named", "erased", 3, {"size": 5}, True),
        ("participant.confirmed", "participant:8", 8, {}, False),
    ]
