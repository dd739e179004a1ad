from builders import NOON, make_congress, make_forum, make_participant, make_preferences

from forums.assignment.problem import Forum, Participant, fingerprint
from forums.assignment.verification import verify
from forums.dialogue import problems, queries, service
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

    assert statements_of(lambda: problems.problem_of(session, congress, Settings())) == few <= 6


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
