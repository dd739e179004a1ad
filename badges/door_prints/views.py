"""The pages at the door by which a guest's badge is printed on a label printer."""

from collections.abc import Sequence

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask import session as flask_session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor
from app.db import reading, transaction
from badges import queries as badges_of
from badges import service
from badges.errors import NothingToPrint
from badges.gates import queries as gates
from badges.gates.guards import desk as gate_here
from badges.gates.guards import guest_here, may_search, needs_desk
from badges.layout import SINGLE_BADGE, Sheet
from badges.sheets import queries as sheets_of
from badges.walk_ins.forms import sheet_choices
from registration.participants import queries as participants
from registration.participants.models import Participant
from registration.participants.queries import Filter
from registration.participants.rules import Status

bp = Blueprint("door_prints", __name__, url_prefix="/gate/<congress>/badges")
SHEET_USED = "walk_in_sheet"  # key in the login's session, the same printer as for walk-ins
SHOWN = 20


@bp.get("")
@needs_desk
def find(congress: str) -> str:
    """Whose badge, by name; and on which labels. A gate without a login begins with whom it let in last."""
    text = request.args.get("text", "").strip()[:200] if may_search() else ""
    sheets, people = sheets_of.sheets(reading(), g.congress.id), _found(text)
    printed = set(badges_of.with_printed_badge(reading(), [person.id for person in people]))
    return render_template(
        "badges/door_prints/find.html",
        text=text,
        people=people,
        printed=printed,
        sheets=sheet_choices(sheets.values()),
        sheet=_sheet(request.args.get("sheet", str(flask_session.get(SHEET_USED, "")))).id,
        may_search=may_search(),
        way_back=url_for("gate_door.door" if gate_here() else "checkin.gate", congress=congress),
    )


def _found(text: str) -> Sequence[Participant]:
    gate = gate_here()
    if not text:
        return gates.let_in_last(reading(), gate, most=SHOWN) if gate else []
    wanted = Filter(text=text, status=Status.CONFIRMED.value)
    return participants.page(reading(), g.congress.id, wanted, order="name", descending=False, offset=0, limit=SHOWN)


@bp.post("/<person>")
@needs_desk
def print_badge(congress: str, person: str) -> Response:
    """Issue the badge, or a new one for one that was printed before, whose code dies; then show it to the printer."""
    sheet, now = _sheet(request.form.get("sheet", "")), clock.now()
    with transaction() as session:
        found = guest_here(session, person)
        if found.status != Status.CONFIRMED:
            raise NothingToPrint
        if badges_of.with_printed_badge(session, [found.id]):
            service.reissue(session, found, actor=actor(), now=now)
        service.prepare(session, [found.id], now=now)
    flask_session[SHEET_USED] = sheet.id
    return redirect(url_for("walk_ins.badge", congress=congress, person=person, sheet=sheet.id), 303)


def _sheet(sheet_id: str) -> Sheet:
    return sheets_of.sheets(reading(), g.congress.id).get(sheet_id, SINGLE_BADGE)
