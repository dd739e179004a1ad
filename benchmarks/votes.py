"""A plenary votes: 200 phones within ten seconds, over HTTP, against the whole house as it is served, secretly.

Each phone opens its own page and sends its vote; every tenth sends it twice. Every vote must count once, and nothing may tell who
voted how. Run as ``python -m benchmarks.votes``.
"""

import http.client
import re
import tempfile
import threading
import time
from collections import Counter
from html import unescape
from itertools import count
from urllib.parse import urlencode

from sqlalchemy import select, update

from app import clock, tokens
from app.congress.queries import by_slug
from app.db import db, transaction
from app.migrations import run
from benchmarks.pages import SECRET, SLUG, Server, fill, serve_congress, server
from forums.recommendations.models import Ballot, BallotVoice, Recommendation
from forums.recommendations.rules import Status, Way
from forums.recommendations.service import plenary
from registration.participants.models import Participant
from registration.participants.service import link_of

PHONES, AT_ONCE, SECONDS, TWICE = 200, 32, 10, 10
AGAINST = 4  # every fourth
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="reihum-votes-") as place:
        ballot, links = _hall(place)
        with server(serve_congress, place) as at:
            answers, seconds = _vote(at, ballot, links)
        counted, voices, told = _outcome(place)
    sent = PHONES + PHONES // TWICE
    print(f"{PHONES} phones, {AT_ONCE} at a time, {sent} votes sent in {seconds:.1f} s (goal: within {SECONDS} s)")
    print(f"answers: {dict(answers)} (goal: {sent} of 303)")
    print(f"for and against: {counted} (goal: {(PHONES - PHONES // AGAINST, PHONES // AGAINST)})")
    print(f"people who voted: {voices} (goal: {PHONES}); choices that stand beside a person: {told} (goal: 0)")


def _hall(place: str) -> tuple[str, list[str]]:
    """Fill a congress with people who are there, and open a secret ballot; give its id and everybody's own address."""
    app = serve_congress(place)
    with app.app_context():
        run.upgrade(db.engine)
        with transaction() as session:
            fill(session, PHONES)
            session.execute(update(Participant).values(status="confirmed"))
            congress = by_slug(session, SLUG)
            discussed = session.scalars(select(Recommendation).where(Recommendation.congress_id == congress.id)).first()
            assert discussed is not None  # noqa: S101 -- or there is nothing to vote on
            discussed.status = Status.DISCUSSED
            ballot = plenary.open_ballot(session, discussed, Way.SECRET, actor="system", now=clock.now())
            session.flush()  # it gets its public id
            people = session.scalars(select(Participant).order_by(Participant.id)).all()
            links = [link_of(person, secret=SECRET) for person in people]
            for person, link in zip(people, links, strict=True):
                person.link_digest = tokens.digest(link)
            public_id = ballot.public_id
        db.session.remove()
        db.engine.dispose()
    return public_id, links


def _vote(at: Server, ballot: str, links: list[str]) -> tuple[Counter[int], float]:
    numbers, answers = count(), Counter[int]()
    begun = time.perf_counter()

    def call() -> None:
        while (number := next(numbers)) < len(links):
            choice = "against" if number % AGAINST == 0 else "in_favour"
            times = 2 if number % TWICE == 0 else 1
            answers.update(_send(at, f"/{SLUG}/my/{links[number]}/votes", ballot, choice, times))

    phones = [threading.Thread(target=call) for _ in range(AT_ONCE)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    return answers, time.perf_counter() - begun


def _send(at: Server, address: str, ballot: str, choice: str, times: int) -> list[int]:
    """Open the page on a phone of its own and send the vote so many *times*; give the statuses."""
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=60)
    connection.request("GET", address)
    page = connection.getresponse()
    token = TOKEN.search(page.read().decode())
    assert token is not None, page.status  # noqa: S101 -- the vote is open to everybody
    form = urlencode({"csrf_token": unescape(token[1]), "choice": choice, f"ballot-{ballot}": "yes"})
    cookie = (page.headers.get("Set-Cookie") or "").partition(";")[0]
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    statuses = []
    for _ in range(times):
        connection.request("POST", address, form, headers)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    return statuses


def _outcome(place: str) -> tuple[tuple[int, int], int, int]:
    app = serve_congress(place)
    with app.app_context():
        ballot = db.session.scalars(select(Ballot)).one()
        voices = db.session.scalars(select(BallotVoice)).all()
        counted = (ballot.in_favour, ballot.against), len(voices), sum(one.choice is not None for one in voices)
        db.session.remove()
        db.engine.dispose()
    return counted


if __name__ == "__main__":
    main()
