"""Organisers' pages on print runs: the history, one that is being written, its progress and its end."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.jobs import queries as job_queries
from app.web.progress import as_progress
from badges.prints import queries, service, words
from badges.prints.models import PrintRun
from badges.prints.stamps import stamp_of
from badges.sheets import queries as sheets_of

bp = Blueprint("badge_prints", __name__, url_prefix="/organise/<congress>/badges/runs")


@bp.get("")
@needs(Part.ORGANISER)
def runs(congress: str) -> str:
    session = reading()
    return render_template(
        "badges/prints/list.html",
        runs=queries.runs(session, g.congress.id),
        sheets=sheets_of.sheets(session, g.congress.id),
        states=words.STATES,
        choices=words.WHO,
        orders=words.ORDERS,
    )


@bp.get("/<run>")
@needs(Part.ORGANISER)
def run(congress: str, run: str) -> str:
    found = queries.run(reading(), g.congress.id, run)
    return render_template(
        "badges/prints/run.html",
        run=found,
        state=_state(found),
        states=words.STATES,
        progress=_progress(found),
        stamp=stamp_of(found.printed_at),
        has_file=queries.piece(reading(), found.id, 0) is not None,
    )


@bp.get("/<run>/progress")
@needs(Part.ORGANISER)
def progress(congress: str, run: str) -> Response:
    found = queries.run(reading(), g.congress.id, run)
    return as_progress(_progress(found) | {"state": _state(found)})


@bp.post("/<run>/stop")
@needs(Part.ORGANISER)
def stop(congress: str, run: str) -> Response:
    with transaction() as session:
        service.stop(session, queries.run(session, g.congress.id, run), now=clock.now())
    flash(gettext("The run has been stopped. No badge is noted as printed."))
    return redirect(url_for("badges.choose", congress=congress), 303)


def _state(run: PrintRun) -> str:
    """Tell the state of a run; one whose job was given up has failed, whatever it says itself."""
    is_lost = run.is_under_way and job_queries.is_lost(reading(), run.job_public_id)
    return "failed" if is_lost else run.status


def _progress(run: PrintRun) -> dict[str, int | str]:
    done, total = job_queries.steps(reading(), run.job_public_id)
    if run.status != "running":
        return {"done": 0, "total": 0, "text": str(gettext("Waiting for its turn."))}
    shown = max(0, done - run.number) if total else 0
    text = gettext("%(done)s of %(total)s badges written.", done=shown, total=run.number)
    return {"done": done, "total": total, "text": str(text)}
