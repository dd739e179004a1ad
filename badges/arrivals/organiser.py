"""Organisers' live board. Its middle is asked for again and again, and answered by 304 while nobody came and no minute passed."""

from flask import Blueprint, Response, g, make_response, render_template, request

from app import clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading
from badges.arrivals import queries, rules
from badges.checkin import queries as scans_of
from registration.participants.rules import ParticipantRole

bp = Blueprint("arrivals", __name__, url_prefix="/organise/<congress>/arrivals")
ORGANISATIONS = 30


@bp.get("")
@needs(Part.ORGANISER)
def board(congress: str) -> str:
    return render_template("badges/arrivals/board.html", **_numbers())


@bp.get("/now")
@needs(Part.ORGANISER)
def now(congress: str) -> Response:
    """The middle of the page alone, for its script."""
    _, version = scans_of.attendance(reading().connection(), g.congress.id)
    etag = f"{g.congress.id}.{version}.{int(clock.now().timestamp()) // 60}"
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = make_response(render_template("badges/arrivals/now.html", **_numbers()))
    response.set_etag(etag, weak=True)
    response.cache_control.private = response.cache_control.no_cache = True
    return response


def _numbers() -> dict[str, object]:
    session, congress_id, moment = reading(), g.congress.id, clock.now()
    present, _ = scans_of.attendance(session.connection(), congress_id)
    recent = queries.arrivals_since(session, congress_id, rules.first_shown(moment))
    return {
        "present": present,
        "came": queries.came(session, congress_id),
        "expected": queries.expected(session, congress_id),
        "per_minute": rules.per_minute(recent, now=moment),
        "steps": rules.steps(recent, now=moment),
        "by_gate": queries.by_gate(session, congress_id),
        "by_organisation": queries.by_organisation(session, congress_id, most=ORGANISATIONS),
        "missing": queries.missing_in_role(session, congress_id, ParticipantRole.MODERATOR),
    }
