"""Two registrations become one: nothing that was in hand is lost, and every counter is right."""

from itertools import chain

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from flask import current_app
from sqlalchemy import func, select

from app.congress import queries as congresses
from app.journal.queries import about
from badges import queries as badges_queries
from badges import service as badges
from badges.checkin import queries as checkin_queries
from badges.checkin import service as checkin
from badges.checkin.models import Scan
from badges.checkin.rules import ScanRequest
from forums.dialogue import queries as dialogue
from registration.doubles import errors, queries, service
from registration.exchange.queries import known_of
from registration.fees import queries as fees
from registration.fees.models import Invoice, Payment
from registration.fees.service import assign as book
from registration.participants import errors as participant_errors
from registration.participants import queries as participants
from registration.participants.models import Participant
from registration.participants.service import cancel


@pytest.fixture
def merge(session):
    """``merge(kept, other, **answers)`` makes one of two."""

    def go(kept, other, **answers):
        request = type(known_of(kept).request)(**{**vars(known_of(kept).request), **answers})
        service.merge(
            session,
            congresses.by_id(session, kept.congress_id),
            kept=kept,
            other=other,
            request=request,
            held=current_app.extensions["reihum_personal"],
            actor="user:1",
            now=NOON,
        )
        session.expire_all()

    return go


def counted(session, congress):
    """The counters, which must equal the people."""
    places = participants.places(session, congress.id)
    query = select(Participant.status, func.count()).where(Participant.congress_id == congress.id)
    by_status = dict(session.execute(query.group_by(Participant.status)).all())
    states = ("pending", "confirmed", "offered", "waiting", "cancelled", "lapsed")
    assert {state: getattr(places, state) for state in states} == {state: by_status.get(state, 0) for state in states}
    return places


def test_the_kept_one_keeps_its_own_and_gets_what_it_lacks(session, merge):
    congress = make_congress(session)
    one, other = make_forum(session, congress), make_forum(session, congress)
    kept = make_participant(session, congress, name="Ada", email="ada@exampel.org", food="vegan")
    gone = make_participant(session, congress, name="Ada King", email="ada@example.org", pronouns="she")
    make_preferences(session, gone, one, other)
    badge = badges.badge_of(session, gone, now=NOON)
    scan = ScanRequest("00000000-0000-4000-8000-000000000001", 1, badge.code, NOON, "East")
    checkin.record_scans(session, congress, device="d", scans=[scan], actor="key:1", now=NOON)
    gone_id, link = gone.id, kept.link_digest

    merge(kept, gone, name="Ada King", email="ada@example.org")

    found = participants.by_link(session, link)
    assert (found.id, found.name, found.email, found.food) == (kept.id, "Ada King", "ada@example.org", "vegan")
    assert dialogue.preferences(session, kept.id) == [one.public_id, other.public_id]
    assert badges_queries.living_badge(session, kept.id).code == badge.code
    assert checkin_queries.attendance(session.connection(), congress.id)[0] == 1
    assert participants.by_id(session, gone_id) is None
    merged = [
        entry for entry in about(session, subject_kind="participant", subject_id=kept.id) if "merged" in entry.action
    ]
    assert [entry.details["other"] for entry in merged] == [gone_id]
    assert counted(session, congress).confirmed == 1


def test_what_both_have_stays_that_of_the_kept_one(session, merge):
    congress = make_congress(session)
    one, other = make_forum(session, congress), make_forum(session, congress)
    kept, gone = make_participant(session, congress), make_participant(session, congress)
    make_preferences(session, kept, one)
    make_preferences(session, gone, other, one)
    codes = [badges.badge_of(session, person, now=NOON).code for person in (kept, gone)]
    scans = [
        ScanRequest(f"00000000-0000-4000-8000-00000000000{n}", n, code, NOON, "East") for n, code in enumerate(codes)
    ]
    checkin.record_scans(session, congress, device="d", scans=scans, actor="key:1", now=NOON)

    merge(kept, gone)

    assert dialogue.preferences(session, kept.id) == [one.public_id]
    assert session.scalar(select(func.count()).select_from(Scan).where(Scan.participant_id == kept.id)) == len(scans)
    assert badges_queries.living_badge(session, kept.id).code == codes[0]
    assert checkin_queries.attendance(session.connection(), congress.id)[0] == 1


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_state_is_the_better_of_both_and_a_place_too_many_goes_to_who_waits(session, merge, confirmed):
    congress = make_congress(session, capacity=2)
    kept = make_participant(session, congress, confirmed=False)
    gone = make_participant(session, congress, confirmed=confirmed)
    waiting = make_participant(session, congress, confirmed=False)

    merge(kept, gone)

    assert (participants.by_id(session, kept.id).status, participants.by_id(session, waiting.id).status) == (
        "confirmed" if confirmed else "pending",
        "offered",
    )
    assert counted(session, congress).held == 2


def test_whoever_waits_gets_the_place_of_their_double(session, merge):
    congress = make_congress(session, capacity=1)
    gone = make_participant(session, congress)
    kept = make_participant(session, congress, confirmed=False)

    merge(kept, gone)

    assert participants.by_id(session, kept.id).status == "confirmed"
    assert (counted(session, congress).held, counted(session, congress).waiting) == (1, 0)


def test_nobody_is_merged_with_themselves_or_with_whoever_cancelled(session, merge):
    congress = make_congress(session)
    kept, gone = make_participant(session, congress), make_participant(session, congress)

    with pytest.raises(errors.OnePersonOnly):
        merge(kept, kept)
    cancel(session, gone, congress=congress, actor="guest", now=NOON)
    with pytest.raises(participant_errors.WrongState):
        merge(kept, gone)


def test_money_follows_whoever_stays_and_nothing_is_asked_for_twice(session, merge):
    congress = make_congress(session)
    pairs = [(make_participant(session, congress), make_participant(session, congress)) for _ in range(4)]
    paid = [(0, 0), (0, 40), (40, 40), (None, 40)]  # by the one who stays, by the other; None: no invoice
    for number, (person, cents) in enumerate(zip(chain(*pairs), chain(*paid), strict=True), 1):
        if cents is not None:
            invoice = Invoice(
                congress_id=congress.id,
                participant_id=person.id,
                number=number,
                reference=str(number),
                category="participant",
                cents=40,
                paid_cents=cents,
                address=f"Address {number}",
                issued_on=NOON.date(),
                due_on=NOON.date(),
            )
            session.add(invoice)
            session.flush()  # the payment needs its id
            payment = {"congress_id": congress.id, "invoice_id": invoice.id, "key": str(number), "entered_at": NOON}
            session.add_all([Payment(booked_on=NOON.date(), cents=cents, **payment)] if cents else [])
    session.flush()  # merged by the database

    kept = [stays.id for stays, goes in pairs if merge(stays, goes) is None]

    rows = fees.invoices(session, congress.id, today=NOON.date())
    assert {found.number: (found.participant_id, found.paid_cents, state.value) for found, state in rows} == {
        1: (kept[0], 0, "open"),
        2: (None, 0, "cancelled"),
        3: (None, 0, "cancelled"),
        4: (kept[1], 40, "paid"),
        5: (kept[2], 80, "excess"),
        6: (None, 0, "cancelled"),
        8: (kept[3], 40, "paid"),
    }
    assert [found.address for found, _ in rows if found.participant_id is None] == ["", "", ""]

    # What comes late, with the reference of the one that is gone, is booked on the one that stays: missing there, or too much.
    for number in (2, 3):
        late = Payment(congress_id=congress.id, key=f"late {number}", booked_on=NOON.date(), cents=40, entered_at=NOON)
        session.add(late)
        cancelled = fees.invoice_by_number(session, congress.id, number)
        book(session, late, cancelled, actor="user:1", now=NOON)
    paid_by = {
        found.number: (found.paid_cents, state.value)
        for found, state in fees.invoices(session, congress.id, today=NOON.date())
    }
    assert [paid_by[number] for number in (1, 2, 3, 4)] == [
        (40, "paid"),
        (0, "cancelled"),
        (0, "cancelled"),
        (80, "excess"),
    ]


def test_the_link_of_the_one_that_goes_is_dead(session, merge):
    congress = make_congress(session)
    kept, gone = make_participant(session, congress), make_participant(session, congress)
    digest = gone.link_digest

    merge(kept, gone)

    assert session.scalar(select(Participant).where(Participant.link_digest == digest)) is None


def test_who_was_told_apart_stays_so_whichever_comes_first(session):
    congress = make_congress(session)
    one, other = make_participant(session, congress), make_participant(session, congress)

    for pair in ((other, one), (one, other)):
        service.tell_apart(session, *pair, actor="user:1", now=NOON)

    assert queries.distinct(session, congress.id) == {(one.id, other.id)}
    with pytest.raises(errors.OnePersonOnly):
        service.tell_apart(session, one, one, actor="user:1", now=NOON)
