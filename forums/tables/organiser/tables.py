"""Tables, rounds and who takes part: list, add, change, remove."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress import queries as congress_queries
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.web.formats import localized, long_day
from app.web.languages import page_language
from app.web.problem import words_of
from forums.tables import errors, forms, queries, rules, service
from forums.tables.models import ThematicTable
from forums.tables.organiser import coming
from forums.tables.service.tables import frame_of, person_named
from registration.fields import queries as fields_of
from registration.fields.words import list_words
from registration.places import queries as places_of

tables_organiser = Blueprint("tables_organiser", __name__, url_prefix="/organise/<congress>/tables")
Page = str | tuple[str, int] | Response


@tables_organiser.get("")
@needs(Part.ORGANISER)
def tables(congress: str) -> Page:
    return _overview(forms.fields_of_rounds(queries.rounds(reading(), g.congress.id), g.congress))


@tables_organiser.post("/rounds")
@needs(Part.ORGANISER)
def set_rounds(congress: str) -> Page:
    typed = request.form.to_dict()
    try:
        timing = forms.timing(typed, g.congress)
        with transaction() as session:
            service.set_rounds(session, g.congress, timing, actor=actor(), now=clock.now())
    except errors.TablesInvalid as refused:
        return _overview(typed, faults=refused.faults)
    except errors.TablesError as refused:
        return _overview(typed, faults={refused.field: refused})
    flash(gettext("The rounds are laid out."))
    return redirect(url_for(".tables", congress=congress, _anchor="rounds"), 303)


@tables_organiser.post("/setting")
@needs(Part.ORGANISER)
def set_setting(congress: str) -> Page:
    faults: dict[str, DomainError] = {}
    wishes = forms.whole(request.form, "wishes", least=0, most=rules.MOST_WISHES, faults=faults, empty=0)
    if faults:
        return _overview(forms.fields_of_rounds(queries.rounds(reading(), g.congress.id), g.congress), faults=faults)
    audience = {
        "sectors": [code for code, _ in _sectors() if code in request.form.getlist("sector")],
        "roles": [code for code, _ in _categories() if code in request.form.getlist("category")],
    }
    with transaction() as session:
        service.set_setting(
            session,
            g.congress,
            topic_once="topic_once" in request.form,
            wishes=wishes or 0,
            audience=audience,
            actor=actor(),
            now=clock.now(),
        )
    flash(gettext("Kept."))
    return redirect(url_for(".tables", congress=congress, _anchor="setting"), 303)


@tables_organiser.post("/pairs")
@needs(Part.ORGANISER)
def add_pair(congress: str) -> Page:
    try:
        with transaction() as session:
            people = [
                person_named(session, g.congress.id, request.form.get(name, ""), field=name)
                for name in ("first", "second")
            ]
            service.add_pair(session, g.congress, *people, actor=actor(), now=clock.now())
    except errors.TablesError as refused:
        fields = forms.fields_of_rounds(queries.rounds(reading(), g.congress.id), g.congress)
        return _overview(fields | request.form.to_dict(), faults={refused.field: refused})
    flash(gettext("The two will never sit at one table."))
    return redirect(url_for(".tables", congress=congress, _anchor="pairs"), 303)


@tables_organiser.post("/pairs/<int:pair>/remove")
@needs(Part.ORGANISER)
def remove_pair(congress: str, pair: int) -> Page:
    with transaction() as session:
        service.remove_pair(session, g.congress, pair, actor=actor(), now=clock.now())
    return redirect(url_for(".tables", congress=congress, _anchor="pairs"), 303)


@tables_organiser.get("/new")
@needs(Part.ORGANISER)
def new_table(congress: str) -> Page:
    return _form(forms.fields_of_new(queries.tables(reading(), g.congress.id)), table=None)


@tables_organiser.post("/new")
@needs(Part.ORGANISER)
def create_table(congress: str) -> Page:
    typed = request.form.to_dict()
    try:
        with transaction() as session:
            wanted = forms.table_request(typed, frame_of(session, g.congress, table=None), _people(session, typed))
            table = service.create_table(session, g.congress, wanted, actor=actor(), now=clock.now())
    except errors.TablesInvalid as refused:
        return _form(typed, table=None, faults=refused.faults)
    flash(gettext("Table %(number)s has been added.", number=table.number))
    return redirect(url_for(".tables", congress=congress), 303)


@tables_organiser.get("/<table>")
@needs(Part.ORGANISER)
def edit_table(congress: str, table: str) -> Page:
    found = queries.table(reading(), g.congress.id, table)
    return _form(forms.fields_of(found), table=found)


@tables_organiser.post("/<table>")
@needs(Part.ORGANISER)
def change_table(congress: str, table: str) -> Page:
    typed = request.form.to_dict()
    try:
        with transaction() as session:
            found = queries.table(session, g.congress.id, table)
            wanted = forms.table_request(typed, frame_of(session, g.congress, table=found), _people(session, typed))
            service.change_table(session, g.congress, found, wanted, actor=actor(), now=clock.now())
    except errors.TablesInvalid as refused:
        return _form(typed, table=queries.table(reading(), g.congress.id, table), faults=refused.faults)
    flash(gettext("Table %(number)s has been changed.", number=found.number))
    return redirect(url_for(".tables", congress=congress), 303)


@tables_organiser.get("/<table>/remove")
@needs(Part.ORGANISER)
def ask_to_remove(congress: str, table: str) -> Page:
    found = queries.table(reading(), g.congress.id, table)
    return render_template("forums/tables/remove_table.html", table=found)


@tables_organiser.post("/<table>/remove")
@needs(Part.ORGANISER)
def remove_table(congress: str, table: str) -> Page:
    with transaction() as session:
        found = queries.table(session, g.congress.id, table)
        service.remove_table(session, found, actor=actor(), now=clock.now())
    flash(gettext("Table %(number)s is gone.", number=found.number))
    return redirect(url_for(".tables", congress=congress), 303)


def _people(session: Session, typed: Mapping[str, str]) -> dict[str, int | None]:
    """Find host and co-host by what was typed; raises TablesInvalid."""
    found: dict[str, int | None] = {}
    for name in ("host", "cohost"):
        if words := typed.get(name, "").strip():
            try:
                found[name] = person_named(session, g.congress.id, words, field=name).id
            except errors.TablesError as fault:
                raise errors.TablesInvalid(faults={name: fault}) from fault
    return found


def _overview(fields: Mapping[str, str], *, faults: Mapping[str, DomainError] | None = None) -> Page:
    session = reading()
    setting = queries.setting(session, g.congress.id)
    pairs = queries.pairs(session, g.congress.id)
    audience = setting.audience if setting else {}
    page = render_template(
        "forums/tables/tables.html",
        tables=queries.tables(session, g.congress.id),
        rounds=queries.rounds(session, g.congress.id),
        people=len(queries.people(session, g.congress.id, audience)),
        missing=coming.missing_hosts(),
        away=coming.count_away(),
        day_words=coming.day_in_words(),
        fields=fields,
        faults={name: [words_of(fault)] for name, fault in (faults or {}).items()},
        summary=[(name, words_of(fault)) for name, fault in (faults or {}).items()],
        days=[(day.isoformat(), long_day(day)) for day in _days()],
        language_names={code: PAGE_LANGUAGES.get(code, code) for code in g.congress.languages},
        topic_once=setting.topic_once if setting else True,
        wishes=setting.wishes if setting else 0,
        chosen_sectors=audience.get("sectors", []),
        sectors=_sectors(),
        chosen_categories=audience.get("roles", []),
        categories=_categories(),
        pairs=pairs,
        names=queries.names(session, {p for pair in pairs for p in (pair.first_id, pair.second_id)}),
    )
    return (page, 422) if faults else page


def _sectors() -> list[tuple[str, str]]:
    """The sectors that this congress tells apart."""
    return list(list_words(fields_of.plan(reading(), g.congress.id), "sector", page_language()).items())


def _categories() -> list[tuple[str, str]]:
    return [(code, localized(label)) for code, label in places_of.labels(reading(), g.congress.id).items()]


def _days() -> list[date]:
    span = (g.congress.ends_on - g.congress.starts_on).days + 1
    return [g.congress.starts_on + timedelta(days=days) for days in range(span)]


def _form(
    fields: Mapping[str, str], *, table: ThematicTable | None, faults: Mapping[str, DomainError] | None = None
) -> Page:
    page = render_template(
        "forums/tables/edit_table.html",
        table=table,
        fields=fields,
        faults={name: [words_of(fault)] for name, fault in (faults or {}).items()},
        summary=[(name, words_of(fault)) for name, fault in (faults or {}).items()],
        rooms=[(room.public_id, room.name) for room in congress_queries.rooms(reading(), g.congress.id)],
        language_names={code: PAGE_LANGUAGES.get(code, code) for code in g.congress.languages},
    )
    return (page, 422) if faults else page
