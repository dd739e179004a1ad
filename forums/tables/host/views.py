"""The host's page on a phone: what is said at the table, round by round, behind a secret link."""

from uuid import uuid4

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.config import Config
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.problem import words_of
from forums.tables import queries
from forums.tables.models import HarvestNote, ThematicTable
from forums.tables.service import clocks, harvest

host = Blueprint("harvest", __name__, url_prefix="/<congress>/harvest/<table>/<token>")


host.after_request(keep_secret)


@host.get("")
@public
def page(congress: str, table: str, token: str) -> str:
    return _draw(_table(congress, table, token), token)


@host.post("")
@public
def act(congress: str, table: str, token: str) -> BaseResponse | tuple[str, int]:
    """Add, change, remove or settle a note, or add a photo; which, says the field ``step``."""
    found = _table(congress, table, token)
    try:
        with transaction() as session:
            _act(found)
            harvest.freshen(session, found, now=clock.now())
    except DomainError as fault:
        if not fault.field:
            raise
        return _draw(found, token, typed=request.form.get("text", ""), fault=words_of(fault)), fault.status
    return redirect(url_for(".page", congress=congress, table=table, token=token, _anchor="notes"), 303)


@host.get("/photos/<photo>")
@public
def photo(congress: str, table: str, token: str, photo: str) -> Response:
    found = _table(congress, table, token)
    shown = next((one for one in queries.photos(reading(), [found.id]) if one.public_id == photo), None)
    if shown is None:
        raise NotFound
    return Response(shown.content, mimetype="image/jpeg")


def _act(table: ThematicTable) -> None:
    session, form, now = reading(), request.form, clock.now()
    number = int(form["round"]) if form.get("round", "").isdecimal() and len(form["round"]) < 4 else 0  # noqa: PLR2004 -- no round 1000
    step = form.get("step", "")
    if step == "photo":
        harvest.add_photo(
            session, table, request.files["photo"].read() if "photo" in request.files else b"", number=number, now=now
        )
        return
    if step == "add":
        harvest.add_note(
            session,
            table,
            kind=form.get("kind", ""),
            text=form.get("text", ""),
            number=number,
            key=form.get("key", ""),
            now=now,
        )
        return
    note = _note(table, form.get("note", ""))
    version = int(form["version"]) if form.get("version", "").isdecimal() and len(form["version"]) < 9 else 0  # noqa: PLR2004 -- a number
    if step == "change" and not harvest.change_note(session, note, text=form.get("text", ""), version=version, now=now):
        flash(
            gettext("Somebody else changed this note at the same time. Both versions are kept; please choose."), "look"
        )
    elif step == "remove" and not harvest.remove_note(session, note, version=version):
        flash(gettext("Somebody else changed this note in the meantime, so it stays."), "look")
    elif step == "settle" and not harvest.settle(session, note, keep=form.get("keep", ""), version=version, now=now):
        flash(gettext("Somebody else changed this note in the meantime. Please look again."), "look")


def _note(table: ThematicTable, public_id: str) -> HarvestNote:
    found = next((one for one in queries.notes(reading(), [table.id]) if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _table(slug: str, public_id: str, token: str) -> ThematicTable:
    table = queries.table(reading(), by_slug(reading(), slug).id, public_id)
    config: Config = current_app.extensions["reihum_config"]
    harvest.check_link(table, token, secret=config.secret_key)
    return table


def _draw(table: ThematicTable, token: str, *, typed: str = "", fault: str = "") -> str:
    session = reading()
    rounds = queries.rounds(session, table.congress_id)
    notes = queries.notes(session, [table.id])
    return render_template(
        "forums/tables/harvest.html",
        table=table,
        token=token,
        slug=request.view_args["congress"] if request.view_args else "",
        rounds=rounds,
        current=clocks.current(session, table.congress_id, now=clock.now()),
        notes=[note for note in notes if not note.clash_of],
        clashes=[
            (note, next((one for one in notes if one.public_id == note.clash_of), None))
            for note in notes
            if note.clash_of
        ],
        photos=queries.photos(session, [table.id]),
        key=str(uuid4()),
        typed=typed,
        faults=[fault] if fault else [],
    )
