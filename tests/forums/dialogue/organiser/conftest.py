"""An organiser at their browser, reading English."""

from collections.abc import Callable
from typing import Any

import pytest
from builders import make_congress

from forums.dialogue.models import AssignmentRun


@pytest.fixture
def congress(writing):
    with writing() as session:
        return make_congress(session, slug="bbe")


@pytest.fixture
def office(organiser_of, congress):
    browser = organiser_of(congress)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def send(office, token_of) -> Callable[..., Any]:
    """``send(form_page, address, **fields)`` opens a page and sends a form on it."""

    def post(page, address=None, **fields):
        return office.post(address or page, data={"csrf_token": token_of(office, page), **fields})

    return post


@pytest.fixture
def draft_of(writing, calculate) -> Callable[..., str]:
    """``draft_of(congress)`` calculates a draft and gives its address."""

    def draft(congress, **settings):
        with writing() as session:
            run: AssignmentRun = calculate(session, session.merge(congress), **settings)
            return f"/organise/{congress.slug}/assignment/{run.public_id}"

    return draft


def text_of(answer):
    return answer.get_data(as_text=True)
