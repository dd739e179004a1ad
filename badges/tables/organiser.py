"""Organisers' door to the paper of the tables."""

from flask import Blueprint, Response, g, render_template, send_file

from app import clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading
from badges.tables import papers
from forums.tables import queries

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
