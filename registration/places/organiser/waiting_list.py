"""Organisers' pages on the waiting list."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.forms import accepted
from app.web.languages import page_language
from registration.participants import queries as participants_of
from registration.participants import service
from registration.places.figures import queue_of
from registration.places.forms import MoveForm

bp = Blueprint("waiting_list", __name__, url_prefix="/organise/<congress>/waiting-list")


@bp.get("")
@needs(Part.ORGANISER)
def waiting_list(congress: str) -> str:
    """Who waits, in which order, and for what."""
    return render_template(
        "registration/places/waiting_list.html",
        queue=queue_of(reading(), g.congress.id, language=page_language()),
        whole=participants_of.places(reading(), g.congress.id),
    )


@bp.get("/<person>")
@needs(Part.ORGANISER)
def place_in_line(congress: str, person: str) -> str:
    return _one(person, MoveForm())


@bp.post("/<person>")
@needs(Part.ORGANISER)
def move(congress: str, person: str) -> Response | tuple[str, int]:
    """Put somebody, or their party, at another place; the journal keeps why."""
    form = MoveForm()

    def act() -> None:
        with transaction() as session:
            moved = participants_of.by_public_id(session, g.congress.id, person)
            service.move_on_waiting_list(
                session,
                moved,
                position=form.position.data,
                reason=form.reason.data,
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, act):
        flash(gettext("Moved. The journal says why."))
        return redirect(url_for(".waiting_list", congress=congress), 303)
    return _one(person, form), 422


def _one(person: str, form: MoveForm) -> str:
    queue = queue_of(reading(), g.congress.id, language=page_language())
    found = participants_of.by_public_id(reading(), g.congress.id, person)
    standing = next((entry for entry in queue if found.id in entry.ids), None)
    return render_template(
        "registration/places/place_in_line.html", form=form, person=found, standing=standing, number=len(queue)
    )
