"""A guest at their browser, and the mails they get."""

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from builders import make_congress
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import clock
from app.factory import relay_of


class Fields(HTMLParser):
    """Reads what a browser would send of the forms of a page: names and values, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and given.get("type") in {"checkbox", "radio"}:
            if "checked" in given:
                self.values[name] = given.get("value") or ""
        elif tag == "input":
            self.values[name] = given.get("value") or ""
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value") or ""
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""

    def handle_data(self, data):
        if self._textarea:
            self.values[self._textarea] += data.lstrip("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._textarea = ""


def fields_of(html: str) -> dict[str, str]:
    reader = Fields()
    reader.feed(html)
    return reader.values


@dataclass
class Guest:
    """A browser that reads a form before it sends it."""

    client: FlaskClient
    language: str = "en"

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers={"Accept-Language": self.language} | headers)

    def post(self, path: str, *, to: str = "", **answers: str) -> TestResponse:
        """Open *path*, fill in *answers* and send the form (to another address than the page's, if told)."""
        values = fields_of(self.get(path).text) | answers
        return self.send(to or path, values)

    def send(self, path: str, values: dict[str, str]) -> TestResponse:
        return self.client.post(path, data=values, headers={"Accept-Language": self.language})


@pytest.fixture
def open_congress(writing):
    """``open_congress(slug=…, …)`` makes a congress that takes registrations now; without a guest, it is the only one."""

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
def link_in() -> Callable[[EmailMessage], str]:
    """``link_in(mail)`` finds the path of the personal page in a mail."""

    def find(mail: EmailMessage) -> str:
        text = mail.get_body(("plain",)).get_content()
        found = re.search(r"http://127\.0\.0\.1:8000(/\S+/my/\S+)", text)
        assert found, text
        return found.group(1)

    return find
