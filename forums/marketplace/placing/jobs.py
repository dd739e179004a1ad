"""The job that calculates a placement: read, think outside any transaction, check, keep."""

from app import clock
from app.db import transaction
from app.jobs.models import Job
from app.jobs.relay import Progress
from forums.marketplace.placing.problems import Market
from forums.marketplace.placing.rules import Board, Settings
from forums.marketplace.placing.service import runs as service

STEPS = 100


class WrongAnswer(AssertionError):
    """The solver's answer does not stand up to the check, which shares nothing with it: a bug, and no draft to be shown."""


def place(progress: Progress, job: Job) -> None:
    """Calculate the run named in *job*; a run that was stopped, before or meanwhile, leaves nothing behind."""
    public_id = str(job.payload["run"])
    with transaction() as session:
        work = service.begin_run(session, public_id)
    if work is None:
        return
    try:
        _calculate(public_id, *work, progress)
    except Exception:  # the organiser shall not wait for the queue's later tries; what is a bug burns on
        with transaction() as session:
            service.fail_run(session, public_id, now=clock.now())
        raise


def _calculate(public_id: str, market: Market, seed: int, settings: Settings, progress: Progress) -> None:
    # Only the process that calculates pays for numpy and the solver.
    from forums.marketplace.placing.nearness import drawn_together, granted
    from forums.marketplace.placing.reasons import reasons
    from forums.placement.check import examine
    from forums.placement.solver import solve

    def report(_step: str, share: float) -> None:
        progress(round(STEPS * share), STEPS)

    solution = solve(market.asked, seed=seed, seconds=settings.seconds, progress=report)
    if solution.conflict is not None:
        with transaction() as session:
            service.keep_conflict(session, public_id, solution.conflict, now=clock.now())
        return
    verdict = examine(market.asked, solution)
    if verdict.faults:
        raise WrongAnswer("; ".join(verdict.faults))
    nearer = drawn_together(Board(market.asked, solution.placement), market.near)
    board = Board(market.problem, nearer.placement)
    kept = frozenset(stand.id for stand in market.asked.stands if stand.fixed is not None)
    result = {
        "status": solution.status,
        "objective": solution.objective,
        "bound": solution.bound,
        "gap": round(solution.gap, 4),
        "seconds": round(solution.seconds, 1),
        "is_certified": verdict.is_certified,
        "near": len(market.near),
        "near_granted": granted(board, market.near),
    }
    with transaction() as session:
        service.keep_draft(
            session, public_id, market, board, result=result, facts=reasons(board, kept=kept), now=clock.now()
        )
