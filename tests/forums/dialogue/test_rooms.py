from datetime import timedelta

from builders import NOON, make_congress, make_forum, make_room

from forums.dialogue import queries, rooms
from forums.dialogue.rooms import RoomWarning


def test_small_and_shared_rooms_are_warned_of(session):
    congress = make_congress(session)
    small, hall = make_room(session, congress, capacity=10), make_room(session, congress, capacity=None)
    make_forum(session, congress, number=1, places=30, room_id=small.id)
    make_forum(session, congress, number=2, places=30, room_id=hall.id)
    make_forum(session, congress, number=3, places=30, room_id=hall.id)
    make_forum(session, congress, number=4, places=30, room_id=hall.id, cancelled_at=NOON)
    first, second, third, _ = queries.forums(session, congress.id)

    assert rooms.warnings_of(queries.forums(session, congress.id)) == {
        first.id: [RoomWarning(capacity=10)],
        second.id: [RoomWarning(other=third)],
        third.id: [RoomWarning(other=second)],
    }


def test_forums_that_follow_each_other_are_noticed(session):
    congress = make_congress(session)
    morning = make_forum(session, congress, number=1)
    assert not rooms.meet_at_different_times([morning])

    later = make_forum(
        session, congress, number=2, starts_at=morning.ends_at, ends_at=morning.ends_at + timedelta(hours=1)
    )

    assert rooms.meet_at_different_times([morning, later])
