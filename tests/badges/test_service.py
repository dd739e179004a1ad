from dataclasses import replace
from datetime import timedelta

from builders import NOON, make_congress, make_forum, make_participant, make_room, make_rounds, make_table

from badges import qr, queries, service
from badges.design import Element, Shows, usual
from badges.label import BadgeFace
from badges.queries import Selection
from badges.service import Unprintable
from forums.dialogue.models import Seat
from forums.tables.models import TablePlan, TableStop


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


def test_a_badge_shows_the_forums_of_all_slots_but_no_cancelled_one_and_the_route_of_tables(session):
    congress = make_congress(session)
    people = [make_participant(session, congress, name=name) for name in ("Ada", "Bo")]
    room, number = make_room(session, congress, name="Elbe"), make_forum(session, congress).number
    forums = [
        make_forum(session, congress, number=number + 1, room_id=room.id),
        make_forum(session, congress, number=number + 2),
        make_forum(session, congress, number=number + 3, cancelled_at=NOON),
    ]
    for slot, forum in ((2, forums[0]), (1, forums[1]), (3, forums[2])):
        session.add(Seat(participant_id=people[0].id, slot=slot, forum_id=forum.id, reason={}, assigned_at=NOON))
    session.add(Seat(participant_id=people[1].id, forum_id=forums[2].id, reason={}, assigned_at=NOON))
    plan = TablePlan(
        congress_id=congress.id, status="published", seed=1, settings={}, result={}, actor="", created_at=NOON
    )
    session.add(plan)
    for one, table in zip(make_rounds(session, congress, 2), (5, 2), strict=True):
        sits = {"round_id": one.id, "table_id": make_table(session, congress, number=table).id}
        session.add(TableStop(plan_id=plan.id, participant_id=people[1].id, **sits))
    session.flush()  # the service asks the database
    service.prepare(session, [person.id for person in people], now=NOON)

    ada, bo = faces_of(session, congress, [person.id for person in people])

    assert (ada.forum, ada.room, ada.tables) == (f"Forum {number + 2} · Forum {number + 1}: Elbe", "", "")
    assert (bo.forum, bo.room, bo.tables) == ("", "", "5–2")


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


def test_letters_that_cannot_be_printed_are_found_in_all_texts_of_a_badge(session):
    congress = make_congress(session)
    people = [make_participant(session, congress, name=name) for name in ("Ада", "حسن", "陈")]
    people.append(make_participant(session, congress, name="Jo", pronouns="她", sector="state"))
    forum = make_forum(session, congress, number=3, title={"de": "Wir 王", "en": ""})
    for person in people[:2]:
        session.add(Seat(participant_id=person.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    session.flush()  # the service asks the database
    wording = service.Wording("de", {"participant": "Gast ა"}, "Forum {number}: {title}", sectors={"state": "ש"})
    plain = usual(80, 50)
    design = replace(plain, elements=(*plain.elements, Element(Shows.TEXT, text="שלום"), Element(Shows.SECTOR)))

    def found(people, design):
        return service.unprintable(
            session, congress, [one.id for one in people], lambda _: design, wording=wording, pause=lambda: None
        )

    all_of_them = [Unprintable(Shows.FORUM, "Forum 3: Wir 王", "王"), Unprintable(Shows.ROLE, "Gast ა", "ა")]
    all_of_them.append(Unprintable(Shows.TEXT, "שלום", "שלום"))
    names = [
        Unprintable(Shows.NAME, "陈", "陈", people[2].public_id, "陈"),
        Unprintable(Shows.PRONOUNS, "她", "她", people[3].public_id, "Jo"),
    ]
    assert found(people, design) == [*all_of_them, *names, Unprintable(Shows.SECTOR, "ש", "ש")]
    assert found(people[:1], plain) == all_of_them[:2]


def faces_of(session, congress, people, *, pause=lambda: None):
    wording = service.Wording("de", {"participant": "Gast"}, "Forum {number}: {title}")
    return list(service.badges_for(session, congress, people, wording=wording, pause=pause))
