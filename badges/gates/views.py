"""The page of a gate: no data in it, so that a phone may keep it, and the worker that serves it without a network."""

from flask import Blueprint, current_app, g, redirect, render_template, request, send_from_directory, url_for
from flask_babel import gettext
from flask_security import current_user
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.accounts.service import may
from app.config import Config
from app.congress.rules import SLUG
from app.db import transaction
from app.errors import NotFound
from app.web.guards import public
from badges.checkin.words import phrases
from badges.gates import service
from badges.gates.models import GateDevice
from badges.gates.rules import Permission
from badges.gates.words import phrases_of_gates

bp = Blueprint("gate_door", __name__, url_prefix="/gate")


@bp.get("/worker.js")
@public
def worker() -> Response:
    """The worker stands above all gates' pages, since a worker serves what lies beneath its own address."""
    folder = str(current_app.static_folder)
    response = send_from_directory(folder, "built/worker.js", mimetype="text/javascript", max_age=0)
    response.cache_control.no_cache = True
    return response


@bp.get("/<congress>/door")
@public
def door(congress: str) -> Response:
    """Show the gate. It knows nothing of the congress but its address, whether there is one or not."""
    if not SLUG.fullmatch(congress):
        raise NotFound
    page = render_template("badges/gates/door.html", slug=congress, phrases=phrases() | phrases_of_gates())
    response: Response = current_app.make_response(page)
    response.cache_control.no_cache = True
    return response


@bp.post("/<congress>/door")
@needs(Part.GATE)
def open_here(congress: str) -> Response:
    """Make this device a gate, for somebody who is logged in."""
    name = " ".join(request.form.get("name", "").split()) or gettext("Entrance")
    supervises = may(current_user, g.congress.id, Part.ORGANISER)
    with transaction() as session:
        gate = service.add(
            session,
            g.congress,
            name=name,
            permission=Permission.SUPERVISOR if supervises else Permission.STEWARD,
            takes_walk_ins=True,
            actor=actor(),
            now=clock.now(),
        )
    return redirect(url_for(".door", congress=congress, _anchor=secret_of(gate)), 303)


def secret_of(gate: GateDevice) -> str:
    """Give what stands behind the # of the address that makes a phone this gate; browsers keep that to themselves."""
    config: Config = current_app.extensions["reihum_config"]
    return f"{gate.public_id}.{service.token_of(gate, secret=config.secret_key)}"
