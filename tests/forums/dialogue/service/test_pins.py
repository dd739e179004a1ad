import pytest
from builders import NOON, make_congress, make_forum, make_participant
from sqlalchemy import select

from app.errors import NotFound
from app.journal import queries as journal
from forums.dialogue import errors, queries, service
from forums.dialogue.models import Pin


def pins(session):
    return dict(session.execute(select(Pin.participant_id, Pin.forum_id)).all())


def test_a_pin_replaces_an_earlier_one_and_can_be_taken_away(session):
    congress = make_congress(session)
    first, second = (make_forum(session, congress) for _ in range(2))
    ada, ben = (make_participant(session, congress) for _ in range(2))

    assert service.pin(session, congress, [ada.public_id, ben.public_id], forum=first, actor="user:1", now=NOON) == 2
    assert service.pin(session, congress, [ada.public_id], forum=second, actor="user:1", now=NOON) == 1
    assert pins(session) == {ada.id: second.id, ben.id: first.id}

    assert service.unpin(session, congress, [ben.public_id], actor="user:1", now=NOON) == 1
    assert pins(session) == {ada.id: second.id}
    told = journal.about(session, subject_kind="participant", subject_id=ben.id)
    assert [entry.action for entry in told][-2:] == ["participant.pinned", "participant.unpinned"]


def test_nobody_foreign_unconfirmed_or_unnamed_is_pinned(session):
    congress, other = make_congress(session), make_congress(session)
    forum, foreign = make_forum(session, congress), make_forum(session, other)
    cancelled = make_forum(session, congress, cancelled_at=NOON)
    ada = make_participant(session, congress)
    stranger, pending = make_participant(session, other), make_participant(session, congress, confirmed=False)

    for people, place, fault in [
        ([stranger.public_id], forum, NotFound),
        ([ada.public_id, pending.public_id], forum, NotFound),
        ([ada.public_id], foreign, NotFound),
        ([ada.public_id], cancelled, NotFound),
        ([], forum, errors.NobodyChosen),
    ]:
        with pytest.raises(fault):
            service.pin(session, congress, people, forum=place, actor="user:1", now=NOON)

    assert pins(session) == {}
    assert queries.pin_of(session, ada.id) is None


def test_steps_are_undone_one_by_one_as_far_as_they_still_can_be(session):
    congress = make_congress(session)
    first, second = (make_forum(session, congress) for _ in range(2))
    ada, ben = (make_participant(session, congress) for _ in range(2))
    terms = {"actor": "user:1", "now": NOON}
    service.pin(session, congress, [ada.public_id], forum=first, **terms)
    service.pin(session, congress, [ada.public_id, ben.public_id], forum=second, **terms)
    service.pin(session, congress, [ada.public_id], forum=second, **terms)
    service.unpin(session, congress, [ben.public_id], **terms)

    assert service.undo_pins(session, congress, **terms) == 1
    session.flush()  # the next step reads it
    assert pins(session) == {ada.id: second.id, ben.id: second.id}
    first.cancelled_at = NOON
    assert service.undo_pins(session, congress, **terms) == 2
    session.flush()  # as above
    assert pins(session) == {}
    assert service.undo_pins(session, congress, **terms) == 1
    with pytest.raises(errors.NothingToUndo):
        service.undo_pins(session, congress, **terms)
