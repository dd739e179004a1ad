"""The page of an addressee, without an account: what is recommended to them, their answers, what they have done."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.front import frame
from app.front.forms import named
from app.front.links import config
from app.web import languages
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.problem import words_of
from forums.recommendations import errors, queries, words
from forums.recommendations.models import Addressee, RecommendationAnswer, RecommendationMilestone
from forums.recommendations.rules import Verdict
from forums.recommendations.service import handover as service
from forums.recommendations.service import milestones
from forums.recommendations.service.handover import AnswerRequest, ReportRequest

blueprint = Blueprint("answers", __name__, url_prefix="/<congress>/answers/<addressee>/<token>")
blueprint.after_request(keep_secret)
blueprint.after_request(languages.remember)
MOST_DIGITS = 3


@blueprint.get("")
@public
def page(congress: str, addressee: str, token: str) -> str:
    """Everything that was handed over to this addressee."""
    return _draw(*_found(congress, addressee, token), token)


@blueprint.post("")
@public
def act(congress: str, addressee: str, token: str) -> BaseResponse | tuple[str, int]:
    """Answer, or report what was done; which, says the field ``step``, and to which recommendation, the name of another."""
    found, house = _found(congress, addressee, token)
    answer = named(request.form, "answer-")
    try:
        with transaction() as session:
            one = _given(found, answer)
            STEPS.get(request.form.get("step", ""), _answer)(session, one, house)
    except (errors.NothingPromised, errors.TooManyMilestones) as refused:
        flash(words_of(refused), "look")
        return _back(congress, addressee, token, answer)
    except errors.RecommendationInvalid as refused:
        return _draw(found, house, token, of=answer, faults=refused.faults), refused.status
    flash(gettext("Thank you. It stands in the public log now."))
    return _back(congress, addressee, token, answer)


def _back(congress: str, addressee: str, token: str, answer: str) -> BaseResponse:
    return redirect(url_for(".page", congress=congress, addressee=addressee, token=token, _anchor=f"of-{answer}"), 303)


def _found(slug: str, public_id: str, token: str) -> tuple[Addressee, Congress]:
    congress = by_slug(reading(), slug)
    addressee = queries.addressee(reading(), congress.id, public_id)
    service.check_link(addressee, token, secret=config().secret_key)
    languages.use(addressee.language)
    return addressee, congress


def _given(addressee: Addressee, public_id: str) -> RecommendationAnswer:
    every = queries.answers_of(reading(), addressee.id)
    found = next((one for one in every if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _answer(session: Session, one: RecommendationAnswer, _congress: Congress) -> None:
    form = request.form
    told = AnswerRequest(form.get("verdict", ""), form.get("reason", ""), form.get("commitment", ""), _day("deadline"))
    service.answer(session, one, told, now=clock.now())


def _report_progress(session: Session, one: RecommendationAnswer, _congress: Congress) -> None:
    service.report(session, one, _report(), now=clock.now())


def _plan(session: Session, one: RecommendationAnswer, congress: Congress) -> None:
    now = clock.now()
    title, today = request.form.get("title", ""), service.today_in(congress, now)
    milestones.plan(session, one, title=title, due_on=_day("due_on"), today=today, now=now)


def _reach(session: Session, one: RecommendationAnswer, congress: Congress) -> None:
    now = clock.now()
    found = milestones.milestone_of(one, request.form.get("milestone", ""))
    milestones.reach(session, one, found, today=service.today_in(congress, now), now=now)


def _drop(session: Session, one: RecommendationAnswer, _congress: Congress) -> None:
    found = milestones.milestone_of(one, request.form.get("milestone", ""))
    milestones.drop(session, one, found, now=clock.now())


STEPS: dict[str, Callable[[Session, RecommendationAnswer, Congress], None]] = {
    "answer": _answer,
    "report": _report_progress,
    "plan": _plan,
    "reach": _reach,
    "drop": _drop,
}


def _day(name: str) -> date | None:
    """Read a day; date.min, which the rules refuse, for what is none."""
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    with suppress(ValueError):
        return date.fromisoformat(typed)
    return date.min


def _report() -> ReportRequest:
    form, typed = request.form, request.form.get("percent", "").strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    percent = int(typed) if is_number else -1 if typed else None
    evidence, reached = form.get("evidence", "").strip(), form.get("reached", "")
    return ReportRequest(form.get("text", ""), percent, form.get("milestone", ""), evidence, reached)


def _milestone_choices(found: Sequence[RecommendationMilestone]) -> list[tuple[str, str]]:
    return [(one.public_id, one.title) for one in found]


def _draw(
    addressee: Addressee,
    congress: Congress,
    token: str,
    *,
    of: str = "",
    faults: Mapping[str, DomainError] | None = None,
) -> str:
    told = {name: [words_of(fault)] for name, fault in (faults or {}).items()}
    return frame.render(
        "app/front/answers.html",
        congress,
        has_forums=bool(congress.wishes),
        has_recommendations=True,
        can_register=False,
        addressee=addressee,
        token=token,
        answers=queries.answers_of(reading(), addressee.id),
        verdicts=[(verdict.value, word) for verdict, (_, word) in words.VERDICTS.items()],
        words=words,
        Verdict=Verdict,
        of=of,
        today=service.today_in(congress, clock.now()),
        milestone_choices=_milestone_choices,
        step=request.form.get("step", "answer"),
        typed=request.form,
        faults=told,
        summary=[(f"{name}-{of}", messages[0]) for name, messages in told.items()],
    )
