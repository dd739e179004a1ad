"""Organisers take the list of participants along: columns and filters chosen, as CSV, workbook or JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, g, render_template, request, stream_with_context

from app.accounts.guards import needs, sees_needs
from app.accounts.models import Part
from app.db import end_reading, reading
from app.organiser import lists, own_answers, queries
from app.orm import in_language
from app.web.languages import page_language
from registration.exchange import columns, tables
from registration.exchange import queries as exchange
from registration.exchange.columns import Column
from registration.fields.queries import answers_of
from registration.fields.queries import plan as form_of
from registration.fields.rules import OWN, Field, Plan
from registration.fields.words import label_of, list_words
from registration.participants import queries as participants
from registration.participants.rules import SENSITIVE
from registration.participants.words import STATES
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
        columns=[
            *((column.key, column.label) for column in columns.COLUMNS if _may_take(column)),
            *((_own_key(field), label_of(field, page_language())) for field in own_answers.columns(reading(), _plan())),
        ],
        chosen=chosen | {_own_key(field) for field in _wanted_own()},
        states=[(status.value, word) for status, (_, word) in STATES.items()],
        sectors=list(list_words(_plan(), "sector", page_language()).items()),
        roles=[(category.code, in_language(category.label, page_language())) for category in categories],
    )


@bp.get("/export.csv")
@needs(Part.ORGANISER)
def export_csv(congress: str) -> Response:
    """All that the filters let through; streamed, without a read transaction across the stream."""
    wanted, own = _wanted(), _wanted_own()
    pieces = tables.as_csv(_heading(wanted, own), _rows_in_words(wanted, own))
    return _download(pieces, "text/csv; charset=utf-8", f"{congress}.csv")


@bp.get("/export.xlsx")
@needs(Part.ORGANISER)
def export_xlsx(congress: str) -> Response:
    wanted, own = _wanted(), _wanted_own()
    pieces = tables.as_xlsx(_heading(wanted, own), _rows_in_words(wanted, own), title=congress)
    return _download(pieces, XLSX, f"{congress}.xlsx")


@bp.get("/export.json")
@needs(Part.ORGANISER)
def export_json(congress: str) -> Response:
    """The same for machines: codes instead of words."""
    wanted, own = _wanted(), _wanted_own()
    rows = (
        {column.key: columns.in_codes(column, row[column.key]) for column in wanted}
        | {_own_key(field): row[OWN].get(field.key) for field in own}
        for row in _rows(wanted, own)
    )
    return _download(tables.as_json(rows), "application/json", f"{congress}.json")


def _wanted() -> tuple[Column, ...]:
    named = request.args.getlist("columns")
    if named and all(name.startswith(OWN) for name in named):
        return ()
    return tuple(column for column in columns.chosen(named) if _may_take(column))


def _wanted_own() -> list[Field]:
    """List the congress's own questions among the columns: those named, all of them if no column is named."""
    named = request.args.getlist("columns")
    found = own_answers.columns(reading(), _plan())
    return [field for field in found if _own_key(field) in named] if named else found


def _own_key(field: Field) -> str:
    return f"{OWN}{field.key}"


def _plan() -> Plan:
    return form_of(reading(), g.congress.id)


def _may_take(column: Column) -> bool:
    """Tell whether this organiser may read a column: what somebody needs is for whom the congress names."""
    return column.key not in SENSITIVE or sees_needs()


def _heading(wanted: Sequence[Column], own: Sequence[Field]) -> list[str]:
    return [*(str(column.label) for column in wanted), *(label_of(field, page_language()) for field in own)]


def _rows_in_words(wanted: Sequence[Column], own: Sequence[Field]) -> Iterator[Sequence[str]]:
    plan, language = _plan(), page_language()
    words = {
        **columns.vocabulary(places.categories(reading(), g.congress.id), language),
        **{name: list_words(plan, name, language) for name in ("sector", "level")},
    }
    for row in _rows(wanted, own):
        told = [columns.in_words(column, row[column.key], words) for column in wanted]
        yield [*told, *own_answers.cells(plan, own, row[OWN])]


def _rows(wanted: Sequence[Column], own: Sequence[Field]) -> Iterator[Mapping[str, Any]]:  # Any: columns of any kind
    """Walk through everyone whom the filters let through, a piece at a time; no read transaction stays open between pieces."""
    sources = sorted({"id", *(column.source for column in wanted)})
    has_forums = {"forum", "wishes"} & {column.key for column in wanted}
    pieces = exchange.pieces(reading(), g.congress.id, lists.listing_asked().wanted, sources)
    for people in pieces:
        facts = queries.forum_facts(reading(), [person.id for person in people]) if has_forums else None
        answers = answers_of(reading(), [person.id for person in people]) if own else {}
        end_reading()
        for person in people:
            row: dict[str, Any] = {OWN: answers.get(person.id, {})}  # Any: as above
            row |= {column.key: getattr(person, column.source) for column in wanted}
            if facts is not None:
                row |= {"forum": facts.seat.get(person.id, ""), "wishes": list(facts.wishes.get(person.id, ()))}
            yield row


def _download(pieces: Iterator[bytes], content_type: str, filename: str) -> Response:
    response = Response(stream_with_context(pieces), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["Cache-Control"] = "no-store"
    return response
