"""A World Café: everybody chooses, nobody sits beyond the seats, and hosts stay."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from builders import NOON, make_congress, make_participant, make_plan, make_rounds, make_table

from forums.tables import errors, queries, service
from registration.participants import service as registration

PEOPLE = 6


@pytest.fixture
def cafe(session):
    """Two tables of three seats in two rounds; the first guest is host of table 1."""
    congress = make_congress(session)
    guests = [make_participant(session, congress, sector="civil_society") for _ in range(5)]
    tables = [make_table(session, congress, number=number, seats=3) for number in (1, 2)]
    tables[0].host_id = guests[0].id
    rounds = make_rounds(session, congress, 2)
    return congress, guests, tables, rounds


def route(session, person):
    return [(one.number, table.number) for one, table in queries.route(session, person.id)]


def test_guests_choose_round_by_round_until_a_table_is_full(session, cafe):
    congress, guests, tables, rounds = cafe
    host, *others = guests
    service.open_cafe(session, congress, actor="user:1", now=NOON)

    def choose(person, table, number=1, now=NOON):
        service.choose(session, person, number=number, table=table.public_id, now=now)
        session.flush()

    assert route(session, host) == [(1, 1), (2, 1)]
    for person in others[:2]:
        choose(person, tables[0])
    choose(others[0], tables[1], number=2)
    before = others[2].revision
    with pytest.raises(errors.TableFull):
        choose(others[2], tables[0])
    choose(others[2], tables[1])
    assert others[2].revision == before + 1
    choose(others[1], tables[1])  # changes their mind, and the seat is free again
    choose(others[2], tables[0])
    assert [route(session, person) for person in others] == [[(1, 1), (2, 2)], [(1, 2)], [(1, 1)], []]

    service.leave(session, others[0], number=1, now=NOON)
    registration.cancel(session, others[2], congress=congress, actor="guest", now=NOON)
    session.flush()
    plan = queries.published(session, congress.id)
    assert queries.seated(session, plan.id)[rounds[0].id, tables[0].id] == {host.id}
    with pytest.raises(errors.HostsStay):
        choose(host, tables[1])
    for number, now in ((3, NOON), (1, rounds[0].ends_at)):
        with pytest.raises(errors.CafeClosed):
            choose(others[3], tables[1], number=number, now=now)


def test_a_cafe_takes_turns_with_plans(session, cafe):
    congress, guests, tables, _ = cafe
    first = make_plan(session, congress)
    service.open_cafe(session, congress, actor="user:1", now=NOON)
    session.flush()
    service.set_setting(
        session, congress, topic_once=True, wishes=0, audience={"sectors": ["state"]}, actor="user:1", now=NOON
    )
    session.flush()

    assert (first.status, queries.stops(session, first.id)) == ("replaced", {})
    with pytest.raises(errors.NothingToRepair):
        service.repair(session, congress, from_round=2, actor="user:1", now=NOON)
    with pytest.raises(errors.NotAtTables):
        service.choose(session, guests[1], number=1, table=tables[1].public_id, now=NOON)
    service.end_cafe(session, congress, actor="user:1", now=NOON)
    session.flush()
    assert queries.published(session, congress.id) is None
    assert route(session, guests[0]) == []
    with pytest.raises(errors.CafeClosed):
        service.choose(session, guests[1], number=1, table=tables[1].public_id, now=NOON)


def test_nobody_gets_a_seat_that_is_not_there_however_many_ask_at_once(writing):
    with writing() as session:
        congress = make_congress(session)
        guests = [make_participant(session, congress).id for _ in range(PEOPLE)]
        table = make_table(session, congress, seats=2)
        make_rounds(session, congress, 1)
        service.open_cafe(session, congress, actor="user:1", now=NOON)
        wanted = table.public_id
    barrier = Barrier(PEOPLE)

    def come(person):
        barrier.wait()
        try:
            with writing() as session:
                guest = session.get_one(queries.Participant, person)
                service.choose(session, guest, number=1, table=wanted, now=NOON + timedelta(minutes=1))
        except errors.TableFull:
            return 0
        return 1

    with ThreadPoolExecutor(PEOPLE) as pool:
        assert sum(pool.map(come, guests)) == 2
    with writing() as session:
        plan = queries.published(session, congress.id)
        assert [len(people) for people in queries.seated(session, plan.id).values()] == [2]
