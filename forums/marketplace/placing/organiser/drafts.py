"""A draft on the plan: looked at, corrected by dragging, selecting or keyboard, explained, checked by files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import NotFound
from app.web.problem import words_of
from forums.marketplace.models import Stand
from forums.marketplace.placing import errors, queries, reasons, rules, words
from forums.marketplace.placing.models import DraftPlace, PlacementRun
from forums.marketplace.placing.problems import Market
from forums.marketplace.placing.rules import Board, Settings
from forums.marketplace.placing.service import runs as run_service
from forums.marketplace.placing.service import steps as service
from forums.marketplace.plan import queries as plan_queries
from forums.marketplace.plan import words as plan_words
from forums.marketplace.plan.drawing import Drawing, drawing_of
from forums.marketplace.plan.models import Pitch
from forums.marketplace.plan.organiser.halls import backdrop_of
from forums.marketplace.plan.rules import in_order
from forums.marketplace.plan.service.halls import layout_of
from forums.placement.problem import problem_as_json

placement_drafts = Blueprint("placement_drafts", __name__, url_prefix="/organise/<congress>/placement/<placement>")
Page = str | tuple[str, int] | Response


@dataclass(frozen=True)
class Line:
    """A stand in the table of a draft."""

    stand: Stand
    pitch: Pitch | None
    why: list[str]
    is_pinned: bool
    is_changed: bool


@dataclass(frozen=True)
class View:
    """A draft with all that its pages ask for."""

    run: PlacementRun
    market: Market
    board: Board
    places: Mapping[int, DraftPlace]

    @property
    def names(self) -> dict[str, str]:
        return {name: stand.organisation for name, stand in self.market.stands.items()}

    @property
    def numbers(self) -> dict[str, str]:
        return {name: pitch.number for name, pitch in self.market.pitches.items()}


@placement_drafts.get("/draft")
@needs(Part.ORGANISER)
def draft(congress: str, placement: str) -> Page:
    return _draft_page(_view(placement))


@placement_drafts.post("/move")
@needs(Part.ORGANISER)
def move(congress: str, placement: str) -> Page:
    """Put a stand on a pitch, or take it off where no pitch is named; what a drag does arrives here as well."""
    typed = request.form.to_dict()
    try:
        with transaction() as session:
            found = queries.run(session, g.congress.id, placement)
            count = service.move(
                session,
                g.congress,
                found,
                stand=typed.get("stand", ""),
                pitch=typed.get("pitch", "").strip(),
                actor=actor(),
                now=clock.now(),
            )
    except errors.CannotStand as refused:
        view = _view(placement)
        said = f"{words_of(refused)} {words.obstacles(refused.obstacles, view.names)}"
        return _draft_page(view, typed, fault=("pitch", said)), 422
    except errors.PlacingError as refused:
        return _draft_page(_view(placement), typed, fault=(refused.field, words_of(refused))), refused.status
    flash(
        ngettext(
            "%(num)s stand is moved and stays there.",
            "%(num)s stands have changed places; the one you moved stays there.",
            count,
        )
    )
    return redirect(url_for(".draft", congress=congress, placement=placement, _anchor="plan"), 303)


@placement_drafts.post("/undo")
@needs(Part.ORGANISER)
def undo(congress: str, placement: str) -> Page:
    try:
        with transaction() as session:
            found = queries.run(session, g.congress.id, placement)
            service.undo(session, g.congress, found, actor=actor(), now=clock.now())
        flash(gettext("The last step is taken back."))
    except errors.PlacingError as refused:
        flash(words_of(refused), "refused")
    return redirect(url_for(".draft", congress=congress, placement=placement, _anchor="plan"), 303)


@placement_drafts.post("/again")
@needs(Part.ORGANISER)
def again(congress: str, placement: str) -> Page:
    """Calculate once more with the same settings and seed; pins hold."""
    try:
        with transaction() as session:
            before = queries.run(session, g.congress.id, placement)
            started = run_service.start_run(
                session,
                g.congress,
                settings=Settings(**before.settings),
                seed=before.seed,
                actor=actor(),
                now=clock.now(),
            )
    except errors.PlacingError as refused:
        flash(words_of(refused), "refused")
        return redirect(url_for("placements.placements_page", congress=congress), 303)
    return redirect(url_for("placements.run", congress=congress, placement=started.public_id), 303)


@placement_drafts.get("/stands/<stand>")
@needs(Part.ORGANISER)
def stand(congress: str, placement: str, stand: str) -> Page:
    """Why a stand is where it is, and where else it could be."""
    view = _view(placement)
    found = view.market.stands.get(stand)
    if found is None:
        raise NotFound
    place = view.board.placement.get(stand)
    return render_template(
        "forums/marketplace/placing/stand.html",
        run=view.run,
        stand=found,
        pitch=view.market.pitches[place] if place else None,
        why=words.why(view.places[found.id].reason) if found.id in view.places else [],
        ways=_ways(view, stand) if place is None else [],
        choices=_choices(view, stand),
        is_pinned=view.board.stands[stand].fixed is not None,
        powers=plan_words.powers(),
    )


@placement_drafts.get("/fits/<stand>")
@needs(Part.ORGANISER)
def fits(congress: str, placement: str, stand: str) -> Response:
    """For the script: what stands in the way of a stand, by number of the pitch; "" where nothing does."""
    view = _view(placement)
    if stand not in view.market.stands:
        raise NotFound
    return jsonify({pitch.number: said for pitch, _, said in _choices(view, stand)})


@placement_drafts.get("/problem.json")
@needs(Part.ORGANISER)
def problem(congress: str, placement: str) -> Response:
    return _file(problem_as_json(_view(placement).market.problem), "problem.json")


@placement_drafts.get("/solution.json")
@needs(Part.ORGANISER)
def solution(congress: str, placement: str) -> Response:
    """The draft as it stands, for `reihum check stands`; counted anew, since it may have been corrected by hand."""
    from forums.placement.solver import best_for_each, total

    view = _view(placement)
    problem, placed = view.market.problem, dict(view.board.placement)
    spots = {spot.id: number for number, spot in enumerate(problem.spots)}
    worth = total(problem, {e: spots[placed[one.id]] for e, one in enumerate(problem.stands) if one.id in placed})
    document: dict[str, Any] = {  # Any: JSON
        "status": "feasible",
        "objective": worth,
        "bound": max(best_for_each(problem), worth),
        "placement": placed,
        "unplaced": [one.id for one in problem.stands if one.id not in placed],
    }
    return _file(document, "solution.json")


def _view(placement: str) -> View:
    session = reading()
    found = queries.run(session, g.congress.id, placement)
    market, board = service.board_of(session, g.congress, found)
    return View(found, market, board, queries.draft(session, found.id))


def _draft_page(view: View, typed: Mapping[str, str] | None = None, *, fault: tuple[str, str] | None = None) -> str:
    session, run = reading(), view.run
    lines = _lines(view)
    placed = [line for line in lines if line.pitch is not None]
    return render_template(
        "forums/marketplace/placing/draft.html",
        run=run,
        result=run.result,
        headline=words.headline(len(placed), len(lines)),
        measured=plan_words.measured,
        home=sum(1 for place in view.places.values() if place.pitch_id and place.reason.get("home")),
        themed=sum(1 for one in view.market.problem.stands if one.theme is not None),
        lines=lines,
        unplaced=[(line, _ways(view, line.stand.public_id)) for line in lines if line.pitch is None],
        drawings=_drawings(view, lines),
        stand_options=[(line.stand.public_id, line.stand.organisation) for line in lines],
        pitch_options=[(number, number) for number in sorted(view.numbers.values(), key=in_order)],
        free=sorted({*view.numbers.values()} - {line.pitch.number for line in placed if line.pitch}, key=in_order),
        undoable=queries.last_step(session, run.id) is not None and run.status == "draft",
        is_stale=run.status == "draft" and run_service.is_stale(session, g.congress, run),
        fields=typed or {},
        faults={fault[0]: [fault[1]]} if fault else {},
        summary=[fault] if fault else [],
    )


def _lines(view: View) -> list[Line]:
    before = {stand: place.pitch_id for stand, place in queries.all_places(reading(), g.congress.id).items()}
    lines = []
    for name, one in view.market.stands.items():
        spot = view.board.placement.get(name)
        pitch = view.market.pitches[spot] if spot else None
        told = words.why(view.places[one.id].reason) if one.id in view.places else []
        is_changed = bool(before) and before.get(one.id) != (pitch.id if pitch else None)
        lines.append(Line(one, pitch, told, view.board.stands[name].fixed is not None, is_changed))
    return lines


def _drawings(view: View, lines: list[Line]) -> list[Drawing]:
    session = reading()
    told = {line.pitch.number: _told(line) for line in lines if line.pitch}
    free = {number: ("", str(gettext("free")), "free") for number in view.numbers.values() if number not in told}
    here = {"congress": g.congress.slug, "placement": view.run.public_id}
    links = {line.pitch.number: url_for(".stand", **here, stand=line.stand.public_id) for line in lines if line.pitch}
    return [
        drawing_of(
            layout_of(hall),
            name=hall.name,
            words=plan_words.pitch_words,
            kinds=plan_words.kinds(),
            picture=backdrop_of(session, hall),
            told=told | free,
            links=links,
        )
        for hall in plan_queries.halls(session, g.congress.id)
        if hall.pitches
    ]


def _told(line: Line) -> tuple[str, str, str]:
    marks = " ".join(mark for mark, is_so in (("pinned", line.is_pinned), ("changed", line.is_changed)) if is_so)
    return line.stand.organisation, line.stand.organisation, marks


def _choices(view: View, stand: str) -> list[tuple[Pitch, str, str]]:
    """List every other pitch with who is there and what stands in the way ("": nothing), those that would do first."""
    found = []
    for spot, pitch in view.market.pitches.items():
        if view.board.placement.get(stand) == spot:
            continue
        _, hindered = rules.moves_for(view.board, stand, spot)
        told = [{"kind": one.kind, "needs": one.needs, "has": one.has, "other": one.other} for one in hindered]
        holder = view.board.holder.get(spot)
        found.append((pitch, view.names.get(holder or "", ""), words.obstacles(told, view.names)))
    return sorted(found, key=lambda choice: (bool(choice[2]), bool(choice[1]), in_order(choice[0].number)))


def _ways(view: View, stand: str) -> list[str]:
    ways = reasons.remedies(view.board, stand)
    if not ways:
        return [str(gettext("No pitch is free. Draw one more, or put the stand on the waiting list."))]
    return [words.remedy(way, view.numbers, view.names) for way in ways]


def _file(document: dict[str, Any], name: str) -> Response:  # Any: JSON
    answer = jsonify(document)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
