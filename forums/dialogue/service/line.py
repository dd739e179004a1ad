"""The line of steps on the workbench: a new one ends what was undone before."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from forums.dialogue import queries
from forums.dialogue.models import WorkbenchStep

STEPS_KEPT = 50


def begin_step(
    session: Session, congress_id: int, *, run_id: int | None = None, before: str = "", after: str = ""
) -> int:
    """Put a step at the end of the line, and return its id; what was undone can no longer be done again."""
    gone = queries.steps_to_forget(session, congress_id, kept=STEPS_KEPT - 1)
    session.execute(
        delete(WorkbenchStep).where(WorkbenchStep.id.in_(gone)), execution_options={"synchronize_session": False}
    )
    step = WorkbenchStep(congress_id=congress_id, run_id=run_id, before=before, after=after)
    session.add(step)
    session.flush()  # what the step changed refers to its id
    return step.id
