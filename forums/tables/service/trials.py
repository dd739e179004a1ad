"""The verbs of trials: see what each step of a slider would bring, and make one of them a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from app.jobs import queries as job_queries
from app.jobs import service as jobs
from app.orm import new_public_id
from forums.rotation.problem import Problem, Weights, fingerprint
from forums.tables import errors, problems, queries
from forums.tables.models import SliderTrial, TablePlan
from forums.tables.service.plans import check_there_is_work, note, seat
from forums.tables.steps import Found, Step

TRIAL_JOB = "tables.sliders"


@dataclass(frozen=True)
class Work:
    """What a trial starts from; ``mended`` asks for the published rounds with as few new routes as possible, if any are published."""

    problem: Problem
    mended: Problem | None
    settings: Mapping[str, int]
    seed: int


def start_trial(
    session: Session, congress: Congress, *, weights: dict[str, int], seed: int, now: datetime
) -> SliderTrial:
    """Queue a trial around *weights*, in place of an earlier one, which ends. Raises NothingToPlan."""
    check_there_is_work(session, congress)
    end_trial(session, congress)
    last, public_id = queries.published(session, congress.id), new_public_id()
    trial = SliderTrial(
        congress_id=congress.id,
        public_id=public_id,
        seed=seed if last is None else last.seed,  # so that what has not changed brings nobody a new route
        settings=weights,
        steps=[],
        plans=[],
        job_public_id=jobs.enqueue(session, TRIAL_JOB, now=now, payload={"trial": public_id}, congress_id=congress.id),
        created_at=now,
    )
    session.add(trial)
    session.flush()  # pages read it back
    return trial


def end_trial(session: Session, congress: Congress) -> None:
    """Stop and forget the trial of a congress, if there is one."""
    trial = queries.trial(session, congress.id)
    if trial is None:
        return
    job = job_queries.by_public_id(session, trial.job_public_id)
    if job is not None:
        jobs.ask_to_cancel(session, job)
    session.delete(trial)
    session.flush()  # a congress has one trial, and another may follow


def begin_trial(session: Session, public_id: str) -> Work | None:
    """Gather the problem; None if the trial is gone or over."""
    trial = queries.trial_by_public_id(session, public_id)
    if trial is None or trial.status != "queued":
        return None
    published = queries.published(session, trial.congress_id)
    has_rounds = published is not None and not published.is_cafe
    return Work(
        problems.problem_of(session, _plan(trial, trial.settings)),
        problems.problem_of(session, _plan(trial, trial.settings, is_repair=True)) if has_rounds else None,
        trial.settings,
        trial.seed,
    )


def keep_trial(
    session: Session, public_id: str, problem: Problem, steps: Sequence[Step], found: Sequence[Found]
) -> None:
    """Keep what the steps bring. Does nothing for a trial that is gone."""
    trial = queries.trial_by_public_id(session, public_id)
    if trial is None or trial.status != "queued":
        return
    place = {table.id: index for index, table in enumerate(problem.tables)} | {None: -1}
    trial.status, trial.fingerprint = "done", _fingerprint(problem)
    trial.plans = [[[place[table] for table in one] for one in plan.rounds] for plan in found]
    trial.steps = [
        {
            "slider": step.slider,
            "settings": dict(step.settings),
            "plan": step.plan,
            "figures": dict(found[step.plan].figures),
        }
        for step in steps
    ]


def fail_trial(session: Session, public_id: str, *, is_impossible: bool = False) -> None:
    """Note that a trial brought nothing, and whether a draft would say which rules are to blame."""
    trial = queries.trial_by_public_id(session, public_id)
    if trial is not None and trial.status == "queued":
        trial.status = "impossible" if is_impossible else "failed"


def is_trial_stale(session: Session, trial: SliderTrial) -> bool:
    """Tell whether what the sliders were tried for has changed since."""
    return _fingerprint(problems.problem_of(session, _plan(trial, trial.settings))) != trial.fingerprint


def take_step(session: Session, congress: Congress, number: int, *, actor: str, now: datetime) -> TablePlan:
    """Make the plan of a step a draft, exactly as it was shown. Raises NotFound and TrialStale."""
    trial = queries.trial(session, congress.id)
    if trial is None or not 0 <= number < len(trial.steps):
        raise NotFound
    step = trial.steps[number]
    plan = _plan(trial, step["settings"])
    problem = problems.problem_of(session, plan)
    if _fingerprint(problem) != trial.fingerprint:
        raise errors.TrialStale
    plan.public_id, plan.status, plan.actor, plan.created_at = new_public_id(), "draft", actor, now
    plan.result, plan.fingerprint = step["figures"], fingerprint(problem)
    session.add(plan)
    session.flush()  # the stops name the plan by its id
    tables = [*(table.id for table in problem.tables), None]
    rounds = [tuple(tables[place] for place in one) for one in trial.plans[step["plan"]]]
    seat(session, plan, problem, rounds)
    note(session, plan, "tables.planned", actor=actor, now=now, details={"seed": trial.seed})
    return plan


def _plan(trial: SliderTrial, settings: Mapping[str, int], *, is_repair: bool = False) -> TablePlan:
    """Make the plan that *settings* would have; it belongs to no session yet."""
    return TablePlan(
        congress_id=trial.congress_id,
        seed=trial.seed,
        settings={**settings, "from_round": 1, "is_repair": is_repair},
        result={},
        note="",
    )


def _fingerprint(problem: Problem) -> str:
    return fingerprint(replace(problem, weights=Weights(), slack=0))
