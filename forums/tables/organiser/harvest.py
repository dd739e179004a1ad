"""What the tables brought: links for the hosts, the whole harvest on one page and as a file."""

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.guards import needs
from app.accounts.models import Part
from app.config import Config
from app.db import reading, transaction
from app.web.formats import localized
from forums.tables import queries
from forums.tables.models import HarvestNote, ThematicTable
from forums.tables.service import harvest as verbs

table_harvest = Blueprint("table_harvest", __name__, url_prefix="/organise/<congress>/harvest")


@table_harvest.get("")
@needs(Part.ORGANISER)
def harvest(congress: str) -> str:
    config: Config = current_app.extensions["reihum_config"]
    photos = queries.photos(reading(), [table.id for table in queries.tables(reading(), g.congress.id)])
    links = {
        table.id: verbs.link_of(table, secret=config.secret_key) for table in queries.tables(reading(), g.congress.id)
    }
    return render_template(
        "forums/tables/harvest_all.html",
        tables=_by_table(),
        links=links,
        photos={table_id: [one for one in photos if one.table_id == table_id] for table_id in links},
    )


@table_harvest.post("/<table>/renew")
@needs(Part.ORGANISER)
def renew(congress: str, table: str) -> BaseResponse:
    """Make a new secret for a host's page."""
    with transaction() as session:
        verbs.renew_link(queries.table(session, g.congress.id, table))
    flash(gettext("The host's page has a new address; the old one is dead."))
    return redirect(url_for(".harvest", congress=congress), 303)


@table_harvest.get("/harvest.md")
@needs(Part.ORGANISER)
def as_markdown(congress: str) -> Response:
    """The whole document as Markdown, key points first."""
    lines = [f"# {localized(g.congress.title)}", ""]
    for table, notes in _by_table():
        number = gettext("Table %(number)s", number=table.number)
        lines += [f"## {number}: {localized(table.topic)}", ""]
        for note in sorted(notes, key=lambda one: (one.kind != "key", one.round_number)):
            where = gettext("Round %(number)s", number=note.round_number) if note.round_number else ""
            text = note.text.replace("\n", "\n  ")
            strong = f"**{text}**" if note.kind == "key" and "\n" not in text else text
            lines.append(f"- {strong}{f' ({where})' if where else ''}")
        lines.append("")
    response = Response("\n".join(lines), mimetype="text/markdown")
    response.headers["Content-Disposition"] = f'attachment; filename="harvest-{g.congress.slug}.md"'
    return response


def _by_table() -> list[tuple[ThematicTable, list[HarvestNote]]]:
    tables = queries.tables(reading(), g.congress.id)
    notes = queries.notes(reading(), [table.id for table in tables])
    return [(table, [note for note in notes if note.table_id == table.id]) for table in tables]
