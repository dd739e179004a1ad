"""The whole cycle with the real solver and the real relay."""

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from sqlalchemy import select

from app import clock
from app.factory import relay_of
from app.jobs.models import Job
from app.jobs.relay import Cancelled
from forums.dialogue import jobs, queries, service
from forums.dialogue.models import Seat
from forums.dialogue.settings import Settings


@pytest.fixture
def calculated(writing, app):
    """``calculated(congress)`` starts a run and lets the relay work; keywords are those of Settings."""

    def run(congress, *, seed=3, **settings):
        with writing() as session:
            started = service.start_run(
                session,
                session.merge(congress),
                settings=Settings(**settings),
                seed=seed,
                actor="user:1",
                now=clock.now(),
            )
        relay_of(app).run_until_idle()
        with writing() as session:
            return queries.run(session, congress.id, started.public_id)

    return run


@pytest.fixture
def published(writing):
    """``published(run)`` publishes and gives who was told what, by participant id."""

    def publish(run):
        with writing() as session:
            service.publish(session, queries.run(session, run.congress_id, run.public_id), actor="user:1", now=NOON)
        with writing() as session:
            jobs = session.scalars(select(Job).where(Job.kind == "mail"))
            return {
                job.participant_id: job.payload["change"]
                for job in jobs
                if job.payload["mail"] == "forums.seat-changed" and job.payload["run"] == run.public_id
            }

    return publish


def places(writing):
    with writing() as session:
        return {seat.participant_id: seat.forum_id for seat in session.scalars(select(Seat))}


def crowd(session, congress, forums, *, people, first):
    """Guests who all wish for one of the first two forums first."""
    guests = [make_participant(session, congress, name=f"Guest {first + n:02}") for n in range(people)]
    for number, guest in enumerate(guests):
        dear, next_, last = (forums[(number % 2 + step) % 4] for step in range(3))
        make_preferences(session, guest, dear, next_, last)
    return guests


def test_forty_guests_are_seated_published_joined_by_late_ones_and_moved_as_little_as_asked(
    writing, calculated, published
):
    with writing() as session:
        congress = make_congress(session)
        forums = [make_forum(session, congress, number=n, places=12) for n in range(1, 5)]
        guests = crowd(session, congress, forums, people=40, first=0)

    run = calculated(congress)
    assert (run.status, run.result["status"], run.result["people"]) == ("draft", "optimal", 40)
    assert run.result["is_certified"]
    assert [stop["aim"] for stop in run.result["stops"]] == ["fairness", "first-wishes"]  # nobody can move yet
    assert places(writing) == {}
    assert published(run) == {guest.id: "new" for guest in guests}
    before = places(writing)

    with writing() as session:
        late = crowd(session, congress, forums, people=3, first=40)
        emptiest = min(forums, key=lambda forum: list(before.values()).count(forum.id))
        mover = next(guest for guest in guests if before[guest.id] != emptiest.id)
        service.pin(session, congress, [mover.public_id], forum=emptiest, actor="user:1", now=NOON)
    run = calculated(congress, aim="few-moves")
    scale = {one["aim"]: (one["moves"], one["histogram"]["ranks"]) for one in run.result["stops"]}
    assert list(scale) == ["", "few-moves", "balanced", "rank-3", "fairness"]
    assert scale["few-moves"] == (1, run.result["histogram"]["ranks"])
    assert scale[""][0] == 0
    assert [moves for moves, _ in scale.values()] == sorted(moves for moves, _ in scale.values())
    told = published(run)

    after = places(writing)
    assert told == {mover.id: "moved"} | {guest.id: "new" for guest in late}
    assert {person for person in before if before[person] != after[person]} == {mover.id}
    assert after[mover.id] == emptiest.id


def test_fairness_first_moves_whoever_it_takes_and_tells_exactly_them(writing, calculated, published):
    with writing() as session:
        congress = make_congress(session)
        forums = [make_forum(session, congress, number=n, places=2) for n in range(1, 5)]
        easy = [make_participant(session, congress) for _ in range(2)]
        for guest in easy:
            make_preferences(session, guest, forums[0], forums[1])
    published(calculated(congress))
    before = places(writing)
    with writing() as session:
        picky = make_participant(session, congress)
        make_preferences(session, picky, forums[0])

    told = published(calculated(congress, aim="fairness"))

    after = places(writing)
    moved = {person for person in before if after[person] != before[person]}
    assert after[picky.id] == forums[0].id
    assert len(moved) == 1
    assert told == {picky.id: "new"} | dict.fromkeys(moved, "moved")


def test_the_same_lot_gives_the_same_draft(writing, calculated):
    with writing() as session:
        congress = make_congress(session)
        forums = [make_forum(session, congress, number=n, places=6) for n in range(1, 5)]
        crowd(session, congress, forums, people=24, first=0)

    drafts = []
    for seed in (3, 3, 4):
        run = calculated(congress, seed=seed)
        with writing() as session:
            drafts.append([(row.participant_id, row.forum_id) for row in queries.draft_seats(session, run.id)])

    assert drafts[0] == drafts[1] != drafts[2]


def test_a_run_stopped_while_it_calculates_ends_at_the_next_sign_of_progress(writing, app, wishing_congress):
    with writing() as session:
        congress, _, _ = wishing_congress(session, people=2, forums=1, places=2)
        started = service.start_run(session, congress, settings=Settings(), seed=1, actor="user:1", now=NOON)

    def progress(_done, _total):
        with writing() as session:
            service.cancel_run(session, queries.run(session, congress.id, started.public_id), actor="user:1", now=NOON)
        raise Cancelled

    with app.app_context(), pytest.raises(Cancelled):
        jobs.assign(progress, Job(payload={"run": started.public_id}))

    with writing() as session:
        assert queries.run(session, congress.id, started.public_id).status == "cancelled"
        assert queries.draft_seats(session, started.id) == []


def test_a_rule_that_may_not_give_way_and_cannot_hold_is_kept_as_a_conflict(writing, calculated):
    with writing() as session:
        congress = make_congress(session)
        make_forum(session, congress, number=1, minimum=3)
        make_participant(session, congress)

    run = calculated(congress, soft=())

    assert run.status == "infeasible"
    assert [rule["kind"] for rule in run.result["conflict"]["rules"]] == ["minimum"]
    assert calculated(congress).status == "draft"


def test_a_run_of_a_congress_that_is_gone_ends_quietly(app, writing):
    with app.app_context():
        jobs.assign(lambda done, total: None, Job(payload={"run": "gone"}))


def test_a_bug_fails_the_run_at_once_and_burns_on(app, writing, wishing_congress):
    with writing() as session:
        congress, _, _ = wishing_congress(session, people=2, forums=1, places=2)
        started = service.start_run(session, congress, settings=Settings(), seed=1, actor="user:1", now=NOON)

    def progress(_done, _total):
        raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        jobs.assign(progress, Job(payload={"run": started.public_id}))

    with writing() as session:
        run = queries.run(session, congress.id, started.public_id)
        assert (run.status, run.note) == ("failed", "")
        assert queries.run_underway(session, congress.id) is None
