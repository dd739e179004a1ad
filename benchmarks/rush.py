"""The rush: 3,000 people within a minute on 500 places, against the whole house as it is served. Everybody must get an answer,
500 a place, and the rest a turn on the waiting list in the order in which they came. Run as ``python -m benchmarks.rush``.
"""

import http.client
import tempfile
import threading
import time
from collections import Counter
from itertools import count
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select, update

from app.db import db, transaction
from app.migrations import run
from benchmarks.pages import SLUG, Guest, fill, serve_congress, server
from registration.participants.models import Participant, Places

PEOPLE, PLACES, CALLERS, SECONDS = 3000, 500, 32, 60


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="reihum-rush-") as place:
        _furnish(place)
        with server(serve_congress, place) as at:
            answers, seconds = _rush(Guest(at))
        states, is_in_order = _outcome(place)
    print(
        f"{PEOPLE} people, {CALLERS} at a time, in {seconds:.1f} s: {PEOPLE / seconds:.0f}/s (goal: within {SECONDS} s)"
    )
    print(f"answers: {dict(answers)} (goal: {PEOPLE} of 303, a place or a turn each)")
    print(f"kept: {states} (goal: {PLACES} pending, {PEOPLE - PLACES} waiting)")
    print(f"turns in the order of arrival: {'yes' if is_in_order else 'NO'}")


def _furnish(place: str) -> None:
    app = serve_congress(place)
    with app.app_context():
        run.upgrade(db.engine)
        with transaction() as session:
            fill(session, 0)
            session.execute(update(Places).values(capacity=PLACES))
        db.session.remove()
        db.engine.dispose()


def _rush(form: Guest) -> tuple[Counter[int], float]:
    """Let everybody send the form; whoever learns that all is taken sends it again for the waiting list."""
    form._open_form()  # noqa: SLF001 -- of our own benchmarks
    numbers, answers = count(), Counter[int]()
    begun = time.perf_counter()

    def call() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", form.at.port, timeout=60)
        while (number := next(numbers)) < PEOPLE:
            filled = form._filled()  # noqa: SLF001 -- as above
            status = post(connection, form, number, filled)
            if status == 409:
                status = post(connection, form, number, urlencode([*parse_qsl(filled), ("waiting_list", "yes")]))
            answers[status] += 1

    callers = [threading.Thread(target=call) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    return answers, time.perf_counter() - begun


def post(connection: http.client.HTTPConnection, form: Guest, number: int, filled: str) -> int:
    """Send a filled form as the *number*-th guest, each from another network; return the status."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": form.cookie,
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "Accept-Language": "de",
    }
    connection.request("POST", f"/{SLUG}/register", filled, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _outcome(place: str) -> tuple[dict[str, int], bool]:
    """Count the states, and see that turns rise with the rows in which they were written."""
    app = serve_congress(place)
    with app.app_context():
        rows = db.session.execute(select(Participant.status, Participant.turn).order_by(Participant.id)).all()
        db.session.remove()
        db.engine.dispose()
    turns = [turn for _, turn in rows if turn is not None]
    return dict(Counter(status for status, _ in rows)), turns == list(range(1, len(turns) + 1))


if __name__ == "__main__":
    main()
