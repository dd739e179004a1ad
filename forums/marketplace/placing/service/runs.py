"""The verbs of runs: start, begin, keep what came out, stop."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.jobs import service as jobs
from app.journal.service import record
from app.orm import new_public_id
from forums.marketplace.placing import errors, queries
from forums.marketplace.placing.models import DraftPlace, PlacementRun
from forums.marketplace.placing.problems import Market, market_of
from forums.marketplace.placing.rules import Board, Settings
from forums.placement.solution import Conflict

PLACEMENT_JOB = "placement"


def start_run(
    session: Session, congress: Congress, *, settings: Settings, seed: int, actor: str, now: datetime
) -> PlacementRun:
    """Queue the calculation of a draft; nobody is told anything. Raises RunUnderway or NothingToPlace."""
    if queries.run_underway(session, congress.id) is not None:
        raise errors.RunUnderway
    market = market_of(session, congress, settings)
    if not (market.stands and market.pitches):
        raise errors.NothingToPlace
    public_id = new_public_id()
    run = PlacementRun(
        public_id=public_id,
        congress_id=congress.id,
        status="queued",
        seed=seed,
        settings=settings.as_json(),
        result={},
        job_public_id=jobs.enqueue(
            session, PLACEMENT_JOB, now=now, payload={"run": public_id}, congress_id=congress.id
        ),
        actor=actor,
        created_at=now,
    )
    session.add(run)
    session.flush()  # the journal names the run by its id
    note(session, run, "placing.started", actor=actor, now=now, seed=seed)
    return run


def begin_run(session: Session, public_id: str) -> tuple[Market, int, Settings] | None:
    """Mark a run as running and gather what is asked; None if it was stopped or is gone."""
    run = queries.run_by_public_id(session, public_id)
    if run is None or run.status not in {"queued", "running"}:
        return None
    run.status = "running"
    settings = Settings(**run.settings)
    return market_of(session, congress_queries.by_id(session, run.congress_id), settings), run.seed, settings


def keep_draft(
    session: Session,
    public_id: str,
    market: Market,
    board: Board,
    *,
    result: Mapping[str, Any],  # Any: JSON
    facts: Mapping[str, Mapping[str, Any]],  # Any: as above
    now: datetime,
) -> None:
    """Keep what the solver found; nothing for a run that was stopped meanwhile. What is gone since is left out."""
    run = queries.run_by_public_id(session, public_id)
    if run is None or run.status != "running":
        return
    run.status, run.fingerprint, run.result, run.finished_at = "draft", market.bare, dict(result), now
    today = market_of(session, congress_queries.by_id(session, run.congress_id), Settings(**run.settings))
    rows = [
        {
            "run_id": run.id,
            "stand_id": stand.id,
            "pitch_id": today.pitches[place].id if (place := board.placement.get(name, "")) in today.pitches else None,
            "reason": dict(facts.get(name, {})),
        }
        for name, stand in today.stands.items()
        if name in market.stands
    ]
    if rows:
        session.execute(insert(DraftPlace), rows)


def keep_conflict(session: Session, public_id: str, conflict: Conflict, *, now: datetime) -> None:
    """Keep why there can be no draft: pins that contradict a rule."""
    run = queries.run_by_public_id(session, public_id)
    if run is not None and run.status == "running":
        run.status, run.finished_at = "infeasible", now
        run.result = {"conflict": conflict.text, "rules": [list(rule) for rule in conflict.rules]}


def fail_run(session: Session, public_id: str, *, now: datetime) -> None:
    """Note that a calculation ended without an answer."""
    run = queries.run_by_public_id(session, public_id)
    if run is not None and run.status in {"queued", "running"}:
        run.status, run.finished_at = "failed", now


def cancel_run(session: Session, run: PlacementRun, *, actor: str, now: datetime) -> None:
    """Stop a calculation; one that is over already stays as it is."""
    if run.status in {"queued", "running"}:
        run.status, run.finished_at = "cancelled", now
        note(session, run, "placing.stopped", actor=actor, now=now)


def is_stale(session: Session, congress: Congress, run: PlacementRun) -> bool:
    """Tell whether stands or pitches have changed since a draft was calculated."""
    return market_of(session, congress, Settings(**run.settings)).bare != run.fingerprint


def note(session: Session, run: PlacementRun, action: str, *, actor: str, now: datetime, **details: object) -> None:
    """Write into the journal about a run."""
    record(
        session,
        action,
        actor=actor,
        congress_id=run.congress_id,
        subject_kind="placement_run",
        subject_id=run.id,
        now=now,
        details=details,
    )
