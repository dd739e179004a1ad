"""The page of an addressee, without an account: what is recommended to them, their answers, what they have done."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
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
from forums.recommendations.models import Addressee, RecommendationAnswer
from forums.recommendations.rules import Verdict
from forums.recommendations.service import handover as service
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
            one = _answer(found, answer)
            if request.form.get("step") == "report":
                service.report(session, one, _report(), now=clock.now())
            else:
                service.answer(session, one, _answered(), now=clock.now())
    except errors.RecommendationInvalid as refused:
        return _draw(found, house, token, of=answer, faults=refused.faults), refused.status
    flash(gettext("Thank you. It stands in the public log now."))
    return redirect(url_for(".page", congress=congress, addressee=addressee, token=token, _anchor=f"of-{answer}"), 303)


def _found(slug: str, public_id: str, token: str) -> tuple[Addressee, Congress]:
    congress = by_slug(reading(), slug)
    addressee = queries.addressee(reading(), congress.id, public_id)
    service.check_link(addressee, token, secret=config().secret_key)
    languages.use(addressee.language)
    return addressee, congress


def _answer(addressee: Addressee, public_id: str) -> RecommendationAnswer:
    every = queries.answers_of(reading(), addressee.id)
    found = next((one for one in every if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _answered() -> AnswerRequest:
    form, deadline = request.form, None
    if typed := form.get("deadline", "").strip():
        deadline = date.min  # refused unless it is a day
        with suppress(ValueError):
            deadline = date.fromisoformat(typed)
    return AnswerRequest(form.get("verdict", ""), form.get("reason", ""), form.get("commitment", ""), deadline)


def _report() -> ReportRequest:
    form, typed = request.form, request.form.get("percent", "").strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    percent = int(typed) if is_number else -1 if typed else None
    return ReportRequest(form.get("text", ""), percent, form.get("milestone", ""), form.get("evidence", "").strip())


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
        step=request.form.get("step", "answer"),
        typed=request.form,
        faults=told,
        summary=[(f"{name}-{of}", messages[0]) for name, messages in told.items()],
    )
