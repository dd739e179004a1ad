import pytest
from builders import NOON, make_congress, make_forum, make_participant
from sqlalchemy import select

from app.jobs import queries as jobs
from app.jobs import service as job_service
from app.jobs.models import JobStatus
from forums.assignment.solver import solve
from forums.dialogue import errors, queries, service
from forums.dialogue.models import DraftSeat
from forums.dialogue.outcome import Outcome
from forums.dialogue.settings import Settings


def start(session, congress, **settings):
    return service.start_run(session, congress, settings=Settings(**settings), seed=7, actor="user:1", now=NOON)


def test_a_started_run_waits_in_the_queue_with_what_was_asked(session, wishing_congress):
    congress, _, _ = wishing_congress(session, people=2, forums=1, places=3)

    run = start(session, congress, aim="first-wishes", org_max=2)

    assert (run.status, run.seed, run.actor) == ("queued", 7, "user:1")
    assert run.settings == {
        "objective": ["unplaced", "rankmax", "moves"],
        "org_max": 2,
        "soft": ["sector_quota", "level_quota", "org_max", "minimum"],
        "seconds": 20,
    }
    job = jobs.by_public_id(session, run.job_public_id)
    assert (job.kind, job.payload, job.congress_id) == ("assignment", {"run": run.public_id}, congress.id)


def test_only_one_run_is_under_way_at_a_time(session, wishing_congress):
    congress, _, _ = wishing_congress(session, people=2, forums=1, places=3)
    run = start(session, congress)

    with pytest.raises(errors.RunUnderway):
        start(session, congress)

    service.cancel_run(session, run, actor="user:1", now=NOON)
    again = start(session, congress)
    given_up = jobs.by_public_id(session, again.job_public_id)
    job_service.finish(session, given_up.id, now=NOON, status=JobStatus.DEAD)
    start(session, congress)


def test_there_must_be_somebody_and_somewhere(session):
    congress = make_congress(session)
    with pytest.raises(errors.NothingToAssign):
        start(session, congress)
    make_forum(session, congress)
    with pytest.raises(errors.NothingToAssign):
        start(session, congress)
    make_participant(session, congress)
    start(session, congress)


def test_a_draft_is_kept_with_its_reasons_fingerprint_and_numbers(session, wishing_congress, calculate):
    congress, (first, second), guests = wishing_congress(session, people=3, forums=2, places=2)

    run = calculate(session, congress)

    seats = session.scalars(select(DraftSeat).where(DraftSeat.run_id == run.id)).all()
    assert sorted(seat.forum_id for seat in seats) == [first.id, first.id, second.id]
    assert {seat.participant_id for seat in seats} == {guest.id for guest in guests}
    assert sorted(seat.reason["rank"] for seat in seats) == [1, 1, 2]
    assert (run.status, run.finished_at, len(run.fingerprint)) == ("draft", NOON, 64)
    assert run.result["status"] == "optimal"
    assert run.result["histogram"]["ranks"] == [2, 1]


def test_more_pinned_people_than_places_is_impossible_and_says_which_rules(session, wishing_congress, calculate):
    congress, (forum,), guests = wishing_congress(session, people=3, forums=1, places=2)
    service.pin(session, congress, [guest.public_id for guest in guests], forum=forum, actor="user:1", now=NOON)

    run = calculate(session, congress)

    assert run.status == "infeasible"
    rules = run.result["conflict"]["rules"]
    assert {rule["kind"] for rule in rules} == {"fixed", "maximum"}
    assert {rule["participant"] for rule in rules if rule["kind"] == "fixed"} == {guest.public_id for guest in guests}
    assert session.scalars(select(DraftSeat)).all() == []


def test_a_stopped_run_leaves_nothing_behind(session, wishing_congress):
    congress, _, _ = wishing_congress(session, people=2, forums=1, places=3)
    run = start(session, congress)
    problem, seed, settings = service.begin_run(session, run.public_id)

    service.cancel_run(session, run, actor="user:1", now=NOON)
    service.cancel_run(session, run, actor="user:1", now=NOON)
    solution = solve(problem, seed=seed, seconds=settings.seconds)
    service.keep_outcome(session, run.public_id, Outcome(problem, solution, settings), reasons={}, now=NOON)
    service.fail_run(session, run.public_id, note="too late", now=NOON)

    assert (run.status, run.result, run.note) == ("cancelled", {}, "")
    assert jobs.by_public_id(session, run.job_public_id).cancel_asked
    assert session.scalars(select(DraftSeat)).all() == []
    assert service.begin_run(session, run.public_id) is None
    assert service.begin_run(session, "gone") is None


def test_somebody_erased_while_it_calculated_gets_no_seat(session, wishing_congress):
    congress, _, (ada, ben) = wishing_congress(session, people=2, forums=1, places=3)
    run = start(session, congress)
    problem, seed, settings = service.begin_run(session, run.public_id)
    session.delete(ben)
    session.flush()  # erased before the outcome is kept

    solution = solve(problem, seed=seed, seconds=settings.seconds)
    service.keep_outcome(session, run.public_id, Outcome(problem, solution, settings), reasons={}, now=NOON)

    assert [seat.participant_id for seat in queries.draft_seats(session, run.id)] == [ada.id]
