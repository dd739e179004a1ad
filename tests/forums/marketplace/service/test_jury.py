"""Two organisers decide at the same moment, and the last place is given once."""

from threading import Barrier, Thread

from builders import NOON, make_congress, make_market, make_stand
from flask import Flask

from app.db import transaction
from forums.marketplace import queries
from forums.marketplace.rules import State
from forums.marketplace.service import jury


def test_the_last_place_is_given_once(app: Flask):
    with app.app_context(), transaction() as session:
        congress = make_congress(session)
        make_market(session, congress, capacity=1)
        stands = [make_stand(session, congress, state="applied") for _ in range(4)]
        ids, congress_id = [stand.public_id for stand in stands], congress.id
    ready = Barrier(len(ids))

    def accept(public_id: str) -> None:
        with app.app_context():
            ready.wait()
            with transaction() as writing:
                market = queries.marketplace(writing, congress_id)
                wanted = {"reason": "", "by_mail": False, "actor": "user:1", "now": NOON}
                jury.decide(writing, market, [public_id], State.ACCEPTED, **wanted)

    organisers = [Thread(target=accept, args=[public_id]) for public_id in ids]
    for one in organisers:
        one.start()
    for one in organisers:
        one.join()

    with app.app_context(), transaction() as session:
        states = sorted(stand.state for stand in queries.stands_of(session, congress_id))
        assert states == ["accepted", "waiting", "waiting", "waiting"]
