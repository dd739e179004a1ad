"""The page of the gate. With script it scans by camera and sends by the API; without, every code is a form of its own."""

import uuid

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_security import current_user
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs, needs_login
from app.accounts.models import Part
from app.accounts.queries import congresses_of
from app.accounts.service import is_administrating
from app.db import reading, transaction
from app.web.languages import page_language
from badges.checkin import queries, service
from badges.checkin.batch import LONGEST_GATE, read_gate, read_scan_id
from badges.checkin.rules import ScanRequest
from badges.checkin.words import roles_of, shown
from registration.fields import at_gate
from registration.participants.models import Participant
from registration.participants.queries import by_id
from registration.places.queries import categories

bp = Blueprint("checkin", __name__, url_prefix="/gate")


@bp.get("/")
@needs_login
def congresses() -> str:
    found = congresses_of(reading(), current_user, everything=is_administrating(current_user))
    return render_template("badges/checkin/congresses.html", congresses=[congress for congress, _ in found])


@bp.get("/<congress>/")
@needs(Part.GATE)
def gate(congress: str) -> str:
    return _page(congress, gate=request.args.get("gate", "")[:LONGEST_GATE], shown=None)


@bp.post("/<congress>/scan")
@needs(Part.GATE)
def scan(congress: str) -> Response:
    now = clock.now()
    asked = ScanRequest(
        scan_id=read_scan_id(request.form.get("scan_id", "")),
        sequence=0,
        code=request.form.get("code", ""),
        scanned_at=now,
        gate=read_gate(request.form.get("gate", "")),
    )
    with transaction() as session:
        service.record_scans(session, g.congress, device=_device(), scans=[asked], actor=actor(), now=now)
    return redirect(url_for(".result", congress=congress, scan_id=asked.scan_id), 303)


@bp.get("/<congress>/scans/<scan_id>")
@needs(Part.GATE)
def result(congress: str, scan_id: str) -> str:
    outcome = service.answer_to(reading(), g.congress, device=_device(), scan_id=read_scan_id(scan_id))
    words = shown(outcome, roles=_roles(), zone=g.congress.zone, language=page_language())
    words["about"] = [*words["about"], *_answers(scan_id)]
    bearer = _bearer(scan_id)
    words |= {"scan_id": scan_id, "person": bearer.public_id if bearer else ""}
    return _page(congress, gate=outcome.entry.gate if outcome.entry else "", shown=words)


@bp.post("/<congress>/scans/<scan_id>/undo")
@needs(Part.GATE)
def undo(congress: str, scan_id: str) -> Response:
    with transaction() as session:
        found = queries.scan(session, g.congress.id, _device(), read_scan_id(scan_id))
        service.undo(session, found, actor=actor(), now=clock.now())
    return redirect(url_for(".gate", congress=congress, gate=found.gate), 303)


def _answers(scan_id: str) -> list[str]:
    """Tell what the bearer answered to the questions that the door may read."""
    bearer = _bearer(scan_id)
    return at_gate.lines(reading(), g.congress.id, bearer.id, page_language()) if bearer else []


def _bearer(scan_id: str) -> Participant | None:
    """Find who was scanned, unless the scan was taken back."""
    found = queries.scan(reading(), g.congress.id, _device(), read_scan_id(scan_id))
    is_known = found.participant_id is not None and found.undone_at is None
    return by_id(reading(), found.participant_id or 0) if is_known else None


def _roles() -> dict[str, str]:
    return roles_of(categories(reading(), g.congress.id), page_language())


def _device() -> str:
    """Name the device of scans by form: the login, whatever browser it is in."""
    return f"form-{current_user.id}"


def _page(congress: str, *, gate: str, shown: dict[str, object] | None) -> str:
    present, _ = queries.attendance(reading().connection(), g.congress.id)
    return render_template(
        "badges/checkin/gate.html",
        gate=gate,
        longest_gate=LONGEST_GATE,
        present=present,
        shown=shown,
        scan_id=uuid.uuid4(),
        asks_at_door=at_gate.asks(reading(), g.congress.id),
        gate_words=gettext("Entrance"),
    )
