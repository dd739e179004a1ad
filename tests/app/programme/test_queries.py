from datetime import UTC, datetime

import pytest
from builders import make_congress, make_room, make_session
from sqlalchemy import event

from app.errors import NotFound
from app.programme import queries
from app.programme.models import Appearance, Speaker


def make_speaker(session, congress, name):
    speaker = Speaker(congress_id=congress.id, name=name, position={}, biography={}, appearances=[])
    session.add(speaker)
    session.flush()  # tests use its id
    return speaker


def appear(session, item, speaker, *, position=0):
    session.add(Appearance(session_id=item.id, speaker_id=speaker.id, part="speaker", position=position))
    session.flush()  # tests read it back


def test_the_programme_comes_in_order_with_rooms_and_speakers_in_two_statements(session):
    congress = make_congress(session)
    room = make_room(session, congress, name="Saal")
    late = make_session(session, congress, room_id=room.id)
    early = make_session(
        session,
        congress,
        starts_at=datetime(2027, 11, 8, 8, 0, tzinfo=UTC),
        ends_at=datetime(2027, 11, 8, 9, 0, tzinfo=UTC),
    )
    make_session(session, make_congress(session))
    second, first = make_speaker(session, congress, "Zoë"), make_speaker(session, congress, "Ada")
    appear(session, late, second, position=1)
    appear(session, late, first, position=0)
    session.expunge_all()
    statements = []
    event.listen(session.connection(), "before_cursor_execute", lambda *a: statements.append(a[2]))

    found = queries.sessions(session, congress.id)

    assert [(s.public_id, s.room and s.room.name, [a.speaker.name for a in s.appearances]) for s in found] == [
        (early.public_id, None, []),
        (late.public_id, "Saal", ["Ada", "Zoë"]),
    ]
    assert len(statements) == 2


def test_sessions_and_speakers_of_another_congress_are_not_found(session):
    congress, other = make_congress(session), make_congress(session)
    item, speaker = make_session(session, other), make_speaker(session, other, "Ada")

    with pytest.raises(NotFound):
        queries.session_by_public_id(session, congress.id, item.public_id)
    with pytest.raises(NotFound):
        queries.speaker_by_public_id(session, congress.id, speaker.public_id)
    assert queries.speaker_ids(session, congress.id, [speaker.public_id]) == {}
    assert queries.speaker_ids(session, other.id, [speaker.public_id]) == {speaker.public_id: speaker.id}
