"""Applying for a stand, without an account: the call, the form, and the way back to one's own page."""

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.congress.models import Congress
from app.congress.queries import public_by_slug
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.front import frame, limiting
from app.front.registering_forms import private
from app.web import languages
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import words_of
from forums.marketplace import errors, forms, queries
from forums.marketplace.drawing import stand_form
from forums.marketplace.models import Marketplace
from forums.marketplace.questions import plan_of
from forums.marketplace.rules import Call
from forums.marketplace.service import stands as service
from registration.participants.errors import BadEmail
from registration.participants.rules import clean_email

blueprint = Blueprint("stand_call", __name__, url_prefix="/<congress>/market")
blueprint.after_request(languages.remember)


@blueprint.get("/apply")
@public
def call(congress: str) -> Response:
    """The call and its form; or, when nobody can apply, why."""
    found, market = _market(congress)
    if service.call_of(market, now=clock.now()) is not Call.OPEN:
        return private(_closed(found, market))
    return private(_form(found, market, MultiDict({"language": page_language()})))


@blueprint.post("/apply")
@public
def apply(congress: str) -> BaseResponse:
    """Take an application; what is at fault is said beside the fields, and nothing typed is lost."""
    limiting.count()
    found, market = _market(congress)
    try:
        with transaction() as session:
            told = forms.read_stand(request.form, plan_of(market.questions), service.frame_of(session, found), {})
            service.apply(session, found, market, *told, now=clock.now())
    except errors.CallClosed as fault:
        return private(_closed(found, market), status=fault.status)
    except errors.StandInvalid as refused:
        return private(_form(found, market, request.form, faults=refused.faults), status=422)
    return redirect(url_for(".applied", congress=congress), 303)


@blueprint.get("/applied")
@public
def applied(congress: str) -> Response:
    """Say what happens next."""
    return private(_render("app/front/stand_applied.html", _market(congress)[0]))


@blueprint.get("/link")
@public
def link(congress: str) -> Response:
    """Ask for the address to which the link shall be mailed again."""
    return private(
        _render("app/front/stand_link.html", _market(congress)[0], email="", faults=(), is_sent="sent" in request.args)
    )


@blueprint.post("/link")
@public
def send_link(congress: str) -> BaseResponse:
    """Mail the links again; a known and an unknown address get the same answer."""
    limiting.count()
    found, _ = _market(congress)
    typed = request.form.get("email", "")
    try:
        address = clean_email(typed)
    except BadEmail as fault:
        page = _render("app/front/stand_link.html", found, email=typed, faults=[words_of(fault)], is_sent=False)
        return private(page, status=fault.status)
    with transaction() as session:
        service.mail_links(session, found, address, now=clock.now())
    return redirect(url_for(".link", congress=congress, sent="yes"), 303)


def _market(slug: str) -> tuple[Congress, Marketplace]:
    found = public_by_slug(reading(), slug)
    market = queries.marketplace(reading(), found.id)
    if market is None:
        raise NotFound
    return found, market


def _closed(found: Congress, market: Marketplace) -> str:
    return _render(
        "app/front/stand_closed.html", found, market=market, call=service.call_of(market, now=clock.now()).value
    )


def _form(
    found: Congress, market: Marketplace, typed: forms.Entries, *, faults: Mapping[str, DomainError] | None = None
) -> str:
    form = stand_form(found, market, typed, faults=faults)
    return _render("app/front/stand_call.html", found, market=market, form=form)


def _render(template: str, found: Congress, **values: object) -> str:
    standing = frame.standing_of(found.slug)
    return frame.render(
        template,
        found,
        has_forums=standing.has_forums,
        has_recommendations=standing.has_recommendations,
        has_harvest=standing.has_harvest,
        can_register=standing.takes_registrations(clock.now()),
        **values,
    )
