"""Whoever has no address of their own is reached through the contact of their group: one mail a contact, and never twice."""

from datetime import timedelta

import pytest
from builders import NOON, SECRET, make_forum, make_party, make_request
from sqlalchemy import select

from app.jobs import service as jobs
from app.jobs.models import Job
from app.jobs.relay import Cancelled, TryLater
from app.mailings import contacts, pages, queries, service
from app.mailings.rules import Audience
from forums.dialogue.models import Seat
from registration.participants import queries as participants
from registration.participants import service as registration
from registration.participants.rules import UNNAMED
from registration.participants.service import Contact, party_link_of
from registration.parties import service as parties


@pytest.fixture
def group(session, congress):
    """A group of a confirmed contact: Ada and a place without an address, and Ben with one; beside them a group nobody confirmed."""
    cleo = Contact("Cleo", "Cleo@example.org", "en")
    people = [
        make_request(name=name, email=email) for name, email in (("Ada", ""), (UNNAMED, ""), ("Ben", "ben@x.org"))
    ]
    made = make_party(session, congress, *people, contact=cleo, is_whole=False)
    parties.confirm(session, participants.party_by_public_id(session, congress.id, made.public_id), now=NOON)
    make_party(
        session, congress, make_request(name="Buy at spam.example", email=""), contact=Contact("Spam", "eve@x.org")
    )
    session.flush()  # the questions below go to the database
    return made


def to_contacts(session):
    """List the jobs of copies to contacts."""
    mine = Job.payload["mail"].as_string() == service.TO_CONTACT
    return session.scalars(select(Job).where(mine).order_by(Job.id)).all()


def test_each_contact_gets_one_copy_that_says_for_whom_it_is(session, congress, group, write):
    forum = make_forum(session, congress, number=3)
    ada = participants.members(session, group.party_id)[0]
    session.add(Seat(participant_id=ada.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    mailing = write(session, congress, audience=Audience(), body="Dear {name},\n\n{forum}\n\n{link}")

    reach = queries.reach(session, mailing)
    number = service.send(session, mailing, seen=NOON, actor="user:1", now=NOON)
    first, second = to_contacts(session)
    made, stranger = contacts.copy(session, first), contacts.copy(session, second)

    assert (number, reach.all, reach.through_contacts, reach.without_address) == (4, 4, 3, 0)
    assert (made.to, made.language, made.subject, made.reply_to) == (
        "Cleo@example.org",
        "en",
        "Hello Cleo",
        "kongress@example.org",
    )
    about, _, greeting, _, seats, _, link, *_ = made.text.splitlines()
    assert about == "For Ada, 1 person whose name follows of your group. Please pass it on."
    assert greeting == "Dear Cleo,"
    assert (seats.split(";")[0][:12], seats.split("; ")[1]) == ("Ada: Forum 3", "name follows: no forum yet")
    assert link.endswith(f"/{congress.slug}/group/{party_link_of(group.public_id, secret=SECRET)}")
    assert about in made.html
    assert "spam" not in (stranger.subject + stranger.text + stranger.html).lower().replace(stranger.to, "")
    shown = pages.previews(session, mailing, queries.sample(session, mailing, number=0))
    assert [preview.about for preview in shown] == ["For Ada of your group. Please pass it on."]


def test_a_contact_never_gets_it_twice_and_whoever_comes_later_shares_the_copy(session, congress, group, write):
    mailing = write(session, congress, audience=Audience(), also_later=True)
    service.send(session, mailing, seen=NOON, actor="user:1", now=NOON)
    again = Contact("Cleo", "cleo@example.org")
    make_party(session, congress, make_request(name="Dan", email=""), contact=again)

    later = service.reach_late_ones(session, now=NOON), service.reach_late_ones(session, now=NOON)

    first, *others = to_contacts(session)
    assert (later, len(others)) == ((1, 0), 1)
    assert contacts.copy(session, first).text.startswith("For Ada, 2 people whose names follow of your group.")
    service.pause(session, mailing, actor="user:1", now=NOON)
    with pytest.raises(TryLater):
        contacts.copy(session, first)
    for member in participants.members(session, group.party_id):
        registration.cancel(session, member, congress=congress, actor="test", now=NOON + timedelta(hours=1))
    mailing.audience = Audience(status=("confirmed",)).as_json()
    session.flush()  # the copy asks the database whom it is for
    service.resume(session, mailing, actor="user:1", now=NOON)
    with pytest.raises(Cancelled):
        contacts.copy(session, first)
    jobs.finish(session, first.id, now=NOON, status="cancelled")
    assert contacts.copy(session, Job(payload={"mailing": "gone"})) is None
    assert queries.copies_of_contacts(session, mailing)[0][0] == "eve@x.org"
