"""Assignment runs: start one, watch it, look back, publish."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.jobs import queries as job_queries
from app.web.problem import words_of
from app.web.progress import as_progress
from forums.dialogue import conflicts, drafts, errors, queries, rooms, service, settings_form, ways_out, words
from forums.dialogue.layout import slots_of
from forums.dialogue.models import AssignmentRun, Forum
from forums.dialogue.problems import CLOSED, count_people, is_stale, stale_among, what_if
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.settings import FIRST, MOST_RANK, Settings, settings_of, stops

assignment_organiser = Blueprint("assignment_organiser", __name__, url_prefix="/organise/<congress>/assignment")
Page = str | tuple[str, int] | Response
SEEDS = 1_000_000  # short enough to be written down
LATEST = 12  # drafts whose inputs are compared with those of today
OVER = frozenset({"draft", "published"})


@assignment_organiser.get("")
@needs(Part.ORGANISER)
def assignment(congress: str) -> Page:  # noqa: ARG001 -- the guard found it
    return _start_page({})


@assignment_organiser.post("")
@needs(Part.ORGANISER)
def start(congress: str) -> Page:
    typed = request.form.to_dict()
    try:
        with transaction() as session:
            forums = queries.forums(session, g.congress.id)
            settings, seed = settings_form.assignment_settings(typed, forums, wishes=g.congress.wishes)
            run = service.start_run(session, g.congress, settings=settings, seed=seed, actor=actor(), now=clock.now())
    except DomainError as refused:
        return _start_page(typed, refused=refused)
    return redirect(url_for(".run", congress=congress, run=run.public_id), 303)


@assignment_organiser.post("/pins")
@needs(Part.ORGANISER)
def release(congress: str) -> Page:
    """Leave pinned people to the calculation again, also when their pins leave no draft to look at."""
    chosen, slot = request.form.getlist("person"), request.form.get("slot", 1, type=int)
    try:
        with transaction() as session:
            count = service.unpin(session, g.congress, chosen, slot=slot, actor=actor(), now=clock.now())
        flash(words.released(count))
    except errors.NobodyChosen as refused:
        flash(words_of(refused), "refused")
    return redirect(url_for(".assignment", congress=congress, _anchor="pins"), 303)


@assignment_organiser.post("/undo")
@needs(Part.ORGANISER)
def undo(congress: str) -> Page:
    """Take the last step on the workbench back, from a draft (named in the form) or from the start."""
    try:
        with transaction() as session:
            step = service.undo(session, g.congress, actor=actor(), now=clock.now())
        flash(gettext("Undone: %(what)s.", what=words.step(step)))
    except errors.NothingToUndo as refused:
        flash(words_of(refused), "refused")
    return _back(congress)


@assignment_organiser.post("/redo")
@needs(Part.ORGANISER)
def redo(congress: str) -> Page:
    """Do the step again that was taken back last."""
    try:
        with transaction() as session:
            step = service.redo(session, g.congress, actor=actor(), now=clock.now())
        flash(gettext("Done again: %(what)s.", what=words.step(step)))
    except errors.NothingToRedo as refused:
        flash(words_of(refused), "refused")
    return _back(congress)


def _back(congress: str) -> Response:
    if run := request.form.get("run", ""):
        slot = request.form.get("slot", type=int)
        return redirect(url_for(".draft", congress=congress, run=run, slot=slot, _anchor="workbench-heading"), 303)
    return redirect(url_for(".assignment", congress=congress, _anchor="pins"), 303)


@assignment_organiser.get("/<run>")
@needs(Part.ORGANISER)
def run(congress: str, run: str) -> Page:
    found = queries.run(reading(), g.congress.id, run)
    if found.status in OVER:
        return redirect(url_for(".draft", congress=congress, run=run))
    return render_template(
        "forums/dialogue/run.html",
        run=found,
        state=_state(found),
        progress=_progress(found),
        conflict=_conflict(found),
        settings=settings_of(found.settings),
    )


@assignment_organiser.get("/<run>/progress")
@needs(Part.ORGANISER)
def progress(congress: str, run: str) -> Response:  # noqa: ARG001 -- the guard found it
    found = queries.run(reading(), g.congress.id, run)
    return as_progress(_progress(found) | {"state": _state(found)})


@assignment_organiser.post("/<run>/again")
@needs(Part.ORGANISER)
def again(congress: str, run: str) -> Page:
    """Calculate once more with the same settings and seed, so that only what changed makes a difference."""
    try:
        with transaction() as session:
            before = queries.run(session, g.congress.id, run)
            settings = _with_cancelled(settings_of(before.settings), request.form.getlist("cancel"))
            if request.form.get("aim") in {*stops(MOST_RANK), *FIRST}:
                settings = replace(settings, aim=request.form["aim"])
            started = service.start_run(
                session, g.congress, settings=settings, seed=before.seed, actor=actor(), now=clock.now()
            )
    except errors.DialogueError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for(".assignment", congress=congress), 303)
    return redirect(url_for(".run", congress=congress, run=started.public_id), 303)


@assignment_organiser.post("/<run>/try")
@needs(Part.ORGANISER)
def try_way(congress: str, run: str) -> Page:
    """Try a way out that the explanation of a conflict named, as a draft beside it."""
    try:
        with transaction() as session:
            before = queries.run(session, g.congress.id, run)
            settings = _with_way(before, request.form.get("way", ""), queries.forums(session, g.congress.id))
            started = service.start_run(
                session, g.congress, settings=settings, seed=before.seed, actor=actor(), now=clock.now()
            )
    except errors.DialogueError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for(".assignment", congress=congress), 303)
    return redirect(url_for(".run", congress=congress, run=started.public_id), 303)


@assignment_organiser.post("/<run>/adopt")
@needs(Part.ORGANISER)
def adopt(congress: str, run: str) -> Page:
    """Take over the seats that a draft tried out; the draft is then one that can be published."""
    with transaction() as session:
        found = queries.run(session, g.congress.id, run)
        count = service.adopt_seats(session, g.congress, found, actor=actor(), now=clock.now())
    flash(ngettext("%(num)s forum has been changed.", "%(num)s forums have been changed.", count))
    return redirect(url_for(".run", congress=congress, run=run), 303)


@assignment_organiser.post("/<run>/cancel")
@needs(Part.ORGANISER)
def cancel(congress: str, run: str) -> Page:
    with transaction() as session:
        service.cancel_run(session, queries.run(session, g.congress.id, run), actor=actor(), now=clock.now())
    flash(gettext("The calculation has been stopped. Nothing has changed."))
    return redirect(url_for(".assignment", congress=congress), 303)


@assignment_organiser.get("/<run>/publish")
@needs(Part.ORGANISER)
def ask_to_publish(congress: str, run: str) -> Page:
    session = reading()
    found = queries.run(session, g.congress.id, run)
    if found.status != "draft":
        return redirect(url_for(".run", congress=congress, run=run))
    return render_template(
        "forums/dialogue/publish.html",
        run=found,
        differences=drafts.differences(queries.cards(session, found.id)),
        is_stale=is_stale(session, g.congress, found),
        is_hypothetical=bool(what_if(settings_of(found.settings), queries.forums(session, g.congress.id))),
    )


@assignment_organiser.post("/<run>/publish")
@needs(Part.ORGANISER)
def publish(congress: str, run: str) -> Page:
    try:
        with transaction() as session:
            service.publish(session, queries.run(session, g.congress.id, run), actor=actor(), now=clock.now())
    except errors.DialogueError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for(".run", congress=congress, run=run), 303)
    flash(gettext("Published. The personal pages and calendars show the forums now; the mails are on their way."))
    return redirect(url_for(".draft", congress=congress, run=run), 303)


def _start_page(typed: Mapping[str, str], *, refused: DomainError | None = None) -> Page:
    session = reading()
    forums = queries.forums(session, g.congress.id)
    unconfirmed, staff = inputs_of.left_aside(session, g.congress.id)
    people, missing = count_people(session, g.congress)
    runs = queries.runs(session, g.congress.id)
    page = render_template(
        "forums/dialogue/assignment.html",
        forums=settings_form.offered(forums),
        people=people,
        never_there=missing.pop(0, 0),
        missing=missing,
        slot_word=words.slot,
        pinned=queries.pinned_people(session, g.congress.id),
        unconfirmed=unconfirmed,
        staff=staff,
        slots=slots_of(forums),
        overlapping=rooms.slots_overlap(forums),
        different_times=rooms.meet_at_different_times(forums),
        runs=runs,
        **steps(),
        **_history(runs),
        underway=queries.run_underway(session, g.congress.id),
        fields=typed or _usual_fields(runs[0] if runs else None, forums),
        tried=typed.get("tried") == "yes",
        pairs=len(inputs_of.pairs(session, g.congress.id)),
        faults={refused.field: [words_of(refused)]} if refused else {},
        summary=[(refused.field, words_of(refused))] if refused else [],
        status_words=words.RUN_STATES,
        status_kinds=words.RUN_KINDS,
    )
    return (page, refused.status) if refused else page


def steps() -> dict[str, str]:
    """Say what undo would take back, and redo would do again; nothing where there is nothing."""
    session = reading()
    return {
        "undoable": words.undoable(service.undoable(session, g.congress)),
        "redoable": words.redoable(service.redoable(session, g.congress)),
    }


def _history(runs: Sequence[AssignmentRun]) -> dict[str, object]:
    """Tell of past runs which are out of date, what came first in them, and what they came to."""
    over = [run for run in runs if run.status in OVER]
    return {
        "stale": stale_among(reading(), g.congress, [run for run in over if run.status == "draft"][:LATEST]),
        "comparable": len(over) > 1,
        "aims_of": {run.id: words.aim(settings_of(run.settings).aim) for run in runs},
        "headlines": {run.id: drafts.headline(run.result["histogram"]) for run in over},
    }


def _usual_fields(latest: AssignmentRun | None, forums: Sequence[Forum]) -> dict[str, str]:
    """Fill the form as last time, without what was only tried out; a first run gets a drawn seed, which is shown and kept."""
    settings = settings_form.usual(settings_of(latest.settings)) if latest else Settings()
    seed = latest.seed if latest else secrets.randbelow(SEEDS)
    return settings_form.fields_of(settings, seed, forums, wishes=g.congress.wishes)


def _with_cancelled(settings: Settings, numbers: Sequence[str]) -> Settings:
    """Try out that the forums of these *numbers* do not take place, in place of those that a draft proposed to cancel."""
    if not numbers:
        return settings
    forums = queries.forums(reading(), g.congress.id)
    kept = {forum: span for forum, span in settings.seats.items() if span != CLOSED}
    closed = {forum.public_id: CLOSED for forum in settings_form.offered(forums) if str(forum.number) in numbers}
    return replace(settings, seats=kept | closed, may_cancel=False)


def _with_way(run: AssignmentRun, way: str, forums: Sequence[Forum]) -> Settings:
    """Take a way out over into the settings of a run; raises NotFound for one that it does not have."""
    settings, remedies = settings_of(run.settings), run.result.get("conflict", {}).get("remedies", ())
    if way.isascii() and way.isdigit() and int(way) < len(remedies):
        return ways_out.changed(settings, remedies[int(way)], forums)
    if way in {*ways_out.SOFT_BY_KIND, ways_out.WITHOUT_PINS}:
        return ways_out.softened(settings, way)
    raise NotFound


def _conflict(run: AssignmentRun) -> conflicts.Explanation | None:
    conflict = run.result.get("conflict")
    if conflict is None:
        return None
    session = reading()
    rules = [*conflict["rules"], *(change for remedy in conflict.get("remedies", ()) for change in remedy)]
    return conflicts.explain(
        conflict,
        queries.forums(session, run.congress_id),
        people=queries.names_of_people(
            session,
            run.congress_id,
            {rule[who] for rule in rules for who in ("participant", "other") if who in rule},
        ),
        organisations=queries.names_of_organisations(
            session, run.congress_id, {rule["org"] for rule in rules if "org" in rule}
        ),
    )


def _state(run: AssignmentRun) -> str:
    """Tell the state of a run; one whose job was given up has failed, whatever it says itself."""
    is_under_way = run.status in {"queued", "running"}
    return "failed" if is_under_way and job_queries.is_lost(reading(), run.job_public_id) else run.status


def _progress(run: AssignmentRun) -> dict[str, int | str]:
    done, total = job_queries.steps(reading(), run.job_public_id)
    waiting = gettext("Waiting for its turn.")
    text = gettext("Calculating: %(percent)s of 100 steps.", percent=done) if run.status == "running" else waiting
    return {"done": done, "total": total, "text": str(text)}
