"""Whoever is erased leaves the counters of the entrance in the order in which scans and prints go."""

import io
import threading
import time
from uuid import UUID

import pytest
from builders import NOON, make_congress, make_participant
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.db import db, transaction
from app.journal.service import record
from badges import service as badges
from badges.checkin import queries, service
from badges.checkin.models import Attendance
from badges.checkin.models import Door as DoorRow
from badges.checkin.rules import ScanRequest
from badges.gates import doors
from badges.gates.doors import DoorRequest
from badges.prints import service as prints
from badges.prints.models import PrintRun
from registration.participants import queries as participants
from registration.participants.models import Participant
from registration.privacy.service import erase

WAITING = text("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
LONGEST_SECONDS = 20


def scan_at(session, congress, code, number, **values):
    asked = ScanRequest(str(UUID(int=number)), number, code, NOON, "East", **values)
    service.record_scans(session, congress, device="d", scans=[asked], actor="key:1", now=NOON)


def wait_until_somebody_waits():
    end = time.monotonic() + LONGEST_SECONDS
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while connection.scalar(WAITING) is None:
            assert time.monotonic() < end, "nobody waits"
            time.sleep(0.01)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one lock for all
def test_an_erasure_waits_for_a_scan_and_a_print_and_neither_waits_for_it(app, writing):
    with writing() as session:
        congress = make_congress(session)
        ada = make_participant(session, congress)
        code = badges.badge_of(session, ada, now=NOON).code
        door = doors.add(session, congress, DoorRequest("Elbe"), actor="user:1", now=NOON)
        for number, place in enumerate(("", door.public_id), 1):
            scan_at(session, congress, code, number, door=place)
        sheet = {"sheet": "a6", "skip": "0", "order": "name", "who": "all", "codes": "new"}
        run = prints.start(session, congress, people=[ada.id], asked=sheet, actor="user:1", now=NOON)
    with writing() as session:
        begun = prints.begin(session, run.public_id)
    with writing() as session:
        prints.prepare(session, begun, [ada.id], now=NOON)

    def let_go():
        with app.app_context(), transaction() as session:
            guest, held = participants.by_id(session, ada.id), app.extensions["reihum_personal"]
            erase(session, guest, held=held, reason="organiser", actor="user:1", now=NOON)

    erasing = threading.Thread(target=let_go)
    with app.app_context(), Session(db.engine) as scanning, Session(db.engine) as printing:
        queries.next_version(scanning.connection(), congress.id)
        assert prints.queries.by_public_id(printing, run.public_id)
        erasing.start()
        wait_until_somebody_waits()
        queries.count_through(scanning.connection(), door.id, 1)
        scanning.commit()
        prints.keep(printing, run.public_id, io.BytesIO(b"%PDF"), number=1, now=NOON)
        told = {"actor": "system", "congress_id": congress.id, "subject_kind": "congress", "subject_id": congress.id}
        record(printing, "badges.renewed", now=NOON, **told)
        printing.commit()
        erasing.join(LONGEST_SECONDS)

        with Session(db.engine) as session:
            assert session.get(Participant, ada.id) is None
            assert session.scalars(select(PrintRun.status)).all() == ["done"]
            assert (session.get(DoorRow, door.id).inside, session.get(Attendance, congress.id).present) == (1, 0)
