"""The doors of gates' phones: become a gate, hear the news."""

import gzip
from collections.abc import Mapping

from flask import Blueprint, Response, current_app, g, jsonify, request, url_for
from flask import session as flask_session

from app import clock
from app.accounts.guards import actor, api_needs
from app.accounts.models import Part
from app.config import Config
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import NotFound
from app.web.guards import public
from app.web.languages import page_language
from badges.checkin.answers import answer_of, instant
from badges.checkin.batch import LARGEST_NUMBER, read_reason, read_scan_id
from badges.gates import news, queries, service
from badges.gates.errors import EnrolmentOver
from badges.gates.guards import DESK
from badges.gates.service import Report
from registration.participants import queries as participants
from registration.participants.rules import Status
from registration.participants.words import STATES

# Blueprints called …_api are exempt from the check of forms: nothing here acts by cookie alone; see api_needs.
bp = Blueprint("gates_api", __name__, url_prefix="/api/v1/congresses/<congress>/gates")
FULL = 100  # per cent
WORTH_PACKING = 4096  # bytes
LONGEST_SEARCH = 100
MOST_FOUND = 20
DESK_PAGES = {"desk": "walk_ins.desk", "prints": "door_prints.find"}


@bp.post("/enrolment")
@public
def enrol(congress: str) -> Response:
    """Make whoever shows the code of a gate this gate; the code itself is the proof."""
    body = _body()
    try:
        with transaction() as session:
            gate = queries.device(session, by_slug(session, congress).id, str(body.get("gate", "")))
            done = service.enrol(
                session, gate, str(body.get("token", "")), secret=_config().secret_key, now=clock.now()
            )
    except NotFound as unknown:
        raise EnrolmentOver from unknown
    response = jsonify({"key": done.key, "device": done.device.public_id, "name": done.device.name})
    response.cache_control.no_store = True
    return response


@bp.post("/news")
@api_needs(Part.GATE)
def hear_and_tell(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    """Hear how a gate is doing, and tell it what it does not know yet."""
    body, now = _body(), clock.now()
    known = news.read_known(body)
    with transaction() as session:
        gate = service.gate_of(session, g.congress.id, actor(), now=now)
        service.hear(gate, _report(body, known), now=now)
        told = news.news(session, g.congress, gate, known, now=now)
    response = _packed(jsonify(told))
    response.cache_control.private = response.cache_control.no_store = True
    return response


def _packed(response: Response) -> Response:
    """Pack a long answer. Nothing in it echoes what was sent, so its length tells a listener nothing (BREACH)."""
    body = response.get_data()
    if len(body) > WORTH_PACKING and request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(body, compresslevel=5))
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response


@bp.post("/search")
@api_needs(Part.GATE)
def search(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    """Find people by name, for the gate of a supervisor. The name travels in the body, since addresses are logged."""
    gate = service.gate_of(reading(), g.congress.id, actor(), now=clock.now())
    service.supervising(gate)
    text = str(_body().get("text", ""))[:LONGEST_SEARCH].strip()
    rows = queries.people_like(reading(), g.congress.id, text, most=MOST_FOUND) if text else []
    found = [
        {
            "person": row.public_id,
            "name": row.name,
            "organisation": row.organisation,
            "status": str(STATES[Status(row.status)][1]),
            "came": instant(row.at) if row.at else None,
        }
        for row in rows
    ]
    response = jsonify({"found": found})
    response.cache_control.private = response.cache_control.no_store = True
    return response


@bp.post("/admissions")
@api_needs(Part.GATE)
def admit(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    """Let in somebody who was found by name."""
    body, now = _body(), clock.now()
    scan_id, reason = read_scan_id(body.get("scan_id")), read_reason(body.get("reason", ""))
    with transaction() as session:
        gate = service.supervising(service.gate_of(session, g.congress.id, actor(), now=now))
        person = participants.by_public_id(session, g.congress.id, str(body.get("person", "")))
        outcome = service.admit(session, g.congress, gate, person, scan_id=scan_id, reason=reason, now=now)
    return jsonify(answer_of(outcome, language=page_language()))


@bp.post("/desk")
@api_needs(Part.GATE)
def open_desk(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    """Let the browser of a gate into the pages of the desk (people without a registration, badges), by a cookie until it is closed."""
    gate = service.gate_of(reading(), g.congress.id, actor(), now=clock.now())
    desk = service.desk_of(reading(), g.congress.id, gate.key_id or 0, now=clock.now())
    flask_session[DESK] = desk.key_id
    pages = {name: url_for(page, congress=g.congress.slug) for name, page in DESK_PAGES.items()}
    return jsonify(pages)


@bp.post("/questions")
@api_needs(Part.GATE)
def open_questions(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    """Let the browser of a gate into the questions at the door, for whom it scanned last or for whoever it let in."""
    session, now = reading(), clock.now()
    gate = service.gate_of(session, g.congress.id, actor(), now=now)
    flask_session[DESK] = service.asking(session, g.congress.id, gate.key_id or 0, now=now).key_id
    person = queries.scanned(session, gate, str(_body().get("scan_id", "")))
    if person is None:
        return jsonify({"page": url_for("door_answers.find", congress=g.congress.slug)})
    return jsonify({"page": url_for("door_answers.answers", congress=g.congress.slug, person=person)})


def _report(body: Mapping[str, object], known: news.Known) -> Report:
    battery, unsent = body.get("battery"), body.get("unsent")
    return Report(
        battery=battery if type(battery) is int and 0 <= battery <= FULL else None,
        unsent=unsent if type(unsent) is int and 0 <= unsent <= LARGEST_NUMBER else 0,
        list_version=max(known.list[0], 0),
    )


def _body() -> Mapping[str, object]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _config() -> Config:
    config: Config = current_app.extensions["reihum_config"]
    return config
