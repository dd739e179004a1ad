import threading
from datetime import timedelta

import pytest
from builders import NOON
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from app import clock
from app.db import transaction
from app.feature import Routine
from app.jobs import queries, service
from app.jobs.models import Job, JobStatus
from app.jobs.relay import LEASE, GiveUp, Progress, Relay, TryLater


@pytest.fixture
def ran():
    return []


def relay(app, job, routines=()):
    return Relay(app, jobs={"work": job}, routines=routines)


def enqueue(app, **values):
    with app.app_context(), transaction() as session:
        return service.enqueue(session, "work", now=clock.now(), **values)


def the_job(app):
    with app.app_context(), transaction() as session:
        job = session.scalars(select(Job)).one()
        session.expunge(job)
        return job


def test_a_job_runs_once_and_is_done(app, ran):
    enqueue(app, payload={"what": 1})

    worked = relay(app, lambda progress, job: ran.append(job.payload)).run_until_idle()

    assert (worked, ran, the_job(app).status) == (1, [{"what": 1}], "done")


def test_a_dedup_key_works_once(app, ran):
    for _ in range(3):
        enqueue(app, dedup_key="same")

    relay(app, lambda progress, job: ran.append(job.id)).run_until_idle()

    assert len(ran) == 1


def test_a_job_that_may_work_later_is_tried_again_and_at_last_given_up(app):
    enqueue(app)

    def busy(progress, job):
        raise TryLater("the mail server answered 451")

    for attempt in range(1, service.MAX_ATTEMPTS + 1):
        assert relay(app, busy).run_once() == 1
        job = the_job(app)
        assert job.attempts == attempt
        with app.app_context(), transaction() as session:
            session.get_one(Job, job.id).due_at = clock.now()

    assert (job.status, job.error) == ("dead", "the mail server answered 451")


def test_a_dead_job_is_started_again_by_hand(app, ran):
    enqueue(app)

    def never(progress, job):
        raise GiveUp("no such address")

    relay(app, never).run_once()
    with app.app_context(), transaction() as session:
        service.retry(session.scalars(select(Job)).one(), now=clock.now())
    relay(app, lambda progress, job: ran.append(1)).run_once()

    assert (ran, the_job(app).status) == ([1], "done")


def test_a_bug_in_one_job_does_not_stop_the_others(app, ran):
    enqueue(app, payload={"n": 0})
    enqueue(app, payload={"n": 1})

    def job(progress, job):
        ran.append(job.payload["n"])
        if job.payload["n"] == 0:
            raise ZeroDivisionError

    relay(app, job).run_once()

    assert ran == [0, 1]


def test_no_more_are_claimed_than_asked_for_however_the_database_goes_about_it(session):
    """PostgreSQL ran the choice once a row, and so beyond its limit, as soon as it knew how few jobs there were."""
    service.enqueue(session, "work", now=NOON)
    session.execute(text("ANALYZE job"))  # now it expects one
    for _ in range(5):
        service.enqueue(session, "work", now=NOON)

    claims = [len(queries.claim(session, now=NOON, lease=LEASE, limit=2)) for _ in range(4)]

    assert claims == [2, 2, 2, 0]


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends(app):
    enqueue(app)
    now = clock.now()
    with app.app_context():
        with transaction() as session:
            assert len(queries.claim(session, now=now, lease=LEASE, limit=5)) == 1
        with transaction() as session:
            assert queries.claim(session, now=now, lease=LEASE, limit=5) == []
        with transaction() as session:
            assert len(queries.claim(session, now=now + LEASE, lease=LEASE, limit=5)) == 1


def test_a_job_that_was_asked_to_stop_stops_at_its_next_sign_of_progress(app, ran):
    enqueue(app)

    def long(progress: Progress, job):
        with transaction() as session:
            service.ask_to_cancel(session, job)
        progress(1, 1)
        ran.append("too far")

    relay(app, long).run_once()

    assert (ran, the_job(app).status) == ([], JobStatus.CANCELLED)


def test_routines_come_round(app, ran):
    routine = Routine(name="tick", run=lambda: ran.append(1), every=timedelta(hours=1))
    worker = relay(app, lambda progress, job: None, routines=[routine])

    worker.run_once()
    worker.run_once()

    assert ran == [1]


def test_what_is_not_begun_when_the_end_comes_goes_back_into_the_queue(app, ran):
    for number in range(3):
        enqueue(app, payload={"n": number})
    stop = threading.Event()

    def job(progress, job):
        ran.append(job.payload["n"])
        stop.set()

    relay(app, job).run_once(stop)

    assert ran == [0]
    assert statuses(app) == [("done", 1), ("waiting", 0), ("waiting", 0)]
    assert relay(app, lambda progress, job: ran.append(job.payload["n"])).run_until_idle() == 2
    assert ran == [0, 1, 2]


def test_a_batch_that_takes_long_does_not_outlive_its_lease(app, ran):
    for number in range(3):
        enqueue(app, payload={"n": number})
    slow = Relay(
        app,
        jobs={"work": lambda progress, job: ran.append(job.payload["n"])},
        routines=[],
        lease=timedelta(microseconds=1),
    )

    worked = [slow.run_once() for _ in range(4)]

    assert (worked, ran) == ([1, 1, 1, 0], [0, 1, 2])
    assert statuses(app) == [("done", 1)] * 3


def test_a_bug_in_a_routine_stops_neither_the_jobs_nor_the_other_routines(app, ran, caplog):
    enqueue(app)

    def broken():
        raise ZeroDivisionError

    hour = timedelta(hours=1)
    routines = [
        Routine(name="broken", run=broken, every=hour),
        Routine(name="sound", run=lambda: ran.append("routine"), every=hour),
    ]

    relay(app, lambda progress, job: ran.append("job"), routines).run_once()

    assert ran == ["routine", "job"]
    assert [record.getMessage() for record in caplog.records] == ["the routine broken failed"]


def test_a_database_that_is_away_for_a_while_does_not_end_the_relay(app, ran):
    enqueue(app)
    stop, faults = threading.Event(), iter([OperationalError("select 1", {}, Exception("gone")), None])

    def away():
        if fault := next(faults):
            raise fault

    def job(progress, job):
        ran.append("job")
        stop.set()

    relay(app, job, [Routine(name="tick", run=away, every=timedelta(0))]).run_forever(stop)

    assert ran == ["job"]


def statuses(app):
    with app.app_context(), transaction() as session:
        return session.execute(select(Job.status, Job.attempts).order_by(Job.id)).all()
