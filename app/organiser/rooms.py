"""Rooms of the venue. Their names stand in sessions and forums, so their page sees both."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress import queries as congress_queries
from app.congress import service as congress_service
from app.congress.errors import RoomInUse
from app.congress.forms import RoomForm
from app.congress.models import Room
from app.db import reading, transaction
from app.organiser import queries, service
from app.web.formats import localized
from app.web.forms import accepted
from app.web.problem import words_of

bp = Blueprint("rooms", __name__, url_prefix="/organise/<congress>/rooms")


@bp.get("")
@needs(Part.ORGANISER)
def rooms(congress: str) -> str:
    return _list(RoomForm())


@bp.post("")
@needs(Part.ORGANISER)
def add_room(congress: str) -> Response | tuple[str, int]:
    form = RoomForm()

    def add() -> None:
        with transaction() as session:
            congress_service.add_room(session, g.congress, form.room(), actor=actor(), now=clock.now())

    if accepted(form, add):
        flash(gettext("The room %(name)s is there.", name=form.name.data))
        return redirect(url_for(".rooms", congress=congress), 303)
    return _list(form), 422


@bp.get("/<room>")
@needs(Part.ORGANISER)
def room(congress: str, room: str) -> str:
    found = congress_queries.room(reading(), g.congress.id, room)
    return _one(RoomForm.of(found), found)


@bp.post("/<room>")
@needs(Part.ORGANISER)
def change_room(congress: str, room: str) -> Response | tuple[str, int]:
    found = congress_queries.room(reading(), g.congress.id, room)
    form = RoomForm.of(found)

    def change() -> None:
        with transaction() as session:
            service.change_room(session, found, form.room(), actor=actor(), now=clock.now())

    if accepted(form, change):
        flash(gettext("Saved."))
        return redirect(url_for(".rooms", congress=congress), 303)
    return _one(form, found), 422


@bp.post("/<room>/delete")
@needs(Part.ORGANISER)
def delete_room(congress: str, room: str) -> Response:
    try:
        with transaction() as session:
            found = congress_queries.room(session, g.congress.id, room)
            used_by = [localized(title) for title in queries.meeting_in(session, found)]
            congress_service.delete_room(session, found, used_by=used_by, actor=actor(), now=clock.now())
        flash(gettext("The room is deleted."))
    except RoomInUse as fault:
        flash(words_of(fault), "refused")
    return redirect(url_for(".rooms", congress=congress), 303)


def _list(form: RoomForm) -> str:
    rooms = congress_queries.rooms(reading(), g.congress.id)
    return render_template("app/organiser/rooms.html", form=form, rooms=rooms)


def _one(form: RoomForm, room: Room) -> str:
    used_by = queries.meeting_in(reading(), room)
    return render_template("app/organiser/room.html", form=form, room=room, used_by=used_by)
