"""Organisers' pages of doors within the congress: for whom they are, who is behind them, who is missing."""

from datetime import timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.i18n import long_day
from app.orm import in_language
from app.programme import queries as programme
from app.web.languages import page_language
from badges.checkin.models import Door
from badges.gates import doors as service
from badges.gates import queries
from badges.gates.forms import DoorForm, Places
from forums.dialogue import queries as forums_of
from registration.places import queries as places_of

bp = Blueprint("doors", __name__, url_prefix="/organise/<congress>/doors")


@bp.get("")
@needs(Part.ORGANISER)
def doors(congress: str) -> str:
    return _page(DoorForm())


@bp.post("")
@needs(Part.ORGANISER)
def add(congress: str) -> Response | tuple[str, int]:
    form = DoorForm.read(request.form, _places())
    if form.faults:
        return _page(form), 422
    with transaction() as session:
        service.add(session, g.congress, form.request, actor=actor(), now=clock.now())
    return redirect(url_for(".doors", congress=congress), 303)


@bp.get("/<door>")
@needs(Part.ORGANISER)
def door(congress: str, door: str) -> str:
    found = queries.door(reading(), g.congress.id, door)
    return _door(found, DoorForm.of(found, _places()))


@bp.post("/<door>")
@needs(Part.ORGANISER)
def change(congress: str, door: str) -> Response | tuple[str, int]:
    form = DoorForm.read(request.form, _places())
    if form.faults:
        return _door(queries.door(reading(), g.congress.id, door), form), 422
    with transaction() as session:
        found = queries.door(session, g.congress.id, door)
        service.change(session, found, form.request, actor=actor(), now=clock.now())
    return redirect(url_for(".door", congress=congress, door=door), 303)


@bp.post("/<door>/remove")
@needs(Part.ORGANISER)
def remove(congress: str, door: str) -> Response:
    with transaction() as session:
        found = queries.door(session, g.congress.id, door)
        service.remove(session, found, actor=actor(), now=clock.now())
    flash(gettext("The door “%(name)s” is gone, and its scans with it.", name=found.name))
    return redirect(url_for(".doors", congress=congress), 303)


def _page(form: DoorForm) -> str:
    places = _places()
    return render_template(
        "badges/gates/doors.html",
        form=form,
        places=places,
        doors=[(door, places.word_of(door)) for door in queries.doors(reading(), g.congress.id)],
    )


def _door(found: Door, form: DoorForm) -> str:
    missing = queries.missing(reading(), found) if found.forum_id is not None else []
    places = _places()
    return render_template(
        "badges/gates/door_page.html",
        door=found,
        form=form,
        places=places,
        place=places.word_of(found),
        missing=missing,
        overruled=queries.overruled(reading(), found),
        arrived=sum(row.at is not None for row in missing),
    )


def _places() -> Places:
    """Gather where doors may lead, and for whom and when they may be."""
    session, language = reading(), page_language()
    length = (g.congress.ends_on - g.congress.starts_on).days + 1
    days = [g.congress.starts_on + timedelta(days=number) for number in range(length)]
    return Places(
        forums={
            forum.public_id: (forum.id, gettext("Forum %(number)s", number=forum.number))
            for forum in forums_of.forums(session, g.congress.id)
        },
        sessions={
            item.public_id: (item.id, in_language(item.title, language))
            for item in programme.sessions(session, g.congress.id)
        },
        categories={
            code: in_language(label, language) for code, label in places_of.labels(session, g.congress.id).items()
        },
        days=[day.isoformat() for day in days],
        day_words=[long_day(day, language) for day in days],
    )
