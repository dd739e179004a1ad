"""The verb of publication: a draft becomes seats, and everyone whose place is new or changed is told."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.journal.service import record
from app.mail import outbox
from forums.dialogue import errors, queries
from forums.dialogue.changes import Change, Step, steps
from forums.dialogue.models import AssignmentRun, Seat
from forums.dialogue.problems import is_stale, what_if
from forums.dialogue.service.turns import serve, tidy
from forums.dialogue.settings import settings_of
from registration.participants.models import Participant

DIFFERENT = frozenset({Change.NEW, Change.MOVED, Change.REMOVED})
CHUNK = 500  # ids in one statement


def publish(session: Session, run: AssignmentRun, *, actor: str, now: datetime) -> Counter[Change]:
    """Turn a draft into seats and tell everyone whose place is new or changed; return how many people took each step.

    Whoever cancelled since is left out and loses a former place, untold. Raises NoDraft for a run that is none (any more), and
    DraftStale when wishes, people, forums or pins changed since, DraftHypothetical when it tries out other seats than the forums have.
    """
    # First of all, since this row's lock makes two publications of a congress follow each other.
    congress_queries.raise_revision(session, run.congress_id, now=now)
    congress = congress_queries.by_id(session, run.congress_id)
    session.refresh(run)
    session.refresh(congress)
    if run.status != "draft":
        raise errors.NoDraft
    if is_stale(session, congress, run):
        raise errors.DraftStale
    if what_if(settings_of(run.settings), queries.forums(session, congress.id)):
        raise errors.DraftHypothetical
    present = queries.confirmed_ids(session, congress.id)
    taken = _write_seats(session, run, present, revision=congress.revision, now=now)
    _tell(
        session, run, [step for step in taken if step.change in DIFFERENT and step.participant_id in present], now=now
    )
    _tell_moderators(session, run, taken, now=now)
    run.status, run.published_at, congress.assignment_published_at = "published", now, now
    counted = Counter(step.change for step in taken)
    record(
        session,
        "assignment.published",
        actor=actor,
        congress_id=congress.id,
        subject_kind="assignment_run",
        subject_id=run.id,
        now=now,
        details={change.value: number for change, number in counted.items()},
    )
    tidy(session, congress.id, {(step.participant_id, step.slot) for step in taken if step.change in DIFFERENT})
    serve(session, congress.id, now=now)
    return counted


def _tell_moderators(session: Session, run: AssignmentRun, taken: Sequence[Step], *, now: datetime) -> None:
    """Queue the list to the moderators of every forum that somebody joins or leaves."""
    touched = {forum for step in taken if step.change in DIFFERENT for forum in (step.before, step.after)}
    for moderator in queries.moderators_to_tell(session, run.congress_id):
        if moderator.forum_id in touched:
            outbox.put(
                session,
                "forums.moderator-list",
                now=now,
                congress_id=run.congress_id,
                participant_id=None,
                dedup_key=f"forums.moderator-list:{run.public_id}:{moderator.id}",
                payload={"moderator": moderator.id},
            )


def _write_seats(
    session: Session, run: AssignmentRun, present: set[int], *, revision: int, now: datetime
) -> Sequence[Step]:
    """Replace the seats by the draft's and return the steps taken.

    A seat's revision is the congress' when it last changed: so it rises even for somebody who lost a place and gets one again.
    """
    draft = queries.draft_seats(session, run.id)
    published = queries.seats(session, run.congress_id)
    before = {key: seat.forum_id for key, seat in published.items()}
    taken = list(steps({(row.participant_id, row.slot): row.forum_id for row in draft}, before, present=present))
    reasons = {(row.participant_id, row.slot): row.reason for row in draft}
    _delete_seats(session, [step for step in taken if step.change in {Change.MOVED, Change.REMOVED}])
    rows = [
        {
            "participant_id": step.participant_id,
            "slot": step.slot,
            "forum_id": step.after,
            "run_id": run.id,
            "reason": reasons[step.participant_id, step.slot],
            "assigned_at": now,
            "revision": revision,
        }
        for step in taken
        if step.change in {Change.NEW, Change.MOVED}
    ]
    if rows:
        session.execute(insert(Seat), rows)
    for step in taken:
        if step.change is Change.KEPT:
            key = step.participant_id, step.slot
            published[key].run_id, published[key].reason = run.id, reasons[key]
    return taken


def _delete_seats(session: Session, left: Sequence[Step]) -> None:
    for slot in sorted({step.slot for step in left}):
        people = [step.participant_id for step in left if step.slot == slot]
        for start in range(0, len(people), CHUNK):
            leaving = delete(Seat).where(Seat.participant_id.in_(people[start : start + CHUNK]), Seat.slot == slot)
            session.execute(leaving.execution_options(synchronize_session=False))


def _tell(session: Session, run: AssignmentRun, told: Sequence[Step], *, now: datetime) -> None:
    """Queue one mail to each and raise what their personal page and feed take their ETag from."""
    change_of = _changes(told)
    people = list(change_of)
    for start in range(0, len(people), CHUNK):
        session.execute(
            update(Participant)
            .where(Participant.id.in_(people[start : start + CHUNK]))
            .values(revision=Participant.revision + 1, changed_at=now)
            .execution_options(synchronize_session=False)
        )
    for person, change in change_of.items():
        outbox.put(
            session,
            "forums.seat-changed",
            now=now,
            congress_id=run.congress_id,
            participant_id=person,
            dedup_key=f"forums.seat-changed:{run.public_id}:{person}",
            payload={"run": run.public_id, "change": change.value},
        )


def _changes(told: Sequence[Step]) -> dict[int, Change]:
    """Say for each person in one word what happens to them: what was told before counts, wherever it changes."""
    found: dict[int, Change] = {}
    for step in told:
        found[step.participant_id] = (
            step.change if step.participant_id not in found else _together(found[step.participant_id], step.change)
        )
    return found


def _together(one: Change, other: Change) -> Change:
    return one if one is other else Change.MOVED
