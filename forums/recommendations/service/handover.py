"""The verbs after the congress: hand over, answer, report, remind, tell those who want to know."""

import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.congress.queries import by_id
from app.errors import DomainError, NotFound
from app.mail import outbox
from app.orm import insert_new, new_public_id
from forums.recommendations import errors, queries, rules
from forums.recommendations.models import Addressee, LogFollower, Recommendation, RecommendationAnswer
from forums.recommendations.rules import Status, Verdict
from forums.recommendations.service.log import note
from forums.recommendations.service.milestones import milestone_of, reach
from forums.recommendations.service.recommendations import move
from forums.recommendations.standing import PROMISING, SETTLED, is_open, open_milestones
from registration.participants.rules import clean_text

LINK = "answer"
HANDED_OVER, ANSWER_DUE = "forums.recommendations-handed-over", "forums.answer-due"
PROMISE_DUE, PROGRESS = "forums.promise-due", "forums.recommendation-progress"
MILESTONE_DUE = "forums.milestone-due"
REMIND_BEFORE_DAYS, REMIND_AFTER_DAYS = (14, 3), (1, 14)
LONGEST_WORDS, LONGEST_ADDRESS = 3000, 300
PAGE = re.compile(r"https?://[^\s/]+\.[^\s]+")
WHOLE = 100


@dataclass(frozen=True)
class AnswerRequest:
    """What an addressee answers: ``deadline`` is by when the commitment is kept."""

    verdict: str
    reason: str = ""
    commitment: str = ""
    deadline: date | None = None


@dataclass(frozen=True)
class ReportRequest:
    """What an addressee reports: what was done, how much of the whole that makes, where it can be seen.

    ``reached`` is the public id of a milestone that was planned; ``milestone`` names one that was not.
    """

    text: str
    percent: int | None = None
    milestone: str = ""
    evidence: str = ""
    reached: str = ""


def link_of(addressee: Addressee, *, secret: str) -> str:
    """Give the secret that opens the page of an addressee."""
    return tokens.derive(secret, purpose=LINK, subject=addressee.public_id, version=addressee.link_version)


def check_link(addressee: Addressee, token: str, *, secret: str) -> None:
    """Let in who has the secret; raises NotFound for everybody else."""
    if not hmac.compare_digest(link_of(addressee, secret=secret).encode(), token.encode("utf-8", "surrogatepass")):
        raise NotFound


def renew_link(addressee: Addressee) -> None:
    """Make a new secret; the old one is dead at once."""
    addressee.link_version += 1


def ready(session: Session, congress: Congress) -> list[Recommendation]:
    """List what is adopted, has addressees, and has not been handed over to all of them."""
    found = queries.recommendations(session, [congress.id], statuses=rules.PUBLIC - SETTLED)
    return [one for one in found if any(answer.handed_over_at is None for answer in one.answers)]


def hand_over(
    session: Session, congress: Congress, chosen: Collection[str], *, due_on: date, actor: str, now: datetime
) -> list[Addressee]:
    """Hand *chosen* recommendations (public ids) over to their addressees, who get one letter each; give these.

    Raises NeedsDay or NothingToHandOver.
    """
    if due_on <= today_in(congress, now):
        raise errors.NeedsDay(field="due_on")
    reached: dict[int, Addressee] = {}
    for one in ready(session, congress):
        if one.public_id not in chosen:
            continue
        new = [answer for answer in one.answers if answer.handed_over_at is None]
        for answer in new:
            answer.handed_over_at, answer.due_on = now, due_on
            _touch(answer, now=now)
            reached[answer.addressee.id] = answer.addressee
        names = sorted(answer.addressee.name for answer in new)
        if one.status == Status.ADOPTED:
            move(session, one, Status.HANDED_OVER, actor=actor, now=now, addressees=names, due_on=due_on.isoformat())
        else:
            note(session, one, "handed-over", actor=actor, now=now, addressees=names, due_on=due_on.isoformat())
    if not reached:
        raise errors.NothingToHandOver
    for addressee in reached.values():
        _mail(session, HANDED_OVER, addressee, key=now.isoformat(), now=now)
    return list(reached.values())


def answer(session: Session, found: RecommendationAnswer, request: AnswerRequest, *, now: datetime) -> None:
    """Keep what an addressee answers; they may answer anew. Raises RecommendationInvalid."""
    request = _clean_answer(request, today=now.date())
    for name, value in vars(request).items():
        setattr(found, name, value)
    found.answered_at = now
    _touch(found, now=now)
    one = found.recommendation
    session.flush()  # the answers are read anew below
    told = {name: value for name, value in vars(request).items() if name != "deadline" and value}
    if request.deadline:
        told["deadline"] = request.deadline.isoformat()
    is_whole = all(other.verdict for other in queries.answers_to(session, one.id) if other.handed_over_at)
    changed = {"status": Status.ANSWERED.value} if is_whole and one.status == Status.HANDED_OVER else {}
    by = f"addressee:{found.addressee_id}"
    note(session, one, "answered", actor=by, now=now, changed=changed, addressee=found.addressee.name, **told)
    _tell_followers(session, one, now=now)


def report(session: Session, found: RecommendationAnswer, request: ReportRequest, *, now: datetime) -> None:
    """Keep what an addressee has done; all of it done makes the recommendation done. Raises RecommendationInvalid."""
    request = _clean_report(request)
    if request.reached:
        milestone = milestone_of(found, request.reached)
        reach(session, found, milestone, today=now.date(), now=now)
        request = replace(request, milestone=milestone.title)
    found.percent = found.percent if request.percent is None else request.percent
    _touch(found, now=now)
    one = found.recommendation
    session.flush()  # the answers are read anew below
    promised = [other for other in queries.answers_to(session, one.id) if other.verdict in PROMISING]
    percent = sum(other.percent for other in promised) // len(promised) if promised else found.percent
    status = one.status
    if status in {Status.HANDED_OVER, Status.ANSWERED, Status.IN_PROGRESS}:
        status = Status.DONE.value if percent == WHOLE else Status.IN_PROGRESS.value
    told = {"report": request.text, "milestone": request.milestone, "evidence": request.evidence}
    note(
        session,
        one,
        "reported",
        actor=f"addressee:{found.addressee_id}",
        now=now,
        changed={"percent": percent} | ({"status": status} if status != one.status else {}),
        addressee=found.addressee.name,
        share=found.percent,
        **{name: value for name, value in told.items() if value},
    )
    _tell_followers(session, one, now=now)


def remind(session: Session, *, now: datetime) -> int:
    """Queue the reminders that are due, once each: before and after the day of an answer or a promise. Tell how many."""
    congresses: dict[int, Congress] = {}
    number = 0
    for found in queries.waiting_answers(session):
        congress_id = found.recommendation.congress_id
        congress = congresses.setdefault(congress_id, by_id(session, congress_id))
        today = today_in(congress, now)
        kind, due = due_of(found)
        stage = stage_of(due, today=today) if due else None
        if due is not None and stage is not None:
            subject = due.isoformat() if kind == ANSWER_DUE else f"{found.id}:{due.isoformat()}"
            _mail(session, kind, found.addressee, key=f"{subject}:{stage}", now=now, answer=found.id)
            number += 1
        number += _remind_of_milestones(session, found, today=today, now=now)
    return number


def _remind_of_milestones(session: Session, found: RecommendationAnswer, *, today: date, now: datetime) -> int:
    """Queue the reminders of milestones, those that are due by the same day in one mail; tell how many mails."""
    days = sorted({one.due_on for one in open_milestones(found)})
    stages = [(day, stage) for day in days if (stage := stage_of(day, today=today)) is not None]
    for day, stage in stages:
        _mail(
            session,
            MILESTONE_DUE,
            found.addressee,
            key=f"{found.id}:{day.isoformat()}:{stage}",
            now=now,
            answer=found.id,
        )
    return len(stages)


def due_of(found: RecommendationAnswer) -> tuple[str, date | None]:
    """Tell what is due from an addressee next, as a kind of mail, and when; None if nothing is."""
    if not found.verdict:
        return ANSWER_DUE, found.due_on
    return PROMISE_DUE, found.deadline if is_open(found) else None


def stage_of(due: date, *, today: date) -> int | None:
    """Tell which reminder it is time for: 14 or 3 days before (as −14, −3), 1 or 14 after; None for none yet or long over."""
    days = (today - due).days
    stages = [-before for before in REMIND_BEFORE_DAYS] + list(REMIND_AFTER_DAYS)
    passed = [stage for stage in stages if stage <= days]
    is_long_over = days > REMIND_AFTER_DAYS[-1] + REMIND_BEFORE_DAYS[0]
    return None if not passed or is_long_over else passed[-1]


def follow(session: Session, participant_id: int) -> None:
    """Tell a participant from now on what becomes of the recommendations; twice is no error."""
    session.execute(insert_new(session, LogFollower).values(participant_id=participant_id))


def unfollow(session: Session, participant_id: int) -> None:
    """Tell a participant no longer."""
    session.execute(delete(LogFollower).where(LogFollower.participant_id == participant_id))


def today_in(congress: Congress, now: datetime) -> date:
    """Tell the day that the congress's own calendar shows."""
    return now.astimezone(ZoneInfo(congress.zone)).date()


def _tell_followers(session: Session, one: Recommendation, *, now: datetime) -> None:
    people = {new_public_id(): participant for participant in queries.followers(session, one.congress_id)}
    if people:
        payload = {"recommendation": one.public_id}
        outbox.put_many(session, PROGRESS, now=now, congress_id=one.congress_id, participants=people, payload=payload)


def _mail(
    session: Session, kind: str, addressee: Addressee, *, key: str, now: datetime, answer: int | None = None
) -> None:
    """Queue a mail to an addressee who has an address, once for *key*."""
    if addressee.email:
        outbox.put(
            session,
            kind,
            now=now,
            congress_id=addressee.congress_id,
            participant_id=None,
            dedup_key=f"{kind}:{addressee.id}:{key}",
            payload={"addressee": addressee.id, "answer": answer},
        )


def _touch(found: RecommendationAnswer, *, now: datetime) -> None:
    found.changed_at, found.revision = now, found.revision + 1


def _clean_answer(request: AnswerRequest, *, today: date) -> AnswerRequest:
    faults: dict[str, DomainError] = {}
    reason, commitment = (_cleaned(getattr(request, name), name, faults) for name in ("reason", "commitment"))
    if request.verdict not in set(Verdict):
        faults["verdict"] = errors.UnknownChoice(field="verdict")
    if request.verdict in {Verdict.DECLINED, Verdict.IN_PART} and not reason:
        faults.setdefault("reason", errors.NoReason(field="reason"))
    is_promise = request.verdict in PROMISING
    if is_promise and request.deadline is not None and request.deadline <= today:
        faults["deadline"] = errors.NeedsDay(field="deadline")
    if faults:
        raise errors.RecommendationInvalid(faults=faults)
    return AnswerRequest(request.verdict, reason, commitment, request.deadline if is_promise else None)


def _clean_report(request: ReportRequest) -> ReportRequest:
    faults: dict[str, DomainError] = {}
    text = _cleaned(request.text, "text", faults)
    if not text:
        faults.setdefault("text", errors.NothingReported(field="text"))
    if request.percent is not None and not 0 <= request.percent <= WHOLE:
        faults["percent"] = errors.NotAShare(field="percent")
    if request.evidence and not (PAGE.fullmatch(request.evidence) and len(request.evidence) <= LONGEST_ADDRESS):
        faults["evidence"] = errors.NotALink(field="evidence")
    milestone = _cleaned(request.milestone, "milestone", faults)
    if faults:
        raise errors.RecommendationInvalid(faults=faults)
    return replace(request, text=text, milestone=milestone)


def _cleaned(text: str, name: str, faults: dict[str, DomainError]) -> str:
    try:
        return clean_text(text, field=name, longest=LONGEST_WORDS, lines=True)
    except DomainError as fault:
        faults[name] = fault
        return ""
