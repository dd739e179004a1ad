"""The desk's pages: five fields, then the badge."""

from collections.abc import Mapping
from contextlib import ExitStack
from tempfile import TemporaryFile

from flask import Blueprint, Response, current_app, g, redirect, render_template, request, send_file, url_for
from flask import session as flask_session
from flask_babel import gettext
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor
from app.accounts.models import Part
from app.accounts.service import may
from app.config import Config
from app.db import reading, transaction
from app.errors import DomainError
from app.web.problem import words_of
from badges import printing, queries
from badges.errors import NoSuchPrint
from badges.gates.guards import desk as desk_gate
from badges.gates.guards import needs_desk
from badges.layout import SINGLE_BADGE, Sheet
from badges.sheets import queries as sheets_of
from badges.walk_ins import forms, service
from registration.fields import at_gate
from registration.participants import queries as participants
from registration.participants.errors import CongressFull, Invalid, QuotaFull, RegistrationError
from registration.participants.rules import Status
from registration.places import queries as places_of

bp = Blueprint("walk_ins", __name__, url_prefix="/gate/<congress>/walk-in")
SHEET_USED = "walk_in_sheet"  # key in the login's session
Page = str | tuple[str, int] | BaseResponse


@bp.get("")
@needs_desk
def desk(congress: str) -> str:
    return _desk(forms.Filled.of({}, sheet=_sheet_used()))


@bp.post("")
@needs_desk
def welcome(congress: str) -> Page:
    """Take somebody in; organisers may also do so when all places are taken."""
    filled = forms.Filled.of(request.form.to_dict(), sheet=_sheet_used())
    try:
        asked = forms.request_of(filled.values, places_of.categories(reading(), g.congress.id))
        with transaction() as session:
            person = service.welcome(
                session,
                g.congress,
                asked,
                key=filled.key,
                beyond_capacity=request.form.get("beyond") == "yes" and _may_overbook(),
                device=_device(),
                secret=_config().secret_key,
                actor=actor(),
                now=clock.now(),
            )
    except Invalid as invalid:
        return _desk(filled, faults=invalid.faults), invalid.status
    except CongressFull as full:
        told = words_of(full) if isinstance(full, QuotaFull) else gettext("All places are taken.")
        return _desk(filled, full=told), full.status
    except RegistrationError as fault:
        return _desk(filled, faults={fault.field or "name": fault}), fault.status
    flask_session[SHEET_USED] = _sheet(filled.values["sheet"]).id
    return redirect(url_for(".welcomed", congress=congress, person=person.public_id), 303)


@bp.get("/<person>")
@needs_desk
def welcomed(congress: str, person: str) -> str:
    found = participants.by_public_id(reading(), g.congress.id, person)
    return render_template(
        "badges/walk_ins/welcomed.html",
        person=found,
        sheet=_sheet_used(),
        asks_at_door=at_gate.asks(reading(), g.congress.id),
        way_back=_way_back(congress),
    )


@bp.get("/<person>/badge.pdf")
@needs_desk
def badge(congress: str, person: str) -> Response:
    """The badge of somebody who was taken in at a desk."""
    found = participants.by_public_id(reading(), g.congress.id, person)
    living = queries.living_badge(reading(), found.id)
    if living is None or living.printed_at is None or found.status != Status.CONFIRMED:
        raise NoSuchPrint
    sheet = _sheet(request.args.get("sheet", ""))
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        printing.write_pdf(g.congress, [found.id], sheet, out=file, skip=0, created=living.printed_at)
        stack.pop_all()  # from here on the answer closes the file, when it has been sent
    file.seek(0)
    response = send_file(file, "application/pdf", download_name=f"badge-{congress}.pdf", max_age=0)
    response.cache_control.private = response.cache_control.no_store = True
    return response


def _desk(filled: forms.Filled, *, faults: Mapping[str, DomainError] | None = None, full: str = "") -> str:
    categories = places_of.categories(reading(), g.congress.id)
    counted = participants.places(reading(), g.congress.id)
    return render_template(
        "badges/walk_ins/desk.html",
        filled=filled,
        faults={name: [words_of(fault)] for name, fault in (faults or {}).items()},
        full=full,
        may_overbook=_may_overbook(),
        way_back=_way_back(g.congress.slug),
        free=counted.free,
        capacity=counted.capacity,
        categories=forms.category_choices(categories),
        sheets=forms.sheet_choices(sheets_of.sheets(reading(), g.congress.id).values()),
    )


def _device() -> str:
    """Name the device of the scan by which somebody comes in."""
    gate = desk_gate()
    return gate.public_id if gate else f"desk-{current_user.id}"


def _way_back(congress: str) -> str:
    return url_for("gate_door.door" if desk_gate() else "checkin.gate", congress=congress)


def _may_overbook() -> bool:
    return desk_gate() is None and may(current_user, g.congress.id, Part.ORGANISER)


def _sheet_used() -> str:
    return _sheet(str(flask_session.get(SHEET_USED, ""))).id


def _sheet(sheet_id: str) -> Sheet:
    return sheets_of.sheets(reading(), g.congress.id).get(sheet_id, SINGLE_BADGE)


def _config() -> Config:
    config: Config = current_app.extensions["reihum_config"]
    return config
