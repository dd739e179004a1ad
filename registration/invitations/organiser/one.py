"""One invitation: its code, who came by it, what it allows; revoke and delete it."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.forms import accepted
from registration.invitations import queries, rules, service
from registration.invitations.forms import CodeForm
from registration.invitations.models import Invitation
from registration.invitations.organiser.frame import categories, render, secret, site
from registration.invitations.rules import Kind
from registration.participants.words import STATES as PEOPLE

bp = Blueprint("invitation", __name__, url_prefix="/organise/<congress>/invitations/<invitation>")
LISTS = {Kind.CODE: "invitations", Kind.ADDRESS: "addresses", Kind.ORGANISATION: "organisations"}


@bp.get("")
@needs(Part.ORGANISER)
def invitation(congress: str, invitation: str) -> str:
    found = queries.invitation(reading(), g.congress.id, invitation)
    return _page(found, CodeForm.of(found, g.congress).offer(categories()))


@bp.post("")
@needs(Part.ORGANISER)
def change(congress: str, invitation: str) -> Response | tuple[str, int]:
    found = queries.invitation(reading(), g.congress.id, invitation)
    form = CodeForm.of(found, g.congress).offer(categories())

    def act() -> None:
        with transaction() as session:
            current = queries.invitation(session, g.congress.id, invitation)
            terms = form.terms(g.congress, before=current.expires_at)
            service.change(session, current, terms, actor=actor(), now=clock.now())

    if accepted(form, act):
        flash(gettext("Saved."))
        return redirect(url_for(".invitation", congress=congress, invitation=invitation), 303)
    return _page(found, form), 422


@bp.post("/revoke")
@needs(Part.ORGANISER)
def revoke(congress: str, invitation: str) -> Response:
    with transaction() as session:
        found = queries.invitation(session, g.congress.id, invitation)
        service.revoke(session, found, actor=actor(), now=clock.now())
    flash(gettext("Nobody can use this invitation any more; whoever registered by it stays registered."))
    return redirect(url_for(".invitation", congress=congress, invitation=invitation), 303)


@bp.post("/remove")
@needs(Part.ORGANISER)
def remove(congress: str, invitation: str) -> Response:
    with transaction() as session:
        found = queries.invitation(session, g.congress.id, invitation)
        kind = Kind(found.kind)
        service.remove(session, found, actor=actor(), now=clock.now())
    flash(gettext("The invitation is deleted, with the address that it held."))
    return redirect(url_for(f"invitations.{LISTS[kind]}", congress=congress), 303)


def _page(found: Invitation, form: CodeForm) -> str:
    used = queries.uses(reading(), found.id)
    code = service.code_of(found, secret=secret())
    root = site()
    seats = (
        f"{root}/{g.congress.slug}/seats/{service.contact_link_of(found, secret=secret())}"
        if found.contact_digest
        else ""
    )
    return render(
        "registration/invitations/invitation.html",
        LISTS[Kind(found.kind)],
        found=found,
        form=form,
        used=used,
        state=service.state_of(found, uses=used, now=clock.now()),
        code=rules.in_groups(code),
        link=f"{root}/{g.congress.slug}/invited/{rules.in_groups(code)}",
        seats=seats,
        came=queries.came_by(reading(), found.id),
        people_states=PEOPLE,
    )
