"""Recommendations for other programmes: as mappings, and their deadlines as tasks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from app.orm import in_language
from forums.recommendations.models import Recommendation, RecommendationAnswer, RecommendationEntry
from forums.recommendations.rules import Verdict
from forums.recommendations.standing import PROMISING, SETTLED


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that an addressee is to do by a day."""

    id: str
    due: date
    summary: str
    description: str
    percent: int
    is_done: bool
    revision: int
    changed_at: datetime


def as_mapping(one: Recommendation) -> dict[str, Any]:  # Any: JSON and days
    """Tell a recommendation with its answers, as RecommendationSchema of the API has it."""
    names = ("number", "title", "text", "theme", "priority", "status", "percent", "changed_at")
    return {name: getattr(one, name) for name in names} | {
        "id": one.public_id,
        "forum": one.forum.number if one.forum else None,
        "table": one.table.number if one.table else None,
        "answers": [
            {
                "addressee": answer.addressee.name,
                "role": answer.addressee.role,
                "handed_over_at": answer.handed_over_at,
                "due_on": answer.due_on,
                "verdict": answer.verdict or None,
                "reason": answer.reason,
                "commitment": answer.commitment,
                "deadline": answer.deadline,
                "percent": answer.percent,
                "milestones": [
                    {"title": one.title, "due_on": one.due_on, "reached_on": one.reached_on}
                    for one in answer.milestones
                ],
            }
            for answer in one.answers
        ],
    }


def entry_as_mapping(entry: RecommendationEntry) -> dict[str, Any]:  # Any: JSON
    """Tell an entry of the log; who wrote it is told by the kind of actor alone."""
    return {
        "number": entry.number,
        "at": entry.at,
        "actor": entry.actor.partition(":")[0],
        "action": entry.action,
        "data": entry.data,
        "hash": entry.hash,
    }


def tasks(one: Recommendation, language: str) -> Iterator[Task]:
    """List what is due from whom: an answer, then what was promised, whole and part by part."""
    title = in_language(one.title, language)
    for answer in one.answers:
        who = {"name": answer.addressee.name, "title": title}
        if answer.handed_over_at and answer.due_on:
            words = gettext("%(name)s answers: %(title)s", **who)
            yield _task(answer, f"answer-{answer.public_id}", answer.due_on, words, is_done=bool(answer.verdict))
        if answer.verdict in PROMISING and answer.deadline:
            words = gettext("%(name)s has promised: %(title)s", **who)
            is_done = one.status in SETTLED or answer.percent == 100  # noqa: PLR2004 -- a whole
            yield _task(answer, f"promise-{answer.public_id}", answer.deadline, words, is_done=is_done)
        yield from _milestones(one, answer, title)


def _milestones(one: Recommendation, answer: RecommendationAnswer, title: str) -> Iterator[Task]:
    for milestone in answer.milestones if answer.verdict in PROMISING else ():
        is_done = milestone.reached_on is not None or one.status in SETTLED
        yield Task(
            id=f"milestone-{milestone.public_id}",
            due=milestone.due_on,
            summary=f"{answer.addressee.name}: {milestone.title}",
            description=title,
            percent=100 if is_done else 0,
            is_done=is_done,
            revision=milestone.revision,
            changed_at=milestone.changed_at,
        )


def _task(answer: RecommendationAnswer, task_id: str, due: date, summary: str, *, is_done: bool) -> Task:
    return Task(
        id=task_id,
        due=due,
        summary=summary,
        description=answer.commitment,
        percent=answer.percent if answer.verdict != Verdict.DECLINED else 0,
        is_done=is_done,
        revision=answer.revision,
        changed_at=answer.changed_at,
    )
