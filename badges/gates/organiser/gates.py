"""Organisers' pages of gates: how all of them are doing, add one, show its code, revoke it."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.addresses import absolute
from badges import qr
from badges.checkin import queries as scans_of
from badges.checkin.words import SIGNS
from badges.gates import queries, service
from badges.gates.forms import GateForm, paper_choices
from badges.gates.models import GateDevice
from badges.gates.rules import LOW_BATTERY, Permission, Seen, Standing, standing
from badges.gates.views import secret_of
from badges.gates.words import PERMISSIONS, STANDINGS
from badges.sheets import queries as sheets_of

bp = Blueprint("gates", __name__, url_prefix="/organise/<congress>/gates")


@bp.get("")
@needs(Part.ORGANISER)
def gates(congress: str) -> str:
    return _page(GateForm())


@bp.post("")
@needs(Part.ORGANISER)
def add(congress: str) -> Response | tuple[str, int]:
    form = GateForm.read(request.form, _papers())
    if form.faults:
        return _page(form), 422
    with transaction() as session:
        gate = service.add(
            session,
            g.congress,
            name=form.name,
            permission=Permission(form.permission),
            door=queries.door(session, g.congress.id, form.door) if form.door else None,
            sheet=form.sheet,
            takes_walk_ins=form.takes_walk_ins,
            actor=actor(),
            now=clock.now(),
        )
    return redirect(url_for(".gate", congress=congress, gate=gate.public_id), 303)


@bp.get("/now")
@needs(Part.ORGANISER)
def now(congress: str) -> Response:
    """The list alone, for the script of the page: new as soon as a gate was heard of, a scan came or a minute passed."""
    _, version = scans_of.attendance(reading().connection(), g.congress.id)
    heard = queries.last_heard(reading(), g.congress.id)
    moment = clock.now()
    etag = f"{g.congress.id}.{version}.{heard.timestamp() if heard else 0}.{int(moment.timestamp()) // 60}"
    if request.if_none_match.contains_weak(etag):
        response: Response = FlaskResponse(status=304)
    else:
        response = make_response(render_template("badges/gates/now.html", **_states()))
    response.set_etag(etag, weak=True)
    response.cache_control.private = response.cache_control.no_cache = True
    return response


@bp.get("/<gate>")
@needs(Part.ORGANISER)
def gate(congress: str, gate: str) -> str:
    found, now = queries.device(reading(), g.congress.id, gate), clock.now()
    state = _standing(found)
    is_open = state is Standing.WAITING and found.enrol_until > now
    page = "kiosks.kiosk" if found.permission == Permission.KIOSK else "gate_door.door"
    address = f"{absolute(page, congress=congress)}#{secret_of(found)}" if is_open else ""
    door = queries.door_by_id(reading(), found.door_id)
    title = gettext("Code that makes a device the gate “%(name)s”", name=found.name)
    return render_template(
        "badges/gates/gate.html",
        gate=found,
        state=state,
        door=door.name if door else "",
        words=STANDINGS[state],
        permission=PERMISSIONS[Permission(found.permission)],
        address=address,
        picture=Markup(qr.svg(address, title=title)) if is_open else "",  # noqa: S704 -- the writer escapes the title
    )


@bp.post("/<gate>/renew")
@needs(Part.ORGANISER)
def renew(congress: str, gate: str) -> Response:
    with transaction() as session:
        found = queries.device(session, g.congress.id, gate)
        service.renew(session, found, actor=actor(), now=clock.now())
    return redirect(url_for(".gate", congress=congress, gate=gate), 303)


@bp.post("/<gate>/revoke")
@needs(Part.ORGANISER)
def revoke(congress: str, gate: str) -> Response:
    with transaction() as session:
        found = queries.device(session, g.congress.id, gate)
        service.revoke(session, found, actor=actor(), now=clock.now())
    flash(
        gettext(
            "“%(name)s” is no gate any more. Its device deletes the list as soon as it has a network.", name=found.name
        )
    )
    return redirect(url_for(".gates", congress=congress), 303)


def _page(form: GateForm) -> str:
    return render_template(
        "badges/gates/gates.html",
        form=form,
        doors=[(door.public_id, door.name) for door in queries.doors(reading(), g.congress.id)],
        papers=list(_papers().items()),
        permissions=[(name.value, words) for name, words in PERMISSIONS.items()],
        **_states(),
    )


def _states() -> dict[str, object]:
    found = queries.devices(reading(), g.congress.id)
    kept = queries.gate_list(reading(), g.congress.id)
    states = [(gate, _standing(gate)) for gate in found]
    return {
        "gates": [(gate, state, STANDINGS[state]) for gate, state in states],
        "working": sum(state is Standing.WELL for _, state in states),
        "unsent": sum(gate.unsent for gate, state in states if state is not Standing.REVOKED),
        "version": kept.version if kept else 0,
        "conflicts": queries.contradicted(reading(), g.congress.id),
        "low_battery": LOW_BATTERY,
        "signs": {verdict.value: sign for verdict, sign in SIGNS.items()},
    }


def _papers() -> dict[str, str]:
    return paper_choices(sheets_of.sheets(reading(), g.congress.id))


def _standing(gate: GateDevice) -> Standing:
    seen = Seen(gate.enrolled_at, gate.revoked_at, gate.expires_at, gate.seen_at)
    return standing(seen, now=clock.now())
