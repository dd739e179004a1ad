"""The plenary: what the projector shows, votes, and what the closing speech needs, on one page each."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from forums.recommendations import errors, forms, queries, words
from forums.recommendations.rules import OPEN, Status, Way
from forums.recommendations.service import plenary as service
from forums.recommendations.slides import report_backs, slides

plenary = Blueprint("plenary", __name__, url_prefix="/organise/<congress>/plenary")


@plenary.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> str:
    session = reading()
    screen = queries.report_back(session, g.congress.id)
    ballots = queries.ballots(session, g.congress.id)
    every = queries.recommendations(session, [g.congress.id])
    voting = {one.recommendation_id for one in ballots if one.closed_at is None}
    return render_template(
        "forums/recommendations/plenary.html",
        screen=screen,
        step=screen.step if screen else 0,
        last=len(slides(session, g.congress)) - 1,
        open_ballots=[one for one in ballots if one.closed_at is None],
        closed=[one for one in ballots if one.closed_at is not None][::-1],
        to_vote=[one for one in every if one.status in OPEN and one.id not in voting],
        is_adopted=any(one.status not in {*OPEN, Status.SUPERSEDED} for one in every),
        words=words,
    )


@plenary.post("/screen")
@needs(Part.ORGANISER)
def turn(congress: str) -> Response:
    """Open the projector's page, or go one step forward or back on it."""
    by = {"on": 1, "back": -1}.get(request.form.get("way", ""), 0)
    with transaction() as session:
        service.turn(session, g.congress, by=by, last=len(slides(session, g.congress)) - 1)
    return redirect(url_for(".overview", congress=congress), 303)


@plenary.post("/ballots/<recommendation>")
@needs(Part.ORGANISER)
def open_ballot(congress: str, recommendation: str) -> Response:
    """Let the plenary vote."""
    with transaction() as session:
        found = queries.recommendation(session, g.congress.id, recommendation)
        way = request.form.get("way", "")
        if way not in set(Way):
            raise errors.NoSuchStep
        service.open_ballot(session, found, Way(way), actor=actor(), now=clock.now())
    flash(gettext("The vote on recommendation %(number)s is open.", number=found.number))
    return redirect(url_for(".overview", congress=congress, _anchor="votes"), 303)


@plenary.post("/close/<ballot>")
@needs(Part.ORGANISER)
def close_ballot(congress: str, ballot: str) -> Response:
    """End a vote, with the hands that were counted in the hall."""
    with transaction() as session:
        found = queries.ballot(session, g.congress.id, ballot)
        names = ("in_favour", "against", "abstained")
        in_favour, against, abstained = (forms.number(request.form, name) for name in names)
        hands = (in_favour, against, abstained)
        done = service.close_ballot(session, found, hands=hands, actor=actor(), now=clock.now())
    if done.status == Status.ADOPTED:
        flash(gettext("Recommendation %(number)s is adopted.", number=done.number))
    else:
        flash(gettext("Recommendation %(number)s is not adopted.", number=done.number), "look")
    return redirect(url_for(".overview", congress=congress, _anchor="votes"), 303)


@plenary.get("/speech")
@needs(Part.ORGANISER)
def speech(congress: str) -> str:
    """All forums on one page, for the closing speech."""
    return render_template("forums/recommendations/speech.html", backs=report_backs(reading(), g.congress), words=words)
