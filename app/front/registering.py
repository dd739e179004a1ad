"""Registration, and the way back to it: the guests' first door, without an account."""

from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.congress import queries as congresses_of
from app.congress.rules import Admission
from app.db import reading, together, transaction
from app.errors import DomainError
from app.front import forms, frame, limiting, page_cache, uploads
from app.front.links import config
from app.front.registering_forms import (
    Filled,
    Invited,
    draw,
    draw_code,
    draw_link,
    draw_not_open,
    full_choices,
    new_key,
    private,
    render,
    spliced,
    wishes_open,
)
from app.front.standing import RegistrationState, Standing
from app.web import languages
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import words_of
from forums.dialogue.errors import DialogueError
from forums.dialogue.service import set_preferences
from registration.fields.service import keep as keep_answers
from registration.invitations import service as invitations
from registration.participants import errors, queries, rules, service
from registration.participants.service import Registered

blueprint = Blueprint("registering", __name__)
blueprint.after_request(languages.remember)


@blueprint.get("/<congress>/register")
@public
def register(congress: str) -> Response:
    """The form; or, when registration is not open, when it will be."""
    now = clock.now()
    standing = frame.standing_of(congress)
    state = standing.state(now)
    full = full_choices(standing)
    name = (standing.id, standing.revision, "register", page_language(), state.value, wishes_open(standing, now), full)
    if not standing.takes_registrations(now):
        return page_cache.public_page(name, lambda: draw_not_open(standing))
    if standing.admission == Admission.INVITATION:
        return spliced(name, lambda: draw_code(standing))
    is_waiting = state is RegistrationState.FULL and standing.admission == Admission.OPEN
    return spliced(
        name, lambda: draw(standing, Filled(forms.Form({"language": page_language()}), is_waiting=is_waiting))
    )


@blueprint.post("/<congress>/register")
@public
def send_registration(congress: str) -> BaseResponse:
    """Take a registration; what the rules refuse is said beside the fields, and nothing typed is lost."""
    return take_registration(congress)


def take_registration(congress: str, invited: Invited | None = None) -> BaseResponse:
    """Take a registration by an invitation or without, and lead on to what happens next."""
    now = clock.now()
    try:
        limiting.count()
        standing, done = _take(congress, invited, now=now)
    except (limiting.TooOften, errors.RegistrationError, DialogueError) as fault:
        return _refuse(congress, fault, invited)
    if invited and (own := _page_of(done)):
        return redirect(own, 303)
    return redirect(url_for("registering.registered", congress=congress) + _what_follows(now, standing, invited), 303)


def _refuse(congress: str, fault: DomainError, invited: Invited | None) -> BaseResponse:
    """Say what is wrong where it helps; what is not about the form is for the caller to say."""
    again = partial(_again, congress, invited=invited, status=fault.status)
    match fault:
        case limiting.TooOften():
            return again(notice=words_of(fault))
        case errors.Invalid():
            return again(faults=forms.faults_in_words(fault.faults), keeps_files=True)
        case errors.CongressFull():
            notice = words_of(fault) if isinstance(fault, errors.QuotaFull) else ""
            return again(notice=notice, is_waiting=True, keeps_files=True)
        case errors.NotOpen():
            return make_response(draw_not_open(frame.standing_of(congress)), fault.status)
        case errors.InvitationNeeded():
            html = draw_code(frame.standing_of(congress), fault=fault, token=generate_csrf())
            return private(html, status=fault.status)
        case DialogueError():
            return again(faults={"wishes": [words_of(fault)]}, keeps_files=True)
    raise fault


@blueprint.get("/<congress>/registered")
@public
def registered(congress: str) -> Response:
    """Say what happens next. The same for everyone: whether the address was known is nobody's business but its owner's."""
    standing = frame.standing_of(congress)
    latest = rules.confirm_deadline(now=clock.now(), hours=standing.confirm_hours)
    until = min(max(request.args.get("until", 0, type=int), 0), int(latest.timestamp()))
    html = render(
        "app/front/registered.html",
        standing,
        is_waiting="waiting" in request.args,
        is_applied="applied" in request.args,
        until=datetime.fromtimestamp(until, UTC) if until else None,
    )
    return private(html)


@blueprint.get("/<congress>/link")
@public
def link(congress: str) -> Response:
    """Ask for the address to which the link to the personal page shall be mailed."""
    standing = frame.standing_of(congress)
    name = (standing.id, standing.revision, "link", page_language(), standing.state(clock.now()).value)
    return spliced(name, lambda: draw_link(standing))


@blueprint.post("/<congress>/link")
@public
def send_link(congress: str) -> BaseResponse:
    """Mail the link again; a known and an unknown address get the same answer."""
    limiting.count()
    typed = request.form.get("email", "")
    try:
        address = rules.clean_email(typed)
    except errors.BadEmail as fault:
        standing = frame.standing_of(congress)
        html = draw_link(standing, email=typed, faults=[words_of(fault)], token=generate_csrf())
        return private(html, status=fault.status)
    found = congresses_of.public_by_slug(reading(), congress)
    with transaction() as writing:
        service.mail_link(writing, found, email=address, now=clock.now())
    return redirect(url_for(".link_sent", congress=congress), 303)


@blueprint.get("/<congress>/link/sent")
@public
def link_sent(congress: str) -> Response:
    """Say where to look for the link."""
    return private(render("app/front/link_sent.html", frame.standing_of(congress)))


@blueprint.errorhandler(CSRFError)
def form_too_old(_fault: CSRFError) -> BaseResponse:
    """Give a form back to be sent again, with all that was typed."""
    notice = gettext(
        "This page was open for long, or your browser keeps no cookies. Nothing you typed is lost: please send it again."
    )
    if request.endpoint == "registering.send_registration":
        return _again(_slug(), notice=notice, status=400)
    html = draw_link(
        frame.standing_of(_slug()), email=request.form.get("email", ""), faults=[notice], token=generate_csrf()
    )
    return private(html, status=400)


def _slug() -> str:
    return str((request.view_args or {})["congress"])


def _take(slug: str, invited: Invited | None, *, now: datetime) -> tuple[Standing, Registered]:
    """Register and wish in one transaction: both are kept, or neither. Return the congress as it stood before, too."""
    standing = frame.standing_of(slug)
    typed = uploads.typed(standing.plan, request.form, request.files)
    answers, ranking, told = forms.registration(request.form, standing.plan, typed, days=standing.asked_days)
    register = partial(
        partial(invitations.register_invited, code=invited.code) if invited else service.register,
        secret=config().secret_key,
        idempotency_key=forms.idempotency_key(request.form),
        join_waiting_list=_wants_to_wait(),
    )

    def take(writing: Session) -> Registered:
        """Run in company, so nothing here may ask the request."""
        done = register(writing, standing, request=answers, now=now)
        if done.is_new:
            set_preferences(
                writing,
                standing,
                participant_id=done.participant_id,
                ranking=ranking,
                days=answers.days,
                is_new=True,
                known=standing.wishable,
                actor="guest",
                now=now,
            )
            if told.values:
                keep_answers(
                    writing,
                    standing.plan,
                    told,
                    participant_id=done.participant_id,
                    congress_id=standing.id,
                    actor="guest",
                    now=now,
                )
        return done

    return standing, together(take)


def _page_of(done: Registered) -> str:
    """Give the address of somebody's page if they showed by their invitation that the address of mail is theirs; else ''."""
    person = queries.by_id(reading(), done.participant_id) if done.is_new else None
    if person is None or person.status != rules.Status.CONFIRMED:
        return ""
    token = service.link_of(person, secret=config().secret_key)
    return url_for("personal.page", congress=person.congress.slug, token=token)


def _what_follows(now: datetime, standing: Standing, invited: Invited | None) -> str:
    """Tell the next page until when a place is kept: the same for an address known before, and no word of whose it is."""
    if standing.admission == Admission.APPROVAL and not invited:
        return "?applied=yes"
    if _wants_to_wait():
        return "?waiting=yes"
    return f"?until={int(rules.confirm_deadline(now=now, hours=standing.confirm_hours).timestamp())}"


def _wants_to_wait() -> bool:
    return request.form.get("waiting_list") == forms.YES


def _again(
    slug: str,
    *,
    status: int,
    invited: Invited | None = None,
    faults: dict[str, list[str]] | None = None,
    notice: str = "",
    is_waiting: bool = False,
    keeps_files: bool = False,
) -> Response:
    """Draw the form as it was sent, with what is wrong."""
    standing = frame.standing_of(slug)
    typed = uploads.typed(standing.plan, request.form, request.files)
    filled = Filled(
        values=request.form,
        files=uploads.keep(standing.plan, typed, congress_id=standing.id) if keeps_files else {},
        ranks=forms.ranks(request.form),
        faults=faults or {},
        notice=notice,
        is_waiting=is_waiting or _wants_to_wait(),
        invited=invited,
        token=generate_csrf(),
        key=forms.idempotency_key(request.form) or new_key(),
    )
    return private(draw(standing, filled), status=status)
