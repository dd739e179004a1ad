"""A real server in a process of its own: how it answers, how it ends, and what remains when it is killed."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from asyncio import get_running_loop
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from builders import NOON, make_congress
from flask import Flask
from post_office import PostOffice, free_port, post_office
from sqlalchemy import func, select, update

from app import clock
from app.accounts.models import Part
from app.accounts.service import create_key
from app.config import Config
from app.jobs.models import Job, JobStatus
from registration.participants.models import Participant, Places

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 60
CLIENTS, ENOUGH = 4, 40  # who registers at the same time, and after how many answers the server is killed
ADDRESS = "/api/v1/congresses/spring/registrations"


def eventually(is_so: Callable[[], bool], *, alive: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "it never came about"
        assert alive is None or alive.poll() is None, "the process has ended"
        time.sleep(0.02)


@dataclass
class Server:
    """A running `reihum serve`."""

    process: subprocess.Popen[bytes]
    port: int

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, object]]:
        with closing(self.send(method, path, body, **headers)) as connection:
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def send(self, method: str, path: str, body: object = None, **headers: str) -> http.client.HTTPConnection:
        """Send a request without waiting for its answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json"} | headers)
        return connection

    def is_well(self) -> bool:
        return self.ask("GET", "/health") == (200, {"status": "ok", "database": "ok"})


@contextmanager
def running(config: Config, office: PostOffice, *command: str) -> Iterator[Server]:
    """Start a command of an installation in a process of its own; it is gone afterwards, however it ends."""
    port = free_port()
    settings = {
        "REIHUM_INSTANCE": config.instance,
        "REIHUM_DATABASE_URL": config.database_url,
        "REIHUM_SECRET_KEY": config.secret_key,
        "REIHUM_PORT": str(port),
        "REIHUM_SMTP_URL": office.url,
        "REIHUM_LIMITS": "off",
        "REIHUM_MAIL_PER_MINUTE": "60000",
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REIHUM_")} | settings
    program = [sys.executable, "-c", "from app.cli import main; main()", *command]
    with subprocess.Popen(program, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            yield Server(process, port)
        finally:
            process.kill()


@contextmanager
def serving(config: Config, office: PostOffice) -> Iterator[Server]:
    with running(config, office, "serve") as server:
        assert (
            server.process.stdout.readline() == f"Serving http://127.0.0.1:{server.port} (stop with Ctrl-C)\n".encode()
        )
        yield server


@pytest.fixture
def key(app: Flask, writing) -> str:
    """The key of an organiser of a congress that takes registrations."""
    with writing() as session:
        return create_key(
            session, make_congress(session, slug="spring"), Part.ORGANISER, label="", actor="operator", now=NOON
        )


def guest(name: str) -> dict[str, object]:
    return {"name": name, "email": f"{name}@example.org"}


def register(server: Server, key: str, name: str) -> tuple[int, dict[str, object]]:
    return server.ask("POST", ADDRESS, guest(name), **headers(key, name))


def headers(key: str, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "Idempotency-Key": name}


class SlowOffice(PostOffice):
    """Takes a mail only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun, self.may_end = threading.Event(), threading.Event()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.has_begun.set()
        await get_running_loop().run_in_executor(None, self.may_end.wait, PATIENCE_SECONDS)
        return await super().handle_DATA(server, session, envelope)


def keeps_its_connection(server: Server, key: str) -> None:
    """Whoever asks again and again hears on one connection that nothing is new."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    known, used = {}, set()
    for status in (200, 304, 304):
        connection.request("GET", "/api/v1/congresses/spring/attendance", headers=headers(key, "") | known)
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (status, status == 200)
        known = {"If-None-Match": answer.headers["ETag"]}
        used.add(connection.sock)
    connection.close()
    assert len(used) == 1
    assert None not in used


def test_the_end_waits_for_the_request_and_the_mail_under_way(config: Config, key: str, writing):
    slow = SlowOffice()
    with post_office(slow) as office, serving(config, office) as server:
        assert register(server, key, "first")[0] == 201
        assert slow.has_begun.wait(PATIENCE_SECONDS)
        keeps_its_connection(server, key)
        with writing() as session:
            session.execute(update(Places).values(capacity=Places.capacity))  # whoever registers waits now
            waiting = server.send("POST", ADDRESS, guest("second"), **headers(key, "second"))
            assert server.is_well()  # so the one who asked before has been heard
            server.process.send_signal(signal.SIGTERM)
            assert server.process.stdout.readline().startswith(b"Stopping. Whoever has asked is still answered")
        status = waiting.getresponse().status
        waiting.close()
        slow.may_end.set()
        code = server.process.wait(PATIENCE_SECONDS)

    assert (status, code) == (201, 0)
    assert [mail["To"] for mail in slow.mails_to("first@example.org")] == ["first@example.org"]
    with writing() as session:
        assert session.scalars(select(Job.status).order_by(Job.id)).all() == [JobStatus.DONE, JobStatus.WAITING]


@dataclass
class Crowd:
    """People who register at the same time, until nobody answers any more."""

    server: Server
    key: str
    answered: dict[str, str] = field(default_factory=dict)  # name → id of who got 201
    unanswered: list[str] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)

    def come(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._register_many, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def _register_many(self, client: int) -> None:
        for number in range(10_000):
            name = f"guest-{client}-{number}"
            try:
                status, answer = register(self.server, self.key, name)
            except (OSError, http.client.HTTPException, ValueError):
                self.unanswered.append(name)
                return
            assert status == 201
            self.answered[name] = str(answer["id"])
            if len(self.answered) >= ENOUGH:
                self.enough.set()


def test_nothing_that_was_answered_is_missing_after_a_kill(config: Config, key: str, writing):
    with post_office() as office:
        with serving(config, office) as server:
            crowd = Crowd(server, key)
            threads = crowd.come()
            assert crowd.enough.wait(PATIENCE_SECONDS)
            server.process.kill()
            for thread in threads:
                thread.join(PATIENCE_SECONDS)
        kept = kept_registrations(writing)
        with serving(config, office) as server:
            repeated = {name: register(server, key, name) for name in [*crowd.unanswered, *list(crowd.answered)[:3]]}
            let_leases_end(writing)
            eventually(lambda: mails_waiting(writing) == 0, alive=server.process)

    assert len(crowd.unanswered) == CLIENTS
    assert crowd.answered.items() <= kept.items()
    assert set(kept) - set(crowd.answered) <= set(crowd.unanswered)
    assert {name: status for name, (status, _) in repeated.items()} == {
        name: 200 if name in kept else 201 for name in repeated
    }
    everybody = kept_registrations(writing)
    assert everybody == crowd.answered | {name: answer["id"] for name, (_, answer) in repeated.items()}
    with writing() as session:
        assert session.scalars(select(Places.pending)).one() == len(everybody)
        assert session.scalar(select(func.count()).select_from(Participant)) == len(everybody)
    letters = {
        name: Counter(mail["Message-ID"] for mail in office.mails_to(f"{name}@example.org")) for name in everybody
    }
    assert {name for name, copies in letters.items() if len(copies) != 1} == set()


def kept_registrations(writing) -> dict[str, str]:
    with writing() as session:
        return dict(session.execute(select(Participant.name, Participant.public_id)).all())


def let_leases_end(writing) -> None:
    """Let the time pass after which what a dead relay had claimed is free again."""
    with writing() as session:
        session.execute(update(Job).where(Job.status == JobStatus.WAITING).values(due_at=clock.now()))


def mails_waiting(writing) -> int:
    with writing() as session:
        return session.scalar(select(func.count()).select_from(Job).where(Job.status == JobStatus.WAITING))


def test_a_worker_alone_sends_what_is_queued(app: Flask, config: Config, key: str, writing):
    browser = app.test_client()
    answer = browser.post(ADDRESS, json=guest("ada"), headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 201

    with post_office() as office, running(config, office, "worker") as worker:
        eventually(lambda: mails_waiting(writing) == 0, alive=worker.process)
        worker.process.send_signal(signal.SIGTERM)
        code = worker.process.wait(PATIENCE_SECONDS)

    assert (code, len(office.mails_to("ada@example.org"))) == (0, 1)
