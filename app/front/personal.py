"""The personal page: what somebody has and can do, behind the secret link of their mails, without an account."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from app import clock, tokens
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.front import forms, frame, own_answers, own_page, tickets, uploads, words
from app.front import wishes as wishes_of
from app.front.bearers import actor_of as _actor
from app.front.bearers import bearer as _bearer
from app.front.bearers import living as _living
from app.front.errors import DeadLink
from app.front.links import config
from app.front.registering_forms import day_options, draw_link
from app.web import headers, languages
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import refused, words_of
from forums.dialogue.errors import DialogueError
from forums.dialogue.rules import preferences_end
from forums.dialogue.service import serve as serve_forums
from forums.dialogue.service import set_preferences
from registration.fees.service import issue_missing
from registration.fields import downloads, questions
from registration.fields import queries as fields_of
from registration.fields.answers import GUEST
from registration.fields.rules import Plan
from registration.fields.whole import Known
from registration.participants import errors, queries, rules, service
from registration.participants.models import Participant

blueprint = Blueprint("personal", __name__, url_prefix="/<congress>/my/<token>")


@blueprint.after_request
def keep_secret(response: Response) -> Response:
    """Let neither caches nor other sites nor search engines see the address that opens somebody's page."""
    return headers.keep_secret(languages.remember(response))


@blueprint.errorhandler(DeadLink)
def dead_link(fault: DeadLink) -> tuple[Response | str, int] | tuple[Response | str, int, dict[str, str]]:
    """Offer whoever followed a link that was cut or renewed to have it mailed again."""
    try:
        standing = frame.standing_of(str((request.view_args or {})["congress"]))
    except NotFound:
        return refused(fault)
    return draw_link(standing, token=generate_csrf(), is_dead=True), fault.status


@blueprint.get("")
@public
def page(congress: str, token: str) -> str:
    """Today first: the state and what to do next, then ticket, forum, day, calendar, and what can be changed."""
    participant = _bearer(congress, token)
    own = own_page.gather(reading(), participant, token=token, now=clock.now())
    return _render("app/front/page.html", participant, own=own, token=token)


@blueprint.post("/confirm")
@public
def confirm(congress: str, token: str) -> BaseResponse:
    """Confirm a registration or take an offered place. By POST, since scanners of mail open links."""
    participant = _bearer(congress, token)
    try:
        with transaction() as writing:
            service.confirm(writing, participant, actor=_actor(participant), now=clock.now())
            issue_missing(writing, participant_id=participant.id, now=clock.now())
    except errors.RegistrationError as fault:
        flash(words_of(fault), "look")
    else:
        flash(gettext("Your place is confirmed. This is your ticket; we have sent you a mail as well."))
    return _back(congress, token)


@blueprint.get("/wishes")
@public
def wishes(congress: str, token: str) -> str:
    """Rank the forums."""
    participant = _living(congress, token)
    return _draw_wishes(participant, token, wishes_of.ranks_of(reading(), participant))


@blueprint.post("/wishes")
@public
def set_wishes(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Replace the wishes as a whole."""
    participant = _living(congress, token)
    try:
        with transaction() as writing:
            set_preferences(
                writing,
                participant.congress,
                participant_id=participant.id,
                ranking=forms.ranking(request.form),
                days=participant.day_list,
                actor=_actor(participant),
                now=clock.now(),
            )
    except (DialogueError, errors.RegistrationError) as fault:
        return _draw_wishes(participant, token, forms.ranks(request.form), fault=fault), fault.status
    flash(gettext("Your wishes are kept."))
    return _back(congress, token)


@blueprint.get("/change")
@public
def change(congress: str, token: str) -> str:
    """What somebody told about themselves."""
    participant = _living(congress, token)
    plan = fields_of.plan(reading(), participant.congress_id)
    known = fields_of.known(reading(), participant)
    return _draw_change(participant, token, plan, typed=own_answers.entries(plan, known), known=known)


@blueprint.post("/change")
@public
def save_change(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Keep the changes; the address of mail stays, since whoever has the link may not be who owns another address."""
    participant = _living(congress, token)
    plan = fields_of.plan(reading(), participant.congress_id)
    known = fields_of.known(reading(), participant)
    typed = uploads.typed(plan, request.form, request.files)
    try:
        told = own_answers.change(participant, plan, known, request.form, typed)
    except (errors.Invalid, errors.QuotaFull) as fault:
        kept = uploads.keep(plan, typed, congress_id=participant.congress_id)
        faults = fault.faults if isinstance(fault, errors.Invalid) else {fault.field: fault}
        page = _draw_change(participant, token, plan, typed=request.form, known=known, faults=faults, kept=kept)
        return page, fault.status
    flash(gettext("Your answers are changed."))
    if told.days != known.request.days and (lost := wishes_of.lost(reading(), participant, told.days)):
        flash(words.uncounted(lost), "look")
    return _back(congress, token)


@blueprint.get("/cancel")
@public
def cancel(congress: str, token: str) -> str:
    """Ask before giving the place away."""
    participant = _living(congress, token)
    return _render("app/front/cancel.html", participant, token=token)


@blueprint.post("/cancel")
@public
def cancel_for_good(congress: str, token: str) -> BaseResponse:
    """Cancel; the place goes to whoever waits."""
    participant = _bearer(congress, token)
    with transaction() as writing:
        service.cancel(writing, participant, congress=participant.congress, actor=_actor(participant), now=clock.now())
        serve_forums(writing, participant.congress_id, now=clock.now())
    return _back(congress, token)


@blueprint.post("/renew")
@public
def renew(congress: str, token: str) -> BaseResponse:
    """Make new secret addresses, for somebody whose link got into other hands."""
    participant = _living(congress, token)
    secret = config().secret_key
    with transaction() as writing:
        fresh = queries.by_link(writing, tokens.digest(token))
        service.renew_links(writing, fresh, secret=secret, actor=_actor(fresh), now=clock.now())
        service.mail_link(writing, participant.congress, email=fresh.email, now=clock.now())
    flash(gettext("Your page has a new address, this one; please keep it. The old link and calendar address are dead."))
    return _back(congress, service.link_of(fresh, secret=secret))


@blueprint.get("/ticket.pdf")
@public
def ticket(congress: str, token: str) -> Response:
    """The ticket on one page of A4."""
    participant = _bearer(congress, token)
    if participant.status != rules.Status.CONFIRMED:
        raise NotFound
    response = Response(tickets.as_pdf(participant, now=clock.now()), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="ticket-{participant.congress.slug}.pdf"'
    return response


@blueprint.get("/files/<file>")
@public
def own_file(congress: str, token: str, file: str) -> Response:
    """A file that somebody gave with their answers."""
    participant = _bearer(congress, token)
    return downloads.as_attachment(fields_of.upload_of(reading(), participant.id, file))


def _back(congress: str, token: str) -> BaseResponse:
    return redirect(url_for(".page", congress=congress, token=token), 303)


def _draw_wishes(
    participant: Participant, token: str, ranks: dict[str, int], *, fault: DomainError | None = None
) -> str:
    congress = participant.congress
    end = preferences_end(
        preferences_until=congress.preferences_until, registration_closes_at=congress.registration_closes_at
    )
    is_open = end is None or clock.now() < end
    rows = _rows(participant, ranks) if is_open else []
    return _render(
        "app/front/wishes.html",
        participant,
        token=token,
        until=end,
        is_open=is_open,
        forums=[row for row in rows if row["rank"] or not row["is_away"]],
        is_partial=any(row["is_away"] for row in rows),
        faults=[words_of(fault)] if fault else [],
    )


def _rows(participant: Participant, ranks: Mapping[str, int]) -> list[wishes_of.Row]:
    congress, days = participant.congress, participant.day_list
    return wishes_of.offered(
        reading(), congress.id, ranks, zone=congress.zone, asks_days=days or congress.asked_days, days=days
    )


def _draw_change(
    participant: Participant,
    token: str,
    plan: Plan,
    *,
    typed: forms.Form,
    known: Known,
    faults: Mapping[str, errors.RegistrationError] | None = None,
    kept: dict[str, dict[str, str]] | None = None,
) -> str:
    """Draw the form of the answers; files that are there can be looked at, new ones in *kept* wait for the rest."""
    told = forms.faults_in_words(faults or {})
    language = page_language()
    files = own_answers.files(participant, plan, known, token=token) | (kept or {})
    asked = questions.draw(plan, language, typed=typed, faults=told, asking=GUEST, files=files)
    return _render(
        "app/front/change.html",
        participant,
        token=token,
        questions=[question for question in questions.flat(asked) if question.key not in {"email", "wishes"}],
        summary=forms.summary(told, plan),
        days=day_options(participant.congress.asked_days),
        chosen_days=typed.getlist("days") or participant.congress.asked_days,
        day_faults=told.get("days", ()),
        has_files=plan.has_files,
        conditional=plan.has_conditions,
    )


def _render(template: str, participant: Participant, **values: object) -> str:
    congress = participant.congress
    has_forums = bool(congress.wishes)
    return frame.render(template, congress, has_forums=has_forums, can_register=False, person=participant, **values)
