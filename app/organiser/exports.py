"""Organisers take the list of participants along: columns and filters chosen, as CSV, workbook or JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, g, render_template, request, stream_with_context

from app.accounts.guards import needs, sees_needs
from app.accounts.models import Part
from app.db import end_reading, reading
from app.organiser import lists, queries
from app.orm import in_language
from app.web.languages import page_language
from registration.exchange import columns, tables
from registration.exchange import queries as exchange
from registration.exchange.columns import Column
from registration.participants import queries as participants
from registration.participants.rules import SENSITIVE
from registration.participants.words import SECTORS, STATES
from registration.places import queries as places

bp = Blueprint("exports", __name__, url_prefix="/organise/<congress>/participants")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/export")
@needs(Part.ORGANISER)
def choose(congress: str) -> str:
    """Choose what to take along; how many that are is told at once."""
    asked = lists.listing_asked()
    chosen = {column.key for column in _wanted()}
    categories = places.categories(reading(), g.congress.id)
    return render_template(
        "app/organiser/export.html",
        asked=asked,
        number=participants.number_of(reading(), g.congress.id, asked.wanted),
        columns=[(column.key, column.label) for column in columns.COLUMNS if _may_take(column)],
        chosen=chosen,
        states=[(status.value, word) for status, (_, word) in STATES.items()],
        sectors=[(sector.value, word) for sector, word in SECTORS.items()],
        roles=[(category.code, in_language(category.label, page_language())) for category in categories],
    )


@bp.get("/export.csv")
@needs(Part.ORGANISER)
def export_csv(congress: str) -> Response:
    """All that the filters let through; streamed, without a read transaction across the stream."""
    wanted = _wanted()
    pieces = tables.as_csv(_heading(wanted), _rows_in_words(wanted))
    return _download(pieces, "text/csv; charset=utf-8", f"{congress}.csv")


@bp.get("/export.xlsx")
@needs(Part.ORGANISER)
def export_xlsx(congress: str) -> Response:
    wanted = _wanted()
    return _download(tables.as_xlsx(_heading(wanted), _rows_in_words(wanted), title=congress), XLSX, f"{congress}.xlsx")


@bp.get("/export.json")
@needs(Part.ORGANISER)
def export_json(congress: str) -> Response:
    """The same for machines: codes instead of words."""
    wanted = _wanted()
    rows = ({column.key: columns.in_codes(column, row[column.key]) for column in wanted} for row in _rows(wanted))
    return _download(tables.as_json(rows), "application/json", f"{congress}.json")


def _wanted() -> tuple[Column, ...]:
    return tuple(column for column in columns.chosen(request.args.getlist("columns")) if _may_take(column))


def _may_take(column: Column) -> bool:
    """Tell whether this organiser may read a column: what somebody needs is for whom the congress names."""
    return column.key not in SENSITIVE or sees_needs()


def _heading(wanted: Sequence[Column]) -> list[str]:
    return [str(column.label) for column in wanted]


def _rows_in_words(wanted: Sequence[Column]) -> Iterator[Sequence[str]]:
    words = columns.vocabulary(places.categories(reading(), g.congress.id), page_language())
    for row in _rows(wanted):
        yield [columns.in_words(column, row[column.key], words) for column in wanted]


def _rows(wanted: Sequence[Column]) -> Iterator[Mapping[str, Any]]:  # Any: columns of any kind
    """Walk through everyone whom the filters let through, a piece at a time; no read transaction stays open between pieces."""
    sources = sorted({column.source for column in wanted})
    has_forums = {"forum", "wishes"} & {column.key for column in wanted}
    pieces = exchange.pieces(reading(), g.congress.id, lists.listing_asked().wanted, sources)
    for people in pieces:
        facts = queries.forum_facts(reading(), [person.id for person in people]) if has_forums else None
        end_reading()
        for person in people:
            row = {column.key: getattr(person, column.source) for column in wanted}
            if facts is not None:
                row |= {"forum": facts.seat.get(person.id, ""), "wishes": list(facts.wishes.get(person.id, ()))}
            yield row


def _download(pieces: Iterator[bytes], content_type: str, filename: str) -> Response:
    response = Response(stream_with_context(pieces), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["Cache-Control"] = "no-store"
    return response
