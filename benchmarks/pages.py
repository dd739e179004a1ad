"""What the guests' pages cost, in CPU of the server a request, as ratios to a view that says hello in the same run.

Real waitress servers in processes of their own, asked over loopback by connections that stay open. Run as
``python -m benchmarks.pages``.
"""

import gc
import http.client
import multiprocessing
import re
import socket
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlencode

import waitress
from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app import clock
from app.config import Config
from app.congress.models import Congress
from app.db import db, transaction
from app.factory import create_app
from app.migrations import run
from forums.dialogue.models import Forum
from forums.marketplace.models import Marketplace, MarketTopic, Stand
from forums.marketplace.placing.models import StandPlace
from forums.marketplace.plan.models import Hall, Pitch
from forums.recommendations.rules import RecommendationRequest, Status
from forums.recommendations.service.recommendations import create, move
from registration.participants.models import Participant, Places
from registration.participants.service import open_places

SECRET = "a secret for benchmarks, of at least 32 characters"  # noqa: S105 -- nobody's
FEW, MANY = 100, 100_000
ROUNDS, REQUESTS = 9, 60
FORUMS, RECOMMENDATIONS, STANDS, PITCHES = 6, 12, 72, 90
SLUG = "bench"


def main() -> None:
    with ExitStack() as servers:
        hello = Guest(servers.enter_context(server(say_hello, "")))
        few, many = (
            Guest(servers.enter_context(server(serve_congress, folder(servers, size)))) for size in (FEW, MANY)
        )
        cost = measured({"hello": hello.get_hello, **few.work("few"), **many.work("many")})
    told = cost["hello"]
    print(f"hello view in a plain Flask application: {told * 1e6:.0f} µs of CPU (goal none, the yardstick)")
    print(f"public page, from the cache: {cost['few page'] / told:.2f} × hello (goal ≤ 3)")
    print(f"form page: {cost['few form'] / told:.2f} × hello (goal ≤ 3)")
    print(f"recommendations log, drawn anew: {cost['few log'] / told:.2f} × hello (goal ≤ 5)")
    print(f"recommendations log, 304: {cost['few known log'] / told:.2f} × hello (goal ≤ 4)")
    print(f"market of {STANDS} stands, drawn anew: {cost['few market'] / told:.2f} × hello (goal ≤ 5)")
    print(f"market, 304: {cost['few known market'] / told:.2f} × hello (goal ≤ 4)")
    print(f"plan of the market as PDF, made before: {cost['few plan'] / told:.2f} × hello (goal ≤ 5)")
    print(f"plan of the market as PDF, 304: {cost['few known plan'] / told:.2f} × hello (goal ≤ 4)")
    print(f"registration POST: {cost['few post'] / told:.2f} × hello (goal ≤ 8)")
    for name, what in (("page", "public page"), ("form", "form page"), ("post", "registration POST")):
        growth = cost[f"many {name}"] / cost[f"few {name}"]
        print(f"{what}, growth from {FEW} to {MANY} participants: {growth:.2f} × (goal ≤ 1.3)")


def measured(work: dict[str, Callable[[], float]]) -> dict[str, float]:
    """Take the best of rounds in which every kind of request has its turn: what else runs on the machine can only add."""
    for act in work.values():
        act()
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, act in work.items():
            taken[name].append(act())
    return {name: min(seconds) for name, seconds in taken.items()}


@dataclass(frozen=True)
class Server:
    """A server process: where it listens, and whom to ask for the CPU time it has used."""

    port: int
    clock: Connection

    def used(self) -> float:
        self.clock.send("used?")
        seconds: float = self.clock.recv()
        return seconds


class Guest:
    """A browser with one connection that stays open, and a cookie."""

    def __init__(self, at: Server) -> None:
        self.at = at
        self.connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=30)
        self.number = 0
        self.cookie, self.token, self.forums = "", "", ()

    def work(self, name: str) -> dict[str, Callable[[], float]]:
        self._open_form()
        return {
            f"{name} page": lambda: self._cost(f"/{SLUG}/"),
            f"{name} form": lambda: self._cost(f"/{SLUG}/register"),
            f"{name} post": self._post_cost,
            f"{name} log": lambda: self._fresh_cost(f"/{SLUG}/recommendations"),
            f"{name} known log": lambda: self._known_cost(f"/{SLUG}/recommendations"),
            f"{name} market": lambda: self._fresh_cost(f"/{SLUG}/market"),
            f"{name} known market": lambda: self._known_cost(f"/{SLUG}/market"),
            f"{name} plan": lambda: self._cost(f"/{SLUG}/market/plan.pdf"),
            f"{name} known plan": lambda: self._known_cost(f"/{SLUG}/market/plan.pdf"),
        }

    def get_hello(self) -> float:
        return self._cost("/")

    def _cost(self, path: str) -> float:
        before = self.at.used()
        for _ in range(REQUESTS):
            answer, _ = self._ask("GET", path, headers={"Accept-Encoding": "gzip"})
            assert answer.status == 200, (path, answer.status)  # noqa: S101 -- or the figures lie
        return (self.at.used() - before) / REQUESTS

    def _fresh_cost(self, path: str) -> float:
        """Ask for a page so that nothing is kept of it: each time for other words."""
        numbers = self._numbers()
        before = self.at.used()
        for number in numbers:
            answer, _ = self._ask("GET", f"{path}?q={number}", headers={"Accept-Encoding": "gzip"})
            assert answer.status == 200, answer.status  # noqa: S101 -- or the figures lie
        return (self.at.used() - before) / REQUESTS

    def _known_cost(self, path: str) -> float:
        """Ask for what the browser has already."""
        answer, _ = self._ask("GET", path)
        known = {"If-None-Match": answer.getheader("ETag") or ""}
        before = self.at.used()
        for _ in range(REQUESTS):
            answer, _body = self._ask("GET", path, headers=known)
            assert answer.status == 304, answer.status  # noqa: S101 -- or the figures lie
        return (self.at.used() - before) / REQUESTS

    def _post_cost(self) -> float:
        """Register people who are new, each from another network, as the limits expect."""
        forms = [(self._filled(), f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}") for n in self._numbers()]
        before = self.at.used()
        for form, network in forms:
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": self.cookie,
                "X-Forwarded-For": network,
            }
            answer, _ = self._ask("POST", f"/{SLUG}/register", form, headers)
            assert answer.status == 303, answer.status  # noqa: S101 -- or the figures lie
        return (self.at.used() - before) / REQUESTS

    def _numbers(self) -> range:
        self.number += REQUESTS
        return range(self.number, self.number + REQUESTS)

    def _filled(self) -> str:
        wishes = {f"wish-{forum}": rank for rank, forum in enumerate(self.forums[:3], 1)}
        answers = {
            "csrf_token": self.token,
            "key": str(uuid.uuid4()),
            "name": "Dr. Thị Hồng Muster-Beispiel",
            "email": f"guest.{uuid.uuid4().hex[:12]}@example.org",
            "organisation": "Verein für Patenschaften e. V.",
            "sector": "civil_society",
            "level": "local",
            "role": "participant",
            "language": "de",
            "food": "vegetarisch",
        }
        return urlencode(answers | wishes)

    def _open_form(self) -> None:
        answer, body = self._ask("GET", f"/{SLUG}/register")
        self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        self.token = re.findall(r'name="csrf_token" value="([^"]+)"', body)[0]
        self.forums = tuple(re.findall(r'name="wish-([0-9a-f]+)"', body))

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, str]:
        self.connection.request(method, path, body, {"Accept-Language": "de"} | (headers or {}))
        answer = self.connection.getresponse()
        return answer, answer.read().decode(errors="replace")


@contextmanager
def server(make: Callable[[str], Flask], place: str, *, threads: int = 4) -> Iterator[Server]:
    """Run an application in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = context.Process(target=_serve, args=(make, place, port, theirs, threads), daemon=True)
    process.start()
    theirs.close()  # so that a server that cannot start ends this run instead of holding it
    ours.recv()
    try:
        yield Server(port, ours)
    finally:
        process.terminate()
        process.join()


def _serve(make: Callable[[str], Flask], place: str, port: int, connection: Connection, threads: int) -> None:
    listening = waitress.create_server(
        make(place), host="127.0.0.1", port=port, threads=threads, ident="", clear_untrusted_proxy_headers=False
    )
    gc.freeze()  # as app.serving does
    threading.Thread(target=listening.run, daemon=True).start()
    connection.send("ready")
    while connection.recv():
        connection.send(time.process_time())


def say_hello(_place: str) -> Flask:
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "Hello")
    return app


def serve_congress(place: str) -> Flask:
    """The whole house as it is run, limits included; one proxy, so that guests come from many networks."""
    return create_app(Config(instance=place, secret_key=SECRET, relay="off", proxies="1"))


def folder(cleaning: ExitStack, size: int) -> str:
    """Make an instance with one congress and *size* participants."""
    place = cleaning.enter_context(tempfile.TemporaryDirectory(prefix="reihum-bench-"))
    app = serve_congress(place)
    with app.app_context():
        run.upgrade(db.engine)
        with transaction() as session:
            fill(session, size)
        db.session.remove()
        db.engine.dispose()
    return place


def fill(session: Session, size: int) -> None:
    now = clock.now()
    congress = Congress(
        slug=SLUG,
        is_public=True,
        changed_at=now,
        title={"de": "Kongress"},
        summary={"de": "Worum es geht."},
        description={},
        privacy={"de": "Wie wir mit Daten umgehen."},
        hosts=["Verein"],
        languages=["de"],
        starts_on=(now + timedelta(days=90)).date(),
        ends_on=(now + timedelta(days=91)).date(),
        registration_opens_at=now - timedelta(days=1),
    )
    session.add(congress)
    session.flush()  # what follows needs its id
    open_places(session, congress, capacity=10_000_000)
    session.add_all(forum(congress, number) for number in range(1, FORUMS + 1))
    for start in range(0, size, 5000):
        session.execute(insert(Participant), [person(congress, n) for n in range(start, min(start + 5000, size))])
    for number in range(1, RECOMMENDATIONS + 1):
        title, text = {"de": f"Empfehlung {number}"}, {"de": "Wer was tun soll. " * 10}
        one = create(session, congress, RecommendationRequest(title, text), actor="system", now=now)
        for step in (Status.DISCUSSED, Status.ADOPTED):
            move(session, one, step, actor="system", now=now)
    open_market(session, congress)
    session.execute(update(Places).where(Places.congress_id == congress.id).values(confirmed=size))


def open_market(session: Session, congress: Congress) -> None:
    """Show a market with its plan to guests."""
    now = clock.now()
    session.add(Marketplace(congress_id=congress.id, call={}, questions=[], published_at=now, plan_published_at=now))
    pitches = [
        Pitch(
            congress_id=congress.id,
            position=n,
            number=str(n),
            x=3.3 * (n % 15),
            y=4.0 * (n // 15),
            width=3.0,
            depth=2.0,
        )
        for n in range(PITCHES)
    ]
    session.add(Hall(congress_id=congress.id, name="Halle", width_m=50, depth_m=25, changed_at=now, pitches=pitches))
    topics = [
        MarketTopic(congress_id=congress.id, letter=letter, colour=n, name={"de": letter})
        for n, letter in enumerate("ABCDEFGH", 1)
    ]
    session.add_all(topics)
    session.flush()  # stands name their topics
    stands = [stand(congress, number, topics[number % len(topics)]) for number in range(STANDS)]
    session.add_all(stands)
    session.flush()  # places name both
    session.add_all(
        StandPlace(stand_id=one.id, pitch_id=pitch.id, reason={}, placed_at=now)
        for one, pitch in zip(stands, pitches, strict=False)
    )


def stand(congress: Congress, number: int, topic: MarketTopic) -> Stand:
    now = clock.now()
    return Stand(
        congress_id=congress.id,
        state="confirmed",
        organisation=f"Verein für Patenschaften {number:02} e. V.",
        organisation_key=f"verein{number:02}",
        topic_id=topic.id,
        title={"de": "Zwei auf einem Weg"},
        description={"de": "Wer was wofür tut. " * 8},
        languages=["de", "ar"],
        contact_name="Kontakt",
        contact_email=f"stand{number}@example.org",
        contact_email_key=f"stand{number}@example.org",
        answers={},
        applied_at=now,
        address_confirmed_at=now,
        changed_at=now,
    )


def forum(congress: Congress, number: int) -> Forum:
    starts_at = clock.now() + timedelta(days=90)
    return Forum(
        congress_id=congress.id,
        number=number,
        title={"de": f"Thema {number}"},
        description={},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        maximum=40,
        quotas={},
        created_at=clock.now(),
        changed_at=clock.now(),
    )


def person(congress: Congress, number: int) -> dict[str, Any]:  # Any: columns
    name, address = f"Guest {number:06}", f"guest{number}@example.com"
    return {
        "public_id": f"{number:016x}",
        "congress_id": congress.id,
        "status": "confirmed",
        "name": name,
        "name_key": name.casefold(),
        "email": address,
        "email_key": address,
        "registered_at": congress.changed_at,
        "confirmed_at": congress.changed_at,
        "changed_at": congress.changed_at,
        "link_digest": f"{number:064x}",
        "feed_digest": f"{number:064x}",
        "organisation": f"Verein {number % 997}",
        "organisation_key": f"verein{number % 997}",
    }


if __name__ == "__main__":
    main()
