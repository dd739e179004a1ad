"""What each step of a slider brings: try them all, look, and make one of them a draft."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.jobs import queries as job_queries
from app.web.problem import words_of
from app.web.progress import as_progress
from forums.tables import errors, forms, queries, service
from forums.tables.models import SliderTrial
from forums.tables.organiser.plans import SEEDS
from forums.tables.service.trials import is_trial_stale
from forums.tables.steps import AS_SET, FEWEST, SLIDERS

table_sliders = Blueprint("table_sliders", __name__, url_prefix="/organise/<congress>/table-plan/sliders")
Page = str | Response
Shown = Mapping[str, Any]  # Any: JSON; a step as the trial keeps it
COUNTS = ("repeats", "met", "kin_sectors", "kin_organisations", "moves")


@dataclass(frozen=True)
class Line:
    """One plan, and the positions of a slider at which it is the best: from *first* to *last*. ``number`` is that of the step."""

    number: int
    first: int
    last: int
    figures: Shown
    more: Mapping[str, int]  # than as the sliders are set, by count
    is_set: bool


@table_sliders.get("")
@needs(Part.ORGANISER)
def sliders(congress: str) -> Page:
    """How far a trial is, and what it brought."""
    session = reading()
    trial = queries.trial(session, g.congress.id)
    if trial is None:
        return redirect(url_for("table_plans.plans", congress=congress), 303)
    steps = trial.steps
    base: Shown = next((step["figures"] for step in steps if step["slider"] == AS_SET), {})
    return render_template(
        "forums/tables/sliders.html",
        trial=trial,
        state=_state(trial),
        progress=_progress(trial),
        base=base,
        mended=next((_line(n, step, base) for n, step in enumerate(steps) if step["slider"] == FEWEST), None),
        base_number=next((n for n, step in enumerate(steps) if step["slider"] == AS_SET), 0),
        sliders=[(name, list(_lines(name, trial, base))) for name in SLIDERS if _was_tried(name, steps)],
        has_wishes=bool(base.get("wishes")),
        is_told=any(step["figures"]["moves"] for step in steps),
        is_stale=trial.status == "done" and is_trial_stale(session, trial),
    )


@table_sliders.post("")
@needs(Part.ORGANISER)
def try_them(congress: str) -> Page:
    """Try every step around what the sliders say now."""
    try:
        weights = forms.weights(request.form)
        with transaction() as session:
            service.start_trial(session, g.congress, weights=weights, seed=secrets.randbelow(SEEDS), now=clock.now())
    except errors.TablesError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for("table_plans.plans", congress=congress), 303)
    return redirect(url_for(".sliders", congress=congress), 303)


@table_sliders.get("/progress")
@needs(Part.ORGANISER)
def progress(congress: str) -> Response:
    trial = queries.trial(reading(), g.congress.id)
    return as_progress({"state": "gone"} if trial is None else _progress(trial) | {"state": _state(trial)})


@table_sliders.post("/stop")
@needs(Part.ORGANISER)
def stop(congress: str) -> Page:
    with transaction() as session:
        service.end_trial(session, g.congress)
    return redirect(url_for("table_plans.plans", congress=congress), 303)


@table_sliders.post("/take")
@needs(Part.ORGANISER)
def take(congress: str) -> Page:
    """Make a draft of a step."""
    number = request.form.get("step", "")
    try:
        with transaction() as session:
            plan = service.take_step(
                session,
                g.congress,
                int(number) if number.isdecimal() and len(number) < len(str(SEEDS)) else -1,
                actor=actor(),
                now=clock.now(),
            )
    except errors.TablesError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for(".sliders", congress=congress), 303)
    flash(gettext("This is the draft, exactly as it was shown."))
    return redirect(url_for("table_plans.plan", congress=congress, plan=plan.public_id), 303)


def _was_tried(name: str, steps: Sequence[Shown]) -> bool:
    return any(step["slider"] == name for step in steps)


def _lines(name: str, trial: SliderTrial, base: Shown) -> Iterator[Line]:
    """Give a line for each plan, from the left end of a slider to the right; neighbours with the same plan are one line."""
    ours = [(n, step) for n, step in enumerate(trial.steps) if step["slider"] in {name, AS_SET}]
    ours.sort(key=lambda one: one[1]["settings"][name])
    for _, group in groupby(ours, key=lambda one: one[1]["plan"]):
        same = list(group)
        number, step = next((one for one in same if one[1]["slider"] == AS_SET), same[0])
        first, last = (same[end][1]["settings"][name] for end in (0, -1))
        yield replace(_line(number, step, base), first=first, last=last)


def _line(number: int, step: Shown, base: Shown) -> Line:
    figures = step["figures"]
    more = {name: figures[name] - base[name] for name in COUNTS}
    return Line(number, 0, 0, figures, more, is_set=step["slider"] == AS_SET)


def _state(trial: SliderTrial) -> str:
    """Tell the state of a trial; one whose job was given up has failed, whatever it says itself."""
    is_lost = trial.status == "queued" and job_queries.is_lost(reading(), trial.job_public_id)
    return "failed" if is_lost else trial.status


def _progress(trial: SliderTrial) -> dict[str, int | str]:
    done, total = job_queries.steps(reading(), trial.job_public_id)
    return {
        "done": done,
        "total": total,
        "text": str(gettext("Each step of each slider is tried; that takes about a minute.")),
    }
