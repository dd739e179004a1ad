"""The organiser's hand on the round clock, from a phone beside the stage."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock as house_clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.problem import words_of
from forums.tables import clock, errors, queries
from forums.tables.service import clocks

table_clock = Blueprint("table_clock", __name__, url_prefix="/organise/<congress>/table-clock")


@table_clock.get("")
@needs(Part.ORGANISER)
def control(congress: str) -> str:
    """Start, pause, add a minute; and the address for the screens."""
    row = queries.clock(reading(), g.congress.id)
    timeline = clocks.timeline_of(reading(), g.congress.id)
    now = house_clock.now()
    return render_template(
        "forums/tables/clock_control.html",
        spans=timeline.spans,
        is_paused=timeline.paused_at is not None,
        current=next((one for one in timeline.spans if one.starts_at <= now < one.ends_at), None),
        next=next((one for one in timeline.spans if one.starts_at > now), None),
        screen=row.public_id if row else None,
        state=clock.shown(timeline, {}, version="", now=now),
    )


@table_clock.post("")
@needs(Part.ORGANISER)
def turn(congress: str) -> Response:
    number = request.form.get("round", "")
    try:
        with transaction() as session:
            clocks.turn(
                session,
                g.congress,
                request.form.get("step", ""),
                number=int(number) if number.isdecimal() and len(number) < 4 else 0,  # noqa: PLR2004 -- no round 1000
                now=house_clock.now(),
            )
    except errors.TablesError as refused:
        flash(words_of(refused), "refused")
    return redirect(url_for(".control", congress=congress), 303)
