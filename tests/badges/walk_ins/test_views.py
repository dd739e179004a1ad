"""The desk takes people in within five fields, prints their badge, and overbooks only knowingly."""

import io
import re
from html import unescape
from uuid import UUID

import pytest
from builders import make_congress, make_participant
from pypdf import PdfReader
from sqlalchemy import select

from app.accounts.models import Part
from app.jobs.models import Job
from app.journal.queries import about
from badges.checkin import queries as checkin
from registration.participants import queries as participants
from registration.participants.models import Participant

DESK = "/gate/bbe/walk-in"
KEY = str(UUID(int=7))


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe", capacity=2)


@pytest.fixture
def at_desk(organiser_of, bbe, token_of):
    """``at_desk(Part.GATE)`` gives a browser of the gate, and a way to send its form."""

    def stand(part=Part.GATE):
        browser = organiser_of(bbe, part)
        browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        token = token_of(browser, DESK)
        usual = {"csrf_token": token, "key": KEY, "role": "participant", "sheet": "a6"}
        return browser, lambda **fields: browser.post(DESK, data=usual | fields)

    return stand


def text(answer):
    return unescape(answer.get_data(as_text=True))


def test_somebody_comes_in_with_a_name_alone_and_gets_a_badge(at_desk, writing, bbe):
    browser, send = at_desk()
    fields = re.findall(r'<(?:input|select)[^>]*name="(\w+)"', text(browser.get(DESK)))

    answer = send(name=" Samira Öz ", role="press")
    page = text(browser.get(answer.headers["Location"]))
    badge = browser.get(f"{answer.headers['Location']}/badge.pdf?sheet=a6", buffered=True)

    assert [name for name in fields if name not in {"csrf_token", "key", "theme"}] == [
        "name",
        "organisation",
        "email",
        "role",
        "sheet",
    ]
    assert "Samira Öz" in page
    assert "is registered and inside" in page
    assert "Samira Öz" in PdfReader(io.BytesIO(badge.data)).pages[0].extract_text()
    with writing() as session:
        person = session.scalars(select(Participant)).one()
        assert (person.name, person.email, person.role, person.status) == ("Samira Öz", "", "press", "confirmed")
        assert checkin.attendance(session.connection(), bbe.id)[0] == 1
        assert participants.places(session, bbe.id).confirmed == 1
        assert session.scalars(select(Job).where(Job.kind == "mail")).all() == []


def test_a_form_sent_twice_welcomes_once(at_desk, writing, bbe):
    _, send = at_desk()

    first, second = send(name="Ada", email="ada@example.org"), send(name="Ada", email="ada@example.org")

    assert first.headers["Location"] == second.headers["Location"]
    with writing() as session:
        assert participants.places(session, bbe.id).confirmed == 1
        assert [job.payload["mail"] for job in session.scalars(select(Job))] == ["registration.confirmed"]


def test_faults_stand_beside_their_fields_and_nothing_is_lost(at_desk, writing, bbe):
    with writing() as session:
        make_participant(session, bbe, email="ada@example.org")
    _, send = at_desk()

    empty = send(name="", email="nobody", organisation="Kept", role="king")
    taken = send(name="Ada", email="ada@example.org")

    assert (empty.status_code, taken.status_code) == (422, 409)
    for told in ("Name: Please fill in", "This is not a complete e-mail address", 'value="Kept"', "Please choose one"):
        assert told in text(empty)
    assert "Somebody is registered with this address already." in text(taken)


def test_a_full_congress_says_so_and_only_an_organiser_overbooks(at_desk, writing, bbe):
    with writing() as session:
        for _ in range(2):
            make_participant(session, bbe)
    _, at_gate = at_desk()
    _, at_office = at_desk(Part.ORGANISER)

    refused, tried, asked = at_gate(name="Ada"), at_gate(name="Ada", beyond="yes"), at_office(name="Ada")
    let_in = at_office(name="Ada", beyond="yes")

    assert [answer.status_code for answer in (refused, tried, asked, let_in)] == [409, 409, 409, 303]
    assert "Please ask an organiser" in text(refused)
    assert "Let in beyond the number of places" in text(asked)
    with writing() as session:
        ada = session.scalars(select(Participant).where(Participant.name == "Ada")).one()
        actions = [entry.action for entry in about(session, subject_kind="participant", subject_id=ada.id)]
        assert actions == ["participant.overbooked"]
        assert participants.places(session, bbe.id).held == 3


def test_the_desk_prints_no_badge_of_who_has_none(at_desk, writing, bbe):
    with writing() as session:
        guest = make_participant(session, bbe)
    browser, _ = at_desk()

    assert browser.get(f"{DESK}/{guest.public_id}/badge.pdf").status_code == 404
