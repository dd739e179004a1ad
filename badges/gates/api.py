"""The doors of gates' phones: become a gate, hear the news."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, g, jsonify, request

from app import clock
from app.accounts.guards import actor, api_needs
from app.accounts.models import Part
from app.config import Config
from app.congress.queries import by_slug
from app.db import transaction
from app.errors import NotFound
from app.web.guards import public
from badges.checkin.batch import LARGEST_NUMBER
from badges.gates import news, queries, service
from badges.gates.errors import EnrolmentOver
from badges.gates.service import Report

# Blueprints called …_api are exempt from the check of forms: nothing here acts by cookie alone; see api_needs.
bp = Blueprint("gates_api", __name__, url_prefix="/api/v1/congresses/<congress>/gates")
FULL = 100  # per cent


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
    response = jsonify(told)
    response.cache_control.private = response.cache_control.no_store = True
    return response


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
