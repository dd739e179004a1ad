"""What one scan at the gate costs, against a Flask view that says hello, and how that grows with the congress.

Run as ``python -m benchmarks.checkin [PARTICIPANTS …]``. Two waitress processes on loopback, one connection kept alive; counted is the
processor time of the server alone, blocks of both kinds in turn, the median of their ratios.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from sqlalchemy import create_engine, insert, update
from sqlalchemy.orm import Session

from app.accounts.models import Part
from app.accounts.service import create_key
from app.config import Config
from app.congress.models import Congress
from app.db import configure_engine
from app.factory import create_app
from app.migrations import run
from badges import qr
from badges.models import Badge
from badges.service import key_of
from registration.participants.models import Participant, Places
from registration.participants.service import open_places

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
SIZES = (100, 100_000)
BLOCKS, REQUESTS = 7, 60
CPU = "/processor-time"
SECRET = "only for measuring, of 32 characters"  # noqa: S105 -- guards nothing
SLUG = "measured"


def main(sizes: tuple[int, ...]) -> None:
    costs = {}
    with tempfile.TemporaryDirectory() as folder, served("hello", folder) as hello:
        for size in sizes:
            costs[size] = report(Path(folder) / str(size), size, hello)
    if len(costs) > 1:
        growth = costs[sizes[-1]] / costs[sizes[0]]
        print(f"one scan at {sizes[-1]:,} participants against {sizes[0]:,}: {growth:.2f} × (goal ≤ 1.3)")


def report(folder: Path, size: int, hello: int) -> float:
    """Measure a congress of *size*, print its lines and return the cost of a scan of somebody who is in, in hellos."""
    folder.mkdir()
    key = furnish(folder, size)
    with served("gate", str(folder)) as gate:
        welcome = ratio(
            hello, gate, lambda n: scans_of(key, [n % size]), requests=size // BLOCKS if size < 1000 else REQUESTS
        )
        again = ratio(hello, gate, lambda n: scans_of(key, [n % size]))
        batch = ratio(hello, gate, lambda n: scans_of(key, [m % size for m in range(n, n + 10)]), requests=20) / 10
        poll = ratio(hello, gate, lambda _: ("GET", f"/api/v1/congresses/{SLUG}/attendance", key, None))
    print(f"one scan, welcome, {size:,} participants: {welcome:.1f} × hello (goal ≤ 7)")
    print(f"one scan, already in, {size:,} participants: {again:.1f} × hello (goal ≤ 7)")
    print(f"a scan in a batch of ten, {size:,} participants: {batch:.1f} × hello (goal ≤ 2)")
    print(f"live count, {size:,} participants: {poll:.1f} × hello (goal ≤ 4)")
    return again


Request = tuple[str, str, str, dict[str, Any] | None]  # Any: JSON


def scans_of(key: str, numbers: Any) -> Request:  # Any: some numbers
    scans = [
        {
            "scan_id": str(uuid.uuid4()),
            "sequence": n,
            "code": code(n),
            "scanned_at": "2026-05-03T12:00:00Z",
            "gate": "East",
        }
        for n in numbers
    ]
    body = {"device": "benchmark", "clock_offset_ms": 0, "scans": scans}
    return "POST", f"/api/v1/congresses/{SLUG}/scans", key, body


def ratio(
    hello: int, port: int, request: Callable[[int], Request], *, blocks: int = BLOCKS, requests: int = REQUESTS
) -> float:
    """Tell what a request costs in hellos."""
    greet = "GET", "/", "", None
    ratios = []
    cost(hello, [greet] * 20), cost(port, [request(blocks * requests)] * 5)
    for block in range(blocks):
        yardstick = cost(hello, [greet] * 200)
        ratios.append(cost(port, [request(block * requests + n) for n in range(requests)]) / yardstick)
    return statistics.median(ratios)


def cost(port: int, requests: list[Request]) -> float:
    """Send requests one after the other; return the server's processor time for one, in seconds."""
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        before = processor_time(connection)
        for method, path, key, body in requests:
            headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            words = answer.read()
            assert answer.status == 200, words  # noqa: S101 -- or the figures lie
        return (processor_time(connection) - before) / len(requests)


def processor_time(connection: HTTPConnection) -> float:
    connection.request("GET", CPU)
    return float(connection.getresponse().read())


@contextmanager
def served(what: str, folder: str) -> Iterator[int]:
    """Run a server in a process of its own; give its port."""
    command = [sys.executable, "-m", "benchmarks.checkin", "--serve", what, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 -- by PIPE
        yield int(process.stdout.readline())
        process.terminate()


def serve(what: str, folder: str) -> None:
    app = greeting() if what == "hello" else create_app(config_of(folder))
    server = waitress.create_server(with_clock(app), host="127.0.0.1", port=0, threads=4)
    print(server.effective_port, flush=True)
    server.run()


def greeting() -> Flask:
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def with_clock(app: Flask) -> Callable[..., Any]:  # Any: WSGI
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] != CPU:
            return app(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(time.process_time()).encode()]

    return answer


def config_of(folder: str) -> Config:
    return Config(instance=folder, secret_key=SECRET, limits="off", relay="off")


def furnish(folder: Path, size: int) -> str:
    """Fill a database with a congress whose guests all have badges; return a key for its gate."""
    engine = create_engine(config_of(str(folder)).database)
    configure_engine(engine)
    run.upgrade(engine)
    with Session(engine) as session:
        session.add(congress := measured_congress())
        session.flush()  # the rows below need its id
        open_places(session, congress, capacity=size)
        session.execute(update(Places).values(confirmed=size))
        for start in range(0, size, 10_000):
            numbers = range(start, min(start + 10_000, size))
            session.execute(insert(Participant), [participant(congress.id, n) for n in numbers])
            session.execute(insert(Badge), [badge(n) for n in numbers])
        key = create_key(session, congress, Part.GATE, label="", actor="benchmark", now=NOW)
        session.commit()
    engine.dispose()
    return key


def measured_congress() -> Congress:
    texts: dict[str, Any] = {name: {"de": "Kongress"} for name in ("title", "summary", "description", "privacy")}
    days = {"starts_on": date(2027, 11, 8), "ends_on": date(2027, 11, 9), "changed_at": NOW}
    return Congress(slug=SLUG, is_public=True, hosts=[], languages=["de"], **texts, **days)


def participant(congress_id: int, number: int) -> dict[str, Any]:
    texts = {"name": f"Guest {number}", "name_key": f"guest {number}", "organisation": f"Verein {number % 300}"}
    mail = dict.fromkeys(("email", "email_key"), f"guest{number}@example.org")
    digests = {name: sha256(f"{name} {number}".encode()).hexdigest() for name in ("link_digest", "feed_digest")}
    moments = {"registered_at": NOW, "confirmed_at": NOW, "changed_at": NOW}
    return {"id": number + 1, "congress_id": congress_id, "status": "confirmed"} | texts | mail | digests | moments


def badge(number: int) -> dict[str, Any]:
    return {"participant_id": number + 1, "code": code(number), "code_key": key_of(code(number)), "issued_at": NOW}


def code(number: int) -> str:
    return qr.new_code(sha256(str(number).encode()).digest()[: qr.RANDOM_BYTES])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(*sys.argv[2:])
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
