"""An address that takes no mail is marked, until a mail arrives there or it is corrected."""

from dataclasses import replace

import pytest
from builders import make_congress, make_participant
from post_office import post_office
from sqlalchemy import select

from app import clock
from app.factory import relay_of
from app.jobs import service as jobs
from app.jobs.models import Job
from app.mail.models import AddressFault
from app.mail.queries import fault_of
from app.mail.service import is_marked


@pytest.fixture
def office():
    with post_office() as office:
        yield office


@pytest.fixture
def config(config, office):
    return replace(config, smtp_url=office.url, mail_per_minute="60000")


@pytest.fixture
def ada(app, writing):
    with writing() as session:
        return make_participant(session, make_congress(session), now=clock.now())


def test_a_refused_address_is_marked_until_a_mail_arrives(app, office, writing, ada):
    worker = relay_of(app)
    office.answer = f"550 5.1.1 <{ada.email}> unknown"
    worker.run_until_idle()
    with writing() as session:
        fault = fault_of(session, ada.id)
        marked = (
            is_marked(fault, ada.email.upper()),
            is_marked(fault, "corrected@example.org"),
            ada.email in fault.answer,
        )
        for job in session.scalars(select(Job).where(Job.status == "dead")):
            jobs.retry(job, now=clock.now())
    office.answer = "250 OK"
    worker.run_until_idle()

    assert marked == (True, False, False)
    assert len(office.mails_to(ada.email)) == 1
    with writing() as session:
        assert session.scalars(select(AddressFault)).all() == []


def test_a_server_that_is_busy_marks_nobody(app, office, writing, ada):
    office.answer = "451 4.7.1 later"

    assert relay_of(app).run_until_idle() > 0

    with writing() as session:
        assert session.scalars(select(AddressFault)).all() == []
