import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences

from forums.assignment.problem import Forum, Participant, fingerprint
from forums.assignment.verification import verify
from forums.dialogue import errors, problems, queries, service
from forums.dialogue.models import Seat
from forums.dialogue.settings import Settings
from registration.participants import service as registration


def test_the_problem_holds_wishes_sectors_organisations_pins_and_seats(session):
    congress = make_congress(session)
    first = make_forum(session, congress, places=8, minimum=2, quotas={"state": [1, 3]})
    second = make_forum(session, congress, places=9)
    gone = make_forum(session, congress, cancelled_at=NOON)
    ada = make_participant(session, congress, sector="state", organisation="Stadt Köln")
    ben = make_participant(session, congress)
    make_preferences(session, ada, gone, second)
    session.add(Seat(participant_id=ada.id, forum_id=first.id, reason={}, assigned_at=NOON))
    service.pin(session, congress, [ben.public_id], forum=second, actor="user:1", now=NOON)
    session.flush()  # the queries below read it

    problem = problems.problem_of(session, congress, Settings("few-moves", org_max=2, soft=("minimum",)))

    verify(problem)
    assert problem.participants == (
        Participant(
            ada.public_id,
            prefs=(gone.public_id, second.public_id),
            sector="state",
            org="stadtköln",
            previous={0: first.public_id},
        ),
        Participant(ben.public_id, fixed={0: second.public_id}),
    )
    assert problem.forums == (
        Forum(first.public_id, capacity={0: (2, 8)}, sector_quota={"state": (1, 3)}),
        Forum(second.public_id, capacity={0: (0, 9)}),
        Forum(gone.public_id),
    )
    assert (problem.org_max, problem.objective, problem.soft) == (2, ("unplaced", "moves", "leximin"), ("minimum",))


def test_the_problem_is_gathered_in_as_many_statements_for_many_as_for_few(session, statements_of):
    congress = make_congress(session)
    forum = make_forum(session, congress)
    make_preferences(session, make_participant(session, congress), forum)
    few = statements_of(lambda: problems.problem_of(session, congress, Settings()))
    for _ in range(5):
        make_preferences(session, make_participant(session, congress), forum)

    assert statements_of(lambda: problems.problem_of(session, congress, Settings())) == few <= 7


def test_a_draft_is_stale_once_anything_but_a_cancellation_changes(session, wishing_congress, calculate):
    congress, (_first, second), guests = wishing_congress(session, people=4, forums=2, places=3)
    run = calculate(session, congress)
    assert not problems.is_stale(session, congress, run)

    registration.cancel(session, guests[0], congress=congress, actor="guest", now=NOON)
    assert not problems.is_stale(session, congress, run)

    service.set_preferences(
        session, congress, participant_id=guests[1].id, ranking=[second.public_id], actor="guest", now=NOON
    )
    assert problems.is_stale(session, congress, run)


def test_pins_forums_and_newcomers_make_a_draft_stale(session, wishing_congress, calculate):
    congress, (first, second), guests = wishing_congress(session, people=3, forums=2, places=3)

    def pin():
        service.pin(session, congress, [guests[0].public_id], forum=second, actor="user:1", now=NOON)

    def shrink():
        first.maximum = 2
        session.flush()  # the queries read it

    def join():
        make_participant(session, congress)

    def cancel_forum():
        service.cancel_forum(session, queries.forum(session, congress.id, second.public_id), actor="user:1", now=NOON)
        session.flush()  # the queries read it

    for change in (pin, shrink, join, cancel_forum):
        run = calculate(session, congress)
        assert not problems.is_stale(session, congress, run)
        change()
        assert problems.is_stale(session, congress, run), change.__name__
        service.cancel_run(session, run, actor="user:1", now=NOON)


def test_the_fingerprint_does_not_depend_on_who_came_first(session, wishing_congress):
    congress, _, _ = wishing_congress(session, people=3, forums=2, places=3)

    problem = problems.problem_of(session, congress, Settings())
    same = problems.problem_of(session, congress, Settings())

    assert fingerprint(problem) == fingerprint(same)
    assert fingerprint(problem) != fingerprint(problems.problem_of(session, congress, Settings(org_max=1)))


def test_levels_openness_and_pairs_become_rules_of_the_problem(session):
    congress = make_congress(session)
    first = make_forum(session, congress, number=1, places=8, level_quotas={"land": [1, 3]})
    stairs = make_forum(session, congress, number=2, open_to={"categories": ["participant"], "reachable": False})
    ada = make_participant(session, congress, name="Ada", level="land", access_needs="Rollstuhl")
    ben = make_participant(session, congress, name="Ben", role="speaker")
    cem = make_participant(session, congress, name="Cem")
    make_preferences(session, ada, stairs)
    make_preferences(session, ben, stairs)
    service.add_pairs(
        session, congress, [p.public_id for p in (ada, ben)], are_together=False, actor="user:1", now=NOON
    )
    service.add_pairs(session, congress, [p.public_id for p in (ada, ben)], are_together=True, actor="user:1", now=NOON)
    service.add_pairs(
        session, congress, [p.public_id for p in (ben, cem)], are_together=False, actor="user:1", now=NOON
    )
    service.pin(session, congress, [ben.public_id], forum=stairs, actor="user:1", now=NOON)
    session.flush()  # the queries below read it

    problem = problems.problem_of(session, congress, Settings())

    verify(problem)
    assert [(one.level, one.eligible) for one in problem.participants] == [
        ("land", (first.public_id,)),
        (None, None),
        (None, None),
    ]
    assert problem.forums[0].level_quota == {"land": (1, 3)}
    assert (problem.together, problem.apart) == (
        ((ada.public_id, ben.public_id),),
        ((ben.public_id, cem.public_id),),
    )
    free = problems.problem_of(
        session, congress, Settings(without=("level_quota", "together", "apart", "openness", "pins"))
    )
    assert (free.together, free.apart, free.forums[0].level_quota) == ((), (), {})
    assert {(one.level, one.eligible, bool(one.fixed)) for one in free.participants} == {(None, None, False)}


def test_seats_are_tried_out_or_kept_without_changing_the_congress(session, wishing_congress, calculate):
    congress, (first, second), guests = wishing_congress(session, people=3, forums=2, places=3)
    service.publish(session, calculate(session, congress), actor="user:1", now=NOON)
    newcomer = make_participant(session, congress)
    make_preferences(session, newcomer, first)

    tried = Settings(seats={first.public_id: (1, 2), second.public_id: (0, 0)}, keeps_seats=True)
    problem = problems.problem_of(session, congress, tried)

    assert problem.forums == (Forum(first.public_id, capacity={0: (1, 2)}), Forum(second.public_id))
    assert [dict(one.fixed) for one in problem.participants] == [{0: first.public_id}] * 3 + [{}]
    assert problems.what_if(tried, queries.forums(session, congress.id)) == tried.seats
    run = calculate(session, congress, seats={first.public_id: (0, 4)}, keeps_seats=True)
    reasons = {seat.participant_id: seat.reason for seat in queries.draft_seats(session, run.id)}
    assert reasons[guests[0].id] == queries.seats(session, congress.id)[guests[0].id, 1].reason != {}
    assert not reasons[newcomer.id]["pinned"]
    with pytest.raises(errors.DraftHypothetical):
        service.publish(session, run, actor="user:1", now=NOON)

    assert service.adopt_seats(session, congress, run, actor="user:1", now=NOON) == 1

    service.publish(session, run, actor="user:1", now=NOON)
    assert (first.maximum, len(queries.seats(session, congress.id))) == (4, 4)
