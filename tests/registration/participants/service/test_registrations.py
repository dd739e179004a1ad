from datetime import timedelta

import pytest
from builders import NOON, SECRET, make_congress, make_participant, make_request
from sqlalchemy import select

from app.jobs.models import Job
from registration.participants import errors, queries, rules, service


def register(session, congress, *, key=None, waiting=False, now=NOON, **values):
    request = rules.clean_request(make_request(**values))
    return service.register(
        session, congress, request, secret=SECRET, idempotency_key=key, join_waiting_list=waiting, now=now
    )


def counts(session, congress):
    places = queries.places(session, congress.id)
    return {
        name: getattr(places, name)
        for name in ("pending", "confirmed", "offered", "waiting", "cancelled", "lapsed")
        if getattr(places, name)
    }


def mails(session):
    return [
        payload["mail"] for payload in session.scalars(select(Job.payload).where(Job.kind == "mail").order_by(Job.id))
    ]


def test_a_registration_holds_a_place_until_it_is_confirmed(session):
    congress = make_congress(session, capacity=1)

    done = register(session, congress)
    participant = queries.by_id(session, done.participant_id)

    assert (participant.status, participant.deadline) == ("pending", NOON + timedelta(hours=72))
    assert counts(session, congress) == {"pending": 1}
    service.confirm(session, participant, actor="guest", now=NOON)
    assert (participant.status, participant.deadline) == ("confirmed", None)
    assert counts(session, congress) == {"confirmed": 1}
    assert mails(session) == ["registration.confirm", "registration.confirmed"]


def test_a_full_congress_refuses_and_offers_the_waiting_list(session):
    congress = make_congress(session, capacity=1)
    register(session, congress)

    with pytest.raises(errors.CongressFull):
        register(session, congress)
    waiting = register(session, congress, waiting=True)

    assert waiting.status == "waiting"
    assert counts(session, congress) == {"pending": 1, "waiting": 1}


def test_a_repeat_with_the_same_key_makes_one_registration(session):
    congress = make_congress(session)

    first = register(session, congress, key="k", name="Ada", email="ada@example.org")
    second = register(session, congress, key="k", name="Ada", email="ada@example.org")

    assert (second.public_id, second.is_new) == (first.public_id, False)
    assert counts(session, congress) == {"pending": 1}
    assert mails(session) == ["registration.confirm"]


def test_a_repeat_is_known_again_although_the_congress_is_full_by_now(session):
    congress = make_congress(session, capacity=1)

    first = register(session, congress, key="k", name="Ada", email="ada@example.org")
    second = register(session, congress, key="k", name="Ada", email="ada@example.org")

    assert (second.public_id, second.is_new, counts(session, congress)) == (first.public_id, False, {"pending": 1})


def test_an_address_that_is_registered_gets_its_link_mailed_once(session):
    congress = make_congress(session)
    register(session, congress, email="ada@example.org")

    for _ in range(5):
        again = register(session, congress, email="ADA@example.org")

    assert not again.is_new
    assert counts(session, congress) == {"pending": 1}
    assert mails(session) == ["registration.confirm", "registration.link"]


def test_a_freed_place_goes_to_who_has_waited_longest(session):
    congress = make_congress(session, capacity=1)
    seated = make_participant(session, congress)
    first = make_participant(session, congress, now=NOON + timedelta(minutes=1))
    second = make_participant(session, congress, now=NOON + timedelta(minutes=2))
    assert [queries.waiting_position(session, p) for p in (first, second)] == [1, 2]

    service.cancel(session, seated, congress=congress, actor="guest", now=NOON + timedelta(hours=1))

    session.refresh(first)
    assert (first.status, first.deadline) == ("offered", NOON + timedelta(hours=49))
    assert counts(session, congress) == {"offered": 1, "waiting": 1, "cancelled": 1}


def test_an_offer_that_lapses_goes_to_the_next(session):
    congress = make_congress(session, capacity=1)
    seated = make_participant(session, congress)
    first, second = (make_participant(session, congress) for _ in range(2))
    service.cancel(session, seated, congress=congress, actor="guest", now=NOON)

    lapsed = service.lapse_overdue(session, now=NOON + timedelta(hours=48))

    session.refresh(first), session.refresh(second)
    assert (lapsed, first.status, second.status) == (1, "lapsed", "offered")
    with pytest.raises(errors.DeadlinePassed):
        service.confirm(session, first, actor="guest", now=NOON + timedelta(hours=49))


def test_nobody_overtakes_the_waiting_list(session):
    congress = make_congress(session, capacity=1)
    make_participant(session, congress)
    waiting = make_participant(session, congress)

    service.set_capacity(session, congress, capacity=2, now=NOON)

    session.refresh(waiting)
    assert waiting.status == "offered"
    with pytest.raises(errors.CongressFull):
        register(session, congress)


def test_registration_is_refused_before_and_after_its_time(session):
    opens, closes = NOON - timedelta(days=30), NOON + timedelta(days=120)
    congress = make_congress(session, registration_opens_at=opens, registration_closes_at=closes)

    for moment in (opens - timedelta(seconds=1), closes):
        with pytest.raises(errors.NotOpen):
            register(session, congress, now=moment)


def test_whoever_cancelled_may_come_back(session):
    congress = make_congress(session)
    participant = make_participant(session, congress, email="ada@example.org")
    service.cancel(session, participant, congress=congress, actor="guest", now=NOON)

    again = register(session, congress, email="ada@example.org")

    assert again.is_new


def test_a_guest_cannot_move_the_registration_to_another_address(session):
    congress = make_congress(session)
    participant = make_participant(session, congress, name="Ada", email="ada@example.org")
    request = rules.clean_request(make_request(name="Ada L.", email="other@example.org"))

    service.change(session, participant, request, may_change_email=False, actor="guest", now=NOON)

    session.refresh(participant)
    assert (participant.name, participant.email) == ("Ada L.", "ada@example.org")


def test_all_faults_of_a_request_are_told_at_once():
    request = make_request(name="", email="nobody", organisation="x" * 201, sector="aristocracy", food="a\u202eb")

    with pytest.raises(errors.Invalid) as refused:
        rules.clean_request(request)

    assert {name: fault.code for name, fault in refused.value.faults.items()} == {
        "name": "missing",
        "email": "bad-email",
        "organisation": "too-long",
        "sector": "bad-choice",
        "food": "bad-text",
    }
