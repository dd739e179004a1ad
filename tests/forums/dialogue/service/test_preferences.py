from datetime import timedelta

import pytest
from builders import NOON, make_congress, make_forum, make_participant

from forums.dialogue import errors, queries, service


def wish(session, congress, guest, *forums, now=NOON):
    ranking = [forum.public_id for forum in forums]
    service.set_preferences(session, congress, participant_id=guest.id, ranking=ranking, actor="guest", now=now)


def test_wishes_are_replaced_as_a_whole(session):
    congress = make_congress(session)
    first, second, third = (make_forum(session, congress) for _ in range(3))
    guest = make_participant(session, congress)

    wish(session, congress, guest, first, second)
    wish(session, congress, guest, second, third, first)
    assert queries.preferences(session, guest.id) == [second.public_id, third.public_id, first.public_id]

    wish(session, congress, guest)
    assert queries.preferences(session, guest.id) == []


def test_wishes_for_cancelled_foreign_or_too_many_forums_are_refused(session):
    congress = make_congress(session, wishes=1)
    forum, another = (make_forum(session, congress) for _ in range(2))
    cancelled = make_forum(session, congress, cancelled_at=NOON)
    foreign = make_forum(session, make_congress(session))
    guest = make_participant(session, congress)

    for ranking, fault in [
        ([cancelled], errors.UnknownForum),
        ([foreign], errors.UnknownForum),
        ([forum, forum], errors.ForumTwice),
        ([forum, another], errors.TooManyPreferences),
    ]:
        with pytest.raises(fault):
            wish(session, congress, guest, *ranking)


def test_wishes_are_closed_at_the_deadline(session):
    congress = make_congress(session)
    forum = make_forum(session, congress)
    guest = make_participant(session, congress)

    wish(session, congress, guest, forum, now=congress.preferences_until - timedelta(seconds=1))
    with pytest.raises(errors.PreferencesClosed):
        wish(session, congress, guest, now=congress.preferences_until)
