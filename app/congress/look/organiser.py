"""Organisers' page on how the papers of a congress look: one logo, one colour."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import format_decimal, gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock, logos
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress.look import queries, service
from app.contrast import contrast_with_white, parts_of
from app.db import reading, transaction
from app.web.problem import words_of

bp = Blueprint("look", __name__, url_prefix="/organise/<congress>/look")
HOUSE_COLOUR = "#0b5563"
Page = str | tuple[str, int] | BaseResponse


@bp.get("")
@needs(Part.ORGANISER)
def look(congress: str) -> Page:
    return _page()


@bp.post("/colour")
@needs(Part.ORGANISER)
def colour(congress: str) -> Page:
    chosen = request.form.get("colour", "").lower() if request.form.get("is_own") == "yes" else ""
    with transaction() as session:
        kept = service.colour(session, g.congress, chosen, actor=actor(), now=clock.now())
    darker = gettext("It was too pale to be read on paper and is darker now.")
    flash(" ".join(filter(None, (gettext("Saved."), darker if kept != chosen and kept else ""))))
    return redirect(url_for(".look", congress=congress), 303)


@bp.post("/logo")
@needs(Part.ORGANISER)
def set_logo(congress: str) -> Page:
    sent = request.files.get("logo")
    content = sent.stream.read(logos.MEGABYTES * logos.MEGABYTE + 1) if sent is not None else b""
    try:
        drawn = service.drawn(content)
    except logos.LogoError as refused:
        return _page(fault=words_of(refused)), refused.status
    with transaction() as session:
        service.set_logo(session, g.congress, drawn, actor=actor(), now=clock.now())
    flash(gettext("Your picture is kept."))
    return redirect(url_for(".look", congress=congress), 303)


@bp.post("/logo/remove")
@needs(Part.ORGANISER)
def remove_logo(congress: str) -> Page:
    with transaction() as session:
        service.remove_logo(session, g.congress, actor=actor(), now=clock.now())
    flash(gettext("The picture is gone."))
    return redirect(url_for(".look", congress=congress), 303)


@bp.get("/logo")
@needs(Part.ORGANISER)
def logo(congress: str) -> Response:
    kind, content = queries.logo_for_screens(reading(), g.congress.id)
    response = Response(content, mimetype=f"image/{kind}")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _page(*, fault: str = "") -> str:
    found = queries.look(reading(), g.congress.id)
    shown = found.colour if found and found.colour else HOUSE_COLOUR
    return render_template(
        "app/congress/look.html",
        look=found,
        colour=shown,
        contrast=format_decimal(round(contrast_with_white(parts_of(shown) or (0, 0, 0)), 1)),
        fault=fault,
        megabytes=logos.MEGABYTES,
    )
