from datetime import timedelta

import pytest
from builders import NOON, make_congress

from app.db import transaction
from app.journal.models import JournalEntry
from app.journal.queries import about
from app.journal.service import SYSTEM, record


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
