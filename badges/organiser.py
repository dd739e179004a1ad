"""Organisers' pages on badges: choose, check, print; one badge, and a new one for a lost one."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryFile

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file, url_for
from flask import session as flask_session
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import end_reading, reading, transaction
from badges import printing, queries, service
from badges.errors import NoSuchPrint
from badges.forms import PrintRequest, read_print_request
from badges.layout import SHEET_OF_TEN, SINGLE_BADGE, Sheet
from badges.queries import Selection
from badges.sheets import queries as sheets_of
from registration.participants import queries as participants
from registration.participants.queries import Filter
from registration.participants.rules import Status

bp = Blueprint("badges", __name__, url_prefix="/organise/<congress>/badges")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NAMES_SHOWN = 100
SHEET_USED = "badge_sheet"  # key in the login's session


@bp.get("/")
@needs(Part.ORGANISER)
def choose(congress: str) -> str:
    session = reading()
    sheets = _sheets()
    return render_template(
        "badges/choose.html",
        asked=read_print_request(request.args, sheets, usual_sheet=usual_sheet()),
        sheets=sheets.values(),
        most_skipped=max(sheet.capacity for sheet in sheets.values()) - 1,
        confirmed=participants.number_of(session, g.congress.id, Filter(status=Status.CONFIRMED)),
        printed=queries.number_printed(session, g.congress.id),
        prints=[(at, stamp_of(at), number) for at, number in queries.prints(session, g.congress.id)],
    )


@bp.get("/check")
@needs(Part.ORGANISER)
def check(congress: str) -> str:
    asked = read_print_request(request.args, _sheets())
    people = queries.holders(reading(), g.congress.id, asked.selection)
    return render_template(
        "badges/check.html",
        asked=asked,
        number=len(people),
        pages=asked.pages(len(people)),
        names=queries.names(reading(), people[:NAMES_SHOWN]) if asked.who == "found" else [],
        unprintable=service.unprintable(reading(), people, pause=end_reading),
    )


@bp.post("/print")
@needs(Part.ORGANISER)
def print_badges(congress: str) -> BaseResponse:
    asked, now = read_print_request(request.form, _sheets()), clock.now()
    printing.send_to_printer(g.congress, asked.selection, begin=transaction, now=now)
    flask_session[SHEET_USED] = asked.sheet.id
    return redirect(_address_of_print(congress, asked, now), 303)


@bp.get("/prints/<int:stamp>.pdf")
@needs(Part.ORGANISER)
def pdf(congress: str, stamp: int) -> Response:
    asked, printed_at = read_print_request(request.args, _sheets()), EPOCH + stamp * MICROSECOND
    people = queries.holders(reading(), g.congress.id, Selection(printed_at=printed_at, order=asked.order))
    if not people:
        raise NoSuchPrint
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        printing.write_pdf(g.congress, people, asked.sheet, out=file, skip=asked.skip, created=printed_at)
        stack.pop_all()  # from here on the answer closes the file, when it has been sent
    file.seek(0)
    name = f"badges-{congress}.pdf"
    response = send_file(file, "application/pdf", as_attachment=True, download_name=name, max_age=0)
    response.cache_control.private = response.cache_control.no_store = True
    return response


@bp.get("/people/<person>")
@needs(Part.ORGANISER)
def one(congress: str, person: str) -> str:
    participant = participants.by_public_id(reading(), g.congress.id, person)
    badge = queries.living_badge(reading(), participant.id)
    return render_template(
        "badges/one.html",
        person=participant,
        badge=badge,
        sheets=_sheets().values(),
        single=SINGLE_BADGE,
        unprintable=service.unprintable(reading(), [participant.id], pause=end_reading),
    )


@bp.post("/people/<person>/print")
@needs(Part.ORGANISER)
def print_one(congress: str, person: str) -> BaseResponse:
    participant, now = participants.by_public_id(reading(), g.congress.id, person), clock.now()
    printing.send_to_printer(g.congress, Selection(participant_id=participant.id), begin=transaction, now=now)
    return redirect(_address_of_print(congress, read_print_request(request.form, _sheets()), now), 303)


@bp.post("/people/<person>/reissue")
@needs(Part.ORGANISER)
def reissue(congress: str, person: str) -> BaseResponse:
    with transaction() as session:
        participant = participants.by_public_id(session, g.congress.id, person)
        service.reissue(session, participant, actor=actor(), now=clock.now())
    flash(gettext("There is a new badge. The old one no longer opens the door; please print the new one."))
    return redirect(url_for(".one", congress=congress, person=person), 303)


def _sheets() -> dict[str, Sheet]:
    return sheets_of.sheets(reading(), g.congress.id)


def usual_sheet() -> str:
    """Name the sheet this organiser printed on last."""
    return str(flask_session.get(SHEET_USED, SHEET_OF_TEN.id))


def stamp_of(printed_at: datetime) -> int:
    """Name a print in an address: microseconds since 1970."""
    return (printed_at - EPOCH) // MICROSECOND


def _address_of_print(congress: str, asked: PrintRequest, printed_at: datetime) -> str:
    return url_for(
        ".pdf",
        congress=congress,
        stamp=stamp_of(printed_at),
        sheet=asked.sheet.id,
        skip=asked.skip,
        order=asked.order.value,
    )
