"""The verbs of assignment runs: start, begin, keep what came out, stop."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.jobs import queries as job_queries
from app.jobs import service as jobs
from app.journal.service import record
from app.orm import new_public_id
from app.typed import normal
from forums.assignment.problem import Problem, fingerprint
from forums.dialogue import errors, queries
from forums.dialogue.layout import Facts, Layout, layout_of
from forums.dialogue.models import AssignmentRun, DraftSeat, Seat
from forums.dialogue.outcome import Outcome, outcome_of
from forums.dialogue.problems import count_people, problem_of
from forums.dialogue.service.line import begin_step
from forums.dialogue.settings import Settings, settings_of

ASSIGNMENT_JOB = "assignment"
LONGEST_NOTE = 2000


def start_run(
    session: Session, congress: Congress, *, settings: Settings, seed: int, actor: str, now: datetime
) -> AssignmentRun:
    """Queue the calculation of an assignment; nobody is told anything. Raises RunUnderway or NothingToAssign."""
    if queries.run_underway(session, congress.id) is not None:
        raise errors.RunUnderway
    if not queries.wishable(session, congress.id) or not count_people(session, congress)[0]:
        raise errors.NothingToAssign
    public_id = new_public_id()
    run = AssignmentRun(
        public_id=public_id,
        congress_id=congress.id,
        seed=seed,
        settings=settings.as_json(),
        result={},
        job_public_id=jobs.enqueue(
            session, ASSIGNMENT_JOB, now=now, payload={"run": public_id}, congress_id=congress.id
        ),
        actor=actor,
        created_at=now,
    )
    session.add(run)
    session.flush()  # the journal names the run by its id
    _note(session, run, "assignment.started", actor=actor, now=now, details={"seed": seed})
    return run


def begin_run(session: Session, public_id: str) -> tuple[Problem, int, Settings] | None:
    """Mark a run as running and gather its problem, seed and settings; None if it was stopped or is gone."""
    run = queries.run_by_public_id(session, public_id)
    if run is None or run.status not in {"queued", "running"}:
        return None
    run.status = "running"
    session.flush()  # whoever asks for the run from here on reads it from the database
    settings = settings_of(run.settings)
    return problem_of(session, congress_queries.by_id(session, run.congress_id), settings), run.seed, settings


def keep_outcome(
    session: Session,
    public_id: str,
    found: Outcome,
    *,
    reasons: Mapping[int, Mapping[str, Facts]],
    is_certified: bool = False,
    now: datetime,
) -> None:
    """Keep what the solver found: a draft with its *reasons* by the solver's slot and participant, or why there can be none.

    *is_certified*: a check that shares nothing with the solver has found it proven.
    Does nothing for a run that was stopped meanwhile. People erased meanwhile have no seat; the draft shows as out of date then.
    """
    run = queries.run_by_public_id(session, public_id)
    if run is None or run.status != "running":
        return
    run.fingerprint = fingerprint(found.problem)
    run.settings = found.settings.as_json()
    given = {"proposals": list(found.proposals), "stops": list(found.stops)}
    proposals = {name: kept for name, kept in given.items() if kept}
    layout = layout_of(queries.forums(session, run.congress_id), found.settings)
    run.result = _named(outcome_of(found.problem, found.solution), layout) | {"is_certified": is_certified} | proposals
    run.finished_at = now
    run.status = "infeasible" if found.solution.status == "infeasible" else "draft"
    session.flush()  # as above
    if run.status == "draft":
        _keep_draft(session, run, found, layout, reasons)


def _named(result: dict[str, Any], layout: Layout) -> dict[str, Any]:  # Any: JSON
    """Name forums as the congress does, where the solver knows several of a topic as one, and slots by their number."""
    if layout.is_single:
        return result
    if conflict := result.get("conflict"):
        remedies = [[layout.rule(rule) for rule in remedy] for remedy in conflict.get("remedies", ())]
        rules = [layout.rule(rule) for rule in conflict["rules"]]
        return result | {"conflict": conflict | {"rules": rules, "remedies": remedies}}
    slots = {str(slot): one for slot, one in zip(layout.slots, result["slots"], strict=True)}
    return result | {"slots": slots, "broken": [layout.rule(finding) for finding in result["broken"]]}


def write_note(session: Session, run: AssignmentRun, text: str) -> None:
    """Keep what organisers want to remember of a draft; raises NoDraft for a run that is none, or NoteTooLong."""
    if run.status not in {"draft", "published"}:
        raise errors.NoDraft
    text = normal(text).strip()
    if len(text) > LONGEST_NOTE:
        raise errors.NoteTooLong(most=LONGEST_NOTE)
    if text != run.note:
        begin_step(session, run.congress_id, run_id=run.id, before=run.note, after=text)
        run.note = text


def fail_run(session: Session, public_id: str, *, note: str, now: datetime) -> None:
    """Note that a run ended without an answer, and why."""
    run = queries.run_by_public_id(session, public_id)
    if run is not None and run.status == "running":
        run.status, run.note, run.finished_at = "failed", note, now


def cancel_run(session: Session, run: AssignmentRun, *, actor: str, now: datetime) -> None:
    """Stop a run that waits or calculates. What it finds after this is thrown away. Twice is no error."""
    if run.status not in {"queued", "running"}:
        return
    run.status, run.finished_at = "cancelled", now
    session.flush()  # as above; another run may be started in the same transaction
    job = job_queries.by_public_id(session, run.job_public_id)
    if job is not None:
        jobs.ask_to_cancel(session, job)
    _note(session, run, "assignment.stopped", actor=actor, now=now, details={})


def _keep_draft(
    session: Session,
    run: AssignmentRun,
    found: Outcome,
    layout: Layout,
    reasons: Mapping[int, Mapping[str, Facts]],
) -> None:
    """Write the draft's seats, none where somebody is not there.

    Whoever only keeps a place, as the settings want it, keeps the reason they were told, too.
    """
    kept = queries.seats(session, run.congress_id) if found.settings.keeps_seats else {}
    forum_ids = {forum.public_id: forum.id for forum in queries.forums(session, run.congress_id)}
    person_ids = queries.person_ids(session, run.congress_id)
    away = {(one.id, index) for one in found.problem.participants for index in one.absent}
    rows = []
    for person, places in found.solution.assignment.items():
        for index, slot in enumerate(layout.slots) if person in person_ids else ():
            if (person, index) in away:
                continue
            forum_id = forum_ids.get(layout.named(places[index], index)) if index in places else None
            facts = reasons.get(index, {}).get(person)
            key = person_ids[person], slot
            reason = _reason(kept.get(key), forum_id, layout.reason(facts, index) if facts else {})
            rows.append(
                {"run_id": run.id, "participant_id": key[0], "slot": slot, "forum_id": forum_id, "reason": reason}
            )
    session.execute(delete(DraftSeat).where(DraftSeat.run_id == run.id))
    if rows:
        session.execute(insert(DraftSeat), rows)


def _reason(seat: Seat | None, forum_id: int | None, reason: Facts) -> Facts:
    if seat is None or seat.forum_id != forum_id:
        return reason
    kept: Facts = seat.reason
    return kept


def _note(
    session: Session, run: AssignmentRun, action: str, *, actor: str, now: datetime, details: dict[str, int]
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=run.congress_id,
        subject_kind="assignment_run",
        subject_id=run.id,
        now=now,
        details=details,
    )
