"""Where recommendations stand, pure: what is overdue, what was kept, in figures and for lists."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from forums.recommendations.rules import PUBLIC, Status, Verdict

PROMISING = frozenset({Verdict.ACCEPTED.value, Verdict.IN_PART.value})
SETTLED = frozenset({Status.DONE.value, Status.SUPERSEDED.value})


class MilestoneLike(Protocol):
    """What is told of a milestone."""

    @property
    def due_on(self) -> date: ...
    @property
    def reached_on(self) -> date | None: ...


class AnswerLike(Protocol):
    """What is told of an answer."""

    @property
    def milestones(self) -> Sequence[MilestoneLike]: ...

    @property
    def verdict(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def deadline(self) -> date | None: ...
    @property
    def percent(self) -> int: ...


@dataclass(frozen=True)
class Record:
    """How many of the adopted recommendations of a congress came how far."""

    total: int
    by_status: dict[str, int]
    overdue: int

    @property
    def kept(self) -> int:
        return self.by_status.get(Status.DONE, 0)

    @property
    def answered(self) -> int:
        return sum(self.by_status.get(status, 0) for status in (Status.ANSWERED, Status.IN_PROGRESS, Status.DONE))


def is_overdue(answer: AnswerLike, *, status: str, today: date) -> bool:
    """Tell whether an addressee should have answered, reached a milestone, or done what was promised, by now."""
    if status in SETTLED:
        return False
    if not answer.verdict:
        return answer.due_on is not None and answer.due_on < today
    days = [one.due_on for one in open_milestones(answer)]
    days += [answer.deadline] if answer.deadline is not None and is_open(answer) else []
    return any(day < today for day in days)


def is_open(answer: AnswerLike) -> bool:
    """Tell whether something that was promised is still to be done."""
    return answer.verdict in PROMISING and answer.percent < 100  # noqa: PLR2004 -- a whole


def open_milestones(answer: AnswerLike) -> list[MilestoneLike]:
    """List the milestones of a promise that have not been reached."""
    return [one for one in answer.milestones if one.reached_on is None] if is_open(answer) else []


def record(recommendations: Iterable[tuple[str, Sequence[AnswerLike]]], *, today: date) -> Record:
    """Count (status, answers) of recommendations; those not adopted yet do not count."""
    public = [(status, answers) for status, answers in recommendations if status in PUBLIC]
    late = sum(any(is_overdue(answer, status=status, today=today) for answer in answers) for status, answers in public)
    return Record(len(public), dict(Counter(status for status, _ in public)), late)
