from builders import NOON, make_congress

from app.jobs.models import Job
from app.journal.models import JournalEntry
from app.journal.queries import about
from app.orm import add_new_row, add_rows


def a_job(**values):
    row = {"public_id": "0123456789abcdef", "kind": "mail", "payload": {}, "due_at": NOON, "created_at": NOON}
    return row | {"dedup_key": "once"} | values


def test_rows_are_added_with_the_defaults_of_their_columns(session):
    congress = make_congress(session)
    rows = [
        {"congress_id": congress.id, "at": NOON, "actor": "system", "action": action, "subject_kind": "test"}
        | {"subject_id": 7, "details": {"n": n}}
        for n, action in enumerate(("first", "second"))
    ]

    add_rows(session, JournalEntry, rows)
    add_rows(session, JournalEntry, [])

    found = about(session, subject_kind="test", subject_id=7)
    assert [(entry.action, entry.at, entry.details) for entry in found] == [
        ("first", NOON, {"n": 0}),
        ("second", NOON, {"n": 1}),
    ]


def test_a_new_row_gives_its_id_and_one_that_is_taken_gives_none(session):
    first = add_new_row(session, Job, a_job())
    again = add_new_row(session, Job, a_job(public_id="fedcba9876543210"))

    job = session.get_one(Job, first)
    assert (again, job.status, job.attempts, job.due_at) == (None, "waiting", 0, NOON)
