from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from builders import NOON, make_participant, make_preferences
from sqlalchemy import select

from app.jobs.models import Job
from app.journal.models import JournalEntry
from forums.dialogue import errors, queries, service
from forums.dialogue.changes import Change
from forums.dialogue.models import ForumModerator, Seat
from registration.participants import service as registration

LATER = NOON + timedelta(days=1)


def publish(session, run, *, now=NOON):
    done = service.publish(session, run, actor="user:1", now=now)
    session.flush()  # tests read it back
    return done


def places(session):
    return {seat.participant_id: seat.forum_id for seat in session.scalars(select(Seat))}


def mailed(session):
    """Who was told, and what, since the last look; the queue is emptied."""
    jobs = [job for job in session.scalars(select(Job)) if job.payload.get("mail") == "forums.seat-changed"]
    told = {job.participant_id: job.payload["change"] for job in jobs}
    assert len(told) == len(jobs)
    for job in jobs:
        session.delete(job)
    session.flush()  # gone before the next look
    return told


def test_publishing_seats_everybody_and_tells_everybody_once(session, wishing_congress, calculate):
    congress, (first, second), guests = wishing_congress(session, people=3, forums=2, places=2)
    run = calculate(session, congress)
    session.refresh(congress)
    before = congress.revision

    done = publish(session, run)

    session.refresh(congress)
    assert done == Counter({Change.NEW: 3})
    assert sorted(places(session).values()) == [first.id, first.id, second.id]
    assert mailed(session) == {guest.id: "new" for guest in guests}
    assert (congress.assignment_published_at, congress.revision) == (NOON, before + 1)
    assert (run.status, run.published_at) == ("published", NOON)
    seat = queries.seat_of(session, guests[0].id)
    assert (seat.run_id, seat.reason["forum"], seat.revision) == (run.id, seat.forum.public_id, congress.revision)
    entry = session.scalars(select(JournalEntry).where(JournalEntry.action == "assignment.published")).one()
    assert (entry.actor, entry.subject_id, entry.details) == ("user:1", run.id, {"new": 3})


def test_a_draft_is_published_once_and_only_if_it_is_one(session, wishing_congress, calculate):
    congress, _, _ = wishing_congress(session, people=2, forums=1, places=2)
    run = calculate(session, congress)
    publish(session, run)

    with pytest.raises(errors.NoDraft):
        publish(session, run)


def test_a_stale_draft_is_refused_and_changes_nothing(session, wishing_congress, calculate):
    congress, _, _ = wishing_congress(session, people=2, forums=1, places=4)
    run = calculate(session, congress)
    make_participant(session, congress)

    with pytest.raises(errors.DraftStale):
        publish(session, run)

    assert places(session) == {}
    assert mailed(session) == {}


def test_a_second_publication_tells_only_those_whose_place_is_new_or_changed(session, wishing_congress, calculate):
    congress, (first, second), (ada, ben, cem) = wishing_congress(session, people=3, forums=2, places=2)
    publish(session, calculate(session, congress))
    mailed(session)
    session.expire_all()
    revisions = {guest.id: guest.revision for guest in (ada, ben, cem)}
    seated = {guest.id: queries.seat_of(session, guest.id).forum_id for guest in (ada, ben, cem)}
    mover = next(guest for guest in (ada, ben, cem) if seated[guest.id] == first.id)
    dora = make_participant(session, congress, name="Dora")
    make_preferences(session, dora, first)
    service.pin(session, congress, [mover.public_id], forum=second, actor="user:1", now=LATER)

    done = publish(session, calculate(session, congress, aim="few-moves"), now=LATER)

    session.expire_all()
    assert done == Counter({Change.NEW: 1, Change.MOVED: 1, Change.KEPT: 2})
    assert mailed(session) == {dora.id: "new", mover.id: "moved"}
    assert places(session)[mover.id] == second.id
    raised = {guest.id for guest in (ada, ben, cem) if guest.revision > revisions[guest.id]}
    assert raised == {mover.id}
    kept = next(guest for guest in (ada, ben, cem) if guest is not mover)
    assert queries.seat_of(session, kept.id).assigned_at == NOON
    assert queries.seat_of(session, mover.id).revision > queries.seat_of(session, kept.id).revision


def test_whoever_cancelled_since_is_left_out_and_untold(session, wishing_congress, calculate):
    congress, _, (ada, ben) = wishing_congress(session, people=2, forums=1, places=2)
    run = calculate(session, congress)
    registration.cancel(session, ben, congress=congress, actor="guest", now=NOON)

    assert publish(session, run) == Counter({Change.NEW: 1, Change.NOWHERE: 1})

    assert set(places(session)) == {ada.id}
    assert mailed(session) == {ada.id: "new"}


def test_whoever_cancels_loses_the_seat_with_the_next_publication_untold(session, wishing_congress, calculate):
    congress, _, (ada, ben) = wishing_congress(session, people=2, forums=1, places=2)
    publish(session, calculate(session, congress))
    mailed(session)
    registration.cancel(session, ben, congress=congress, actor="guest", now=LATER)

    assert publish(session, calculate(session, congress), now=LATER) == Counter({Change.KEPT: 1, Change.REMOVED: 1})

    assert set(places(session)) == {ada.id}
    assert mailed(session) == {}


def test_whoever_loses_the_place_to_a_smaller_forum_is_told(session, wishing_congress, calculate):
    congress, (forum,), (ada, ben) = wishing_congress(session, people=2, forums=1, places=2)
    publish(session, calculate(session, congress))
    mailed(session)
    forum.maximum = 1
    session.flush()  # the problem reads it

    done = publish(session, calculate(session, congress), now=LATER)

    left = next(iter(places(session)))
    assert done == Counter({Change.KEPT: 1, Change.REMOVED: 1})
    assert mailed(session) == {({ada.id, ben.id} - {left}).pop(): "removed"}


def test_a_seat_given_again_has_a_higher_revision_than_the_one_lost(session, wishing_congress, calculate):
    congress, (forum,), (ada, ben) = wishing_congress(session, people=2, forums=1, places=2)
    publish(session, calculate(session, congress))
    lost = queries.seat_of(session, ada.id).revision
    for places_now in (1, 2):
        forum.maximum = places_now
        service.pin(session, congress, [ben.public_id], forum=forum, actor="user:1", now=LATER)
        publish(session, calculate(session, congress), now=LATER)

    session.expire_all()
    assert queries.seat_of(session, ada.id).revision > lost


def test_a_published_run_makes_other_drafts_stale(session, wishing_congress, calculate):
    congress, _, _ = wishing_congress(session, people=2, forums=1, places=2)
    old, new = calculate(session, congress), calculate(session, congress)
    publish(session, new)

    with pytest.raises(errors.DraftStale):
        publish(session, old)


def test_of_two_publications_at_the_same_moment_one_is_refused(app, writing, wishing_congress, calculate):
    with writing() as session:
        congress, _, _ = wishing_congress(session, people=2, forums=1, places=2)
        runs = [calculate(session, congress).public_id for _ in range(2)]
    together = Barrier(2)

    def publish_at_once(public_id):
        together.wait(timeout=30)
        try:
            with writing() as session:
                service.publish(session, queries.run(session, congress.id, public_id), actor="user:1", now=NOON)
        except errors.DraftStale:
            return "refused"
        return "published"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(publish_at_once, runs))

    assert outcomes == ["published", "refused"]
    with writing() as session:
        assert len(places(session)) == 2
        assert len(mailed(session)) == 2


def test_moderators_whose_address_is_known_are_told_of_lists_that_change(session, wishing_congress, calculate):
    congress, (first, second), _ = wishing_congress(session, people=2, forums=2, places=2)
    told = ForumModerator(forum_id=first.id, name="Mo", email="mo@example.org")
    unchanged = ForumModerator(forum_id=second.id, name="Un", email="un@example.org")
    session.add_all([told, unchanged, ForumModerator(forum_id=first.id, name="No")])
    session.flush()  # the problem is read from the database

    publish(session, calculate(session, congress))
    publish(session, calculate(session, congress))

    jobs = [job for job in session.scalars(select(Job)) if job.payload.get("mail") == "forums.moderator-list"]
    assert [job.payload["moderator"] for job in jobs] == [told.id]
    assert {seat.forum_id for seat in session.scalars(select(Seat))} == {first.id}
