"""Plans: kept, published, repaired, and told to those whom they touch."""

from datetime import datetime, timedelta

import pytest
from builders import NOON, make_congress, make_participant, make_plan, make_rounds, make_table
from sqlalchemy import select

from app.jobs.models import Job
from forums.rotation.solver import solve
from forums.tables import errors, queries, service
from forums.tables.coming.queries import count_away, hosts_away
from registration.participants import service as registration
from registration.participants.models import Participant

SECTORS = ("civil_society", "state", "municipality", "business", "academia")


@pytest.fixture
def city_projects(session):
    """25 projects on five tables in five rounds; the first five are hosts."""
    congress = make_congress(session)
    guests = [
        make_participant(session, congress, sector=SECTORS[n % 5], organisation=f"Town {n // 2}") for n in range(25)
    ]
    for number in range(1, 6):
        make_table(session, congress, number=number, host_id=guests[number - 1].id)
    make_rounds(session, congress, 5)
    return congress, guests


def test_everybody_has_a_route_and_hosts_stay(session, city_projects):
    congress, guests = city_projects
    on_another_day = make_participant(session, congress)
    on_another_day.days = "2027-11-09"

    plan = make_plan(session, congress)

    assert queries.route(session, on_another_day.id) == []
    routes = {guest.id: [table.number for _, table in queries.route(session, guest.id)] for guest in guests}
    assert [routes[guest.id] for guest in guests[:5]] == [[n] * 5 for n in range(1, 6)]
    assert all(sorted(routes[guest.id]) == [1, 2, 3, 4, 5] for guest in guests[5:])
    assert plan.result["repeats"] == plan.result["bound"]
    assert queries.routes(session, [guest.id for guest in guests]) == routes
    assert queries.all_routes(session, congress.id) == routes


def test_who_comes_on_another_day_by_now_leaves_the_tables_to_come(session, city_projects):
    congress, guests = city_projects
    draft = make_plan(session, congress, is_published=False)
    assert queries.route(session, guests[7].id) == []  # a draft is told to nobody
    service.publish(session, draft, by_mail=False, actor="user:1", now=NOON)
    host, guest, first = guests[0], guests[7], queries.rounds(session, congress.id)[0]
    session.refresh(guest)
    host.days = guest.days = "2027-11-09"
    guests[8].days, guests[1].status, revision = "2027-11-08,2027-11-09", "cancelled", guest.revision
    session.flush()

    freed = service.let_go(session, now=first.starts_at)

    session.refresh(guest)
    assert (freed, service.let_go(session, now=first.starts_at)) == (2, 0)
    assert [one.number for one, _ in queries.route(session, guest.id)] == [1]  # which had begun
    assert guest.revision == revision + 1
    assert len(queries.route(session, guests[8].id)) == 5
    assert [(table.number, person.id) for table, person in hosts_away(session, congress.id)] == [
        (1, host.id),
        (2, guests[1].id),
    ]
    assert count_away(session, congress.id, {}) == 2


def test_three_no_shows_and_a_late_guest_touch_few(session, city_projects):
    congress, guests = city_projects
    plan = make_plan(session, congress)
    before = queries.routes_by_id(session, plan.id)
    third = queries.rounds(session, congress.id)[2]
    gone = [p for p, route in sorted(before.items()) if route[third.id] == before[guests[0].id][third.id]][1:4]
    late = make_participant(session, congress)
    service.note_absent(session, congress, gone, is_absent=True, actor="user:1", now=NOON)

    repaired = service.repair(session, congress, from_round=3, actor="user:1", now=NOON)
    problem, seed = service.begin_plan(session, repaired.public_id)
    service.keep_plan(session, repaired.public_id, problem, solve(problem, seed=seed, seconds=20))
    session.flush()
    told = service.publish(session, repaired, by_mail=True, actor="user:1", now=NOON)
    session.flush()

    after = queries.routes_by_id(session, repaired.id)
    moved = {p for p in before if p not in gone and before[p] != after[p]}
    first_two = [one.id for one in queries.rounds(session, congress.id)[:2]]
    assert len(moved) == repaired.result["moves"] == repaired.result["moves_bound"] <= 1
    assert all(after[p][one] == before[p][one] for p in before if p not in gone for one in first_two)
    assert len(queries.route(session, late.id)) == 3
    assert told == len(moved) + len(gone) + 1
    mailed = session.scalars(select(Job.participant_id).where(Job.dedup_key.like("forums.tables-changed%"))).all()
    assert set(mailed) == {*moved, *gone, late.id}


def test_whose_route_changes_gets_a_new_revision_for_their_calendar(session, city_projects):
    congress, guests = city_projects
    before = dict(session.execute(select(Participant.id, Participant.revision)).all())

    make_plan(session, congress)

    after = dict(session.execute(select(Participant.id, Participant.revision)).all())
    assert all(after[guest.id] == before[guest.id] + 1 for guest in guests)


def test_a_draft_from_before_a_change_is_not_published(session, city_projects):
    congress, guests = city_projects
    plan = make_plan(session, congress, is_published=False)
    registration.cancel(session, guests[9], congress=congress, actor="guest", now=NOON)
    session.flush()

    with pytest.raises(errors.DraftStale):
        service.publish(session, plan, by_mail=False, actor="user:1", now=NOON)


def test_a_plan_is_published_once_and_the_earlier_one_makes_way(session, city_projects):
    congress, _ = city_projects
    first = make_plan(session, congress)
    second = make_plan(session, congress, now=NOON + timedelta(hours=1))

    session.refresh(first)

    assert (first.status, second.status) == ("replaced", "published")
    assert queries.stops(session, first.id) == {}
    with pytest.raises(errors.NoDraft):
        service.publish(session, second, by_mail=False, actor="user:1", now=NOON)


def test_what_cannot_be_planned_says_why(session):
    congress = make_congress(session)
    for _ in range(3):
        make_participant(session, congress)
    with pytest.raises(errors.NothingToPlan):
        make_plan(session, congress)
    with pytest.raises(errors.NothingToRepair):
        service.repair(session, congress, from_round=1, actor="user:1", now=NOON)
    make_table(session, congress, seats=2)
    make_rounds(session, congress, 1)

    plan = make_plan(session, congress, is_published=False)

    assert plan.status == "infeasible"
    assert plan.result["conflict"]["en"] == "3 people, but only 2 seats at the tables: 1 are missing."


def test_only_one_calculation_at_a_time(session, city_projects):
    congress, _ = city_projects
    service.start_plan(
        session, congress, weights={"repeats": 1, "preferences": 0, "mix": 0}, seed=1, actor="user:1", now=NOON
    )

    with pytest.raises(errors.PlanUnderway):
        make_plan(session, congress)


def test_wishes_are_met_more_often_than_by_chance(session):
    congress = make_congress(session)
    guests = [make_participant(session, congress) for _ in range(8)]
    tables = [make_table(session, congress) for _ in range(4)]
    make_rounds(session, congress, 2, first=datetime(2027, 11, 8, 13, tzinfo=NOON.tzinfo))
    service.set_setting(session, congress, topic_once=True, wishes=2, audience={}, actor="user:1", now=NOON)
    session.flush()
    for number, guest in enumerate(guests):
        service.set_wishes(session, guest, [tables[number % 4].public_id, tables[(number + 1) % 4].public_id])
    session.flush()

    plan = make_plan(session, congress)

    assert plan.result["wishes"] == 16
    assert plan.result["met"] >= 13
    with pytest.raises(errors.WishesClosed):
        service.set_wishes(session, guests[0], [])
