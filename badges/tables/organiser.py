"""Organisers' doors to the paper of the tables, and to what the gate knows of those who sit there."""

from flask import Blueprint, Response, flash, g, redirect, render_template, send_file, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from badges.tables import papers
from badges.tables import queries as gates
from forums.tables import queries, service

table_papers = Blueprint("table_papers", __name__, url_prefix="/organise/<congress>/table-papers")
KINDS = {"cards": papers.cards, "slips": papers.slips, "lists": papers.lists, "harvest": papers.harvest}


@table_papers.get("")
@needs(Part.ORGANISER)
def choose(congress: str) -> str:
    """What there is to print."""
    return render_template(
        "badges/tables/papers.html",
        tables=len(queries.tables(reading(), g.congress.id)),
        is_published=queries.published(reading(), g.congress.id) is not None,
    )


@table_papers.get("/<any(cards, slips, lists, harvest):kind>.pdf")
@needs(Part.ORGANISER)
def pdf(congress: str, kind: str) -> Response:
    file = papers.written(KINDS[kind], reading(), g.congress, now=clock.now())
    response = send_file(file, "application/pdf", download_name=f"tables-{kind}-{congress}.pdf", max_age=0)
    response.cache_control.private = response.cache_control.no_store = True
    return response


@table_papers.post("/absent")
@needs(Part.ORGANISER)
def note_absent(congress: str) -> BaseResponse:
    """Note as not there whoever has a route but did not come in by a gate; the repair has them ticked then."""
    with transaction() as session:
        plan = queries.published(session, g.congress.id)
        seated = set(queries.routes_by_id(session, plan.id)) if plan else set()
        gone = seated - gates.inside(session, g.congress.id) - queries.absent(session, g.congress.id)
        service.note_absent(session, g.congress, gone, is_absent=True, actor=actor(), now=clock.now())
    flash(ngettext("%(num)s person is ticked.", "%(num)s people are ticked.", len(gone)))
    return redirect(url_for("table_plans.ask_to_repair", congress=congress), 303)
