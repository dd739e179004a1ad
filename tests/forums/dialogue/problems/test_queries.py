from builders import NOON, make_congress, make_forum, make_participant, make_preferences

from forums.dialogue.models import Pin
from forums.dialogue.problems import queries


def test_staff_are_seated_only_if_they_wish_or_are_pinned(session):
    congress = make_congress(session)
    forum = make_forum(session, congress)
    guest, wishing, pinned, *_others = (
        make_participant(session, congress, role=role)
        for role in ("participant", "speaker", "moderator", "press", "volunteer")
    )
    unconfirmed = make_participant(session, congress, confirmed=False)
    make_preferences(session, wishing, forum)
    session.add(Pin(participant_id=pinned.id, forum_id=forum.id, pinned_at=NOON, actor="user:1"))
    session.flush()  # the queries below read it

    people = queries.people_to_seat(session, congress.id)

    assert [row.id for row in people] == [guest.id, wishing.id, pinned.id]
    assert queries.left_aside(session, congress.id) == (1, 2)
    assert unconfirmed.id not in {row.id for row in people}
