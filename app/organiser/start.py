"""Where organisers begin: their congresses, a new one, and the overview of one."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_security import current_user
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs, needs_administrator, needs_login
from app.accounts.models import Part
from app.accounts.queries import congresses_of
from app.accounts.service import is_administrating
from app.congress import rules
from app.congress.service import missing, phase
from app.db import reading, transaction
from app.organiser import charts, service
from app.organiser.figures import figures_of
from app.organiser.next_steps import market_steps, next_steps, privacy_steps
from app.organiser.set_up_forms import NewCongressForm
from app.web.forms import accepted
from app.web.languages import page_language

bp = Blueprint("organiser", __name__, url_prefix="/organise")


@bp.get("/")
@needs_login
def start() -> str:
    everything = is_administrating(current_user)
    found = congresses_of(reading(), current_user, everything=everything)
    rows = [(congress, part, phase(congress, now=clock.now())) for congress, part in found]
    return render_template("app/organiser/start.html", rows=rows, may_begin=everything)


@bp.get("/new")
@needs_administrator
def new() -> str:
    return _new(NewCongressForm(data={"zone": "Europe/Berlin", "languages": "de en"}))


@bp.post("/new")
@needs_administrator
def create() -> Response | tuple[str, int]:
    form = NewCongressForm()

    def begin() -> None:
        with transaction() as session:
            service.create_congress(
                session,
                current_user,
                slug=form.slug.data,
                basics=form.basics(),
                capacity=form.capacity.data,
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, begin):
        flash(gettext("The congress is there. Only you see it; fill in the basics next."))
        return redirect(url_for("basics.basics", congress=form.slug.data), 303)
    return _new(form), 422


@bp.get("/<congress>/")
@needs(Part.ORGANISER)
def overview(congress: str) -> str:
    now = clock.now()
    state = phase(g.congress, now=now)
    figures = figures_of(reading(), g.congress, language=page_language())
    steps = next_steps(g.congress, state, has_forums=bool(figures.forums), is_complete=not missing(g.congress), now=now)
    steps = [*privacy_steps(reading(), g.congress, now=now), *market_steps(reading(), g.congress), *steps]
    return render_template("app/organiser/overview.html", phase=state, figures=figures, steps=steps)


@bp.get("/<congress>/figures")
@needs(Part.ORGANISER)
def figures(congress: str) -> str:
    return render_template(
        "app/organiser/figures.html",
        curve=charts.registrations(reading(), g.congress, language=page_language()),
        size=(charts.WIDTH, charts.HEIGHT),
        charts=charts.bars_of(reading(), g.congress),
    )


def _new(form: NewCongressForm) -> str:
    return render_template("app/organiser/new.html", form=form, zones=rules.offered_zones())
