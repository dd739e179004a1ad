"""Organisers' pages on badges: choose, check, print; one badge, and a new one for a lost one."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from tempfile import TemporaryFile
from typing import BinaryIO

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file, url_for
from flask import session as flask_session
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import end_reading, reading, transaction
from app.orm import in_language
from app.web.languages import page_language
from badges import printing, queries, service
from badges.design import Design
from badges.designs.looks import designs_of
from badges.designs.words import SHOWS
from badges.errors import NoSuchPrint
from badges.forms import PrintRequest, read_print_request
from badges.layout import SHEET_OF_TEN, SINGLE_BADGE, Sheet
from badges.prints import queries as prints_of
from badges.prints import service as prints
from badges.prints.stamps import moment_of, stamp_of
from badges.queries import Selection
from badges.sheets import queries as sheets_of
from badges.words import wording_of
from forums.dialogue import queries as forums_of
from registration.participants import queries as participants
from registration.participants.queries import Filter
from registration.participants.rules import Status
from registration.places import queries as places_of

bp = Blueprint("badges", __name__, url_prefix="/organise/<congress>/badges")
NAMES_SHOWN = 100
SHEET_USED = "badge_sheet"  # key in the login's session


@bp.get("/")
@needs(Part.ORGANISER)
def choose(congress: str) -> str:
    session, language = reading(), page_language()
    sheets = _sheets()
    labels = places_of.labels(session, g.congress.id)
    return render_template(
        "badges/choose.html",
        asked=read_print_request(request.args, sheets, usual_sheet=usual_sheet()),
        sheets=sheets.values(),
        most_skipped=max(sheet.capacity for sheet in sheets.values()) - 1,
        categories=[(code, in_language(label, language)) for code, label in labels.items()],
        forums=[
            (forum.public_id, f"{forum.number} · {in_language(forum.title, language)}")
            for forum in forums_of.forums(session, g.congress.id)
        ],
        confirmed=participants.number_of(session, g.congress.id, Filter(status=Status.CONFIRMED)),
        printed=queries.number_printed(session, g.congress.id),
        prints=[(at, stamp_of(at), number) for at, number in queries.prints(session, g.congress.id)],
    )


@bp.get("/check")
@needs(Part.ORGANISER)
def check(congress: str) -> str:
    asked = read_print_request(request.args, _sheets())
    people = printing.found(g.congress, asked.selection)
    printed = queries.holders(reading(), g.congress.id, replace(asked.selection, only_printed=True))
    return render_template(
        "badges/check.html",
        asked=asked,
        printed=0 if asked.who == "new" else len(people) if asked.who == "changed" else len(printed),
        category=in_language(places_of.labels(reading(), g.congress.id).get(asked.category, {}), page_language()),
        forum=_forum(asked.forum),
        number=len(people),
        pages=asked.pages(len(people)),
        names=queries.names(reading(), people[:NAMES_SHOWN]) if asked.who == "found" else [],
        shows=SHOWS,
        unprintable=_unprintable(people, asked.sheet),
    )


@bp.post("/print")
@needs(Part.ORGANISER)
def print_badges(congress: str) -> BaseResponse:
    asked, now = read_print_request(request.form, _sheets()), clock.now()
    flask_session[SHEET_USED] = asked.sheet.id
    people = printing.chosen(g.congress, asked.selection)
    told = asked.arguments() | {"codes": asked.codes}
    if len(people) > prints.LONG:
        with transaction() as session:
            run = prints.start(session, g.congress, people=people, asked=told, actor=actor(), now=now)
        return redirect(url_for("badge_prints.run", congress=congress, run=run.public_id), 303)
    printing.send_to_printer(g.congress, asked.selection, begin=transaction, now=now, renews=asked.codes == "new")
    with transaction() as session:
        prints.note(session, g.congress, number=len(people), asked=told, actor=actor(), now=now)
    return redirect(_address_of_print(congress, asked, now), 303)


@bp.get("/prints/<int:stamp>.pdf")
@needs(Part.ORGANISER)
def pdf(congress: str, stamp: int) -> Response:
    asked, printed_at = read_print_request(request.args, _sheets()), moment_of(stamp)
    people = queries.holders(reading(), g.congress.id, Selection(printed_at=printed_at, order=asked.order))
    if not people:
        raise NoSuchPrint
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        if not _copy_kept(printed_at, file):
            printing.write_pdf(g.congress, people, asked.sheet, out=file, skip=asked.skip, created=printed_at)
        stack.pop_all()  # from here on the answer closes the file, when it has been sent
    file.seek(0)
    name = f"badges-{congress}.pdf"
    # A single badge is shown: the browser prints it on a page of its exact size, without a file in between.
    is_shown = request.args.get("shown") == "here"
    response = send_file(file, "application/pdf", as_attachment=not is_shown, download_name=name, max_age=0)
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
        shows=SHOWS,
        unprintable=_unprintable([participant.id], SINGLE_BADGE),
    )


@bp.post("/people/<person>/print")
@needs(Part.ORGANISER)
def print_one(congress: str, person: str) -> BaseResponse:
    participant, now = participants.by_public_id(reading(), g.congress.id, person), clock.now()
    asked = read_print_request(request.form, _sheets())
    wanted, renews = Selection(participant_id=participant.id), asked.codes == "new"
    printing.send_to_printer(g.congress, wanted, begin=transaction, now=now, renews=renews)
    return redirect(_address_of_print(congress, asked, now, shown="here"), 303)


@bp.post("/people/<person>/reissue")
@needs(Part.ORGANISER)
def reissue(congress: str, person: str) -> BaseResponse:
    with transaction() as session:
        participant = participants.by_public_id(session, g.congress.id, person)
        service.reissue(session, participant, actor=actor(), now=clock.now())
    flash(gettext("There is a new badge. The old one no longer opens the door; please print the new one."))
    return redirect(url_for(".one", congress=congress, person=person), 303)


def _unprintable(people: Sequence[int], sheet: Sheet) -> list[service.Unprintable]:
    """List the texts with letters that cannot be printed on a sheet, in the designs of their categories."""
    designs = designs_of(reading(), g.congress.id, sheet)

    def design_of(category: str) -> Design:
        return designs.get(category) or designs[""]

    return service.unprintable(
        reading(), g.congress, people, design_of, wording=wording_of(g.congress), pause=end_reading
    )


def _sheets() -> dict[str, Sheet]:
    return sheets_of.sheets(reading(), g.congress.id)


def _copy_kept(printed_at: datetime, out: BinaryIO) -> bool:
    """Copy the file that a long run left; say whether there was one, of which no badge died since."""
    run = prints_of.kept_run(reading(), g.congress.id, printed_at)
    if run is None or len(queries.holders(reading(), g.congress.id, Selection(printed_at=printed_at))) != run.number:
        return False
    number = 0
    while (piece := prints_of.piece(reading(), run.id, number)) is not None:
        out.write(piece)
        number += 1
    return True


def _forum(public_id: str) -> str:
    """Name a forum of the congress; nothing for an id that is none."""
    forums = forums_of.forums(reading(), g.congress.id) if public_id else []
    return next(
        (f"{one.number} · {in_language(one.title, page_language())}" for one in forums if one.public_id == public_id),
        "",
    )


def usual_sheet() -> str:
    """Name the sheet this organiser printed on last."""
    return str(flask_session.get(SHEET_USED, SHEET_OF_TEN.id))


def _address_of_print(congress: str, asked: PrintRequest, printed_at: datetime, *, shown: str | None = None) -> str:
    return url_for(
        ".pdf",
        congress=congress,
        stamp=stamp_of(printed_at),
        sheet=asked.sheet.id,
        skip=asked.skip,
        order=asked.order.value,
        shown=shown,
    )
