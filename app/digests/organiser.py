"""The page on which an organiser asks for a daily summary, or ends it."""

from datetime import timedelta

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_security import current_user
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.digests import queries, service, words

bp = Blueprint("digests", __name__, url_prefix="/organise/<congress>/digest")
LAST = timedelta(days=1)


@bp.get("")
@needs(Part.ORGANISER)
def digest(congress: str) -> str:
    session, now = reading(), clock.now()
    happened = service.what_happened(session, g.congress, since=now - LAST, until=now)
    found = queries.digest_of(session, account_id=current_user.id, congress_id=g.congress.id)
    return render_template("app/digests/digest.html", lines=words.lines(happened), wanted=found is not None)


@bp.post("/on")
@needs(Part.ORGANISER)
def subscribe(congress: str) -> Response:
    with transaction() as session:
        service.subscribe(session, g.congress, account_id=current_user.id, now=clock.now())
    flash(gettext("You get a summary in the morning after each day on which something happened."))
    return redirect(url_for(".digest", congress=congress), 303)


@bp.post("/off")
@needs(Part.ORGANISER)
def unsubscribe(congress: str) -> Response:
    with transaction() as session:
        service.unsubscribe(session, g.congress, account_id=current_user.id)
    flash(gettext("You get no summary any more."))
    return redirect(url_for(".digest", congress=congress), 303)
