"""The pages at the door by which a guest's badge is printed on a label printer."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask import session as flask_session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from badges import queries as badges_of
from badges import service
from badges.errors import NothingToPrint
from badges.layout import SINGLE_BADGE, Sheet
from badges.sheets import queries as sheets_of
from badges.walk_ins.forms import sheet_choices
from registration.participants import queries as participants
from registration.participants.queries import Filter
from registration.participants.rules import Status

bp = Blueprint("door_prints", __name__, url_prefix="/gate/<congress>/badges")
SHEET_USED = "walk_in_sheet"  # key in the login's session, the same printer as for walk-ins
SHOWN = 20


@bp.get("")
@needs(Part.GATE)
def find(congress: str) -> str:
    """Whose badge, by name; and on which labels."""
    text, sheets = request.args.get("text", "").strip()[:200], sheets_of.sheets(reading(), g.congress.id)
    wanted = Filter(text=text, status=Status.CONFIRMED.value)
    people = participants.page(reading(), g.congress.id, wanted, order="name", descending=False, offset=0, limit=SHOWN)
    people = people if text else []
    printed = set(badges_of.with_printed_badge(reading(), [person.id for person in people]))
    return render_template(
        "badges/door_prints/find.html",
        text=text,
        people=people,
        printed=printed,
        sheets=sheet_choices(sheets.values()),
        sheet=_sheet(request.args.get("sheet", str(flask_session.get(SHEET_USED, "")))).id,
    )


@bp.post("/<person>")
@needs(Part.GATE)
def print_badge(congress: str, person: str) -> Response:
    """Issue the badge, or a new one for one that was printed before, whose code dies; then show it to the printer."""
    sheet, now = _sheet(request.form.get("sheet", "")), clock.now()
    with transaction() as session:
        found = participants.by_public_id(session, g.congress.id, person)
        if found.status != Status.CONFIRMED:
            raise NothingToPrint
        if badges_of.with_printed_badge(session, [found.id]):
            service.reissue(session, found, actor=actor(), now=now)
        service.prepare(session, [found.id], now=now)
    flask_session[SHEET_USED] = sheet.id
    return redirect(url_for("walk_ins.badge", congress=congress, person=person, sheet=sheet.id), 303)


def _sheet(sheet_id: str) -> Sheet:
    return sheets_of.sheets(reading(), g.congress.id).get(sheet_id, SINGLE_BADGE)
