"""Who is in the jury: organisers by voting, others by a mailed link."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.web.problem import words_of
from forums.marketplace import errors, queries
from forums.marketplace.service import jury as service

jury_organiser = Blueprint("jury_organiser", __name__, url_prefix="/organise/<congress>/jury")
Page = str | tuple[str, int] | Response


@jury_organiser.get("")
@needs(Part.ORGANISER)
def members(congress: str) -> Page:
    return _draw()


@jury_organiser.post("")
@needs(Part.ORGANISER)
def add(congress: str) -> Page:
    typed = request.form
    language = typed.get("language", "")
    try:
        with transaction() as session:
            service.seat(
                session,
                g.congress,
                name=typed.get("name", ""),
                email=typed.get("email", ""),
                language=language if language in PAGE_LANGUAGES else "de",
                actor=actor(),
                now=clock.now(),
            )
    except errors.StandInvalid as refused:
        return _draw(faults=refused.faults), refused.status
    except errors.JurorKnown as refused:
        return _draw(faults={refused.field: refused}), refused.status
    flash(gettext("Asked into the jury; the link is on its way by mail."))
    return redirect(url_for(".members", congress=congress), 303)


@jury_organiser.post("/<juror>")
@needs(Part.ORGANISER)
def change(congress: str, juror: str) -> Page:
    """Mail the link again, or take somebody out of the jury; which, says the field ``step``."""
    with transaction() as session:
        found = queries.juror(session, g.congress.id, juror)
        if request.form.get("step") == "remove":
            service.unseat(session, found, actor=actor(), now=clock.now())
            flash(gettext("%(name)s is no longer in the jury.", name=found.name or gettext("This person")))
        elif found.email:
            service.send_link(session, found, now=clock.now())
            flash(gettext("The link is on its way by mail."))
    return redirect(url_for(".members", congress=congress), 303)


def _draw(*, faults: Mapping[str, DomainError] | None = None) -> str:
    session = reading()
    messages = {name: words_of(fault) for name, fault in (faults or {}).items()}
    return render_template(
        "forums/marketplace/jury.html",
        jurors=queries.jurors(session, g.congress.id),
        votes=queries.numbers_of_votes(session, g.congress.id),
        fields=request.form,
        faults={name: [message] for name, message in messages.items()},
        summary=list(messages.items()),
    )
