"""What the tables brought: links for the hosts, the whole harvest on one page and as a file."""

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.config import Config
from app.db import reading, transaction
from app.web.formats import localized
from app.web.languages import page_language
from forums.tables import document, queries
from forums.tables.markdown import markdown
from forums.tables.service import harvest as verbs

table_harvest = Blueprint("table_harvest", __name__, url_prefix="/organise/<congress>/harvest")


@table_harvest.get("")
@needs(Part.ORGANISER)
def harvest(congress: str) -> str:
    config: Config = current_app.extensions["reihum_config"]
    pages = document.harvest_of(reading(), g.congress.id)
    return render_template(
        "forums/tables/harvest_all.html",
        pages=pages,
        links={page.table.id: verbs.link_of(page.table, secret=config.secret_key) for page in pages},
        notes=sum(page.number for page in pages),
        is_public=queries.has_public_harvest(reading(), g.congress.id),
    )


@table_harvest.post("/<table>/renew")
@needs(Part.ORGANISER)
def renew(congress: str, table: str) -> BaseResponse:
    """Make a new secret for a host's page."""
    with transaction() as session:
        verbs.renew_link(queries.table(session, g.congress.id, table))
    flash(gettext("The host's page has a new address; the old one is dead."))
    return redirect(url_for(".harvest", congress=congress), 303)


@table_harvest.post("/publication")
@needs(Part.ORGANISER)
def publish(congress: str) -> BaseResponse:
    """Show the harvest to everybody, or to nobody but organisers and hosts."""
    with transaction() as session:
        if "publish" in request.form:
            verbs.publish(session, g.congress, actor=actor(), now=clock.now())
        else:
            verbs.withdraw(session, g.congress, actor=actor(), now=clock.now())
    flash(gettext("Kept."))
    return redirect(url_for(".harvest", congress=congress), 303)


@table_harvest.get("/harvest.md")
@needs(Part.ORGANISER)
def as_markdown(congress: str) -> Response:
    """The whole document as Markdown, key points first."""
    pages = document.harvest_of(reading(), g.congress.id)
    text = markdown(localized(g.congress.title), pages, language=page_language())
    response = Response(text, mimetype="text/markdown")
    response.headers["Content-Disposition"] = f'attachment; filename="harvest-{g.congress.slug}.md"'
    return response
