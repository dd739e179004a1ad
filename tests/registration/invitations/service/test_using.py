"""An invitation is never used more often than it allows, by however many at once; and what comes of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from builders import NOON, SECRET, make_congress, make_request
from sqlalchemy import select

from app.db import reading
from app.jobs.models import Job
from app.mail.outbox import MAIL_JOB
from registration.invitations import errors, queries, service
from registration.invitations.models import InvitationUse
from registration.invitations.rules import Invitee, Kind, Terms
from registration.participants import queries as participants_of
from registration.participants import rules
from registration.participants import service as participants
from registration.participants.errors import InvitationNeeded, RegistrationError

PEOPLE = 6


@pytest.fixture
def code_for(writing):
    """``code_for(most_uses=2, …)`` makes a congress by invitation with a code; gives the congress and the code."""

    def make(congress=None, **terms):
        with writing() as session:
            congress = congress or make_congress(session, admission="invitation")
            made = service.create_code(
                session, congress, Terms(**{"label": "Press"} | terms), secret=SECRET, actor="user:1", now=NOON
            )
            return congress, service.code_of(queries.invitation(session, congress.id, made), secret=SECRET)

    return make


def come(session, congress, code, **values):
    return service.register_invited(
        session,
        congress,
        code,
        rules.clean_request(make_request(**values)),
        secret=SECRET,
        idempotency_key=None,
        now=NOON,
    )


def rush(writing, congress, register):
    """Let several people register at the same moment; return how many got in."""
    barrier = Barrier(PEOPLE)

    def one(_number):
        try:
            register(barrier)
        except (RegistrationError, errors.InvitationUsed):
            return 0
        return 1

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sum(pool.map(one, range(PEOPLE)))


def test_a_code_is_never_used_more_often_than_it_allows(code_for, writing):
    congress, code = code_for(most_uses=2)

    def register(barrier):
        barrier.wait()
        with writing() as session:
            come(session, congress, code)

    assert rush(writing, congress, register) == 2
    with writing() as session:
        assert queries.uses(session, service.find(session, congress.id, code).id) == 2


def test_who_looks_before_holding_the_invitation_would_let_too_many_in(code_for, writing, app):
    """The negative control: the same rush, but everybody counts before anybody writes."""
    congress, code = code_for(most_uses=2)

    def register(barrier):
        with app.app_context():
            found = service.find(reading(), congress.id, code)
            service.places_left(reading(), found, now=NOON)
            invitation_id = found.id
        barrier.wait()
        with writing() as session:
            done = participants.register(
                session,
                congress,
                rules.clean_request(make_request()),
                secret=SECRET,
                idempotency_key=None,
                by_invitation=True,
                now=NOON,
            )
            session.add(InvitationUse(participant_id=done.participant_id, invitation_id=invitation_id, used_at=NOON))

    assert rush(writing, congress, register) == PEOPLE


def test_who_cancels_gives_the_use_back(code_for, writing):
    congress, code = code_for(most_uses=1, category="press")
    with writing() as session:
        first = participants_of.by_id(session, come(session, congress, code).participant_id)
        assert first.role == "press"
        with pytest.raises(errors.InvitationUsed):
            come(session, congress, code)
        participants.cancel(session, first, congress=congress, actor="guest", now=NOON)

        assert come(session, congress, code).is_new


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_a_living_code_of_this_congress_opens_the_door(code_for, writing):
    congress, code = code_for(expires_at=NOON)
    other, foreign = code_for()
    _, revoked = code_for(congress)
    with writing() as session:
        service.revoke(session, service.find(session, congress.id, revoked), actor="user:1", now=NOON)
        for used, fault in (
            (code, errors.InvitationOver),
            (revoked, errors.InvitationOver),
            (foreign, errors.NoSuchInvitation),
            ("A" * 16, errors.NoSuchInvitation),
        ):
            with pytest.raises(fault):
                come(session, congress, used)
        with pytest.raises(InvitationNeeded):
            participants.register(
                session, congress, rules.clean_request(make_request()), secret=SECRET, idempotency_key=None, now=NOON
            )
        assert come(session, other, foreign).is_new


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_address_is_invited_once_and_confirmed_by_its_link(writing):
    ada, grace = Invitee("ada@example.org", "Ada"), Invitee("Grace@example.org")
    terms = {"language": "de", "secret": SECRET, "actor": "user:1", "now": NOON}
    with writing() as session:
        congress = make_congress(session)
        assert service.invite_addresses(session, congress, [ada, grace], Terms(""), **terms) == 2
        assert (
            service.invite_addresses(session, congress, [replace(grace, email="grace@example.org")], Terms(""), **terms)
            == 0
        )
        to_grace, to_ada = queries.invitations(session, congress.id, Kind.ADDRESS)

        done = come(session, congress, service.code_of(to_ada, secret=SECRET), email="ADA@example.org")
        other = come(session, congress, service.code_of(to_grace, secret=SECRET), email="hopper@example.org")

        states = [participants_of.by_id(session, one.participant_id).status for one in (done, other)]
        assert states == ["confirmed", "pending"]
        mails = session.scalars(select(Job.payload).where(Job.kind == MAIL_JOB).order_by(Job.id)).all()
        assert [mail["mail"] for mail in mails][:2] == ["registration.invited"] * 2
