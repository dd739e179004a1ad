"""The verbs of milestones: what an addressee promised, part by part, each with a day of its own."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.errors import DomainError, NotFound
from app.orm import new_public_id
from forums.recommendations import errors
from forums.recommendations.models import RecommendationAnswer, RecommendationMilestone
from forums.recommendations.service.log import note
from forums.recommendations.standing import PROMISING
from registration.participants.rules import clean_text

LONGEST_TITLE, MOST_MILESTONES = 200, 20


def plan(
    session: Session, answer: RecommendationAnswer, *, title: str, due_on: date | None, today: date, now: datetime
) -> RecommendationMilestone:
    """Add a milestone to a promise. Raises RecommendationInvalid, NothingPromised or TooManyMilestones."""
    if answer.verdict not in PROMISING:
        raise errors.NothingPromised
    if len(answer.milestones) >= MOST_MILESTONES:
        raise errors.TooManyMilestones(most=MOST_MILESTONES)
    title = _checked(title, due_on, today=today)
    milestone = RecommendationMilestone(
        public_id=new_public_id(), answer_id=answer.id, title=title, due_on=due_on, changed_at=now
    )
    session.add(milestone)
    _note(session, answer, "milestone-planned", milestone, now=now)
    return milestone


def reach(
    session: Session, answer: RecommendationAnswer, milestone: RecommendationMilestone, *, today: date, now: datetime
) -> None:
    """Note that a milestone is reached; twice is no error."""
    if milestone.reached_on is None:
        milestone.reached_on, milestone.changed_at, milestone.revision = today, now, milestone.revision + 1
        _note(session, answer, "milestone-reached", milestone, now=now)


def drop(session: Session, answer: RecommendationAnswer, milestone: RecommendationMilestone, *, now: datetime) -> None:
    """Take a milestone away; the log keeps that it was there."""
    _note(session, answer, "milestone-dropped", milestone, now=now)
    session.delete(milestone)


def milestone_of(answer: RecommendationAnswer, public_id: str) -> RecommendationMilestone:
    """Find a milestone of this answer; raises NotFound."""
    found = next((one for one in answer.milestones if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _checked(title: str, due_on: date | None, *, today: date) -> str:
    faults: dict[str, DomainError] = {}
    try:
        title = clean_text(title, field="title", longest=LONGEST_TITLE)
    except DomainError as fault:
        faults["title"] = fault
    if not title:
        faults.setdefault("title", errors.NoMilestone(field="title"))
    if due_on is None or due_on <= today:
        faults["due_on"] = errors.NeedsDay(field="due_on")
    if faults:
        raise errors.RecommendationInvalid(faults=faults)
    return title


def _note(
    session: Session, answer: RecommendationAnswer, action: str, milestone: RecommendationMilestone, *, now: datetime
) -> None:
    note(
        session,
        answer.recommendation,
        action,
        actor=f"addressee:{answer.addressee_id}",
        now=now,
        addressee=answer.addressee.name,
        milestone=milestone.title,
        due_on=milestone.due_on.isoformat(),
    )
