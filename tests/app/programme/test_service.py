from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import NOON, make_congress, make_room

from app.errors import NotFound
from app.programme import errors, queries, service
from app.programme.rules import AppearancePart, Booking, SessionKind, SessionRequest, SpeakerRequest

NINE = datetime(2027, 11, 8, 9, 0, tzinfo=UTC)
TALK = SessionRequest(SessionKind.LECTURE, {"de": "Vortrag"}, NINE, NINE + timedelta(hours=1))
WHO = {"actor": "user:1", "now": NOON}
KEY = "0123456789abcdef"


def add(session, congress, request=TALK, key=KEY):
    service.add_session(session, congress, request, public_id=key, **WHO)
    return found(session, congress, key)


def found(session, congress, key=KEY):
    session.flush()
    session.expire_all()  # as the next request would find it
    return queries.session_by_public_id(session, congress.id, key)


def add_speaker(session, congress, name, key):
    service.add_speaker(session, congress, SpeakerRequest(name), public_id=key, **WHO)
    return key


def cast(item):
    return [(appearance.speaker.name, appearance.part) for appearance in item.appearances]


def test_sending_the_form_twice_adds_one_session(session):
    congress = make_congress(session)

    add(session, congress)
    add(session, congress, replace(TALK, title={"de": "Anders"}))

    assert [item.title for item in queries.sessions(session, congress.id)] == [{"de": "Vortrag"}]


def test_people_appear_in_order_and_newcomers_join_the_list_once(session):
    congress = make_congress(session)
    ada = add_speaker(session, congress, "Ada", "a" * 16)
    newcomer = (SpeakerRequest("Eva", "Verein"), AppearancePart.MODERATOR)
    request = replace(
        TALK,
        appearances=((ada, AppearancePart.PANELIST), (ada, AppearancePart.PANELIST)),
        newcomers=(newcomer,),
    )

    item = add(session, congress, request)
    service.change_session(session, congress, item, request, **WHO)

    assert cast(found(session, congress)) == [("Ada", "panelist"), ("Eva", "moderator")]
    assert [person.name for person in queries.speakers(session, congress.id)] == ["Ada", "Eva"]
    assert found(session, congress).revision == 0


def test_each_change_that_shows_raises_the_revision_once(session):
    congress = make_congress(session)
    room = make_room(session, congress)
    ada = add_speaker(session, congress, "Ada", "a" * 16)
    add(session, congress)
    before = congress.revision
    changes = [
        {"title": {"de": "Neu"}},
        {"kind": SessionKind.PANEL},
        {"starts_at": NINE - timedelta(minutes=5)},
        {"abstract": {"de": "Worum"}},
        {"room": room.public_id},
        {"appearances": ((ada, AppearancePart.SPEAKER),)},
        {"appearances": ((ada, AppearancePart.HOST),)},
        {"appearances": ()},
        {"room": None},
    ]

    request = TALK
    for change in changes:
        request = replace(request, **change)
        service.change_session(session, congress, found(session, congress), request, **WHO)
        service.change_session(session, congress, found(session, congress), request, **WHO)

    assert found(session, congress).revision == len(changes)
    session.refresh(congress)
    assert congress.revision == before + len(changes)


def test_a_cancelled_session_stays_and_can_come_back(session):
    congress = make_congress(session)
    add(session, congress)

    for _ in range(2):
        service.cancel_session(session, found(session, congress), **WHO)
    assert (found(session, congress).cancelled_at, found(session, congress).revision) == (NOON, 1)
    for _ in range(2):
        service.restore_session(session, found(session, congress), **WHO)

    assert (found(session, congress).cancelled_at, found(session, congress).revision) == (None, 2)


def test_rooms_and_people_of_another_congress_cannot_be_named(session):
    congress, other = make_congress(session), make_congress(session)
    stranger = add_speaker(session, other, "Ada", "b" * 16)

    with pytest.raises(NotFound):
        add(session, congress, replace(TALK, room=make_room(session, other).public_id))
    with pytest.raises(errors.UnknownSpeaker):
        add(session, congress, replace(TALK, appearances=((stranger, AppearancePart.SPEAKER),)))
    assert list(queries.sessions(session, congress.id)) == []


def test_a_new_name_of_a_speaker_reaches_their_sessions(session):
    congress = make_congress(session)
    ada = add_speaker(session, congress, "Ada", "a" * 16)
    add(session, congress, replace(TALK, appearances=((ada, AppearancePart.SPEAKER),)))
    add(session, congress, TALK, key="c" * 16)
    person = queries.speaker_by_public_id(session, congress.id, ada)

    service.change_speaker(session, person, SpeakerRequest("Ada Lovelace"), **WHO)
    service.change_speaker(session, person, SpeakerRequest("Ada Lovelace"), **WHO)

    assert cast(found(session, congress)) == [("Ada Lovelace", "speaker")]
    assert [found(session, congress, key).revision for key in (KEY, "c" * 16)] == [1, 0]


def test_whoever_appears_is_not_deleted(session):
    congress = make_congress(session)
    person = queries.speaker_by_public_id(session, congress.id, add_speaker(session, congress, "Ada", "a" * 16))

    with pytest.raises(errors.SpeakerAppears, match="Vortrag"):
        service.delete_speaker(session, person, appears_in=["Vortrag"], **WHO)
    service.delete_speaker(session, person, appears_in=[], **WHO)

    assert list(queries.speakers(session, congress.id)) == []


def test_bookings_are_what_takes_place(session):
    congress = make_congress(session)
    room = make_room(session, congress, name="Saal")
    newcomer = (SpeakerRequest("Eva"), AppearancePart.SPEAKER)
    add(session, congress, replace(TALK, room=room.public_id, newcomers=(newcomer,)))
    service.cancel_session(session, add(session, congress, TALK, key="c" * 16), **WHO)
    session.expire_all()

    assert service.bookings(session, congress.id, language="en") == [
        Booking("Vortrag", NINE, NINE + timedelta(hours=1), "Saal", frozenset({"Eva"}))
    ]
