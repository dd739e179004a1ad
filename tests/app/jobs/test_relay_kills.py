"""What remains of a mailing when the relay is killed in the midst of it, three times, by a server that is busy and refuses some."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import NOON, SECRET, make_congress, make_request
from post_office import PostOffice, post_office
from quick_commands import Begun, QuickCommands
from sqlalchemy import delete, func, select, update

from app import clock
from app.config import Config
from app.jobs.models import Job, JobStatus
from app.mail.models import AddressFault
from app.mailings import service as mailings
from app.mailings.rules import Audience
from registration.participants import rules, service

ROOT = Path(__file__).parent.parent.parent.parent
PATIENCE_SECONDS = 120
PEOPLE, KILLS = 400, 3
BUSY = {f"guest{number}@example.org" for number in range(0, 60, 3)}  # the server takes them at the second try
UNKNOWN = {f"guest{number}@example.org" for number in range(5, PEOPLE, 40)}


class MoodyOffice(PostOffice):
    """Is busy for some at first, and knows others not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- aiosmtpd's name
        self.asked[address] += 1
        if address in UNKNOWN:
            return f"550 5.1.1 <{address}> unknown here"
        if address in BUSY and self.asked[address] == 1:
            return "451 4.7.1 come back later"
        return await super().handle_RCPT(server, session, envelope, address, options)


@contextmanager
def workers(commands: QuickCommands, config: Config, office: PostOffice, log: Path) -> Iterator[Callable[[], Begun]]:
    """Give a function that starts a worker; the last of them does not outlive the test."""
    settings = {
        "REIHUM_INSTANCE": config.instance,
        "REIHUM_DATABASE_URL": config.database_url,
        "REIHUM_SECRET_KEY": config.secret_key,
        "REIHUM_SMTP_URL": office.url,
        "REIHUM_MAIL_PER_MINUTE": "60000",
    }
    started: list[Begun] = []

    def start() -> Begun:
        started.append(commands.begin(["worker"], settings=settings, log=log))
        return started[-1]

    try:
        yield start
    finally:
        started[-1].kill()


def eventually(is_so: Callable[[], bool], *, every: float = 0.005) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "it never came about"
        time.sleep(every)


@pytest.fixture
def written(writing) -> None:
    """A mailing to everyone, on its way."""
    with writing() as session:
        congress = make_congress(session)
        for number in range(PEOPLE):
            request = rules.clean_request(make_request(name=f"Guest {number}", email=f"guest{number}@example.org"))
            service.add(session, congress, request, secret=SECRET, actor="user:1", now=NOON)
        session.execute(delete(Job))  # what they got when they were added
        draft = mailings.Draft({"en": "News"}, {"en": "Good day {name}."}, Audience())
        mailing = mailings.begin(session, congress, draft, actor="user:1", now=NOON)
        mailings.send(session, mailing, seen=NOON, actor="user:1", now=clock.now())


def test_three_kills_lose_no_mail_and_double_at_most_the_one_under_way(
    commands: QuickCommands, config: Config, tmp_path: Path, writing, written
):
    with post_office(MoodyOffice()) as office, workers(commands, config, office, tmp_path / "log") as start:
        for kill in range(1, KILLS + 1):
            worker, enough = start(), PEOPLE * kill // (KILLS + 1)
            eventually(lambda enough=enough: len(office.envelopes) >= enough)
            worker.kill()
            worker.wait(PATIENCE_SECONDS)
            let_time_pass(writing)
        start()
        eventually(lambda: let_time_pass(writing) == 0, every=0.5)

    copies = Counter(address for envelope in office.envelopes for address in envelope.rcpt_tos)
    assert set(copies) == {f"guest{number}@example.org" for number in range(PEOPLE)} - UNKNOWN
    assert max(copies.values()) <= 2
    assert copies.total() <= len(copies) + KILLS
    assert {office.asked[address] for address in UNKNOWN} <= {1, 2}
    with writing() as session:
        ended = dict(session.execute(select(Job.status, func.count()).group_by(Job.status)).all())
        errors = set(session.scalars(select(Job.error).where(Job.status == JobStatus.DEAD)))
        marked = session.scalar(select(func.count()).select_from(AddressFault))
    assert ended == {"done": PEOPLE - len(UNKNOWN), "dead": len(UNKNOWN)}
    assert errors == {"the mail server answered 550 5.1.1"}
    assert marked == len(UNKNOWN)


def let_time_pass(writing) -> int:
    """Let what a dead relay had claimed be free again, and what is to be tried later be due; tell how much waits."""
    with writing() as session:
        session.execute(update(Job).where(Job.status == JobStatus.WAITING).values(due_at=clock.now()))
        return session.scalar(select(func.count()).select_from(Job).where(Job.status == JobStatus.WAITING))
