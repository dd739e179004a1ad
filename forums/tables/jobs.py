"""The jobs that calculate plans: read, think outside any transaction, keep."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app import clock
from app.db import transaction
from app.jobs.models import Job
from app.jobs.relay import Progress
from forums.assignment.errors import OutOfTime
from forums.rotation.problem import Problem, Round
from forums.rotation.solution import Solution
from forums.tables import service, steps
from forums.tables.problems import figures
from forums.tables.service.trials import Work
from forums.tables.steps import Found, Settings

STEPS = 100
SECONDS = 30
SECONDS_OF_TRIAL = 60  # for all steps of all sliders together
OUT_OF_TIME = "out-of-time"
Report = Callable[[str, float], None]


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
        problem, solution = _solved(work[0], seed=work[1], seconds=SECONDS, report=_report(progress))
        with transaction() as session:
            service.keep_plan(session, public_id, problem, solution)
    except OutOfTime:
        _fail(public_id, note=OUT_OF_TIME)
    except Exception:  # the organiser shall not wait for the queue's later tries; what is a bug burns on
        _fail(public_id, note="")
        raise


def try_sliders(progress: Progress, job: Job) -> None:
    """Calculate what each step of each slider brings, for the trial named in *job*."""
    public_id = str(job.payload["trial"])
    with transaction() as session:
        work = service.begin_trial(session, public_id)
    if work is None:
        return
    try:
        _try(public_id, work, progress)
    except Exception:  # as above
        with transaction() as session:
            service.fail_trial(session, public_id)
        raise


def _try(public_id: str, work: Work, progress: Progress) -> None:
    tried = list(steps.settings_to_try(work.problem, work.settings))
    found, is_mended, is_possible = _found(work, tried, progress)
    with transaction() as session:
        if found:
            kept = steps.steps_of(tried, found, is_mended=is_mended)
            service.keep_trial(session, public_id, work.problem, kept, found)
        else:
            service.fail_trial(session, public_id, is_impossible=not is_possible)


def _found(work: Work, tried: Sequence[tuple[str, Settings]], progress: Progress) -> tuple[list[Found], bool, bool]:
    """Solve for each of the settings in its share of the time; tell whether the first is what is published, mended, and if any is possible.

    Every plan begins with the best that there is by then, so that neighbours on a slider differ in what they are for.
    """
    from forums.assignment.deadline import Deadline

    deadline, slack, found, is_mended = Deadline(SECONDS_OF_TRIAL), 0, list[Found](), False
    before = steps.routes(work.mended) if work.mended else {}
    asked = [("", work.settings, work.mended)] if work.mended else []
    asked += [(slider, settings, work.problem) for slider, settings in tried]
    for done, (slider, settings, plain) in enumerate(asked):
        problem = replace(steps.with_settings(plain, settings), slack=slack)
        starts = [found[steps.best_for(settings, found)].rounds] if found and slider else []
        # Polishing takes half of its time at most, and proofs, which could take the rest, are for few people only.
        # To mend takes as long as it takes: mostly a moment, with hundreds of people several seconds.
        seconds = min(deadline.left, 2 * deadline.left / (len(asked) - done) if slider else SECONDS)
        report = _report(progress, done=done, number=len(asked))
        try:
            problem, solution = _solved(problem, seed=work.seed, seconds=seconds, report=report, starts=starts)
        except OutOfTime:
            continue
        if solution.conflict is not None:
            return [], False, False
        slack, is_mended = problem.slack, is_mended or not slider
        found.append(steps.found(work.problem, figures(problem, solution), solution.rounds, before))
    return found, is_mended, True


def _solved(
    problem: Problem, *, seed: int, seconds: float, report: Report, starts: Sequence[Sequence[Round]] = ()
) -> tuple[Problem, Solution]:
    """Solve and check; the problem comes back as it was solved in the end."""
    # Only the process that calculates pays for numpy and the solver.
    from forums.rotation.check import check
    from forums.rotation.solver import solve

    solution = solve(problem, seed=seed, seconds=seconds, progress=report, starts=starts)
    if solution.conflict is not None:
        # Hosts who stay can make even sizes impossible; a somewhat uneven afternoon is better than none.
        loose = replace(problem, slack=1)
        looser = solve(loose, seed=seed, seconds=seconds, progress=report)
        problem, solution = (problem, solution) if looser.conflict is not None else (loose, looser)
    if faults := check(problem, solution):
        raise WrongAnswer("; ".join(faults))
    return problem, solution


def _report(progress: Progress, *, done: int = 0, number: int = 1) -> Report:
    """Tell how far a calculation is that is one of *number*, *done* of them being over."""
    return lambda _step, share: progress(
        round(STEPS * (done + min(share, 0.99 if done + 1 < number else 1)) / number), STEPS
    )


def _fail(public_id: str, *, note: str) -> None:
    with transaction() as session:
        service.fail_plan(session, public_id, note=note)


def serve_tables() -> None:
    """Free the places of those who come on other days by now."""
    with transaction() as session:
        service.let_go(session, now=clock.now())
