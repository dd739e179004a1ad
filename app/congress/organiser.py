"""Organisers' pages on the congress itself: what it tells, and whether the public sees it."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress import rules, service
from app.congress.forms import BasicsForm
from app.db import transaction
from app.errors import DomainError
from app.web.forms import accepted
from app.web.problem import words_of

bp = Blueprint("basics", __name__, url_prefix="/organise/<congress>")
publication_bp = Blueprint("publication", __name__, url_prefix="/organise/<congress>")


@bp.get("/basics")
@needs(Part.ORGANISER)
def basics(congress: str) -> str:
    return _basics(BasicsForm.of(g.congress))


@bp.post("/basics")
@needs(Part.ORGANISER)
def change_basics(congress: str) -> Response | tuple[str, int]:
    form = BasicsForm.of(g.congress)

    def change() -> None:
        with transaction() as session:
            service.change_basics(session, g.congress, form.basics(), actor=actor(), now=clock.now())

    if accepted(form, change):
        flash(gettext("Saved."))
        return redirect(url_for(".basics", congress=congress), 303)
    return _basics(form), 422


@publication_bp.get("/publication")
@needs(Part.ORGANISER)
def publication(congress: str) -> str:
    return render_template("app/congress/publication.html", missing=service.missing(g.congress))


@publication_bp.post("/publication/publish")
@needs(Part.ORGANISER)
def publish(congress: str) -> Response:
    try:
        with transaction() as session:
            service.publish(session, g.congress, actor=actor(), now=clock.now())
        flash(gettext("The public can see the congress now."))
    except DomainError as fault:
        flash(words_of(fault), "refused")
    return redirect(url_for(".publication", congress=congress), 303)


@publication_bp.post("/publication/withdraw")
@needs(Part.ORGANISER)
def withdraw(congress: str) -> Response:
    with transaction() as session:
        service.withdraw(session, g.congress, actor=actor(), now=clock.now())
    flash(gettext("The congress is hidden from the public now."))
    return redirect(url_for(".publication", congress=congress), 303)


def _basics(form: BasicsForm) -> str:
    return render_template("app/congress/basics.html", form=form, zones=rules.offered_zones())
