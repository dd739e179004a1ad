"""Runs of the placing: start one, watch it, publish its draft."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
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
from forums.marketplace import queries as market_queries
from forums.marketplace.placing import errors, queries, rules, words
from forums.marketplace.placing.models import PlacementRun
from forums.marketplace.placing.rules import Settings
from forums.marketplace.placing.service import publication
from forums.marketplace.placing.service import runs as service
from forums.marketplace.placing.service.steps import release as release_pins
from forums.marketplace.plan import queries as plan_queries

placements = Blueprint("placements", __name__, url_prefix="/organise/<congress>/placement")
Page = str | tuple[str, int] | Response
SEEDS = 1_000_000
WITH_DRAFT = frozenset({"draft", "published", "replaced"})


@placements.get("")
@needs(Part.ORGANISER)
def placements_page(congress: str) -> Page:
    return _start_page({})


@placements.post("")
@needs(Part.ORGANISER)
def start(congress: str) -> Page:
    typed = request.form.to_dict()
    try:
        settings, seed = _asked(typed)
        with transaction() as session:
            run = service.start_run(session, g.congress, settings=settings, seed=seed, actor=actor(), now=clock.now())
    except errors.PlacingError as refused:
        return _start_page(typed, refused)
    return redirect(url_for(".run", congress=congress, placement=run.public_id), 303)


@placements.post("/release")
@needs(Part.ORGANISER)
def release(congress: str) -> Page:
    """Leave pinned stands to the calculation again."""
    with transaction() as session:
        count = release_pins(session, g.congress, request.form.getlist("stand"), actor=actor(), now=clock.now())
    flash(
        ngettext(
            "%(num)s stand is left to the calculation again.",
            "%(num)s stands are left to the calculation again.",
            count,
        )
    )
    return redirect(url_for(".placements_page", congress=congress, _anchor="pins"), 303)


@placements.get("/<placement>")
@needs(Part.ORGANISER)
def run(congress: str, placement: str) -> Page:
    found = queries.run(reading(), g.congress.id, placement)
    if found.status in WITH_DRAFT:
        return redirect(url_for("placement_drafts.draft", congress=congress, placement=placement))
    return render_template(
        "forums/marketplace/placing/run.html",
        run=found,
        state=_state(found),
        progress=_progress(found),
        conflict=_conflict(found),
    )


@placements.get("/<placement>/progress")
@needs(Part.ORGANISER)
def progress(congress: str, placement: str) -> Response:
    found = queries.run(reading(), g.congress.id, placement)
    return as_progress(_progress(found) | {"state": _state(found)})


@placements.post("/<placement>/cancel")
@needs(Part.ORGANISER)
def cancel(congress: str, placement: str) -> Page:
    with transaction() as session:
        found = queries.run(session, g.congress.id, placement)
        service.cancel_run(session, found, actor=actor(), now=clock.now())
    flash(gettext("The calculation has been stopped. Nothing has changed."))
    return redirect(url_for(".placements_page", congress=congress), 303)


@placements.get("/<placement>/publish")
@needs(Part.ORGANISER)
def ask_to_publish(congress: str, placement: str) -> Page:
    session = reading()
    found = queries.run(session, g.congress.id, placement)
    if found.status != "draft":
        return redirect(url_for(".run", congress=congress, placement=placement))
    changes = publication.differences(session, g.congress, found)
    stands = market_queries.accepted_stands(session, g.congress.id)
    return render_template(
        "forums/marketplace/placing/publish.html",
        run=found,
        told={kind: [one.organisation for one in stands if changes.get(one.id) == kind] for kind in publication.TOLD},
        kept=sum(1 for change in changes.values() if change == "kept"),
        nowhere=[one.organisation for one in stands if changes.get(one.id) in {None, "removed"}],
        is_stale=service.is_stale(session, g.congress, found),
    )


@placements.post("/<placement>/publish")
@needs(Part.ORGANISER)
def publish(congress: str, placement: str) -> Page:
    try:
        with transaction() as session:
            found = queries.run(session, g.congress.id, placement)
            counted = publication.publish(session, g.congress, found, actor=actor(), now=clock.now())
    except errors.PlacingError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for(".run", congress=congress, placement=placement), 303)
    told = sum(counted[kind] for kind in publication.TOLD)
    flash(ngettext("Published. %(num)s stand is told by mail.", "Published. %(num)s stands are told by mail.", told))
    return redirect(url_for("placement_drafts.draft", congress=congress, placement=placement), 303)


def _asked(typed: Mapping[str, str]) -> tuple[Settings, int]:
    seconds = _whole(typed, "seconds", least=1, most=rules.MOST_SECONDS)
    loud = _whole(typed, "loud_metres", least=0, most=rules.MOST_METRES)
    seed = _whole(typed, "seed", least=0, most=SEEDS)
    return Settings(zones="zones" in typed, seconds=seconds, loud_metres=loud, keeps="keeps" in typed), seed


def _whole(typed: Mapping[str, str], name: str, *, least: int, most: int) -> int:
    text = typed.get(name, "").strip()
    if text.isdecimal() and len(text) < 8 and least <= int(text) <= most:  # noqa: PLR2004 -- longer is too large anyway
        return int(text)
    raise errors.NotANumber(field=name, least=least, most=most)


def _start_page(typed: Mapping[str, str], refused: DomainError | None = None) -> Page:
    session = reading()
    runs = queries.runs(session, g.congress.id)
    pins = queries.pins(session, g.congress.id)
    stands = market_queries.accepted_stands(session, g.congress.id)
    pitches = plan_queries.pitches(session, g.congress.id)
    numbers = {pitch.id: pitch.number for pitch in pitches}
    last = Settings(**runs[0].settings) if runs else Settings()
    usual = {"seconds": last.seconds, "loud_metres": last.loud_metres, "seed": secrets.randbelow(SEEDS)}
    page = render_template(
        "forums/marketplace/placing/placements.html",
        runs=[(one, _state(one)) for one in runs],
        states=words.RUN_STATES,
        stands=len(stands),
        pitches=len(pitches),
        pinned=[(one, numbers[pins[one.id]]) for one in stands if one.id in pins],
        underway=queries.run_underway(session, g.congress.id),
        fields=typed or {name: str(value) for name, value in usual.items()},
        zones="zones" in typed if typed else last.zones,
        is_published=queries.published_run(session, g.congress.id) is not None,
        keeps="keeps" in typed if typed else True,
        faults={refused.field: [words_of(refused)]} if refused else {},
        summary=[(refused.field or "zones", words_of(refused))] if refused else [],
    )
    return (page, refused.status) if refused else page


def _state(run: PlacementRun) -> str:
    """Tell the state of a run; one whose job was given up has failed, whatever it says itself."""
    is_under_way = run.status in {"queued", "running"}
    return "failed" if is_under_way and job_queries.is_lost(reading(), run.job_public_id) else run.status


def _progress(run: PlacementRun) -> dict[str, int | str]:
    done, total = job_queries.steps(reading(), run.job_public_id)
    waiting = gettext("Waiting for its turn.")
    text = gettext("Calculating: %(percent)s of 100 steps.", percent=done) if run.status == "running" else waiting
    return {"done": done, "total": total, "text": str(text)}


def _conflict(run: PlacementRun) -> str:
    """Say why there is no draft, with names and numbers instead of ids."""
    told: Mapping[str, str] = run.result.get("conflict", {})
    text = told.get(page_language(), told.get("en", ""))
    for stand in market_queries.accepted_stands(reading(), run.congress_id):
        text = text.replace(stand.public_id, stand.organisation)
    for pitch in plan_queries.pitches(reading(), run.congress_id):
        text = text.replace(pitch.public_id, pitch.number)
    return text
