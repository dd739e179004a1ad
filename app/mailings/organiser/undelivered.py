"""Organisers' page on mails that were not delivered, whoever wrote them."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.mailings import pages, queries, service

bp = Blueprint("undelivered", __name__, url_prefix="/organise/<congress>/undelivered")


@bp.get("")
@needs(Part.ORGANISER)
def undelivered(congress: str) -> str:
    session = reading()
    found = queries.undelivered(session, g.congress.id)
    subjects = pages.subjects_of(session, g.congress, [mail for _person, mail in found])
    rows = [(pages.line(person, mail), pages.name_of_mail(mail, subjects)) for person, mail in found]
    total = queries.number_undelivered(session, g.congress.id)
    return render_template("app/mailings/undelivered.html", rows=rows, total=total)


@bp.post("")
@needs(Part.ORGANISER)
def retry_all(congress: str) -> Response:
    with transaction() as session:
        number = service.retry_undelivered(session, g.congress, actor=actor(), now=clock.now())
    flash(ngettext("%(num)s mail is tried again.", "%(num)s mails are tried again.", number))
    return redirect(url_for(".undelivered", congress=congress), 303)


@bp.post("/<mail>")
@needs(Part.ORGANISER)
def retry_one(congress: str, mail: str) -> Response:
    """Try one mail again, and go back to where it was asked: a person, a mailing, or this list."""
    with transaction() as session:
        service.retry_one(session, g.congress, mail, actor=actor(), now=clock.now())
    flash(gettext("The mail is tried again."))
    person, mailing = request.form.get("person"), request.form.get("mailing")
    if person:
        return redirect(url_for("organiser_participants.participant", congress=congress, person=person), 303)
    if mailing:
        return redirect(url_for("mailings.mailing", congress=congress, mailing=mailing), 303)
    return redirect(url_for(".undelivered", congress=congress), 303)
