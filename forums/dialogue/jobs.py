"""The job that calculates an assignment: read, think outside any transaction, keep. And the round that fills free seats."""

from dataclasses import replace

from app import clock
from app.db import transaction
from app.jobs.models import Job
from app.jobs.relay import Progress
from forums.assignment.errors import OutOfTime
from forums.assignment.problem import Problem
from forums.dialogue import service
from forums.dialogue.outcome import Outcome, Stop, histogram, published, stop
from forums.dialogue.problems import CLOSED
from forums.dialogue.settings import FIRST, MOST_RANK, Settings, objective_of, stops

STEPS, STEPS_OF_REASONS = 100, 30
# What 2,000 people with pairs, caps and quotas take for all who missed a wish; most congresses take one second.
EXPLAINING_SECONDS = 60.0
OUT_OF_TIME = "out-of-time"


class WrongAnswer(AssertionError):
    """The solver's answer does not stand up to the check, which shares nothing with it: a bug, and no draft to be shown."""


def assign(progress: Progress, job: Job) -> None:
    """Calculate the run named in *job*; a run that was stopped, before or meanwhile, leaves nothing behind."""
    public_id = str(job.payload["run"])
    with transaction() as session:
        work = service.begin_run(session, public_id)
    if work is None:
        return
    problem, seed, settings = work
    try:
        _calculate(public_id, problem, seed, settings, progress)
    except OutOfTime:
        _fail(public_id, note=OUT_OF_TIME)
    except Exception:  # the organiser shall not wait for the queue's later tries; what is a bug burns on
        _fail(public_id, note="")
        raise


def _calculate(public_id: str, problem: Problem, seed: int, settings: Settings, progress: Progress) -> None:
    # Only the process that calculates pays for numpy and the solver.
    from forums.assignment.check import examine
    from forums.assignment.reasons import facts_by_slot
    from forums.assignment.solver import solve

    def report(_step: str, share: float) -> None:
        progress(round((STEPS - STEPS_OF_REASONS) * share), STEPS)

    def explained(share: float) -> None:
        progress(STEPS - round(STEPS_OF_REASONS * (1 - share)), STEPS)

    seconds = settings.seconds / 2 if settings.may_cancel else settings.seconds
    found = _cancelling(problem, seed, settings, seconds=seconds) if settings.may_cancel else None
    if found is None:
        found = Outcome(problem, solve(problem, seed=seed, seconds=seconds, progress=report), settings)
    report("done", 1)  # each report keeps the job ours for two minutes more
    found = replace(found, stops=_stops(found, seed))
    explained(0)
    verdict = examine(found.problem, found.solution)
    if verdict.faults:
        raise WrongAnswer("; ".join(verdict.faults))
    facts = facts_by_slot(
        found.problem, found.solution, seconds=max(settings.seconds, EXPLAINING_SECONDS), tell=explained
    )
    with transaction() as session:
        service.keep_outcome(
            session, public_id, found, reasons=facts, is_certified=verdict.is_certified, now=clock.now()
        )


def _cancelling(problem: Problem, seed: int, settings: Settings, *, seconds: float) -> Outcome | None:
    """Find the forums whose cancellation costs least, as a what-if with the others beside it; None if no choice helps."""
    from forums.assignment.cancelling import cancellations  # as above
    from forums.assignment.rules import with_minimums, without

    ways = cancellations(problem, seed=seed, seconds=seconds)
    if not ways:
        return None
    strict = with_minimums(problem)
    best = ways[0]
    asked = replace(
        settings,
        soft=strict.soft,
        seats={**settings.seats, **dict.fromkeys(best.forums, CLOSED)},
        may_cancel=False,
    )
    proposals = tuple(
        {"forums": list(way.forums), "histogram": histogram(without(strict, way.forums), way.solution)} for way in ways
    )
    return Outcome(without(strict, best.forums), best.solution, asked, proposals)


def _stops(found: Outcome, seed: int) -> tuple[Stop, ...]:
    """Find what the other stops between few moves and fairness would bring, where there are published places to move from.

    Before any are told, what fairness and many first wishes bring. Only as far as half of the time for the draft itself goes once more.
    """
    from forums.assignment.deadline import Deadline
    from forums.assignment.solver import solve  # as above

    longest = max((one.longest for one in found.problem.participants), default=0)
    is_told = any(one.previous for one in found.problem.participants)
    scale = stops(longest) if is_told else FIRST if longest > 1 else ()
    is_on_scale = found.settings.aim in (stops(MOST_RANK) if is_told else FIRST) and not found.settings.keeps_seats
    if found.solution.conflict is not None or not is_on_scale:
        return ()
    deadline, told = Deadline(found.settings.seconds / 2), [published(found.problem)] if is_told else []
    for aim in scale:
        problem = replace(found.problem, objective=objective_of(aim))
        if problem.objective == found.problem.objective:
            told.append(stop(aim, problem, found.solution))
            continue
        try:
            told.append(stop(aim, problem, solve(problem, seed=seed, seconds=deadline.left)))
        except OutOfTime:
            break
    return tuple(told)


def _fail(public_id: str, *, note: str) -> None:
    with transaction() as session:
        service.fail_run(session, public_id, note=note, now=clock.now())


def serve_forums() -> None:
    """Give seats that came free unnoticed, such as by an erasure or another day, to those who wait for them."""
    with transaction() as session:
        service.let_go(session, now=clock.now())
        service.serve_all(session, now=clock.now())
