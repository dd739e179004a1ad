import pytest
from builders import NOON, make_congress, make_forum, make_participant
from sqlalchemy import select

from app.errors import NotFound
from app.journal import queries as journal
from forums.dialogue import errors, queries, service
from forums.dialogue.models import Pin
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.service import Step


def pins(session):
    rows = session.execute(select(Pin.participant_id, Pin.slot, Pin.forum_id))
    return {(person, slot): forum for person, slot, forum in rows}


def test_a_pin_replaces_an_earlier_one_and_can_be_taken_away(session):
    congress = make_congress(session)
    first, second = (make_forum(session, congress) for _ in range(2))
    ada, ben = (make_participant(session, congress) for _ in range(2))

    assert service.pin(session, congress, [ada.public_id, ben.public_id], forum=first, actor="user:1", now=NOON) == 2
    assert service.pin(session, congress, [ada.public_id], forum=second, actor="user:1", now=NOON) == 1
    assert pins(session) == {(ada.id, 1): second.id, (ben.id, 1): first.id}

    assert service.unpin(session, congress, [ben.public_id], actor="user:1", now=NOON) == 1
    assert pins(session) == {(ada.id, 1): second.id}
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
    assert queries.pins_of(session, ada.id) == {}


def test_steps_are_undone_and_done_again_one_by_one_as_far_as_they_still_can_be(session):
    congress = make_congress(session)
    first, second = (make_forum(session, congress) for _ in range(2))
    later = make_forum(session, congress, slot=2)
    ada, ben = (make_participant(session, congress) for _ in range(2))
    terms = {"actor": "user:1", "now": NOON}

    def undo():
        told = service.undo(session, congress, **terms)
        session.flush()  # the next step reads it
        return told

    def redo():
        told = service.redo(session, congress, **terms)
        session.flush()  # as above
        return told

    service.pin(session, congress, [ada.public_id], forum=first, **terms)
    service.pin(session, congress, [ada.public_id, ben.public_id], forum=second, **terms)
    service.pin(session, congress, [ada.public_id], forum=second, **terms)  # changes nothing
    service.pin(session, congress, [ada.public_id], forum=later, **terms)
    service.unpin(session, congress, [ben.public_id], **terms)
    service.add_pairs(session, congress, [ada.public_id, ben.public_id], are_together=True, **terms)

    assert (undo(), undo(), undo()) == (Step(pairs=1), Step(people=1), Step(people=1))
    assert inputs_of.kinds_of_pairs(session, congress.id) == {}
    assert pins(session) == {(ada.id, 1): second.id, (ben.id, 1): second.id}
    assert (redo(), redo(), redo()) == (Step(people=1), Step(people=1), Step(pairs=1))
    assert pins(session) == {(ada.id, 1): second.id, (ada.id, 2): later.id}
    assert inputs_of.kinds_of_pairs(session, congress.id) == {(ada.id, ben.id): True}
    with pytest.raises(errors.NothingToRedo):
        redo()

    first.cancelled_at = NOON
    assert [undo() for _ in range(5)][-1] == Step(people=1)
    assert pins(session) == {}
    with pytest.raises(errors.NothingToUndo):
        undo()
    service.pin(session, congress, [ben.public_id], forum=second, **terms)
    with pytest.raises(errors.NothingToRedo):  # something new was done since
        redo()
