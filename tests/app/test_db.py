"""The lock that keeps a congress from being oversold, and what happens without it."""

import multiprocessing

import pytest
from builders import NOON, SECRET, make_congress, make_request
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.congress.queries import by_slug
from app.db import db, reading, transaction
from app.factory import create_app
from registration.participants import errors, queries, rules, service
from registration.participants.models import Places

PROCESSES, TRIES, CAPACITY = 8, 150, 500


def test_what_fails_inside_a_transaction_leaves_nothing(app: Flask):
    with app.app_context():
        with pytest.raises(RuntimeError), transaction() as session:
            make_congress(session, slug="never")
            raise RuntimeError

        with transaction() as session:
            assert session.execute(select(Places)).all() == []


def test_reading_sees_what_was_committed_before(app: Flask):
    with app.app_context():
        with transaction() as session:
            make_congress(session, slug="there")

        assert by_slug(reading(), "there").slug == "there"


def _guest(config, number, start, results):
    """One process: registers its guests one by one, each in a transaction of its own."""
    app = create_app(config)
    start.wait()
    taken = refused = 0
    with app.app_context():
        for turn in range(TRIES):
            request = rules.clean_request(make_request(email=f"g{number}-{turn}@example.org"))
            try:
                with transaction() as session:
                    congress = by_slug(session, "full-house")
                    service.register(session, congress, request, secret=SECRET, idempotency_key=None, now=NOON)
                taken += 1
            except errors.CongressFull:
                refused += 1
        db.session.remove()
    results.put((taken, refused))


def _guest_without_lock(config, number, start, results):
    """The same by reading first and writing after, as software without the lock does."""
    app = create_app(config)
    start.wait()
    taken = refused = 0
    with app.app_context():
        for _ in range(TRIES):
            with Session(db.engine) as session:
                places = session.scalars(select(Places)).one()
                free = places.free > 0
                session.rollback()
            if not free:
                refused += 1
                continue
            with transaction() as session:
                session.execute(update(Places).values(pending=Places.pending + 1))
            taken += 1
        db.session.remove()
    results.put((taken, refused))


def _run(config, target):
    fork = multiprocessing.get_context("forkserver")  # imports the house once for all, where "spawn" does eight times
    fork.set_forkserver_preload(["app.factory"])
    start, results = fork.Event(), fork.Queue()
    processes = [fork.Process(target=target, args=(config, number, start, results)) for number in range(PROCESSES)]
    for process in processes:
        process.start()
    start.set()
    answers = [results.get(timeout=240) for _ in processes]
    for process in processes:
        process.join(timeout=30)
    return sum(taken for taken, _ in answers), sum(refused for _, refused in answers)


def test_eight_processes_never_sell_a_place_twice(app: Flask, config, writing):
    with writing() as session:
        make_congress(session, slug="full-house", capacity=CAPACITY)

    sold, refused = _run(config, _guest)

    with app.app_context():
        places = queries.places(reading(), by_slug(reading(), "full-house").id)
        assert (sold, refused) == (CAPACITY, PROCESSES * TRIES - CAPACITY)
        assert (places.pending, places.free) == (CAPACITY, 0)


def test_without_the_conditional_update_the_same_crowd_oversells(app: Flask, config, writing):
    """The negative control: were this to hold the limit, the test above would prove nothing."""
    with writing() as session:
        make_congress(session, slug="full-house", capacity=CAPACITY)

    sold, _ = _run(config, _guest_without_lock)

    assert sold > CAPACITY
