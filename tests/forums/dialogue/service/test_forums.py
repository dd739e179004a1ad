from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import NOON, make_congress, make_participant, make_room
from sqlalchemy import select

from app.journal.models import JournalEntry
from forums.dialogue import errors, queries, service
from forums.dialogue.models import Pin
from forums.dialogue.rules import ForumRequest, Moderator

LATER = NOON + timedelta(hours=1)


def request(**values):
    usual = ForumRequest(
        number=1,
        title={"de": "Wege in Arbeit", "en": "Paths to work"},
        description={},
        starts_at=datetime(2027, 11, 8, 13, tzinfo=UTC),
        ends_at=datetime(2027, 11, 8, 15, tzinfo=UTC),
        minimum=8,
        maximum=24,
        moderators=(Moderator("Eva Roth", "BBE"), Moderator("Tarek Aziz")),
    )
    return replace(usual, **values)


def create(session, congress, **values):
    return service.create_forum(session, congress, request(**values), actor="user:1", now=NOON)


def actions(session):
    return session.scalars(select(JournalEntry.action).where(JournalEntry.subject_kind == "forum")).all()


def test_a_forum_is_created_with_room_quotas_and_moderators(session):
    congress = make_congress(session)
    room = make_room(session, congress)

    forum = create(session, congress, room_public_id=room.public_id, quotas={"state": (1, 5)})

    session.expire_all()
    found = queries.forum(session, congress.id, forum.public_id)
    assert (found.number, found.room.name, found.quotas, found.revision) == (1, room.name, {"state": [1, 5]}, 0)
    assert [(m.name, m.organisation) for m in found.moderators] == [("Eva Roth", "BBE"), ("Tarek Aziz", "")]
    assert actions(session) == ["forum.created"]


def test_a_change_raises_what_calendars_and_pages_go_by(session):
    congress = make_congress(session)
    forum = create(session, congress)
    session.refresh(congress)
    before = congress.revision

    changed = request(title={"de": "Neu"}, maximum=30, moderators=(Moderator("Mina Karimi"),))
    service.change_forum(session, congress, forum, changed, actor="user:1", now=LATER)

    session.expire_all()
    found = queries.forum(session, congress.id, forum.public_id)
    session.refresh(congress)
    assert (found.title, found.maximum, found.revision, found.changed_at) == ({"de": "Neu"}, 30, 1, LATER)
    assert [moderator.name for moderator in found.moderators] == ["Mina Karimi"]
    assert congress.revision == before + 1


def test_two_forums_cannot_have_one_number_but_a_forum_keeps_its_own(session):
    congress = make_congress(session)
    forum = create(session, congress)

    with pytest.raises(errors.ForumInvalid) as refused:
        create(session, congress)

    assert [fault.code for fault in refused.value.faults.values()] == ["number-taken"]
    service.change_forum(session, congress, forum, request(), actor="user:1", now=LATER)
    create(session, make_congress(session))


def test_a_room_of_another_congress_is_refused(session):
    congress, other = make_congress(session), make_congress(session)

    with pytest.raises(errors.ForumInvalid) as refused:
        create(session, congress, room_public_id=make_room(session, other).public_id)

    assert set(refused.value.faults) == {"room"}


def test_a_cancelled_forum_stays_to_be_seen_and_holds_nobody_pinned(session):
    congress = make_congress(session)
    forum = create(session, congress)
    guest = make_participant(session, congress)
    service.pin(session, congress, [guest.public_id], forum=forum, actor="user:1", now=NOON)

    for _ in range(2):
        service.cancel_forum(session, forum, actor="user:1", now=LATER)

    assert (forum.cancelled_at, forum.revision) == (LATER, 1)
    assert session.scalars(select(Pin)).all() == []
    assert queries.wishable(session, congress.id) == {}
    assert actions(session) == ["forum.created", "forum.cancelled"]


def test_a_cancellation_can_be_taken_back(session):
    congress = make_congress(session)
    forum = create(session, congress)
    service.cancel_forum(session, forum, actor="user:1", now=LATER)

    for _ in range(2):
        service.reinstate_forum(session, forum, actor="user:1", now=LATER)

    assert (forum.cancelled_at, forum.revision) == (None, 2)
    assert actions(session) == ["forum.created", "forum.cancelled", "forum.reinstated"]
