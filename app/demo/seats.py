"""Seat the guests of a congress that is over, by the same solver and the same verbs that organisers use."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.demo.catalogue import AssignmentEntry
from app.journal.service import SYSTEM
from forums.assignment.reasons import facts_by_slot
from forums.assignment.solver import solve
from forums.dialogue import service
from forums.dialogue.outcome import Outcome
from forums.dialogue.settings import Settings

LOOKED_AT = timedelta(hours=20)  # how long the organisers slept over the draft


def publish_seats(session: Session, congress: Congress, plan: AssignmentEntry) -> None:
    """Calculate the assignment and publish it, both at the time of the congress, so that the pages tell reasons."""
    settings = Settings(org_max=plan.org_max)
    started_at = plan.published_at - LOOKED_AT
    run = service.start_run(session, congress, settings=settings, seed=plan.seed, actor=SYSTEM, now=started_at)
    work = service.begin_run(session, run.public_id)
    session.flush()  # each step reads the run afresh, as if other transactions lay between
    if work is None:
        raise RuntimeError(f"the assignment of {congress.slug} was stopped while nobody else could")
    problem, seed, asked = work
    solution = solve(problem, seed=seed, seconds=settings.seconds)
    facts = facts_by_slot(problem, solution)
    service.keep_outcome(session, run.public_id, Outcome(problem, solution, asked), reasons=facts, now=started_at)
    session.flush()  # as above
    service.publish(session, run, actor=SYSTEM, now=plan.published_at)
