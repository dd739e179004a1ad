"""Organisers' pages of single sessions and of speakers. The list of sessions is in app.organiser, which sees forums too."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress.queries import rooms
from app.db import reading, transaction
from app.programme import queries, service
from app.programme.errors import SpeakerAppears
from app.programme.forms import SessionForm, SpeakerForm
from app.programme.models import ProgrammeSession, Speaker
from app.web.formats import localized
from app.web.forms import accepted
from app.web.problem import words_of

LIST = "programme.programme"  # the endpoint of the list of sessions
sessions_bp = Blueprint("programme_sessions", __name__, url_prefix="/organise/<congress>/programme")
speakers_bp = Blueprint("speakers", __name__, url_prefix="/organise/<congress>/speakers")


@sessions_bp.get("/new")
@needs(Part.ORGANISER)
def new_session(congress: str) -> str:
    return _session_page(_session_form(), None)


@sessions_bp.post("/new")
@needs(Part.ORGANISER)
def add_session(congress: str) -> Response | tuple[str, int]:
    form = _session_form()

    def add() -> None:
        with transaction() as session:
            request = form.session(g.congress.zone)
            service.add_session(
                session, g.congress, request, public_id=form.public_id(), actor=actor(), now=clock.now()
            )

    if accepted(form, add):
        flash(gettext("The session is in the programme."))
        return redirect(url_for(LIST, congress=congress), 303)
    return _session_page(form, None), 422


@sessions_bp.get("/<item>")
@needs(Part.ORGANISER)
def programme_session(congress: str, item: str) -> str:
    found = queries.session_by_public_id(reading(), g.congress.id, item)
    return _session_page(_session_form(found), found)


@sessions_bp.post("/<item>")
@needs(Part.ORGANISER)
def change_session(congress: str, item: str) -> Response | tuple[str, int]:
    found = queries.session_by_public_id(reading(), g.congress.id, item)
    form = _session_form(found)

    def change() -> None:
        with transaction() as session:
            current = queries.session_by_public_id(session, g.congress.id, item)
            request = form.session(g.congress.zone, item=current)
            service.change_session(session, g.congress, current, request, actor=actor(), now=clock.now())

    if accepted(form, change):
        flash(gettext("Saved. Pages and calendars show it at once."))
        return redirect(url_for(LIST, congress=congress), 303)
    return _session_page(form, queries.session_by_public_id(reading(), g.congress.id, item)), 422


@sessions_bp.post("/<item>/cancel")
@needs(Part.ORGANISER)
def cancel_session(congress: str, item: str) -> Response:
    with transaction() as session:
        found = queries.session_by_public_id(session, g.congress.id, item)
        service.cancel_session(session, found, actor=actor(), now=clock.now())
    flash(gettext("The session is cancelled. It stays in programme and calendars, marked as such."))
    return redirect(url_for(LIST, congress=congress), 303)


@sessions_bp.post("/<item>/restore")
@needs(Part.ORGANISER)
def restore_session(congress: str, item: str) -> Response:
    with transaction() as session:
        found = queries.session_by_public_id(session, g.congress.id, item)
        service.restore_session(session, found, actor=actor(), now=clock.now())
    flash(gettext("The session takes place after all."))
    return redirect(url_for(LIST, congress=congress), 303)


@speakers_bp.get("")
@needs(Part.ORGANISER)
def speakers(congress: str) -> str:
    return _speakers_page(SpeakerForm.of(g.congress))


@speakers_bp.post("")
@needs(Part.ORGANISER)
def add_speaker(congress: str) -> Response | tuple[str, int]:
    form = SpeakerForm.of(g.congress)

    def add() -> None:
        with transaction() as session:
            service.add_speaker(
                session, g.congress, form.speaker(), public_id=form.public_id(), actor=actor(), now=clock.now()
            )

    if accepted(form, add):
        flash(gettext("%(name)s is in the list.", name=form.name.data))
        return redirect(url_for(".speakers", congress=congress), 303)
    return _speakers_page(form), 422


@speakers_bp.get("/<speaker>")
@needs(Part.ORGANISER)
def speaker(congress: str, speaker: str) -> str:
    found = queries.speaker_by_public_id(reading(), g.congress.id, speaker)
    return _speaker_page(SpeakerForm.of(g.congress, found), found)


@speakers_bp.post("/<speaker>")
@needs(Part.ORGANISER)
def change_speaker(congress: str, speaker: str) -> Response | tuple[str, int]:
    found = queries.speaker_by_public_id(reading(), g.congress.id, speaker)
    form = SpeakerForm.of(g.congress, found)

    def change() -> None:
        with transaction() as session:
            current = queries.speaker_by_public_id(session, g.congress.id, speaker)
            service.change_speaker(session, current, form.speaker(), actor=actor(), now=clock.now())

    if accepted(form, change):
        flash(gettext("Saved. Pages and calendars show it at once."))
        return redirect(url_for(".speakers", congress=congress), 303)
    return _speaker_page(form, found), 422


@speakers_bp.post("/<speaker>/delete")
@needs(Part.ORGANISER)
def delete_speaker(congress: str, speaker: str) -> Response:
    try:
        with transaction() as session:
            found = queries.speaker_by_public_id(session, g.congress.id, speaker)
            appears_in = [localized(appearance.session.title) for appearance in found.appearances]
            service.delete_speaker(session, found, appears_in=appears_in, actor=actor(), now=clock.now())
        flash(gettext("The person is no longer in the list."))
    except SpeakerAppears as fault:
        flash(words_of(fault), "refused")
    return redirect(url_for(".speakers", congress=congress), 303)


def _session_form(item: ProgrammeSession | None = None) -> SessionForm:
    session = reading()
    return SessionForm.of(
        g.congress,
        rooms=rooms(session, g.congress.id),
        speakers=queries.speakers(session, g.congress.id),
        item=item,
    )


def _session_page(form: SessionForm, item: ProgrammeSession | None) -> str:
    return render_template("app/programme/session.html", form=form, item=item)


def _speakers_page(form: SpeakerForm) -> str:
    return render_template(
        "app/programme/speakers.html", form=form, speakers=queries.speakers(reading(), g.congress.id)
    )


def _speaker_page(form: SpeakerForm, speaker: Speaker) -> str:
    return render_template("app/programme/speaker.html", form=form, speaker=speaker)
