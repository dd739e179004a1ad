"""The doors of the invited: a code to type, the form behind the link of an invitation, and a contact's view of their seats."""

from dataclasses import replace

from flask import Blueprint, Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from app import clock, tokens
from app.congress.models import Congress
from app.db import reading, transaction
from app.errors import NotFound
from app.front import forms, frame, limiting, links, registering, words
from app.front.links import config
from app.front.personal import keep_secret
from app.front.registering_forms import Filled, Invited, draw, draw_code, new_key, private
from app.front.standing import Standing
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import words_of
from registration.invitations import queries, service
from registration.invitations.errors import InvitationOver, InvitationUsed, NoSuchInvitation
from registration.invitations.models import Invitation
from registration.invitations.rules import Kind, in_groups, read_code
from registration.participants.errors import NotOpen, RegistrationError

blueprint = Blueprint("invited", __name__)
blueprint.after_request(keep_secret)


@blueprint.get("/<congress>/code")
@public
def code(congress: str) -> Response:
    """Ask for the code of an invitation."""
    standing = frame.standing_of(congress)
    return private(draw_code(standing, token=generate_csrf()))


@blueprint.post("/<congress>/code")
@public
def read(congress: str) -> BaseResponse:
    """Lead whoever knows a code to its form. Few tries a minute, so that nobody tries codes out."""
    limiting.count_guess()
    standing = frame.standing_of(congress)
    typed = request.form.get("code", "")
    try:
        found = service.find(reading(), standing.id, typed)
    except NoSuchInvitation as fault:
        html = draw_code(standing, code=typed, fault=fault, token=generate_csrf())
        return private(html, status=422)
    return redirect(url_for(".register", congress=congress, code=_code(found)), 303)


@blueprint.get("/<congress>/invited/<code>")
@public
def register(congress: str, code: str) -> Response:
    """The form, filled in with what the invitation knows; or why the invitation cannot be used."""
    standing = frame.standing_of(congress)
    try:
        found = _usable(standing, code)
    except RegistrationError as fault:
        return _refuse(standing, fault)
    values = {"language": page_language(), "name": "", "email": ""}
    if found.kind == Kind.ADDRESS:
        values |= {"name": found.name, "email": found.email}
    if found.kind == Kind.ORGANISATION:
        values["organisation"] = found.label
    filled = Filled(forms.Form(values), invited=_invited(found), token=generate_csrf(), key=new_key())
    return private(draw(standing, filled))


@blueprint.post("/<congress>/invited/<code>")
@public
def send(congress: str, code: str) -> BaseResponse:
    """Take the registration; the use of the invitation is counted in the same step."""
    standing = frame.standing_of(congress)
    try:
        found = service.find(reading(), standing.id, code)
        return registering.take_registration(congress, _invited(found))
    except (NoSuchInvitation, InvitationOver, InvitationUsed) as fault:
        return _refuse(standing, fault)


@blueprint.get("/<congress>/invited/<code>/decline")
@public
def decline_question(congress: str, code: str) -> str:
    """Ask whether somebody will not come."""
    found = service.find(reading(), frame.standing_of(congress).id, code)
    return _render("app/front/invited_decline.html", found, code=_code(found), is_declined=bool(found.declined_at))


@blueprint.post("/<congress>/invited/<code>/decline")
@public
def decline(congress: str, code: str) -> BaseResponse:
    """Note that somebody will not come."""
    standing = frame.standing_of(congress)
    with transaction() as writing:
        service.decline(service.find(writing, standing.id, code), now=clock.now())
    return redirect(url_for(".decline_question", congress=congress, code=code), 303)


@blueprint.get("/<congress>/seats/<token>")
@public
def seats(congress: str, token: str) -> str:
    """Show a contact who has registered on the seats of their organisation, and the link to hand on."""
    found = queries.by_contact(reading(), tokens.digest(token))
    if found.congress.slug != congress:
        raise NotFound
    used = queries.uses(reading(), found.id)
    try:
        service.places_left(reading(), found, now=clock.now())
    except (InvitationOver, InvitationUsed) as fault:
        refusal = words_of(fault) if isinstance(fault, InvitationOver) else ""
    else:
        refusal = ""
    return _render(
        "app/front/seats.html",
        found,
        left=max(0, found.most_uses - used),
        refusal=refusal,
        link=links.absolute("invited.register", congress=congress, code=_code(found)),
        people=queries.came_by(reading(), found.id),
        states=words.STATES,
    )


def _usable(standing: Standing, code: str) -> Invitation:
    if not standing.takes_registrations(clock.now()):
        raise NotOpen
    try:
        found = service.find(reading(), standing.id, code)
    except NoSuchInvitation:
        limiting.count_guess()
        raise
    service.places_left(reading(), found, now=clock.now())
    return found


def _invited(found: Invitation) -> Invited:
    is_seat = found.kind == Kind.ORGANISATION
    told = Invited(_code(found), category=found.category)
    return replace(told, organisation=found.label, contact=found.name or found.email) if is_seat else told


def _code(found: Invitation) -> str:
    return in_groups(read_code(service.code_of(found, secret=config().secret_key)))


def _refuse(standing: Standing, fault: RegistrationError) -> Response:
    html = frame.render(
        "app/front/invited_over.html",
        standing,
        has_forums=standing.has_forums,
        can_register=False,
        words=words_of(fault),
    )
    return private(html, status=fault.status)


def _render(template: str, found: Invitation, **values: object) -> str:
    congress: Congress = found.congress
    return frame.render(template, congress, has_forums=bool(congress.wishes), can_register=False, found=found, **values)
