"""Two organisers decide at the same moment, and the last place is given once; and anew when nobody confirms it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from builders import NOON, make_congress, make_market, make_stand
from flask import Flask
from sqlalchemy import select

from app.db import transaction
from app.jobs.models import Job
from forums.marketplace import queries
from forums.marketplace.errors import NoSuchStep
from forums.marketplace.rules import State
from forums.marketplace.service import jury, lapsing, reminders


def test_the_last_place_is_given_once_and_anew_when_nobody_confirms(app: Flask):
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
        market, late = queries.marketplace(session, congress_id), NOON + timedelta(days=15)
        [silent] = queries.accepted_stands(session, congress_id)
        with pytest.raises(NoSuchStep):
            lapsing.lapse(session, market, silent, actor="user:1", now=NOON)
        assert lapsing.lapse_due(session, now=late) == 0  # the organisers want to decide themselves
        market.lapses, market.confirm_days = True, 2
        session.flush()  # read below

        over = NOON + timedelta(days=365)
        assert [lapsing.lapse_due(session, now=moment) for moment in (NOON, over, late, late)] == [0, 0, 1, 0]

        session.flush()  # as above
        [next_one] = queries.accepted_stands(session, congress_id)
        assert (silent.state, silent.has_lapsed) == ("withdrawn", True)
        assert (next_one.confirm_until, next_one.waits_since) == (late + timedelta(days=2), None)
        assert [reminders.remind(session, now=late + timedelta(hours=hours)) for hours in (1, 25)] == [0, 1]
        queued = session.scalars(select(Job.payload).order_by(Job.id))
        assert [one["mail"] for one in queued] == [
            "forums.stand-lapsed",
            "forums.stand-accepted",
            "forums.stand-confirm-due",
        ]
