"""A congress with forums and people who wish, and drafts calculated by the real solver."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from flask import Flask
from flask_babel import Babel
from sqlalchemy import event

from forums.assignment.reasons import facts_by_slot
from forums.assignment.solver import solve
from forums.dialogue import service
from forums.dialogue.outcome import Outcome
from forums.dialogue.settings import Settings


@pytest.fixture
def calculate() -> Callable[..., Any]:
    """``calculate(session, congress)`` gives a run with its draft, without the queue; keywords are those of Settings."""

    def run(session, congress, *, seed=1, **settings):
        started = service.start_run(
            session, congress, settings=Settings(**settings), seed=seed, actor="user:1", now=NOON
        )
        problem, seed, settings = service.begin_run(session, started.public_id)
        solution = solve(problem, seed=seed, seconds=settings.seconds)
        facts = facts_by_slot(problem, solution)
        service.keep_outcome(session, started.public_id, Outcome(problem, solution, settings), reasons=facts, now=NOON)
        session.flush()  # tests read it back
        return started

    return run


@pytest.fixture
def wishing_congress() -> Callable[..., Any]:
    """``wishing_congress(session, people=4, forums=2, places=2)``: everybody wishes for the forums in their order."""

    def make(session, *, people, forums, places, **values):
        congress = make_congress(session)
        rows = [make_forum(session, congress, number=n, places=places, **values) for n in range(1, forums + 1)]
        guests = [make_participant(session, congress, name=f"Guest {n:02}") for n in range(people)]
        for guest in guests:
            make_preferences(session, guest, *rows[: congress.wishes])
        return congress, rows, guests

    return make


@pytest.fixture
def statements_of(session) -> Callable[[Callable[[], object]], int]:
    """``statements_of(act)`` counts the statements that *act* sends to the database."""

    def count(act):
        sent = []

        def note(*_args: Any) -> None:
            sent.append(None)

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        act()
        event.remove(engine, "before_cursor_execute", note)
        return len(sent)

    return count


@pytest.fixture(scope="session")
def speaking() -> Callable[[str], Any]:
    """``with speaking("de"):`` chooses the language of words, without a database."""
    app = Flask("words")
    Babel(app, locale_selector=lambda: app.config["LANGUAGE"])

    @contextmanager
    def speak(language):
        app.config["LANGUAGE"] = language
        with app.test_request_context():
            yield

    return speak
