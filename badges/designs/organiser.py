"""Organisers' pages on what badges look like: all designs, one with its preview, pictures and colours."""

from io import BytesIO

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress.look.queries import look as look_of
from app.db import reading, transaction
from app.errors import DomainError
from app.orm import in_language
from app.web.languages import page_language
from app.web.problem import words_of
from badges.design import COLOURS, LOGO, Design, usual
from badges.designs import people, queries, service
from badges.designs.errors import DesignError
from badges.designs.forms import DesignForm
from badges.designs.looks import pictures_of
from badges.designs.models import BadgeDesign
from badges.designs.preview import Preview, drawn
from badges.designs.words import ALIGNS, HANGS, SHOWS, SIDES
from badges.designs.words import COLOURS as COLOUR_WORDS
from badges.errors import FontsAreMissing
from badges.layout import Sheet
from badges.letterhead import letterhead_of
from badges.pdf import Looks, write_badges
from badges.sheets import queries as sheets_of
from badges.typefaces import FontsMissing
from badges.words import wording_of
from registration.places import queries as places_of

bp = Blueprint("badge_designs", __name__, url_prefix="/organise/<congress>/badges/designs")
Page = str | tuple[str, int] | BaseResponse


@bp.get("")
@needs(Part.ORGANISER)
def designs(congress: str) -> str:
    return _list()


@bp.post("")
@needs(Part.ORGANISER)
def begin(congress: str) -> Page:
    """Begin with the usual design for the badges of a sheet, or with a copy of another design."""
    asked = request.form
    try:
        with transaction() as session:
            start = _start(asked.get("like", ""), asked.get("sheet", ""))
            name = asked.get("name", "")
            wanted = service.DesignRequest(name, start.elements)
            width, height = start.width, start.height
            row = service.begin(session, g.congress, wanted, width=width, height=height, actor=actor(), now=clock.now())
    except DesignError as refused:
        return _list(typed=asked.to_dict(), refused=refused), refused.status
    return redirect(url_for(".design", congress=congress, design=row.public_id), 303)


@bp.get("/<design>")
@needs(Part.ORGANISER)
def design(congress: str, design: str) -> str:
    row = queries.design(reading(), g.congress.id, design)
    return _page(row, DesignForm.of(row))


@bp.post("/<design>")
@needs(Part.ORGANISER)
def change(congress: str, design: str) -> Page:
    """Keep a design, or show it with a step that is not kept yet: another element, one less, another order."""
    row = queries.design(reading(), g.congress.id, design)
    known = places_of.codes(reading(), g.congress.id)
    form, step = DesignForm.read(request.form, row, known=known), request.form.get("do", "")
    if "preview" in request.form or step != "save":
        return _page(row, form.changed(step, new=request.form.get("new", ""), row=row), is_kept=False)
    if form.has_bad_numbers:
        return _page(row, form, is_kept=False), 422
    try:
        with transaction() as session:
            found = queries.design(session, g.congress.id, design)
            service.change(session, g.congress, found, form.wanted, actor=actor(), now=clock.now())
    except DesignError as refused:
        return _page(row, form, refused=refused, is_kept=False), refused.status
    flash(gettext("The design has been kept."))
    return redirect(url_for(".design", congress=congress, design=design), 303)


@bp.post("/<design>/remove")
@needs(Part.ORGANISER)
def remove(congress: str, design: str) -> Page:
    with transaction() as session:
        row = queries.design(session, g.congress.id, design)
        service.remove(session, g.congress, row, actor=actor(), now=clock.now())
    flash(gettext("The design “%(name)s” is gone.", name=row.name))
    return redirect(url_for(".designs", congress=congress), 303)


@bp.get("/<design>/proof.pdf")
@needs(Part.ORGANISER)
def proof(congress: str, design: str) -> Response:
    """The badges of the preview on paper, with a code that opens no door."""
    row = queries.design(reading(), g.congress.id, design)
    found, wording = row.as_design, wording_of(g.congress)
    pictures, inks = pictures_of(reading(), g.congress.id, [found]), letterhead_of(reading(), g.congress.id).inks
    looks = Looks({"": found}, pictures, gettext("Code of the badge"), inks)
    sheet = Sheet("", row.name, row.width, row.height, page_width=row.width, page_height=row.height)
    faces = [face for _, face in people.shown(reading(), g.congress, wording)]
    out = BytesIO()
    try:
        write_badges(faces, sheet, out=out, title=row.name, language=wording.language, created=clock.now(), looks=looks)
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
    out.seek(0)
    response = send_file(out, "application/pdf", download_name=f"proof-{congress}.pdf", max_age=0)
    response.cache_control.private = response.cache_control.no_store = True
    return response


@bp.post("/pictures")
@needs(Part.ORGANISER)
def add_picture(congress: str) -> Page:
    file = request.files.get("file")
    content, name = (file.read(), file.filename or "") if file else (b"", "")
    try:
        with transaction() as session:
            service.add_picture(session, g.congress, name=name, content=content)
    except DesignError as refused:
        return _list(refused=refused), refused.status
    return redirect(url_for(".designs", congress=congress, _anchor="pictures"), 303)


@bp.get("/pictures/<picture>.png")
@needs(Part.ORGANISER)
def picture(congress: str, picture: str) -> Response:
    found = queries.contents(reading(), g.congress.id, [queries.picture(reading(), g.congress.id, picture).public_id])
    response = Response(found[picture], mimetype="image/png")
    # The content of a picture never changes.
    response.cache_control.private, response.cache_control.max_age = True, 86_400
    return response


@bp.post("/pictures/<picture>/remove")
@needs(Part.ORGANISER)
def remove_picture(congress: str, picture: str) -> Page:
    try:
        with transaction() as session:
            service.remove_picture(session, g.congress, queries.picture(session, g.congress.id, picture))
    except DesignError as refused:
        flash(words_of(refused), "refused")
    return redirect(url_for(".designs", congress=congress, _anchor="pictures"), 303)


@bp.post("/colours")
@needs(Part.ORGANISER)
def colour(congress: str) -> Page:
    chosen = {
        code: request.form.get(f"colour_{code}", "").lower() for code in places_of.codes(reading(), g.congress.id)
    }
    with transaction() as session:
        service.colour(session, g.congress, chosen)
    flash(gettext("The colours have been kept."))
    return redirect(url_for(".designs", congress=congress, _anchor="colours"), 303)


def _start(like: str, sheet_id: str) -> Design:
    for row in queries.designs(reading(), g.congress.id):
        if row.public_id == like:
            return row.as_design
    sheet = sheets_of.sheet(reading(), g.congress.id, sheet_id)
    return usual(sheet.side_width, sheet.side_height)


def _list(*, typed: dict[str, str] | None = None, refused: DomainError | None = None) -> str:
    session, language = reading(), page_language()
    colours = queries.colours(session, g.congress.id)
    categories = places_of.categories(session, g.congress.id)
    return render_template(
        "badges/designs/list.html",
        designs=queries.designs(session, g.congress.id),
        pictures=queries.pictures(session, g.congress.id),
        sheets=sheets_of.sheets(session, g.congress.id).values(),
        labels=_labels(),
        colours=[(one.code, in_language(one.label, language), colours.get(one.code, "")) for one in categories],
        typed=typed or {},
        fault=(refused.field, words_of(refused)) if refused else None,
    )


def _page(row: BadgeDesign, form: DesignForm, *, refused: DomainError | None = None, is_kept: bool = True) -> str:
    pictures = queries.pictures(reading(), g.congress.id)
    return render_template(
        "badges/designs/design.html",
        design=row,
        form=form,
        is_kept=is_kept,
        preview=_preview(form.design),
        fault=(refused.field, words_of(refused)) if refused else None,
        labels=_labels(),
        shows=SHOWS,
        sides=list(SIDES.items()),
        aligns=list(ALIGNS.items()),
        hangs=list(HANGS.items()),
        colours=list(COLOUR_WORDS.items()),
        named_colours=COLOURS,
        pictures=[*_logo(), *((one.public_id, one.name) for one in pictures)],
        fitting=[sheet for sheet in sheets_of.sheets(reading(), g.congress.id).values() if _fits(sheet, row)],
    )


def _fits(sheet: Sheet, row: BadgeDesign) -> bool:
    return max(abs(sheet.side_width - row.width), abs(sheet.side_height - row.height)) <= service.SAME_SIZE_MM


def _preview(design: Design) -> Preview:
    session, wording = reading(), wording_of(g.congress)
    pictures = queries.pictures(session, g.congress.id)
    hrefs = {one.public_id: url_for(".picture", congress=g.congress.slug, picture=one.public_id) for one in pictures}
    look = look_of(session, g.congress.id)
    hrefs[LOGO] = url_for("look.logo", congress=g.congress.slug, v=look.digest if look else "")
    shown, inks = people.shown(session, g.congress, wording), letterhead_of(session, g.congress.id).inks
    try:
        return drawn(design, shown, pictures=pictures_of(session, g.congress.id, [design]), hrefs=hrefs, inks=inks)
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault


def _logo() -> list[tuple[str, str]]:
    """Offer the logo of the congress, if it has one, as a picture."""
    look = look_of(reading(), g.congress.id)
    return [(LOGO, gettext("Logo of the congress"))] if look and look.digest else []


def _labels() -> dict[str, str]:
    language = page_language()
    return {code: in_language(label, language) for code, label in places_of.labels(reading(), g.congress.id).items()}
