"""Durable registrations: how many are on the disk, and answered, each second, with 32 callers at a time.

Beside it what the disk itself can do (1/fsync: commits one after the other), and a view that says hello, served and asked in the
same way. SQLite as it is set up here (``synchronous=FULL``), and a PostgreSQL of this run's own with fsync on. Run as
``python -m benchmarks.durable``; TMPDIR chooses the disk, and ``--slower 8`` makes it slower by a pause of 8 ms at each commit,
while the transaction is still open, and at each fsync of the yardstick.
"""

import argparse
import http.client
import os
import shutil
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import event, select, update

from app import clock
from app.config import Config
from app.congress.models import Congress
from app.db import db, together, transaction
from app.factory import create_app
from app.migrations import run
from benchmarks.pages import SECRET, SLUG, Guest, fill, say_hello, server
from benchmarks.rush import post
from registration.participants import rules, service
from registration.participants.models import Places
from registration.participants.rules import RegistrationRequest

CALLERS, SECONDS = 32, 5
SLOWER = "REIHUM_BENCH_SLOWER"  # seconds, for this process and the servers that it starts
PAGE = 4096
Act = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--slower", type=float, default=0, help="milliseconds by which the disk is to be slower")
    os.environ[SLOWER] = str(parser.parse_args().slower / 1000)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reihum-durable-")))
        by_disk = fsyncs(place)
        print(f"1/fsync of this disk: {by_disk:.0f}/s (goal none, the yardstick)")
        hello = _hello()
        print(f"hello view, {CALLERS} callers: {hello:.0f}/s (goal none, the yardstick)")
        for engine, url in databases(stack, place):
            apart, in_company = (_registered(url, place / engine, kept) for kept in (_apart, _in_company))
            print(f"{engine}, registrations with a commit each: {apart:.0f}/s, {apart / by_disk:.2f} × 1/fsync")
            print(
                f"{engine}, registrations in company: {in_company:.0f}/s, {in_company / by_disk:.2f} × 1/fsync (goal ≥ 8)"
            )
            posted = _posted(url, place / engine)
            told = f"{posted:.0f}/s, {posted / by_disk:.2f} × 1/fsync, {posted / hello:.3f} × hello (goal ≥ 0.12)"
            print(f"{engine}, registration POSTs, {CALLERS} callers: {told}")


def fsyncs(place: Path) -> float:
    """Count how often a page reaches this disk in a second, one write after the other."""
    with (place / "probe").open("wb") as file:
        number, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < 1:
            os.pwrite(file.fileno(), b"x" * PAGE, 0)
            os.fdatasync(file.fileno())
            _pause()
            number += 1
    return number / (time.perf_counter() - begun)


def _pause(*_commit: object) -> None:
    if seconds := float(os.environ.get(SLOWER, "0")):
        time.sleep(seconds)


def databases(stack: ExitStack, place: Path) -> Iterator[tuple[str, str]]:
    """Give the name and the address of each database that this machine can run."""
    (place / "sqlite").mkdir()
    yield "sqlite", f"sqlite:///{place / 'sqlite' / 'reihum.db'}"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        print("postgresql: not installed here")
        return
    binaries = found[-1].parent if found else Path(str(on_path)).parent
    (place / "postgresql").mkdir()
    yield "postgresql", stack.enter_context(_postgres(binaries))


@contextmanager
def _postgres(binaries: Path) -> Iterator[str]:
    """Run a PostgreSQL with fsync on, on a private socket; as root it runs as Debian's user for it."""
    folder = Path(tempfile.mkdtemp(prefix="reihum-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    cluster = folder / "data"

    def work(*command: str | Path) -> None:
        subprocess.run([*prefix, *map(str, command)], check=True, capture_output=True)

    work(binaries / "initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=200"
    work(binaries / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        work(binaries / "pg_ctl", "-D", cluster, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _registered(url: str, place: Path, kept: Callable[[Act], None]) -> float:
    """Register at the level of the service, each in its own thread as the server does it; return how many a second."""
    app = _house(url, place)
    with app.app_context():
        congress = _furnish()

    def act() -> None:
        request = rules.clean_request(RegistrationRequest("Dr. Muster", f"g{uuid.uuid4().hex}@example.org"))
        terms = {"secret": SECRET, "idempotency_key": str(uuid.uuid4())}
        with app.app_context():
            kept(lambda session: service.register(session, congress, request, **terms, now=clock.now()))
            db.session.remove()

    rate = _rate(lambda: act)
    with app.app_context():
        db.engine.dispose()
    return rate


def _apart(work: Callable[..., object]) -> None:
    with transaction() as session:
        work(session)


def _in_company(work: Callable[..., object]) -> None:
    together(work)


def _posted(url: str, place: Path) -> float:
    """Send the form to the whole house."""
    os.environ["REIHUM_BENCH_URL"] = url
    with server(_served, str(place), threads=2 * CALLERS) as at:
        form = Guest(at)
        form._open_form()  # noqa: SLF001 -- of our own benchmarks
        numbers = iter(range(10**9))

        def caller() -> Act:
            connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=60)

            def act() -> None:
                status = post(connection, form, next(numbers), form._filled())  # noqa: SLF001 -- as above
                assert status == 303, status  # noqa: S101 -- or the figures lie

            return act

        return _rate(caller)


def _hello() -> float:
    with server(say_hello, "", threads=2 * CALLERS) as at:

        def caller() -> Act:
            connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=60)

            def act() -> None:
                connection.request("GET", "/")
                connection.getresponse().read()

            return act

        return _rate(caller)


def _rate(caller: Callable[[], Act]) -> float:
    """Let all callers act for a while, each as fast as it is answered; return how many acts a second that were."""
    done = [0] * CALLERS
    end = time.perf_counter() + SECONDS

    def call(number: int) -> None:
        act = caller()
        while time.perf_counter() < end:
            act()
            done[number] += 1

    threads = [threading.Thread(target=call, args=(number,)) for number in range(CALLERS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - begun)


def _served(place: str) -> Flask:
    return _house(os.environ["REIHUM_BENCH_URL"], Path(place), proxies="1", threads=str(2 * CALLERS))


def _house(url: str, place: Path, **settings: str) -> Flask:
    app = create_app(Config(instance=str(place), database_url=url, secret_key=SECRET, relay="off", **settings))
    with app.app_context():
        event.listen(db.engine, "commit", _pause)
    return app


def _furnish() -> Congress:
    """Fill the database once; give its congress, detached."""
    run.upgrade(db.engine)
    found = select(Congress).where(Congress.slug == SLUG)
    with transaction() as session:
        if session.scalar(found) is None:
            fill(session, 0)
            session.execute(update(Places).values(capacity=10**8))
    congress = db.session.scalars(found).one()
    db.session.expunge_all()
    db.session.remove()
    return congress


if __name__ == "__main__":
    main()
