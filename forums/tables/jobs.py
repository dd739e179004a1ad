"""The job that calculates a plan: read, think outside any transaction, keep."""

from dataclasses import replace

from app.db import transaction
from app.jobs.models import Job
from app.jobs.relay import Progress
from forums.assignment.errors import OutOfTime
from forums.rotation.problem import Problem
from forums.tables import service

STEPS = 100
SECONDS = 30
OUT_OF_TIME = "out-of-time"


class WrongAnswer(AssertionError):
    """The solver's answer does not stand up to the check, which shares nothing with it: a bug, and no draft to be shown."""


def plan_tables(progress: Progress, job: Job) -> None:
    """Calculate the plan named in *job*."""
    public_id = str(job.payload["plan"])
    with transaction() as session:
        work = service.begin_plan(session, public_id)
    if work is None:
        return
    try:
        _calculate(public_id, *work, progress)
    except OutOfTime:
        _fail(public_id, note=OUT_OF_TIME)
    except Exception:  # the organiser shall not wait for the queue's later tries; what is a bug burns on
        _fail(public_id, note="")
        raise


def _calculate(public_id: str, problem: Problem, seed: int, progress: Progress) -> None:
    # Only the process that calculates pays for numpy and the solver.
    from forums.rotation.check import check
    from forums.rotation.solver import solve

    def report(_step: str, share: float) -> None:
        progress(round(STEPS * share), STEPS)

    solution = solve(problem, seed=seed, seconds=SECONDS, progress=report)
    if solution.conflict is not None:
        # Hosts who stay can make even sizes impossible; a somewhat uneven afternoon is better than none.
        loose = replace(problem, slack=1)
        looser = solve(loose, seed=seed, seconds=SECONDS, progress=report)
        problem, solution = (problem, solution) if looser.conflict is not None else (loose, looser)
    if faults := check(problem, solution):
        raise WrongAnswer("; ".join(faults))
    with transaction() as session:
        service.keep_plan(session, public_id, problem, solution)


def _fail(public_id: str, *, note: str) -> None:
    with transaction() as session:
        service.fail_plan(session, public_id, note=note)
