"""Organisers' pages on sheets: those there are, one of one's own, and how far the printer is off."""

from collections.abc import Mapping
from io import BytesIO

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.web.languages import page_language
from app.web.problem import words_of
from badges.calibration import write_calibration
from badges.errors import FontsAreMissing
from badges.layout import SHEET_OF_TEN, SHEETS, Sheet, SheetFault, shifted
from badges.sheets import queries, service
from badges.sheets.errors import SheetError
from badges.sheets.forms import FOLDS, MISFITS, SheetForm, tenths_of
from badges.sheets.words import papers_words
from badges.typefaces import FontsMissing

bp = Blueprint("badge_sheets", __name__, url_prefix="/organise/<congress>/badges/sheets")
Page = str | tuple[str, int] | BaseResponse


@bp.get("")
@needs(Part.ORGANISER)
def sheets(congress: str) -> str:
    return render_template(
        "badges/sheets/list.html", own=queries.own(reading(), g.congress.id), shipped=SHEETS.values()
    )


@bp.get("/new")
@needs(Part.ORGANISER)
def new(congress: str) -> str:
    """Begin with the figures of a sheet that there is."""
    known = queries.sheets(reading(), g.congress.id)
    like = known.get(request.args.get("like", ""), SHEET_OF_TEN)
    return _form(SheetForm.of(like, name=gettext("%(name)s, own figures", name=like.name)))


@bp.post("")
@needs(Part.ORGANISER)
def add(congress: str) -> Page:
    form = SheetForm.read(request.form.to_dict())
    if form.faults:
        return _form(form, faults=_told(form.faults)), 422
    try:
        with transaction() as session:
            row = service.add(session, g.congress, form.sheet, actor=actor(), now=clock.now())
    except (SheetError, SheetFault) as refused:
        return _form(form, faults=_fault(refused)), 422
    return redirect(url_for(".sheet", congress=congress, sheet=row.public_id), 303)


@bp.get("/<sheet>")
@needs(Part.ORGANISER)
def sheet(congress: str, sheet: str) -> str:
    return _sheet(queries.sheet(reading(), g.congress.id, sheet))


@bp.post("/<sheet>")
@needs(Part.ORGANISER)
def change(congress: str, sheet: str) -> Page:
    found = queries.own_sheet(reading(), g.congress.id, sheet)
    form = SheetForm.read(request.form.to_dict())
    if form.faults:
        return _sheet(found.as_sheet, form=form, faults=_told(form.faults)), 422
    try:
        with transaction() as session:
            row = queries.own_sheet(session, g.congress.id, sheet)
            service.change(session, g.congress, row, form.sheet, actor=actor(), now=clock.now())
    except (SheetError, SheetFault) as refused:
        return _sheet(found.as_sheet, form=form, faults=_fault(refused)), 422
    flash(gettext("The figures have been kept."))
    return redirect(url_for(".sheet", congress=congress, sheet=sheet), 303)


@bp.post("/<sheet>/remove")
@needs(Part.ORGANISER)
def remove(congress: str, sheet: str) -> Page:
    with transaction() as session:
        row = queries.own_sheet(session, g.congress.id, sheet)
        service.remove(session, g.congress, row, actor=actor(), now=clock.now())
    flash(gettext("The sheet “%(name)s” is gone.", name=row.name))
    return redirect(url_for(".sheets", congress=congress), 303)


@bp.post("/<sheet>/shift")
@needs(Part.ORGANISER)
def move(congress: str, sheet: str) -> Page:
    """Remember how far everything on this sheet is to be moved."""
    found = queries.sheet(reading(), g.congress.id, sheet)
    typed = {name: request.form.get(name, "") for name in ("right", "down")}
    try:
        right, down = (tenths_of(text, field=name) for name, text in typed.items())
        with transaction() as session:
            service.move(session, g.congress, found.id, right=right, down=down)
    except SheetError as refused:
        return _sheet(found, moved=typed, faults=_fault(refused)), refused.status
    flash(gettext("Kept. Please print the test page once more."))
    return redirect(url_for(".sheet", congress=congress, sheet=sheet, _anchor="shift"), 303)


@bp.get("/<sheet>/test.pdf")
@needs(Part.ORGANISER)
def calibration(congress: str, sheet: str) -> Response:
    """The outlines of all labels, moved as they would be in printing."""
    found = queries.sheet(reading(), g.congress.id, sheet)
    right, down = queries.shift(reading(), g.congress.id, sheet)
    language = page_language() if page_language() in PAGE_LANGUAGES else "en"
    out = BytesIO()
    try:
        moved = shifted(found, right=right, down=down)
        write_calibration(
            moved, papers_words(found, right=right, down=down), out=out, language=language, created=clock.now()
        )
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
    out.seek(0)
    response = send_file(out, "application/pdf", download_name=f"test-{found.id}.pdf", max_age=0)
    response.cache_control.private = response.cache_control.no_store = True
    return response


def _form(form: SheetForm, *, faults: Mapping[str, str] | None = None) -> str:
    return render_template("badges/sheets/new.html", form=form, faults=faults or {}, folds=list(FOLDS.items()))


def _sheet(
    sheet: Sheet,
    *,
    form: SheetForm | None = None,
    moved: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> str:
    right, down = queries.shift(reading(), g.congress.id, sheet.id)
    return render_template(
        "badges/sheets/sheet.html",
        sheet=sheet,
        is_own=sheet.id not in SHEETS,
        form=form or SheetForm.of(sheet, name=sheet.name),
        moved=moved or {"right": f"{right / 10:g}", "down": f"{down / 10:g}"},
        faults=faults or {},
        folds=list(FOLDS.items()),
        fold=FOLDS[sheet.fold],
    )


def _told(faults: Mapping[str, DomainError]) -> dict[str, str]:
    return {name: words_of(fault) for name, fault in faults.items()}


def _fault(refused: SheetError | SheetFault) -> dict[str, str]:
    if isinstance(refused, SheetFault):
        field, words = MISFITS[refused.reason]
        return {field: str(words)}
    return {refused.field or "name": words_of(refused)}
