"""What calendars and the list of participants cost, in CPU of the server a request, as ratios to hello in the same run.

A cold personal feed is one that nobody has asked for since the server started. Run as ``python -m benchmarks.subscriptions``.
"""

import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from urllib.parse import urlencode

from flask_security import hash_password
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app import clock, tokens
from app.accounts.models import Part
from app.accounts.service import create_account, grant
from app.congress.models import Congress
from app.db import db, transaction
from app.programme.models import ProgrammeSession
from benchmarks.pages import (
    FEW,
    MANY,
    REQUESTS,
    ROUNDS,
    SLUG,
    Guest,
    folder,
    measured,
    person,
    say_hello,
    serve_congress,
    server,
)
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant

SUBSCRIBERS = (ROUNDS + 2) * REQUESTS
SESSIONS = 8
ORGANISER, PASSWORD = "organiser@example.org", "a password for benchmarks"


def main() -> None:
    with ExitStack() as servers:
        hello = Guest(servers.enter_context(server(say_hello, "")))
        few, many = (
            Reader(servers.enter_context(server(serve_congress, subscribed(servers, size)))) for size in (FEW, MANY)
        )
        cost = measured({"hello": hello.get_hello, **few.work("few"), **many.work("many")})
    told = cost["hello"]
    print(f"feed of a congress, 304: {cost['few known'] / told:.2f} × hello (goal ≤ 4)")
    print(f"personal feed, 304: {cost['few own known'] / told:.2f} × hello (goal ≤ 4)")
    print(f"personal feed, cold: {cost['few own cold'] / told:.2f} × hello (goal ≤ 5)")
    for name, what in (("own cold", "personal feed, cold"), ("list", "list of participants, a page of 50")):
        growth = cost[f"many {name}"] / cost[f"few {name}"]
        print(f"{what}, growth from {FEW} to {MANY} participants: {growth:.2f} × (goal ≤ 1.3)")
    print(f"list of participants, a page of 50: {cost['few list'] / told:.2f} × hello (goal none)")


class Reader(Guest):
    """A calendar program, and an organiser who has logged in."""

    def work(self, name: str) -> dict[str, Callable[[], float]]:
        self._log_in()
        own = f"/{SLUG}/calendar/subscriber-0.ics"
        return {
            f"{name} known": lambda: self._known_cost(f"/{SLUG}/calendar.ics"),
            f"{name} own known": lambda: self._known_cost(own),
            f"{name} own cold": self._cold_cost,
            f"{name} list": self._list_cost,
        }

    def _known_cost(self, path: str) -> float:
        answer, _ = self._ask("GET", path)
        tag = answer.getheader("ETag") or ""
        return self._total([path] * REQUESTS, {"If-None-Match": tag}, status=304)

    def _cold_cost(self) -> float:
        return self._total(
            [f"/{SLUG}/calendar/subscriber-{n % SUBSCRIBERS}.ics" for n in self._numbers()], {}, status=200
        )

    def _list_cost(self) -> float:
        return self._total(
            [f"/organise/{SLUG}/participants/?sort=name"] * REQUESTS, {"Cookie": self.cookie}, status=200
        )

    def _total(self, paths: list[str], headers: dict[str, str], *, status: int) -> float:
        before = self.at.used()
        for path in paths:
            answer, _ = self._ask("GET", path, headers=headers)
            assert answer.status == status, (path, answer.status)  # noqa: S101 -- or the figures lie
        return (self.at.used() - before) / len(paths)

    def _log_in(self) -> None:
        answer, page = self._ask("GET", "/account/login")
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
        form = urlencode({"csrf_token": token, "email": ORGANISER, "password": PASSWORD})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        answer, _ = self._ask("POST", "/account/login", form, headers)
        assert answer.status == 302, answer.status  # noqa: S101 -- or the figures lie
        self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]


def subscribed(cleaning: ExitStack, size: int) -> str:
    """Make an instance as for the guests' pages, with a programme, subscribers who have seats, and an organiser."""
    place = folder(cleaning, size)
    app = serve_congress(place)
    with app.app_context():
        with transaction() as session:
            furnish(session, size)
        db.session.remove()
        db.engine.dispose()
    return place


def furnish(session: Session, size: int) -> None:
    congress = session.scalars(select(Congress)).one()
    start = clock.now() + timedelta(days=90)
    session.add_all(session_at(congress, start + timedelta(hours=n), n) for n in range(SESSIONS))
    forums = session.scalars(select(Forum.id)).all()
    people = session.scalars(select(Participant.id).order_by(Participant.id).limit(min(size, SUBSCRIBERS))).all()
    for number, someone in enumerate(people):
        digest = tokens.digest(f"subscriber-{number}")
        session.execute(update(Participant).where(Participant.id == someone).values(feed_digest=digest))
    if size < SUBSCRIBERS:
        session.execute(insert(Participant), [extra(congress, n) for n in range(size, SUBSCRIBERS)])
        people = session.scalars(select(Participant.id)).all()
    session.execute(insert(Seat), [seat(someone, forums[someone % len(forums)]) for someone in people])
    account = create_account(session, email=ORGANISER, name="", password_hash=hash_password(PASSWORD))
    grant(session, account, congress, Part.ORGANISER, actor="benchmark", now=clock.now())


def seat(participant_id: int, forum_id: int) -> dict[str, object]:
    moment = {"assigned_at": clock.now(), "revision": 0, "reason": {}}
    return {"participant_id": participant_id, "forum_id": forum_id} | moment


def extra(congress: Congress, number: int) -> dict[str, object]:
    """Somebody more, where there are fewer guests than cold feeds to be measured."""
    return person(congress, number) | {"feed_digest": tokens.digest(f"subscriber-{number}")}


def session_at(congress: Congress, starts_at: datetime, number: int) -> ProgrammeSession:
    return ProgrammeSession(
        congress_id=congress.id,
        kind="lecture",
        title={"de": f"Vortrag {number}"},
        abstract={"de": "Worum es geht. " * 10},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        created_at=clock.now(),
        changed_at=clock.now(),
    )


if __name__ == "__main__":
    main()
