from datetime import timedelta

from builders import NOON, make_congress, make_forum, make_participant, make_room

from badges import qr, queries, service
from badges.label import BadgeFace
from badges.queries import Selection
from forums.dialogue.models import Seat


def test_everybody_has_one_living_badge(session):
    participant = make_participant(session, make_congress(session))

    first = service.badge_of(session, participant, now=NOON)
    again = service.badge_of(session, participant, now=NOON + timedelta(hours=1))

    assert qr.is_code(first.code)
    assert (again.code, again.issue, again.issued_at) == (first.code, 1, NOON)
    assert first.code_key == service.key_of(first.code)


def test_a_reprint_kills_the_old_code(session):
    participant = make_participant(session, make_congress(session))
    old = service.badge_of(session, participant, now=NOON)
    old_code = old.code

    new = service.reissue(session, participant, actor="user:1", now=NOON + timedelta(hours=1))

    session.refresh(old)
    assert (old.code, old.revoked_at) == (old_code, NOON + timedelta(hours=1))
    assert (new.issue, new.revoked_at) == (2, None)
    assert new.code != old_code
    assert queries.living_badge(session, participant.id) is new


def test_printing_gives_badges_to_those_without_and_keeps_the_others(session):
    congress = make_congress(session)
    with_badge, without = make_participant(session, congress), make_participant(session, congress)
    code = service.badge_of(session, with_badge, now=NOON).code

    service.prepare(session, [with_badge.id, without.id], now=NOON + timedelta(hours=1))

    badges = [queries.living_badge(session, person.id) for person in (with_badge, without)]
    assert badges[0].code == code
    assert badges[1].code != code
    assert [badge.printed_at for badge in badges] == [NOON + timedelta(hours=1)] * 2


def test_a_lost_badge_is_the_next_issue_even_when_printed_with_others(session):
    participant = make_participant(session, make_congress(session))
    service.badge_of(session, participant, now=NOON).revoked_at = NOON
    session.flush()  # the service asks the database

    service.prepare(session, [participant.id], now=NOON)

    assert queries.living_badge(session, participant.id).issue == 2


def test_a_badge_says_who_where_and_when_in_the_language_of_the_congress(session):
    congress = make_congress(session, title={"de": "Kongress für alle", "en": "Congress for all"})
    participant = make_participant(session, congress, name="Ada", pronouns="sie", organisation="Analytical Engines")
    room = make_room(session, congress, name="Elbe")
    forum = make_forum(session, congress, number=3, title={"de": "{Nachbarn}", "en": "Neighbours"}, room_id=room.id)
    session.add(Seat(participant_id=participant.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    session.flush()  # the service asks the database
    code = service.badge_of(session, participant, now=NOON).code
    nobody = make_participant(session, congress).id

    faces = faces_of(session, congress, [nobody, participant.id])

    assert faces == [
        BadgeFace(
            code=code,
            name="Ada",
            pronouns="sie",
            organisation="Analytical Engines",
            role="Gast",
            forum="Forum 3: {Nachbarn}",
            room="Elbe",
            category="participant",
            congress="Kongress für alle",
            dates="8.–9. November 2027",
        )
    ]


def test_a_cancelled_forum_is_not_printed(session):
    congress = make_congress(session)
    participant = make_participant(session, congress)
    forum = make_forum(session, congress, cancelled_at=NOON)
    session.add(Seat(participant_id=participant.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    service.badge_of(session, participant, now=NOON)

    assert [face.forum for face in faces_of(session, congress, [participant.id])] == [""]


def test_badges_come_in_the_order_asked_and_in_pieces(session, monkeypatch):
    monkeypatch.setattr(service, "CHUNK", 2)
    congress = make_congress(session)
    people = [make_participant(session, congress, name=name) for name in "CAB"]
    service.prepare(session, [person.id for person in people], now=NOON)
    wanted = queries.holders(session, congress.id, Selection())
    pauses = []

    faces = faces_of(session, congress, wanted, pause=lambda: pauses.append(1))

    assert [face.name for face in faces] == ["A", "B", "C"]
    assert len(pauses) == 2


def test_names_that_cannot_be_printed_are_found(session):
    congress = make_congress(session)
    people = [make_participant(session, congress, name=name) for name in ("Ада", "حسن", "陈")]

    found = service.unprintable(session, [person.id for person in people], pause=lambda: None)

    assert found == [service.Unprintable(people[2].public_id, "陈", "陈")]


def faces_of(session, congress, people, *, pause=lambda: None):
    wording = service.Wording("de", {"participant": "Gast"}, "Forum {number}: {title}")
    return list(service.badges_for(session, congress, people, wording=wording, pause=pause))
