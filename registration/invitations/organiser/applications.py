"""Applications: who wants to come, approve, decline with a reason."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.forms import accepted
from app.web.problem import words_of
from registration.invitations import queries, service
from registration.invitations.errors import NotApplying
from registration.invitations.forms import DecisionForm
from registration.participants import queries as participants_of
from registration.participants.rules import Status
from registration.participants.words import SECTORS, STATES

bp = Blueprint("applications", __name__, url_prefix="/organise/<congress>/applications")


@bp.get("")
@needs(Part.ORGANISER)
def applications(congress: str) -> str:
    return render_template(
        "registration/invitations/applications.html",
        people=queries.applications(reading(), g.congress.id),
        states=STATES,
        sectors=SECTORS,
    )


@bp.post("/<person>/approve")
@needs(Part.ORGANISER)
def approve(congress: str, person: str) -> Response:
    try:
        with transaction() as session:
            found = participants_of.by_public_id(session, g.congress.id, person)
            status = service.approve(session, found, actor=actor(), now=clock.now())
    except NotApplying as decided:
        flash(words_of(decided), "refused")
    else:
        waits = gettext("Approved; all places are taken, so the person is on the waiting list and gets a mail.")
        flash(waits if status is Status.WAITING else gettext("Approved; the person is asked by mail to confirm."))
    return redirect(url_for(".applications", congress=congress), 303)


@bp.get("/<person>/decline")
@needs(Part.ORGANISER)
def decline_question(congress: str, person: str) -> str:
    return _question(DecisionForm(), person)


@bp.post("/<person>/decline")
@needs(Part.ORGANISER)
def decline(congress: str, person: str) -> Response | tuple[str, int]:
    form = DecisionForm()

    def act() -> None:
        with transaction() as session:
            found = participants_of.by_public_id(session, g.congress.id, person)
            service.decline_application(session, found, reason=form.reason.data or "", actor=actor(), now=clock.now())

    if accepted(form, act):
        flash(gettext("Declined; the person gets a mail with your reason."))
        return redirect(url_for(".applications", congress=congress), 303)
    return _question(form, person), 422


def _question(form: DecisionForm, person: str) -> str:
    found = participants_of.by_public_id(reading(), g.congress.id, person)
    return render_template("registration/invitations/decline.html", form=form, person=found)
