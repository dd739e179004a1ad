"""Halls: list, add, draw by table or in the plan, rows at once, undo, picture behind, files in and out, print to scale."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.web.problem import words_of
from forums.marketplace.plan import document, errors, forms, pictures, queries, rules, words
from forums.marketplace.plan.drawing import Backdrop, Drawing, drawing_of
from forums.marketplace.plan.geometry import Rect
from forums.marketplace.plan.models import Hall
from forums.marketplace.plan.rules import Layout
from forums.marketplace.plan.service import halls as service
from forums.marketplace.plan.service import pictures as picture_service

halls = Blueprint("halls", __name__, url_prefix="/organise/<congress>/halls")
Page = str | tuple[str, int] | Response
Faults = Mapping[str, DomainError]
SCALES = (50, 100, 200, 500)
PAPERS, PDF_SCALES = ("A4", "A3", "A2", "A1", "A0"), (25, 50, 75, 100, 125, 150, 200, 250, 500)


@halls.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> Page:
    return _overview({})


@halls.post("")
@needs(Part.ORGANISER)
def create(congress: str) -> Page:
    typed = request.form.to_dict()
    try:
        width, depth = forms.size_of(typed)
        with transaction() as session:
            hall = service.create_hall(
                session,
                g.congress,
                name=typed.get("name", ""),
                width=width,
                depth=depth,
                actor=actor(),
                now=clock.now(),
            )
    except errors.PlanInvalid as refused:
        return _overview(typed, refused.faults)
    except DomainError as refused:
        return _overview(typed, {refused.field: refused})
    return redirect(url_for(".hall", congress=congress, hall=hall.public_id), 303)


@halls.get("/<hall>")
@needs(Part.ORGANISER)
def hall(congress: str, hall: str) -> Page:
    found = queries.hall(reading(), g.congress.id, hall)
    return _page(found, forms.fields_of(service.layout_of(found)))


@halls.post("/<hall>")
@needs(Part.ORGANISER)
def draw(congress: str, hall: str) -> Page:
    """Take both tables as they stand; what the plan's script does arrives here as well."""
    typed, ticked = request.form.to_dict(), request.form.getlist("tick")
    found = queries.hall(reading(), g.congress.id, hall)
    try:
        table = forms.table_of(typed, service.layout_of(found), ticked=ticked)
    except errors.PlanInvalid as refused:
        return _page(found, typed, refused.faults)
    seen = typed.get("revision", "")
    try:
        _drawn(hall, lambda _: table.layout, revision=int(seen) if seen.isdecimal() and len(seen) < 9 else None)  # noqa: PLR2004 -- a number
    except errors.PlanInvalid as refused:
        return _page(found, typed, table.placed(refused.faults))
    except errors.PitchInUse as refused:
        return _page(found, typed, {"tick": refused})
    except errors.PlanChanged as refused:
        return _page(found, typed, {"revision": refused})
    return _kept(hall)


@halls.post("/<hall>/row")
@needs(Part.ORGANISER)
def add_row(congress: str, hall: str) -> Page:
    typed = request.form.to_dict()
    found = queries.hall(reading(), g.congress.id, hall)
    fields = forms.fields_of(service.layout_of(found)) | typed
    try:
        row = forms.row_of(typed)
        elsewhere = sorted(queries.numbers_elsewhere(reading(), g.congress.id, found.id))
        _drawn(hall, forms.with_row(row, elsewhere))
    except errors.PlanInvalid as refused:
        return _page(found, fields, _of_row(refused.faults))
    return _kept(hall)


@halls.post("/<hall>/size")
@needs(Part.ORGANISER)
def resize(congress: str, hall: str) -> Page:
    typed = request.form.to_dict()
    found = queries.hall(reading(), g.congress.id, hall)
    try:
        width, depth = forms.size_of(typed)
        _drawn(hall, lambda layout: Layout(width, depth, layout.pitches, layout.fixtures))
        with transaction() as session:
            found = queries.hall(session, g.congress.id, hall)
            name = typed.get("name", "")
            service.rename_hall(session, g.congress, found, name=name, actor=actor(), now=clock.now())
    except errors.PlanInvalid as refused:
        return _page(found, forms.fields_of(service.layout_of(found)) | typed, _of_size(refused.faults))
    except DomainError as refused:
        return _page(found, forms.fields_of(service.layout_of(found)) | typed, {refused.field: refused})
    return _kept(hall)


@halls.post("/<hall>/undo")
@needs(Part.ORGANISER)
def undo(congress: str, hall: str) -> Page:
    try:
        with transaction() as session:
            service.undo(session, queries.hall(session, g.congress.id, hall), actor=actor(), now=clock.now())
        flash(gettext("The last step is taken back."))
    except errors.PlanInvalid as refused:
        flash(words_of(next(iter(refused.faults.values()))), "refused")
    except errors.PlanError as refused:
        flash(words_of(refused), "refused")
    return redirect(url_for(".hall", congress=congress, hall=hall), 303)


@halls.post("/<hall>/picture")
@needs(Part.ORGANISER)
def lay_picture(congress: str, hall: str) -> Page:
    typed = request.form.to_dict()
    page = typed.get("page", "").strip()
    try:
        sent = request.files["picture"].read(pictures.MOST_MEGABYTES * pictures.MEGABYTE + 1) if request.files else b""
        picture = pictures.made_safe(sent, page=int(page) if page.isdecimal() and len(page) < 5 else 1)  # noqa: PLR2004 -- a number
    except errors.PlanError as refused:
        return _refused(hall, refused)
    with transaction() as session:
        found = queries.hall(session, g.congress.id, hall)
        picture_service.lay_picture(session, found, picture, actor=actor(), now=clock.now())
    flash(gettext("The picture lies behind the plan. Say below how wide it is in metres."))
    return redirect(url_for(".hall", congress=congress, hall=hall, _anchor="picture"), 303)


@halls.post("/<hall>/picture/place")
@needs(Part.ORGANISER)
def place_picture(congress: str, hall: str) -> Page:
    typed = request.form.to_dict()
    try:
        at = forms.place_of_picture(typed)
    except errors.PlanInvalid as refused:
        found = queries.hall(reading(), g.congress.id, hall)
        return _page(found, forms.fields_of(service.layout_of(found)) | typed, refused.faults)
    with transaction() as session:
        found = queries.hall(session, g.congress.id, hall)
        picture_service.place_picture(session, found, at, actor=actor(), now=clock.now())
    return redirect(url_for(".hall", congress=congress, hall=hall, _anchor="plan"), 303)


@halls.post("/<hall>/picture/remove")
@needs(Part.ORGANISER)
def remove_picture(congress: str, hall: str) -> Page:
    with transaction() as session:
        found = queries.hall(session, g.congress.id, hall)
        picture_service.remove_picture(session, found, actor=actor(), now=clock.now())
    return redirect(url_for(".hall", congress=congress, hall=hall, _anchor="picture"), 303)


@halls.get("/<hall>/picture")
@needs(Part.ORGANISER)
def picture(congress: str, hall: str) -> Response:
    found = queries.hall(reading(), g.congress.id, hall)
    kind, content = queries.picture_content(reading(), found.id)
    answer = Response(content, mimetype=pictures.MIMES[kind])
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@halls.get("/<hall>/plan.json")
@needs(Part.ORGANISER)
def as_json(congress: str, hall: str) -> Response:
    found = queries.hall(reading(), g.congress.id, hall)
    answer = jsonify(document.as_json(service.layout_of(found), name=found.name))
    answer.headers["Content-Disposition"] = f'attachment; filename="hall-{found.public_id}.json"'
    return answer


@halls.post("/<hall>/import")
@needs(Part.ORGANISER)
def take_in(congress: str, hall: str) -> Page:
    """Replace the plan by a file, as a step that can be undone."""
    try:
        sent = request.files["file"].read(document.MOST_BYTES + 1) if request.files else b""
        layout = document.read(sent)
        _drawn(hall, lambda _: layout)
    except errors.PlanInvalid as refused:
        return _refused(hall, next(iter(refused.faults.values())), field="file")
    except errors.PlanError as refused:
        return _refused(hall, refused, field="file")
    return _kept(hall)


@halls.get("/<hall>/print")
@needs(Part.ORGANISER)
def printed(congress: str, hall: str) -> Page:
    """The plan to scale: one metre is so many millimetres of paper."""
    found = queries.hall(reading(), g.congress.id, hall)
    asked = request.args.get("scale", "")
    scale = int(asked) if asked.isdecimal() and len(asked) < 4 and int(asked) in SCALES else _fitting(found)  # noqa: PLR2004 -- digits
    return render_template(
        "forums/marketplace/plan/print_hall.html",
        hall=found,
        drawing=_drawing(found),
        scale=scale,
        scales=SCALES,
        papers=[(size.lower(), size) for size in PAPERS],
        pdf_scales=[(str(one), f"1 : {one}") for one in PDF_SCALES],
    )


@halls.get("/<hall>/remove")
@needs(Part.ORGANISER)
def ask_to_remove(congress: str, hall: str) -> Page:
    return render_template(
        "forums/marketplace/plan/remove_hall.html", hall=queries.hall(reading(), g.congress.id, hall)
    )


@halls.post("/<hall>/remove")
@needs(Part.ORGANISER)
def remove(congress: str, hall: str) -> Page:
    try:
        with transaction() as session:
            found = queries.hall(session, g.congress.id, hall)
            service.remove_hall(session, found, actor=actor(), now=clock.now())
    except errors.PlanError as refused:
        return _refused(hall, refused, field="tick")
    flash(gettext("%(hall)s is gone.", hall=found.name))
    return redirect(url_for(".overview", congress=congress), 303)


def _drawn(hall: str, change: Callable[[Layout], Layout], *, revision: int | None = None) -> None:
    with transaction() as session:
        found = queries.hall(session, g.congress.id, hall)
        service.draw(session, found, change, revision=revision, actor=actor(), now=clock.now())


def _kept(hall: str) -> Response:
    flash(gettext("Kept."))
    return redirect(url_for(".hall", congress=g.congress.slug, hall=hall, _anchor="plan"), 303)


def _refused(hall: str, fault: DomainError, *, field: str = "") -> Page:
    found = queries.hall(reading(), g.congress.id, hall)
    return _page(found, forms.fields_of(service.layout_of(found)), {field or fault.field: fault})


def _of_row(faults: Faults) -> Faults:
    """Tell the first fault of a whole row beside its form."""
    known = {name: fault for name, fault in faults.items() if name.endswith("-row") or name in {"count", "gap"}}
    return known or {"x-row": next(iter(faults.values()))}


def _of_size(faults: Faults) -> Faults:
    known = {name: fault for name, fault in faults.items() if name in forms.SIZE}
    return known or {"width": next(iter(faults.values()))}


def _overview(typed: Mapping[str, str], faults: Faults | None = None) -> Page:
    session = reading()
    found = queries.halls(session, g.congress.id)
    page = render_template(
        "forums/marketplace/plan/halls.html",
        halls=[(hall, _drawing(hall)) for hall in found],
        fields=typed,
        **_told(faults or {}),
    )
    return (page, 422) if faults else page


def _page(found: Hall, fields: Mapping[str, str], faults: Faults | None = None) -> Page:
    session, layout = reading(), service.layout_of(found)
    numbers = [pitch.number for pitch in layout.pitches]
    elsewhere = queries.numbers_elsewhere(session, g.congress.id, found.id)
    page = render_template(
        "forums/marketplace/plan/hall.html",
        hall=found,
        drawing=_drawing(found),
        picture=queries.picture(session, found.id),
        undoable=queries.last_version(session, found.id) is not None,
        fields={"name": found.name, "width": forms.shown(found.width_m), "depth": forms.shown(found.depth_m)}
        | forms.fields_of_row(layout, numbers or sorted(elsewhere))
        | dict(fields),
        pitch_rows=_rows_shown(fields, "number-", len(layout.pitches)),
        fixture_rows=_rows_shown(fields, "fixture-width-", len(layout.fixtures)),
        kinds=words.kinds(),
        powers=words.powers(),
        **_told(faults or {}),
    )
    return (page, next(iter(faults.values())).status) if faults else page


def _rows_shown(fields: Mapping[str, str], prefix: str, least: int) -> range:
    rows = [int(name.removeprefix(prefix)) for name in fields if name.startswith(prefix) and name[-1].isdecimal()]
    return range(
        min(max([least, *(row + (1 if fields[f"{prefix}{row}"] else 0) for row in rows)]), rules.MOST_PITCHES) + 1
    )


def _told(faults: Faults) -> dict[str, object]:
    return {
        "faults": {name: [words_of(fault)] for name, fault in faults.items()},
        "summary": [(name, words_of(fault)) for name, fault in faults.items()],
    }


def _drawing(found: Hall) -> Drawing:
    return drawing_of(
        service.layout_of(found),
        name=found.name,
        words=words.pitch_words,
        kinds=words.kinds(),
        picture=backdrop_of(reading(), found),
    )


def backdrop_of(session: Session, found: Hall) -> Backdrop | None:
    """Say where the picture behind a hall lies and where it is to be had, for organisers."""
    known = queries.picture(session, found.id)
    if known is None:
        return None
    href = url_for("halls.picture", congress=g.congress.slug, hall=found.public_id, v=known.version)
    return Backdrop(href, Rect(known.x, known.y, known.width, known.depth))


def _fitting(found: Hall) -> int:
    """Choose the largest scale at which the hall fits onto A3, lying."""
    return next((s for s in SCALES if found.width_m * 1000 / s <= 380 and found.depth_m * 1000 / s <= 250), SCALES[-1])  # noqa: PLR2004 -- mm of paper
