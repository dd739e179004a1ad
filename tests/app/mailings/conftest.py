"""Mailings to send: a congress, and a text that everyone gets."""

import pytest
from builders import NOON, make_congress

from app.mailings import service
from app.mailings.rules import Audience
from app.mailings.service import Draft

CONFIRMED = Audience(status=("confirmed",))


@pytest.fixture
def write():
    """``write(session, congress, body=…, audience=…)`` begins a mailing."""

    def begin(session, congress, *, audience=CONFIRMED, subject="Hello {name}", body="See you, {name}.", **values):
        draft = Draft({"en": subject}, {"en": body}, audience, **values)
        return service.begin(session, congress, draft, actor="user:1", now=NOON)

    return begin


@pytest.fixture
def congress(session):
    return make_congress(session)
