"""Organisers' doors to the day of the market: who is there, what stands were told, what is printed, and what guests see."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.config import Config
from app.db import reading, transaction
from app.errors import NotFound
from badges.market import halls, papers
from badges.market.floor import PAPERS as SIZES
from badges.market.floor import SCALES
from forums.marketplace import queries as market_of
from forums.marketplace.plan import queries as plan_of
from forums.marketplace.rules import HOLDING
from forums.marketplace.visits import queries as visits_of
from forums.marketplace.visits import service
from forums.marketplace.visits.models import Arrival

market_day = Blueprint("market_day", __name__, url_prefix="/organise/<congress>/market-day")
PAPERS: Final[Mapping[str, papers.Writer]] = {
    "plan-a4": papers.plan("a4"),
    "plan-a3": papers.plan("a3"),
    "cards-a4": papers.cards("a4"),
    "cards-a5": papers.cards("a5"),
    "pitches": papers.pitches,
    "press": papers.press,
    "checklist": papers.checklist,
}


@market_day.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> str:
    """Every stand: where it is, whether it is there, visits and what it was told."""
    session = reading()
    market = papers.market_of_congress(session, g.congress)
    ids = [stand.id for stand in market.stands]
    visits: Counter[int] = Counter()
    for stand_id, _hour, number in visits_of.visits_by_hour(session, ids):
        visits[stand_id] += number
    arrivals = visits_of.arrivals(session, g.congress.id)
    told = visits_of.feedback(session, ids)
    config: Config = current_app.extensions["reihum_config"]
    return render_template(
        "badges/market/day.html",
        stands=market.in_order,
        market=market,
        is_public=visits_of.has_public_market(session, g.congress.id),
        arrivals=arrivals,
        here=sum(row.state == Arrival.HERE for row in arrivals.values()),
        missing=sum(row.state == Arrival.MISSING for row in arrivals.values()),
        visits=visits,
        told=told,
        names={stand.id: stand.organisation for stand in market.stands},
        links={stand.id: service.link_of(stand, secret=config.secret_key) for stand in market.stands},
    )


@market_day.post("/stands/<stand>")
@needs(Part.ORGANISER)
def note_arrival(congress: str, stand: str) -> BaseResponse:
    """Note that a stand is there, is missing, or that nobody has looked yet."""
    state = request.form.get("state", "")
    with transaction() as session:
        found = market_of.stand(session, g.congress.id, stand)
        if found.state not in HOLDING:
            raise NotFound
        seen = Arrival(state) if state in set(Arrival) else None
        service.note_arrival(session, found, seen, actor=actor(), now=clock.now())
    return redirect(url_for(".overview", congress=congress, _anchor=f"stand-{stand}"), 303)


@market_day.post("/public")
@needs(Part.ORGANISER)
def show(congress: str) -> BaseResponse:
    """Let guests see the stands, or no longer."""
    is_shown = request.form.get("show") == "yes"
    with transaction() as session:
        service.show_market(session, g.congress, is_shown=is_shown, actor=actor(), now=clock.now())
    flash(gettext("Guests see the market now.") if is_shown else gettext("Guests do not see the market any more."))
    return redirect(url_for(".overview", congress=congress), 303)


@market_day.post("/feedback/<feedback>/remove")
@needs(Part.ORGANISER)
def remove_feedback(congress: str, feedback: str) -> BaseResponse:
    """Take away what nobody should have written to a stand."""
    with transaction() as session:
        found = visits_of.one_feedback(session, g.congress.id, feedback)
        service.remove_feedback(session, found, congress_id=g.congress.id, actor=actor(), now=clock.now())
    flash(gettext("The feedback is removed."))
    return redirect(url_for(".overview", congress=congress, _anchor="told"), 303)


@market_day.get("/papers")
@needs(Part.ORGANISER)
def choose(congress: str) -> str:
    """What there is to print."""
    market = papers.market_of_congress(reading(), g.congress)
    return render_template("badges/market/papers.html", stands=len(market.stands), has_plan=bool(market.halls))


@market_day.get("/papers/<kind>.pdf")
@needs(Part.ORGANISER)
def pdf(congress: str, kind: str) -> Response:
    if kind not in PAPERS:
        raise NotFound
    file = papers.written(PAPERS[kind], reading(), g.congress, now=clock.now())
    return _private(send_file(file, "application/pdf", download_name=f"market-{kind}-{congress}.pdf", max_age=0))


@market_day.get("/halls/<hall>.pdf")
@needs(Part.ORGANISER)
def hall_pdf(congress: str, hall: str) -> Response:
    """One hall to scale, on the paper and at the scale asked for, or as large as fits."""
    size, scale = request.args.get("paper", "a4"), request.args.get("scale", "")
    found = plan_of.hall(reading(), g.congress.id, hall)
    if size not in SIZES or scale not in {"", *map(str, SCALES)}:
        raise NotFound
    asked = int(scale) if scale else None
    file = halls.written(reading(), g.congress, found, size=size, scale=asked, now=clock.now())
    return _private(send_file(file, "application/pdf", download_name=f"hall-{found.public_id}-{size}.pdf", max_age=0))


@market_day.get("/papers/press.csv")
@needs(Part.ORGANISER)
def press_csv(congress: str) -> Response:
    response = Response(
        papers.press_table(papers.market_of_congress(reading(), g.congress)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="market-press-{congress}.csv"'
    return _private(response)


def _private(response: Response) -> Response:
    response.cache_control.private = response.cache_control.no_store = True
    return response
