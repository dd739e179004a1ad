"""The verbs of plans: start, begin, keep, publish, repair."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.jobs import queries as job_queries
from app.jobs import service as jobs
from app.journal.service import record
from app.mail import outbox
from app.orm import new_public_id
from forums.rotation.problem import Problem, Round, fingerprint
from forums.rotation.solution import Solution
from forums.tables import errors, problems, queries
from forums.tables.models import TablePlan, TableStop
from registration.participants.models import Participant

TABLES_JOB = "tables"
STOPPED = "stopped"
CHUNK = 500  # ids in one statement
SLIDERS = ("repeats", "preferences", "mix", "mix_sectors", "mix_organisations")


def start_plan(
    session: Session,
    congress: Congress,
    *,
    weights: dict[str, int],
    seed: int,
    actor: str,
    now: datetime,
    repair_from: int | None = None,
) -> TablePlan:
    """Queue the calculation of a plan; nobody is told anything. Raises PlanUnderway or NothingToPlan."""
    for one in queries.plans(session, congress.id):
        if one.status == "queued" and not job_queries.is_lost(session, one.job_public_id):
            raise errors.PlanUnderway
    check_there_is_work(session, congress)
    public_id = new_public_id()
    plan = TablePlan(
        public_id=public_id,
        congress_id=congress.id,
        seed=seed,
        settings=weights | {"from_round": repair_from or 1, "is_repair": repair_from is not None},
        result={},
        job_public_id=jobs.enqueue(session, TABLES_JOB, now=now, payload={"plan": public_id}, congress_id=congress.id),
        actor=actor,
        created_at=now,
    )
    session.add(plan)
    session.flush()  # the journal names the plan by its id
    note(session, plan, "tables.planned", actor=actor, now=now, details={"seed": seed})
    return plan


def check_there_is_work(session: Session, congress: Congress) -> None:
    """Raise NothingToPlan without a table, a round and somebody who takes part."""
    setting = queries.setting(session, congress.id)
    if not (
        queries.tables(session, congress.id)
        and queries.rounds(session, congress.id)
        and queries.people(session, congress.id, setting.audience if setting else {})
    ):
        raise errors.NothingToPlan


def stop_plan(session: Session, plan: TablePlan) -> None:
    """End a calculation that waits or runs; what it finds after this is thrown away. Twice is no error."""
    if plan.status != "queued":
        return
    plan.status, plan.note = "failed", STOPPED
    job = job_queries.by_public_id(session, plan.job_public_id)
    if job is not None:
        jobs.ask_to_cancel(session, job)


def repair(session: Session, congress: Congress, *, from_round: int, actor: str, now: datetime) -> TablePlan:
    """Plan the rounds from *from_round* on anew, so that as few people as can be get another route; raises NothingToRepair."""
    last = queries.published(session, congress.id)
    if last is None or last.is_cafe or from_round > len(queries.rounds(session, congress.id)):
        raise errors.NothingToRepair
    weights = {name: int(last.settings[name]) for name in SLIDERS if name in last.settings}
    return start_plan(
        session, congress, weights=weights, seed=last.seed, actor=actor, now=now, repair_from=max(1, from_round)
    )


def begin_plan(session: Session, public_id: str) -> tuple[Problem, int] | None:
    """Gather the problem and the seed; None if the plan is gone or calculated."""
    plan = queries.plan_by_public_id(session, public_id)
    if plan is None or plan.status != "queued":
        return None
    return problems.problem_of(session, plan), plan.seed


def keep_plan(session: Session, public_id: str, problem: Problem, solution: Solution) -> None:
    """Keep what the solver found: a draft, or why there can be none. Does nothing for a plan that is gone."""
    plan = queries.plan_by_public_id(session, public_id)
    if plan is None or plan.status != "queued":
        return
    plan.fingerprint = fingerprint(replace(problem, slack=0))
    if solution.conflict is not None:
        plan.status = "infeasible"
        plan.result = {"conflict": solution.conflict.text, "rules": [list(rule) for rule in solution.conflict.rules]}
        return
    plan.status, plan.result = "draft", problems.figures(problem, solution)
    seat(session, plan, problem, solution.rounds)


def seat(session: Session, plan: TablePlan, problem: Problem, seated: Sequence[Round]) -> None:
    """Write down who sits where; people and tables that are gone by now are left out."""
    rounds = [one.id for one in queries.rounds(session, plan.congress_id)]
    tables = {table.public_id: table.id for table in queries.tables(session, plan.congress_id)}
    ids = queries.ids_of(session, plan.congress_id)
    rows = [
        {"plan_id": plan.id, "round_id": round_id, "participant_id": ids[person.id], "table_id": tables[place]}
        for round_id, places in zip(rounds, seated, strict=False)
        for person, place in zip(problem.participants, places, strict=True)
        if place in tables and person.id in ids
    ]
    for start in range(0, len(rows), CHUNK):
        session.execute(insert(TableStop), rows[start : start + CHUNK])


def fail_plan(session: Session, public_id: str, *, note: str) -> None:
    """Note that a calculation ended without an answer, and why."""
    plan = queries.plan_by_public_id(session, public_id)
    if plan is not None and plan.status == "queued":
        plan.status, plan.note = "failed", note


def is_stale(session: Session, plan: TablePlan) -> bool:
    """Tell whether what a draft was calculated from has changed since."""
    return fingerprint(problems.problem_of(session, plan)) != plan.fingerprint


def touched(session: Session, plan: TablePlan) -> set[int]:
    """Find whose route a draft changes against what is published, a new route included."""
    last = queries.published(session, plan.congress_id)
    before, after = queries.routes_by_id(session, last.id) if last else {}, queries.routes_by_id(session, plan.id)
    return {person for person in before.keys() | after.keys() if before.get(person) != after.get(person)}


def publish(session: Session, plan: TablePlan, *, by_mail: bool, actor: str, now: datetime) -> int:
    """Make a draft the plan that everybody sees and tell whose route is new or changed; return how many these are.

    Their pages and calendars change at once; a mail goes out only if wanted. Raises NoDraft and DraftStale.
    """
    congress_queries.raise_revision(session, plan.congress_id, now=now)  # its row's lock makes publications queue
    session.refresh(plan)
    if plan.status != "draft":
        raise errors.NoDraft
    if is_stale(session, plan):
        raise errors.DraftStale
    people = touched(session, plan)
    last = queries.published(session, plan.congress_id)
    if last is not None:
        last.status = "replaced"
        session.flush()  # the published plan is looked up by its status
        session.execute(delete(TableStop).where(TableStop.plan_id == last.id))
    plan.status, plan.published_at = "published", now
    _tell(session, plan, sorted(people), by_mail=by_mail, now=now)
    note(session, plan, "tables.published", actor=actor, now=now, details={"touched": len(people)})
    return len(people)


def raise_revisions(session: Session, people: list[int], *, now: datetime) -> None:
    """Let the calendars of some people be read anew."""
    for start in range(0, len(people), CHUNK):
        session.execute(
            update(Participant)
            .where(Participant.id.in_(people[start : start + CHUNK]))
            .values(revision=Participant.revision + 1, changed_at=now)
            .execution_options(synchronize_session=False)
        )


def _tell(session: Session, plan: TablePlan, people: list[int], *, by_mail: bool, now: datetime) -> None:
    raise_revisions(session, people, now=now)
    for person in people if by_mail else ():
        outbox.put(
            session,
            "forums.tables-changed",
            now=now,
            congress_id=plan.congress_id,
            participant_id=person,
            dedup_key=f"forums.tables-changed:{plan.public_id}:{person}",
            payload={},
        )


def note(
    session: Session,
    plan: TablePlan,
    action: str,
    *,
    actor: str,
    now: datetime,
    details: dict[str, Any],  # Any: JSON
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=plan.congress_id,
        subject_kind="table_plan",
        subject_id=plan.id,
        now=now,
        details=details,
    )
