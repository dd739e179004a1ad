"""Scans and the live count for machines and for the page of the gate: by key, or by login with the CSRF token."""

from datetime import datetime

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.exceptions import BadRequest

from app import clock
from app.accounts.guards import actor, api_needs, quick_api_needs
from app.accounts.models import Part
from app.db import ask, core_transaction, transaction
from app.web.languages import page_language
from badges.checkin import queries, service
from badges.checkin.answers import Answer, answer_of, instant
from badges.checkin.batch import Batch, read_batch, read_device, read_scan_id
from badges.checkin.errors import BadScan
from badges.checkin.rules import Outcome, Verdict

# Blueprints called …_api are exempt from the check of forms: api_needs asks logins for the token itself.
bp = Blueprint("checkin_api", __name__, url_prefix="/api/v1/congresses/<congress>")


@bp.post("/scans")
@quick_api_needs(Part.GATE)
def record(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    batch = read_batch(_body())
    now = clock.now()
    with core_transaction() as connection:
        taken = service.take_scans(
            connection,
            g.congress_id,
            device=batch.device,
            scans=service.without_idle_reasons(connection, batch.good_scans, actor=actor()),
            clock_offset_ms=batch.clock_offset_ms,
            actor=actor(),
            now=now,
        )
    return jsonify(_count(taken.present, taken.version, now=now) | {"results": _results(batch, taken.outcomes)})


@bp.delete("/scans/<device>/<scan_id>")
@api_needs(Part.GATE)
def undo(congress: str, device: str, scan_id: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    device, scan_id, now = read_device(device), read_scan_id(scan_id), clock.now()
    with transaction() as session:
        scan = queries.scan(session, g.congress.id, device, scan_id)
        service.undo(session, scan, actor=actor(), now=now)
        present, version = queries.attendance(session.connection(), g.congress.id)
    return jsonify(_count(present, version, now=now))


@bp.get("/attendance")
@quick_api_needs(Part.GATE)
def attendance(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    present, version = ask(queries.ATTENDANCE, congress=g.congress_id) or (0, 0)
    etag = f"{g.congress_id}.{version}"
    is_known = request.if_none_match.contains_weak(etag)
    response = Response(status=304) if is_known else jsonify(_count(present, version, now=clock.now()))
    # Weak, since the body also tells the time.
    response.set_etag(etag, weak=True)
    response.cache_control.private = response.cache_control.no_cache = True
    return response


def _body() -> object:
    try:
        return request.get_json()
    except RecursionError as fault:
        raise BadRequest from fault


def _results(batch: Batch, outcomes: list[Outcome]) -> list[Answer]:
    """Answer every scan in its place, those that could not be read too."""
    language, good = page_language(), iter(outcomes)
    results = []
    for scan, claimed_id in zip(batch.scans, batch.claimed_ids, strict=True):
        outcome = Outcome(claimed_id, Verdict.INVALID, fault=scan) if isinstance(scan, BadScan) else next(good)
        results.append(answer_of(outcome, language=language))
    return results


def _count(present: int, version: int, *, now: datetime) -> Answer:
    return {"present": present, "version": version, "now": instant(now)}
