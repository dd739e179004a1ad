"""Plans of the rounds: calculate drafts, compare, publish, repair."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.jobs import queries as job_queries
from app.web.languages import page_language
from app.web.problem import words_of
from app.web.progress import as_progress
from forums.tables import errors, forms, queries, rules, service
from forums.tables.models import SliderTrial, TablePlan, TableRound, ThematicTable
from forums.tables.organiser import coming
from forums.tables.service import clocks
from forums.tables.service.plans import is_stale, touched

table_plans = Blueprint("table_plans", __name__, url_prefix="/organise/<congress>/table-plan")
Page = str | tuple[str, int] | Response
SEEDS = 10_000


@dataclass(frozen=True)
class Cell:
    """Who sits at a table in a round."""

    table: ThematicTable
    people: list[str]


@table_plans.get("")
@needs(Part.ORGANISER)
def plans(congress: str) -> Page:
    return _start_page({})


@table_plans.post("")
@needs(Part.ORGANISER)
def start(congress: str) -> Page:
    typed = request.form.to_dict()
    try:
        weights = forms.weights(typed)
        with transaction() as session:
            plan = service.start_plan(
                session, g.congress, weights=weights, seed=secrets.randbelow(SEEDS), actor=actor(), now=clock.now()
            )
    except errors.TablesInvalid as refused:
        return _start_page(typed, faults=refused.faults)
    except errors.TablesError as refused:
        return _start_page(typed, faults={"repeats": refused})
    return redirect(url_for(".plan", congress=congress, plan=plan.public_id), 303)


@table_plans.post("/cafe")
@needs(Part.ORGANISER)
def open_cafe(congress: str) -> Page:
    """Let guests choose their tables themselves."""
    try:
        with transaction() as session:
            plan = service.open_cafe(session, g.congress, actor=actor(), now=clock.now())
    except errors.TablesError as refused:
        return _start_page({}, faults={"repeats": refused})
    flash(gettext("Guests now choose their tables on their own pages."))
    return redirect(url_for(".plan", congress=congress, plan=plan.public_id), 303)


@table_plans.post("/cafe/end")
@needs(Part.ORGANISER)
def end_cafe(congress: str) -> Page:
    with transaction() as session:
        plan = queries.published(session, g.congress.id)
        if plan is not None and plan.is_cafe:
            service.end_cafe(session, g.congress, actor=actor(), now=clock.now())
    flash(gettext("The free choice of tables is over."))
    return redirect(url_for(".plans", congress=congress), 303)


@table_plans.get("/repair")
@needs(Part.ORGANISER)
def ask_to_repair(congress: str) -> Page:
    """Who is not there, and from which round on the plan shall be repaired."""
    session = reading()
    setting = queries.setting(session, g.congress.id)
    return render_template(
        "forums/tables/repair.html",
        people=sorted(
            queries.people(session, g.congress.id, setting.audience if setting else {}), key=lambda row: row.name
        ),
        absent=queries.absent(session, g.congress.id),
        seated=_seated(),
        rounds=queries.rounds(session, g.congress.id),
        missed=_missed(),
        first=clocks.upcoming(session, g.congress.id, now=clock.now()) or 1,
        is_published=_published_plan() is not None,
    )


@table_plans.post("/repair")
@needs(Part.ORGANISER)
def repair(congress: str) -> Page:
    """Note who is not there and calculate the rest anew."""
    here, gone = request.form.getlist("person"), request.form.getlist("absent")
    first = request.form.get("from_round", "")
    try:
        with transaction() as session:
            ids = queries.ids_of(session, g.congress.id)
            back = [ids[name] for name in here if name in ids and name not in gone]
            left = [ids[name] for name in gone if name in ids]
            service.note_absent(session, g.congress, back, is_absent=False, actor=actor(), now=clock.now())
            service.note_absent(session, g.congress, left, is_absent=True, actor=actor(), now=clock.now())
            plan = service.repair(
                session,
                g.congress,
                from_round=int(first) if first.isdecimal() else 1,
                actor=actor(),
                now=clock.now(),
            )
    except errors.TablesError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for(".ask_to_repair", congress=congress), 303)
    return redirect(url_for(".plan", congress=congress, plan=plan.public_id), 303)


@table_plans.get("/<plan>")
@needs(Part.ORGANISER)
def plan(congress: str, plan: str) -> Page:
    """A draft or the published plan: its worth, and who sits where."""
    session = reading()
    found = queries.plan(session, g.congress.id, plan)
    rounds, tables = queries.rounds(session, g.congress.id), queries.tables(session, g.congress.id)
    stops = queries.stops(session, found.id)
    names = queries.names(session, {person for one in stops.values() for person in one})
    changed = touched(session, found) if found.status == "draft" else set()
    gone, late = coming.changes_since(found)
    return render_template(
        "forums/tables/plan.html",
        plan=found,
        state=_state(found),
        progress=_progress(found),
        conflict=_conflict(found),
        rounds=[(one, _cells(one, tables, stops, names)) for one in rounds] if stops else [],
        touched=sorted(names[person][0] for person in changed if person in names),
        is_first=queries.published(session, g.congress.id) is None,
        is_stale=found.status == "draft" and is_stale(session, found),
        missing=coming.missing_hosts(),
        gone=gone,
        late=late,
    )


@table_plans.get("/<plan>/progress")
@needs(Part.ORGANISER)
def progress(congress: str, plan: str) -> Response:
    found = queries.plan(reading(), g.congress.id, plan)
    return as_progress(_progress(found) | {"state": _state(found)})


@table_plans.post("/<plan>/stop")
@needs(Part.ORGANISER)
def stop(congress: str, plan: str) -> Page:
    """End a calculation that is under way."""
    with transaction() as session:
        service.stop_plan(session, queries.plan(session, g.congress.id, plan))
    return redirect(url_for(".plan", congress=congress, plan=plan), 303)


@table_plans.post("/<plan>/publish")
@needs(Part.ORGANISER)
def publish(congress: str, plan: str) -> Page:
    try:
        with transaction() as session:
            found = queries.plan(session, g.congress.id, plan)
            count = service.publish(session, found, by_mail="by_mail" in request.form, actor=actor(), now=clock.now())
    except errors.TablesError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for(".plan", congress=congress, plan=plan), 303)
    flash(gettext("Published. %(count)s routes are new or changed; pages and calendars show them now.", count=count))
    return redirect(url_for(".plan", congress=congress, plan=plan), 303)


def _start_page(typed: Mapping[str, str], *, faults: Mapping[str, DomainError] | None = None) -> Page:
    session = reading()
    setting = queries.setting(session, g.congress.id)
    every = queries.plans(session, g.congress.id)
    trial = queries.trial(session, g.congress.id)
    calculated = next((one for one in every if not one.is_cafe), None)
    last = _last_settings(calculated, trial)
    page = render_template(
        "forums/tables/plans.html",
        plans=[(one, _state(one)) for one in every],
        trial=trial,
        tables=len(queries.tables(session, g.congress.id)),
        rounds=len(queries.rounds(session, g.congress.id)),
        people=len(queries.people(session, g.congress.id, setting.audience if setting else {})),
        fields=dict(typed) or {name: str(last.get(name, last.get("mix", 0))) for name in forms.WEIGHTS},
        faults={name: [words_of(fault)] for name, fault in (faults or {}).items()},
        summary=[(name, words_of(fault)) for name, fault in (faults or {}).items()],
        published=next((one for one in every if one.status == "published"), None),
        missing=coming.missing_hosts(),
        away=coming.count_away(),
        day_words=coming.day_in_words(),
    )
    return (page, 422) if faults else page


def _last_settings(plan: TablePlan | None, trial: SliderTrial | None) -> Mapping[str, Any]:  # Any: JSON
    """Give the sliders as they were set last."""
    if trial is not None and (plan is None or plan.created_at < trial.created_at):
        settings: Mapping[str, Any] = trial.settings  # as above
        return settings
    return forms.WEIGHTS if plan is None else plan.settings


def _published_plan() -> TablePlan | None:
    """The published plan that can be repaired: not the free choice of a World Café."""
    found = queries.published(reading(), g.congress.id)
    return None if found is None or found.is_cafe else found


def _seated() -> set[int]:
    published = _published_plan()
    return set(queries.routes_by_id(reading(), published.id)) if published else set()


def _missed() -> dict[int, tuple[int, int]]:
    """Tell by participant the numbers of round and table where somebody was missing last."""
    session, published = reading(), _published_plan()
    if published is None:
        return {}
    rounds = {one.id: one.number for one in queries.rounds(session, g.congress.id)}
    tables = {table.id: table.number for table in queries.tables(session, g.congress.id)}
    missing = rules.missed(list(rounds), queries.stops(session, published.id), queries.presence(session, g.congress.id))
    return {person: (rounds[one], tables[table]) for person, (one, table) in missing.items()}


def _cells(
    one: TableRound,
    tables: Sequence[ThematicTable],
    stops: Mapping[int, Mapping[int, int]],
    names: Mapping[int, tuple[str, str]],
) -> list[Cell]:
    people: dict[int, list[str]] = {}
    for person, table_id in stops.get(one.id, {}).items():
        people.setdefault(table_id, []).append(names[person][0])
    return [Cell(table, sorted(people.get(table.id, []))) for table in tables]


def _state(plan: TablePlan) -> str:
    """Tell the state of a plan; one whose job was given up has failed, whatever it says itself."""
    is_lost = plan.status == "queued" and job_queries.is_lost(reading(), plan.job_public_id)
    return "failed" if is_lost else plan.status


def _progress(plan: TablePlan) -> dict[str, int | str]:
    done, total = job_queries.steps(reading(), plan.job_public_id)
    return {"done": done, "total": total, "text": str(gettext("The rounds are being calculated."))}


def _conflict(plan: TablePlan) -> str:
    """Say why there is no plan, with names instead of ids."""
    words: Mapping[str, str] = plan.result.get("conflict", {})
    text = words.get(page_language(), words.get("en", ""))
    ids = {name for rule in plan.result.get("rules", []) for name in rule[1:]}
    tables = {table.public_id: str(table.number) for table in queries.tables(reading(), plan.congress_id)}
    known = queries.ids_of(reading(), plan.congress_id)
    for name, (written, _) in queries.names(reading(), {known[one] for one in ids if one in known}).items():
        text = text.replace(next(one for one in ids if known.get(one) == name), written)
    for public_id, number in tables.items():
        text = text.replace(public_id, number)
    return text
