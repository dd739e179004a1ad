"""A guest at their browser, and the mails they get."""

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from builders import make_congress
from flask import Flask
from flask.testing import FlaskClient
from form_reading import fields_of
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import clock
from app.db import db
from app.factory import create_app, relay_of
from app.web.limits import limiter
from registration.participants.models import Participant


@dataclass
class Guest:
    """A browser that reads a form before it sends it."""

    client: FlaskClient
    language: str = "en"

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers={"Accept-Language": self.language} | headers)

    def post(self, path: str, *, to: str = "", **answers: str) -> TestResponse:
        """Open *path*, fill in *answers* and send the form (to another address than the page's, if told)."""
        return self.send(to or path, self.form(path) | answers)

    def form(self, path: str) -> dict[str, str]:
        """Open *path* and read what its forms would send as they are."""
        return fields_of(self.get(path).text)

    def send(self, path: str, values: dict[str, str]) -> TestResponse:
        return self.client.post(path, data=values, headers={"Accept-Language": self.language})


@pytest.fixture
def open_congress(writing):
    """``open_congress(slug=…, …)`` makes a congress that takes registrations now, by default at /spring/."""

    def make(**values):
        now = clock.now()
        times = {
            "starts_on": (now + timedelta(days=90)).date(),
            "ends_on": (now + timedelta(days=91)).date(),
            "registration_opens_at": now - timedelta(days=1),
            "registration_closes_at": now + timedelta(days=30),
            "preferences_until": now + timedelta(days=40),
        }
        with writing() as session:
            return make_congress(session, **{"slug": "spring"} | times | values)

    return make


@pytest.fixture
def app_with(config):
    """``app_with(limits="on")`` is the same application with another configuration."""
    made = []

    def make(**changes: str) -> Flask:
        made.append(create_app(replace(config, **changes)))
        return made[-1]

    yield make
    for app in made:
        if app.extensions["reihum_config"].limits == "on":
            limiter.reset()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def guest(client: FlaskClient) -> Guest:
    return Guest(client)


@pytest.fixture
def mails(app: Flask, tmp_path: Path) -> Callable[[], list[EmailMessage]]:
    """``mails()`` runs the relay and gives all mails sent so far, in the order of their jobs."""

    def read() -> list[EmailMessage]:
        relay_of(app).run_until_idle()
        files = sorted((tmp_path / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]

    return read


@pytest.fixture
def everybody(writing):
    """``everybody(congress)`` lists its participants in the order of their coming."""

    def read(congress):
        with writing() as session:
            query = select(Participant).where(Participant.congress_id == congress.id)
            return session.scalars(query.order_by(Participant.id)).all()

    return read


@pytest.fixture
def link_in() -> Callable[[EmailMessage], str]:
    """``link_in(mail)`` finds the path of the personal page in a mail."""

    def find(mail: EmailMessage) -> str:
        text = mail.get_body(("plain",)).get_content()
        found = re.search(r"http://127\.0\.0\.1:8000(/\S+/my/\S+)", text)
        assert found, text
        return found.group(1)

    return find
