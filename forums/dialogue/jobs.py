"""The job that calculates an assignment: read, think outside any transaction, keep."""

from app import clock
from app.db import transaction
from app.jobs.models import Job
from app.jobs.relay import Progress
from forums.assignment.errors import BadProblem, OutOfTime
from forums.dialogue import service

STEPS = 100


def assign(progress: Progress, job: Job) -> None:
    """Calculate the run named in *job*; a run that was stopped, before or meanwhile, leaves nothing behind."""
    # Only the process that calculates pays for numpy and the solver.
    from forums.assignment.reasons import reasons
    from forums.assignment.solver import solve

    public_id = str(job.payload["run"])
    with transaction() as session:
        work = service.begin_run(session, public_id)
    if work is None:
        return
    problem, seed, settings = work
    try:
        solution = solve(
            problem, seed=seed, seconds=settings.seconds, progress=lambda _, share: _report(progress, share)
        )
    except (BadProblem, OutOfTime) as fault:
        with transaction() as session:
            service.fail_run(session, public_id, note=str(fault), now=clock.now())
        return
    facts = {person: reason.as_json() for person, reason in reasons(problem, solution).items()}
    with transaction() as session:
        service.keep_outcome(session, public_id, problem, solution, reasons=facts, now=clock.now())


def _report(progress: Progress, share: float) -> None:
    progress(round(STEPS * share), STEPS)
