"""`reihum bounce`: what any mail server may pipe to it."""

import pytest
from builders import NOON, make_congress, make_participant
from sqlalchemy import select, update

from app.jobs.models import Job
from app.mail.models import AddressFault
from app.mail.queries import fault_of
from app.mail.service import is_marked
from app.mailings.cli import bounce

REPORT = """\
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; somebody@example.net
Action: {action}
Status: 5.1.1

--B
Content-Type: text/rfc822-headers

Message-ID: <{mail}@localhost>

--B--
"""


@pytest.fixture
def sent(writing):
    """A mail that was sent to Ada."""
    with writing() as session:
        ada = make_participant(session, make_congress(session))
        session.execute(update(Job).values(status="done", finished_at=NOON))
        return ada, session.scalars(select(Job.public_id).order_by(Job.id)).first()


@pytest.fixture
def pipe(app):
    """``pipe(report)`` gives a mail to the command and returns how it ended and what it said."""

    def give(mail):
        done = app.test_cli_runner().invoke(bounce, input=mail)
        return done.exit_code, done.output

    return give


def test_a_mail_that_comes_back_is_noted_and_its_address_marked(writing, sent, pipe):
    ada, mail = sent

    told = [pipe(REPORT.format(action="failed", mail=mail).encode()) for _ in range(2)]

    assert told == [(0, "Noted: the mail came back.\n"), (0, "Nothing is noted.\n")]
    with writing() as session:
        job = session.scalars(select(Job).where(Job.public_id == mail)).one()
        assert (job.status, job.error) == ("dead", "the mail came back 5.1.1")
        assert is_marked(fault_of(session, ada.id), ada.email)


def test_what_is_no_failure_of_a_mail_of_ours_changes_nothing(writing, sent, pipe):
    _, mail = sent
    others = {
        REPORT.format(action="delayed", mail=mail): "Nothing is noted.\n",
        REPORT.format(action="failed", mail="0" * 16): "Nothing is noted.\n",
        "Subject: hello\n\nI shall come.": "This is no report on a mail of ours; nothing is noted.\n",
    }

    assert {text: pipe(text.encode()) for text in others} == {text: (0, words) for text, words in others.items()}
    with writing() as session:
        assert set(session.scalars(select(Job.status))) == {"done"}
        assert session.scalars(select(AddressFault)).all() == []
