"""Hand recommendations over: who gets which, by when, the letters to print, and where each answer stands."""

from contextlib import suppress
from datetime import date, timedelta

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.web.languages import speaking
from app.web.problem import words_of
from badges.hand_over import page_of, paper_of
from badges.letterhead import letterhead_of
from forums.recommendations import errors, queries, standing, words
from forums.recommendations.models import RecommendationAnswer
from forums.recommendations.service import handover as service

bp = Blueprint("hand_over", __name__, url_prefix="/organise/<congress>/hand-over")
USUAL_DAYS = 90


@bp.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> str:
    return _draw()


@bp.post("")
@needs(Part.ORGANISER)
def hand_over(congress: str) -> BaseResponse | tuple[str, int]:
    """Hand the chosen ones over; whoever has an address gets a mail."""
    due_on = date.min
    with suppress(ValueError):
        due_on = date.fromisoformat(request.form.get("due_on", ""))
    chosen = set(request.form.getlist("recommendations"))
    try:
        with transaction() as session:
            reached = service.hand_over(session, g.congress, chosen, due_on=due_on, actor=actor(), now=clock.now())
    except errors.RecommendationsError as fault:
        return _draw(fault=fault), fault.status
    flash(ngettext("Handed over to %(num)s addressee.", "Handed over to %(num)s addressees.", len(reached)))
    return redirect(url_for(".overview", congress=congress), 303)


@bp.get("/<addressee>.pdf")
@needs(Part.ORGANISER)
def letter(congress: str, addressee: str) -> Response:
    """The letter to one addressee, to print."""
    found = queries.addressee(reading(), g.congress.id, addressee)
    answers = queries.answers_of(reading(), found.id)
    if not answers:
        raise NotFound
    with speaking(found.language):
        paper = paper_of(g.congress, found, answers, letterhead_of(reading(), g.congress.id), now=clock.now())
    response = Response(paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="letter-{found.public_id}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/<addressee>/renew")
@needs(Part.ORGANISER)
def renew(congress: str, addressee: str) -> BaseResponse:
    """Make a new address for the page of an addressee."""
    with transaction() as session:
        service.renew_link(queries.addressee(session, g.congress.id, addressee))
    flash(gettext("The page has a new address; the old one is dead."))
    return redirect(url_for(".overview", congress=congress), 303)


def _draw(*, fault: DomainError | None = None) -> str:
    session = reading()
    today = service.today_in(g.congress, clock.now())
    ready = service.ready(session, g.congress)  # first: each question reads the answers anew
    addressees = queries.addressees(session, g.congress.id)
    given = {one.id: queries.answers_of(session, one.id) for one in addressees}
    usual = max(today, g.congress.ends_on) + timedelta(days=USUAL_DAYS)
    return render_template(
        "app/organiser/hand_over.html",
        ready=ready,
        due_on=request.form.get("due_on", usual.isoformat()),
        addressees=[
            (one, page_of(g.congress, one), [(answer, _is_late(answer, today)) for answer in given[one.id]])
            for one in addressees
            if given[one.id]
        ],
        words=words,
        faults={fault.field: [words_of(fault)]} if fault and fault.field else {},
        summary=[(fault.field or "recommendations", words_of(fault))] if fault else [],
    )


def _is_late(answer: RecommendationAnswer, today: date) -> bool:
    return standing.is_overdue(answer, status=answer.recommendation.status, today=today)
