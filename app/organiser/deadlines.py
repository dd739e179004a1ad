"""Places and deadlines of one congress."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.organiser import service
from app.organiser.set_up_forms import RegistrationForm
from app.web.forms import accepted
from registration.participants.models import Places
from registration.participants.queries import places

bp = Blueprint("deadlines", __name__, url_prefix="/organise/<congress>/deadlines")


@bp.get("")
@needs(Part.ORGANISER)
def deadlines(congress: str) -> str:
    held = places(reading(), g.congress.id)
    return _page(RegistrationForm.of(g.congress, capacity=held.capacity), held)


@bp.post("")
@needs(Part.ORGANISER)
def set_deadlines(congress: str) -> Response | tuple[str, int]:
    held = places(reading(), g.congress.id)
    form = RegistrationForm.of(g.congress, capacity=held.capacity)

    def change() -> None:
        with transaction() as session:
            service.set_registration(
                session,
                g.congress,
                form.deadlines(g.congress),
                capacity=form.capacity.data,
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, change):
        flash(gettext("Saved."))
        return redirect(url_for(".deadlines", congress=congress), 303)
    return _page(form, held), 422


def _page(form: RegistrationForm, held: Places) -> str:
    return render_template("app/organiser/deadlines.html", form=form, places=held)
