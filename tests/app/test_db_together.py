"""Units of work that come at the same time share a commit, and nothing else: neither faults nor lost answers."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from builders import NOON
from sqlalchemy import event, select, text

from app.db import db, reading, together, transaction
from app.jobs.models import Job
from app.jobs.service import enqueue

CALLERS, LONGEST_SECONDS, ENOUGH = 8, 30, 60
# Callers who say what they were answered, until they are killed.
CALLING = """
import sys, threading
from app import clock
from app.config import Config
from app.db import db, together
from app.factory import create_app
from app.jobs.service import enqueue

app = create_app(Config(instance=sys.argv[1], database_url=sys.argv[2], secret_key="x" * 40, relay="off", limits="off"))

def call():
    with app.app_context():
        while True:
            name = together(lambda session: enqueue(session, "nothing", now=clock.now()))
            sys.stdout.write(name + "\\n")
            sys.stdout.flush()

for _ in range(8):
    threading.Thread(target=call, daemon=True).start()
threading.Event().wait()
"""


class Crowd:
    """Callers who all come while the first one is at work."""

    def __init__(self, app):
        self.app, self.answers, self.threads = app, {}, []
        self.company = app.extensions["reihum_company"]

    def call(self, name, work):
        with self.app.app_context():
            try:
                self.answers[name] = together(work)
            except Exception as fault:  # noqa: BLE001 -- told to whoever looks at the answers
                self.answers[name] = fault
            finally:
                db.session.remove()

    def wait_until_many_wait(self, number):
        end = time.monotonic() + LONGEST_SECONDS
        while len(self.company._waiting) < number:
            assert time.monotonic() < end, "nobody came"
            time.sleep(0.002)

    def come(self, units):
        """Let the first of ``{name: work}`` begin, and finish only when all others stand and wait."""
        (first, begin), *others = units.items()
        began = threading.Event()

        def slowly(session):
            began.set()
            self.wait_until_many_wait(len(others))
            return begin(session)

        self._start(first, slowly)
        assert began.wait(LONGEST_SECONDS)
        for name, work in others:
            self._start(name, work)
        for thread in self.threads:
            thread.join(LONGEST_SECONDS)
        return self.answers

    def _start(self, name, work):
        self.threads.append(threading.Thread(target=self.call, args=(name, work)))
        self.threads[-1].start()


@pytest.fixture
def crowd(app):
    return Crowd(app)


def kept(app):
    with app.app_context():
        found = set(reading().scalars(select(Job.public_id)))
        db.session.remove()
        return found


def note(session):
    return enqueue(session, "nothing", now=NOON)


def refuse(session):
    note(session)
    raise LookupError("this one alone")


def test_who_comes_together_shares_a_commit_and_no_fault(app, crowd):
    with app.app_context():
        engine = db.engine
    commits = []
    event.listen(engine, "commit", commits.append)
    units = {f"caller {n}": refuse if n == 3 else note for n in range(CALLERS)}

    answers = crowd.come(units)

    faults = {name: answer for name, answer in answers.items() if isinstance(answer, Exception)}
    assert [(name, str(fault)) for name, fault in faults.items()] == [("caller 3", "this one alone")]
    assert kept(app) == {answer for answer in answers.values() if isinstance(answer, str)}
    assert (len(answers), len(commits)) == (CALLERS, 2)  # the first one alone, then all the others


def test_a_fault_that_undoes_the_whole_transaction_is_told_to_its_own_alone(app, crowd):
    def write_down_half(session):
        note(session)
        session.add(Job(public_id="half"))  # a flush that fails takes back all that SQLAlchemy knows of the transaction

    answers = crowd.come({"first": note, "second": note, "third": write_down_half, "fourth": note})

    assert type(answers.pop("third")).__name__ == "IntegrityError"
    assert kept(app) == set(answers.values())


def test_a_fault_of_one_who_came_alone_is_theirs_and_the_next_one_goes_on(app):
    with app.app_context():
        with pytest.raises(LookupError):
            together(refuse)

        name = together(note)

    assert kept(app) == {name}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # where a key can be left open until the commit
def test_a_commit_that_fails_is_told_to_everyone(app, crowd):
    def spoil(session):
        session.execute(text("pragma defer_foreign_keys=on"))
        session.execute(text("insert into price (congress_id, category, cents) values (4711, 'x', 1)"))

    answers = crowd.come({"first": note, "second": note, "third": spoil, "fourth": note})

    assert kept(app) == {answers.pop("first")}
    assert [type(answer).__name__ for answer in answers.values()] == ["IntegrityError"] * 3


def test_what_was_answered_is_kept_though_the_process_is_killed(app, config):
    command = [sys.executable, "-c", CALLING, config.instance, config.database]
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(
        command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, stdout=subprocess.PIPE
    ) as process:
        answered = [process.stdout.readline().decode().strip() for _ in range(ENOUGH)]
        process.send_signal(signal.SIGKILL)
        answered += [line.decode().strip() for line in process.stdout if line.endswith(b"\n")]

    assert len(set(answered)) == len(answered) >= ENOUGH
    assert set(answered) <= kept(app)
    with app.app_context(), transaction() as session:
        assert note(session)  # the lock of the killed one is free
