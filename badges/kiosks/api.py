"""What a kiosk asks of the house beyond what every gate does."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, g, jsonify, render_template, request
from limits import RateLimitItemPerMinute

from app import clock
from app.accounts.guards import actor, api_needs
from app.accounts.models import Part
from app.config import Config
from app.db import end_reading, reading, transaction
from app.web.languages import page_language
from app.web.limits import limiter
from badges import service as badges
from badges.checkin.answers import answer_of
from badges.checkin.batch import read_scan_id
from badges.designs import queries as designs_of
from badges.designs.looks import looks_of
from badges.gates import service as gates
from badges.gates.models import GateDevice
from badges.kiosks import service
from badges.kiosks.errors import NobodyFound, NothingToPrint, TooManyTries
from badges.kiosks.paper import BrowserPaper, paper_of
from badges.layout import SINGLE_BADGE, Sheet, shifted
from badges.sheets import queries as sheets_of
from badges.words import wording_of

# Blueprints called …_api are exempt from the check of forms: nothing here acts by cookie alone; see api_needs.
bp = Blueprint("kiosk_api", __name__, url_prefix="/api/v1/congresses/<congress>/kiosk")
TRIES = RateLimitItemPerMinute(8)
LONGEST = 254


@bp.post("/admissions")
@api_needs(Part.GATE)
def admit(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    """Let in whoever types their name and the part of their address before the @."""
    body, now = _body(), clock.now()
    scan_id = read_scan_id(body.get("scan_id"))
    name, address = (str(body.get(field, ""))[:LONGEST] for field in ("name", "address"))
    with transaction() as session:
        gate = service.serving(gates.gate_of(session, g.congress.id, actor(), now=now))
        try:
            person = service.find(session, g.congress.id, name=name, address=address)
        except NobodyFound:
            _count_try(gate)
            raise
        outcome = gates.admit(session, g.congress, gate, person, scan_id=scan_id, now=now)
    return _secret(jsonify(answer_of(outcome, language=page_language())))


@bp.post("/badge")
@api_needs(Part.GATE)
def badge(congress: str) -> Response:  # noqa: ARG001 -- the guard finds the congress
    """Give the badge of whoever was just welcomed, to be printed: its size in millimetres and what stands on it."""
    now = clock.now()
    scan_id = read_scan_id(_body().get("scan_id"))
    with transaction() as session:
        gate = service.serving(gates.gate_of(session, g.congress.id, actor(), now=now))
        sheet = sheets_of.sheets(session, g.congress.id).get(gate.sheet, SINGLE_BADGE)
        person = service.print_badge(session, gate, scan_id, now=now)
    paper = render_template("badges/kiosks/badge.html", paper=_paper(person, sheet))
    return _secret(jsonify({"width": sheet.page_width, "height": sheet.page_height, "paper": paper}))


def _paper(person: int, sheet: Sheet) -> BrowserPaper:
    """Draw the badge of somebody as the sheets of labels show it, by the designs of the congress."""
    session, congress_id = reading(), g.congress.id
    right, down = sheets_of.shift(session, congress_id, sheet.id)
    looks = looks_of(session, congress_id, sheet, code_word="")
    pictures = designs_of.contents(session, congress_id, looks.pictures.keys()) if looks.pictures else {}
    wording = wording_of(g.congress)
    face = next(badges.badges_for(session, g.congress, [person], wording=wording, pause=end_reading), None)
    if face is None:
        raise NothingToPrint
    return paper_of(face, shifted(sheet, right=right, down=down), looks, pictures=pictures)


def _count_try(gate: GateDevice) -> None:
    config: Config = current_app.extensions["reihum_config"]
    if config.limits == "on" and not limiter.limiter.hit(TRIES, "kiosk", gate.public_id):
        raise TooManyTries


def _secret(response: Response) -> Response:
    response.cache_control.private = response.cache_control.no_store = True
    return response


def _body() -> Mapping[str, object]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}
