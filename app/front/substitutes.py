"""Handing a place to a colleague: the question on one's own page, and the colleague's answer behind the link of their mail."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock, tokens
from app.db import reading, transaction
from app.errors import NotFound
from app.front import forms, frame, limiting
from app.front.bearers import bearer
from app.front.errors import DeadLink
from app.front.links import config
from app.front.personal import dead_link, keep_secret
from app.web import languages
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import words_of
from badges import service as badges
from forums.dialogue import service as dialogue
from registration.fields import questions
from registration.fields.answers import GUEST
from registration.fields.queries import plan as form_of
from registration.participants import errors, rules
from registration.participants.models import Participant
from registration.participants.service import link_of
from registration.substitutes import queries, service
from registration.substitutes.errors import NotAsked, TooLate
from registration.substitutes.models import Substitution

own_blueprint = Blueprint("substitutes", __name__, url_prefix="/<congress>/my/<token>/substitute")
blueprint = Blueprint("substitution", __name__, url_prefix="/<congress>/substitute/<token>")
for _blueprint in (own_blueprint, blueprint):
    _blueprint.after_request(keep_secret)
own_blueprint.register_error_handler(DeadLink, dead_link)
TOLD = ("name", "email")  # of the colleague
ASKED = (
    "name",
    "organisation",
    "sector",
    "level",
    "language",
)  # of whoever takes a place; the rest is on their own page


@own_blueprint.get("")
@public
def substitute(congress: str, token: str) -> str:
    """Who shall come instead."""
    participant = bearer(congress, token)
    service.check_giving(participant, now=clock.now())
    return _draw_question(participant, token, {}, {})


@own_blueprint.post("")
@public
def ask(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Ask the colleague by mail; the place stays until they take it."""
    limiting.count()
    participant = bearer(congress, token)
    typed = request.form.to_dict()
    try:
        with transaction() as writing:
            service.ask(
                writing,
                participant,
                **_colleague(typed),
                passes_wishes=typed.get("passes_wishes") == forms.YES,
                secret=config().secret_key,
                now=clock.now(),
            )
    except errors.Invalid as invalid:
        return _draw_question(participant, token, typed, forms.faults_in_words(invalid.faults)), invalid.status
    except errors.RegistrationError as fault:
        if not fault.field:
            raise
        return _draw_question(participant, token, typed, {fault.field: [words_of(fault)]}), fault.status
    flash(gettext("We have written to your colleague. Your place stays yours until they take it."))
    return redirect(url_for("personal.page", congress=congress, token=token), 303)


@own_blueprint.post("/withdraw")
@public
def withdraw(congress: str, token: str) -> BaseResponse:
    """Take the question back."""
    participant = bearer(congress, token)
    with transaction() as writing:
        service.withdraw(writing, participant, now=clock.now())
    flash(gettext("Your place stays yours; the link in your colleague's mail leads nowhere now."))
    return redirect(url_for("personal.page", congress=congress, token=token), 303)


@blueprint.get("")
@public
def offer(congress: str, token: str) -> str:
    """What the colleague is offered, and what they have to tell."""
    found = _found(congress, token)
    before = found.participant
    values = {name: getattr(before, name) for name in ("organisation", "sector", "level", "language")}
    return _draw_offer(found, token, values | {"name": found.name}, {})


@blueprint.post("")
@public
def take(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Let the colleague take the place: one step for place, badge, seat and wishes, or none of them."""
    limiting.count()
    found = _found(congress, token)
    typed = {name: request.form.get(name, "") for name in ASKED} | {
        "email": found.email,
        "role": found.participant.role,
    }
    try:
        choices = form_of(reading(), found.participant.congress_id).choices
        choices = choices | {"role": (typed["role"],)}
        after = _take(token, rules.clean_request(forms.answers(forms.Form(typed)), choices))
    except errors.Invalid as invalid:
        return _draw_offer(found, token, typed, forms.faults_in_words(invalid.faults)), invalid.status
    except errors.AlreadyRegistered as fault:
        return _draw_offer(found, token, typed, {"email": [words_of(fault)]}), fault.status
    flash(gettext("The place is yours. This is your ticket; we have sent you a mail as well."))
    own = link_of(after, secret=config().secret_key)
    return redirect(url_for("personal.page", congress=congress, token=own), 303)


@blueprint.post("/decline")
@public
def decline(congress: str, token: str) -> BaseResponse:
    """Say no; whoever asked is told."""
    _found(congress, token)
    with transaction() as writing:
        service.decline(writing, queries.by_link(writing, tokens.digest(token)), now=clock.now())
    flash(gettext("Thank you for telling us. The place stays with your colleague, who gets a mail."))
    return redirect(url_for("front.congress", congress=congress), 303)


def _take(token: str, answers: rules.RegistrationRequest) -> Participant:
    now = clock.now()
    with transaction() as writing:
        found = queries.by_link(writing, tokens.digest(token))
        before, passes_wishes = found.participant, found.passes_wishes
        after = service.take(writing, found, answers, secret=config().secret_key, now=now)
        badges.revoke(writing, before, actor=f"participant:{after.id}", now=now)
        passed = dialogue.pass_seat(writing, before, after, now=now)
        if passes_wishes:
            dialogue.pass_preferences(writing, before, after)
        service.tell_both(writing, before, after, seat=passed.step.value, now=now)
        return after


def _colleague(typed: dict[str, str]) -> dict[str, str]:
    """Clean name and address of the colleague; raises errors.Invalid."""
    cleaned = rules.clean_request(rules.RegistrationRequest(name=typed.get("name", ""), email=typed.get("email", "")))
    return {"name": cleaned.name, "email": cleaned.email}


def _found(congress: str, token: str) -> Substitution:
    """Find what the bearer is offered, and speak the language of the congress; raises NotAsked or TooLate."""
    try:
        found = queries.by_link(reading(), tokens.digest(token))
    except NotFound as nobody:
        raise NotAsked from nobody
    if found.participant.congress.slug != congress:
        raise NotAsked
    if found.deadline <= clock.now():
        raise TooLate
    languages.use(found.participant.language)
    return found


def _draw_question(participant: Participant, token: str, values: dict[str, str], faults: dict[str, list[str]]) -> str:
    ordered = [(name, faults[name][0]) for name in TOLD if name in faults]
    return _render(
        "app/front/substitute.html",
        participant,
        token=token,
        values=values,
        faults=faults,
        summary=ordered,
        lengths=rules.LENGTHS,
        has_wishes=bool(participant.congress.wishes),
    )


def _draw_offer(found: Substitution, token: str, values: dict[str, str], faults: dict[str, list[str]]) -> str:
    plan = form_of(reading(), found.participant.congress_id)
    asked = questions.draw(plan, page_language(), typed=forms.Form(values), faults=faults, asking=GUEST)
    return _render(
        "app/front/substitution.html",
        found.participant,
        token=token,
        offered=found,
        questions=[question for question in questions.flat(asked) if question.key in ASKED],
        summary=forms.summary(faults, plan),
    )


def _render(template: str, participant: Participant, **values: object) -> str:
    congress = participant.congress
    return frame.render(
        template, congress, has_forums=bool(congress.wishes), can_register=False, person=participant, **values
    )
