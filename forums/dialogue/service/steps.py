"""The verbs of the workbench's line of steps: take the last one back, and do it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.dialogue import errors, queries
from forums.dialogue.models import AssignmentRun, PairChange, PinChange, WorkbenchStep
from forums.dialogue.service.pairs import set_pairs
from forums.dialogue.service.pins import set_pins


@dataclass(frozen=True)
class Step:
    """A step in numbers: how many people were pinned or released, how many pairs changed; none of both for a note."""

    people: int = 0
    pairs: int = 0


def undoable(session: Session, congress: Congress) -> Step | None:
    """Tell what undo would take back."""
    step = queries.last_step(session, congress.id)
    return _told(session, step) if step is not None else None


def redoable(session: Session, congress: Congress) -> Step | None:
    """Tell what redo would do again."""
    step = queries.next_step(session, congress.id)
    return _told(session, step) if step is not None else None


def undo(session: Session, congress: Congress, *, actor: str, now: datetime) -> Step:
    """Take the last step on the workbench back: pins, pairs or a note. Raises NothingToUndo.

    Nobody is pinned again who cancelled since, nor into a forum that was cancelled since.
    """
    step = queries.last_step(session, congress.id)
    if step is None:
        raise errors.NothingToUndo
    told = _carry_out(session, congress, step, is_back=True, actor=actor, now=now)
    step.is_undone = True
    return told


def redo(session: Session, congress: Congress, *, actor: str, now: datetime) -> Step:
    """Do the step again that was undone last. Raises NothingToRedo."""
    step = queries.next_step(session, congress.id)
    if step is None:
        raise errors.NothingToRedo
    told = _carry_out(session, congress, step, is_back=False, actor=actor, now=now)
    step.is_undone = False
    return told


def _carry_out(
    session: Session, congress: Congress, step: WorkbenchStep, *, is_back: bool, actor: str, now: datetime
) -> Step:
    pins, pairs = queries.pin_changes(session, step.id), queries.pair_changes(session, step.id)
    if step.run_id is not None:
        session.get_one(AssignmentRun, step.run_id).note = step.before if is_back else step.after
    if pins:
        wanted = {(one.participant_id, one.slot): one.before_id if is_back else one.after_id for one in pins}
        set_pins(session, congress, wanted, actor=actor, now=now)
    if pairs:
        kinds = {(one.first_id, one.second_id): one.before if is_back else one.after for one in pairs}
        set_pairs(session, congress, kinds, actor=actor, now=now)
    return _counted(pins, pairs)


def _told(session: Session, step: WorkbenchStep) -> Step:
    return _counted(queries.pin_changes(session, step.id), queries.pair_changes(session, step.id))


def _counted(pins: Sequence[PinChange], pairs: Sequence[PairChange]) -> Step:
    return Step(len({one.participant_id for one in pins}), len(pairs))
