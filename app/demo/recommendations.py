"""Fill the recommendations log of an example from ``logs/<slug>.json``: from notes to what became of each recommendation.

Everything there is invented, addressees too; that stands in their names. Times follow from the days of the congress.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.demo.stage import public_id
from app.journal.service import SYSTEM
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.recommendations import queries
from forums.recommendations.models import Recommendation, RecommendationAnswer
from forums.recommendations.prompts import questions_of
from forums.recommendations.rules import AddresseeRequest, NoteKind, RecommendationRequest, Status, Verdict, Way
from forums.recommendations.service import capture, handover, milestones, plenary
from forums.recommendations.service import recommendations as service
from forums.recommendations.service.handover import AnswerRequest, ReportRequest


@dataclass(frozen=True)
class Planned:
    """That an addressee planned a milestone."""

    title: str
    due_on: date


@dataclass(frozen=True)
class Reached:
    """That a milestone was reached."""

    title: str


Told = AnswerRequest | ReportRequest | Planned | Reached
FOLDER = files("app.demo") / "logs"
HANDED_OVER_DAYS, ANSWER_DAYS = 10, 100
Entry = Mapping[str, Any]  # Any: JSON


def fill_log(session: Session, congress: Congress) -> None:
    """Write the log of an example, if there is one for it."""
    path = FOLDER / f"{congress.slug}.json"
    if not path.is_file():
        return
    entry = json.loads(path.read_text(encoding="utf-8"))
    forums = {forum.number: forum for forum in forums_of.forums(session, congress.id)}
    _capture(session, congress, entry, forums)
    _adopt(session, congress, entry, forums)
    _hand_over(session, congress, entry)


def _capture(session: Session, congress: Congress, entry: Entry, forums: dict[int, Forum]) -> None:
    capture.set_setting(session, congress, prompts=entry["prompts"], lets_propose=True, lets_support=True)
    session.flush()  # the questions are read anew
    setting = queries.setting(session, congress.id)
    questions = questions_of(setting.prompts if setting else {})
    for number, notes in entry["notes"].items():
        forum = forums[int(number)]
        for place, (kind, text, *line) in enumerate(notes, 1):
            at = forum.starts_at + timedelta(minutes=20 * place)
            question = questions[NoteKind(kind)][line[0] - 1].key if line else ""
            capture.add_note(session, forum, kind=kind, question=question, text=text, key=f"demo-{place}", now=at)
        for place, note in enumerate(queries.captured(session, [forum.id]), 1):
            note.public_id = public_id(congress.slug, f"note-{number}", place)


def _adopt(session: Session, congress: Congress, entry: Entry, forums: dict[int, Forum]) -> None:
    """Write the recommendations down on the first evening, word some anew, and adopt them on the last day."""
    keys = {
        key: service.add_addressee(
            session, congress, AddresseeRequest(**told), public_id=public_id(congress.slug, f"addressee-{key}", 1)
        ).public_id
        for key, told in entry["addressees"].items()
    }
    for number, told in enumerate(entry["recommendations"], 1):
        evening = _at(congress, congress.starts_on, 18) + timedelta(minutes=number)
        one = _written(session, congress, told, forums[told["forum"]], keys, number=number, at=evening)
        noon = _at(congress, congress.ends_on, 12) + timedelta(minutes=5 * number)
        ballot = plenary.open_ballot(session, one, Way.HANDS, actor=SYSTEM, now=noon)
        ballot.public_id = public_id(congress.slug, "ballot", number)
        session.flush()  # it is closed by a statement of its own
        found = queries.ballot(session, congress.id, ballot.public_id)
        in_favour, against, abstained = told["votes"]
        hands = (in_favour, against, abstained)
        plenary.close_ballot(session, found, hands=hands, actor=SYSTEM, now=noon + timedelta(minutes=4))


def _written(
    session: Session,
    congress: Congress,
    told: Entry,
    forum: Forum,
    keys: Mapping[str, str],
    *,
    number: int,
    at: datetime,
) -> Recommendation:
    wordings = [*told["drafts"], {"title": told["title"], "text": told["text"]}]
    requests = [
        RecommendationRequest(
            title=wording["title"],
            text=wording["text"],
            theme=told["theme"],
            priority=told["priority"],
            forum=forum.public_id,
            addressees=[keys[key] for key in told["to"]],
        )
        for wording in wordings
    ]
    address = public_id(congress.slug, "recommendation", number)
    made = service.create(session, congress, requests[0], actor=SYSTEM, now=at, public_id=address)
    for place, answer in enumerate(made.answers, 1):
        answer.public_id = public_id(congress.slug, f"answer-{number}", place)
    for version, request in enumerate(requests[1:], 1):
        later = at + timedelta(hours=version)
        service.change(session, congress, made, request, version=version, actor=SYSTEM, now=later)
    service.move(session, made, Status.DISCUSSED, actor=SYSTEM, now=at + timedelta(hours=3))
    return made


def _hand_over(session: Session, congress: Congress, entry: Entry) -> None:
    """Hand everything over, and let addressees answer and report in the order of time; some never do."""
    handed = _at(congress, congress.ends_on + timedelta(days=HANDED_OVER_DAYS), 9)
    due = congress.ends_on + timedelta(days=ANSWER_DAYS)
    chosen = {one.public_id for one in queries.recommendations(session, [congress.id])}
    handover.hand_over(session, congress, chosen, due_on=due, actor=SYSTEM, now=handed)
    session.flush()  # the answers are read anew
    found = queries.recommendations(session, [congress.id])
    ids = {(place, given.addressee.name): given for place, one in enumerate(found) for given in one.answers}
    keys = {key: (given.id, given.addressee_id) for key, given in ids.items()}
    for day, number, name, told in sorted(_happened(entry), key=lambda step: step[:3]):
        answer_id, addressee_id = keys[number, name]
        answer = next(one for one in queries.answers_of(session, addressee_id) if one.id == answer_id)
        _step(session, congress, answer, told, day=day)


def _step(session: Session, congress: Congress, answer: RecommendationAnswer, told: Told, *, day: date) -> None:
    now = _at(congress, day, 10)
    if isinstance(told, AnswerRequest):
        handover.answer(session, answer, told, now=now)
    elif isinstance(told, ReportRequest):
        handover.report(session, answer, told, now=now)
    elif isinstance(told, Planned):
        made = milestones.plan(session, answer, title=told.title, due_on=told.due_on, today=day, now=now)
        made.public_id = public_id(congress.slug, f"milestone-{answer.public_id}", len(answer.milestones) + 1)
        session.flush()  # the answer is read anew for the next step
    else:
        found = next(one for one in answer.milestones if one.title == told.title)
        milestones.reach(session, answer, found, today=day, now=now)


def _happened(entry: Entry) -> list[tuple[date, int, str, Told]]:
    """List every answer, milestone and report: when, to which recommendation (by its place), by whom."""
    steps: list[tuple[date, int, str, Told]] = []
    for place, told in enumerate(entry["recommendations"]):
        for key, answer in told["answers"].items():
            name = entry["addressees"][key]["name"]
            deadline = date.fromisoformat(answer["deadline"]) if answer["deadline"] else None
            request = AnswerRequest(
                Verdict(answer["verdict"]), answer.get("reason", ""), answer["commitment"], deadline
            )
            on = date.fromisoformat(answer["on"])
            steps.append((on, place, name, request))
            for due_on, title, reached_on in answer.get("milestones", ()):
                steps.append((on, place, name, Planned(title, date.fromisoformat(due_on))))
                if reached_on:
                    steps.append((date.fromisoformat(reached_on), place, name, Reached(title)))
            for day, text, percent, milestone in answer["reports"]:
                steps.append((date.fromisoformat(day), place, name, ReportRequest(text, percent, milestone)))
    return steps


def _at(congress: Congress, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(congress.zone))
