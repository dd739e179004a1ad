"""Write a forum down on a phone or laptop, with others at the same time, through gaps of the network."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from flask import Blueprint, Response, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError
from app.orm import in_language
from app.web import languages
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.languages import page_language
from app.web.problem import words_of
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.recommendations import forms, queries
from forums.recommendations.prompts import Question
from forums.recommendations.rules import NoteKind
from forums.recommendations.service import capture as service
from forums.recommendations.sorting import in_sections, questions_of_congress
from forums.recommendations.words import NOTE_KINDS

capture = Blueprint("capture", __name__, url_prefix="/<congress>/capture/<forum>/<token>")
capture.after_request(keep_secret)
capture.after_request(languages.remember)


@capture.get("")
@public
def page(congress: str, forum: str, token: str) -> str:
    return _draw(*_forum(congress, forum, token), token)


@capture.post("")
@public
def act(congress: str, forum: str, token: str) -> BaseResponse | tuple[str, int]:
    """Add, change, take away, bring back or settle a note; which, says the field ``step``. For pages without script."""
    found, house = _forum(congress, forum, token)
    try:
        with transaction():
            told = _act(found)
    except DomainError as fault:
        if not fault.field:
            raise
        return _draw(found, house, token, typed=request.form.get("text", ""), fault=words_of(fault)), fault.status
    if told:
        flash(told, "look")
    return redirect(url_for(".page", congress=congress, forum=forum, token=token, _anchor="notes"), 303)


@capture.post("/entries")
@public
def enter(congress: str, forum: str, token: str) -> tuple[Response, int]:
    """The same for the script of the page, which sends again until it gets an answer: {} or {"told"} or {"refused"}."""
    found, _ = _forum(congress, forum, token)
    try:
        with transaction():
            told = _act(found)
    except DomainError as fault:
        return jsonify(refused=words_of(fault)), fault.status
    return jsonify({"told": told} if told else {}), 200


@capture.get("/notes")
@public
def notes(congress: str, forum: str, token: str) -> Response:
    """What stands there, as a part of the page; asked every other second and mostly answered 304."""
    found, house = _forum(congress, forum, token)
    tag = _tag(found)
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        values = _values(found, house, token)
        response = Response(
            render_template("forums/recommendations/capture_notes.html", **values), mimetype="text/html"
        )
        response.headers["X-CSRFToken"] = generate_csrf()  # the page may be open for longer than its own holds
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _act(forum: Forum) -> str:
    """Do what was asked; return what the writer has to know, empty if all went well."""
    session, form, now = reading(), request.form, clock.now()
    step, text, key = form.get("step", ""), form.get("text", ""), form.get("key", "")
    if step == "add":
        kind, _, question = form.get("kind", "").partition(":")
        service.add_note(session, forum, kind=kind, question=question, text=text, key=key, now=now)
        return ""
    note = queries.captured_note(session, forum.id, form.get("note", "").replace("\x00", ""))
    version = forms.number(form, "version")
    if step == "change" and not service.change_note(session, forum, note, text=text, version=version, key=key, now=now):
        return str(gettext("Somebody else worded this note anew at the same time. Both are kept; please choose."))
    if step == "remove" and not service.take_away(session, forum, note, version=version, now=now):
        return str(gettext("Somebody else changed this note in the meantime, so it stays."))
    if step == "settle" and not service.settle(
        session, forum, note, keep=form.get("keep", ""), version=version, now=now
    ):
        return str(gettext("Somebody else changed this note in the meantime. Please look again."))
    if step == "bring-back":
        service.bring_back(session, forum, note)
    return ""


def _tag(forum: Forum) -> str:
    """Name what stands there; it changes with every note."""
    desk = queries.desk(reading(), forum.id)
    return f"{desk.version if desk else 0}.{page_language()}"


def _forum(slug: str, public_id: str, token: str) -> tuple[Forum, Congress]:
    congress = by_slug(reading(), slug)
    forum = forums_of.forum(reading(), congress.id, public_id)
    config: Config = current_app.extensions["reihum_config"]
    service.check_link(reading(), forum, token, secret=config.secret_key)
    return forum, congress


def _values(forum: Forum, congress: Congress, token: str) -> dict[str, object]:
    """Gather what stands there, kind by kind."""
    session = reading()
    found = queries.captured(session, [forum.id])
    living = [note for note in found if note.removed_at is None]
    by_id = {note.public_id: note for note in living}
    earlier: dict[int, list[str]] = {}
    for wording in queries.wordings(session, [note.id for note in living]):
        earlier.setdefault(wording.note_id, []).append(wording.text)
    return {
        "forum": forum,
        "congress": congress,
        "token": token,
        "groups": in_sections(questions_of_congress(session, congress), [note for note in living if not note.clash_of]),
        "clashes": [(note, by_id.get(note.clash_of)) for note in living if note.clash_of],
        "removed": [note for note in found if note.removed_at is not None],
        "earlier": {note.id: earlier.get(note.id, [])[:-1][::-1] for note in living},
        "supports": queries.supports(session, [forum.id]),
        "keys": {note.public_id: str(uuid4()) for note in living},
    }


def _draw(forum: Forum, congress: Congress, token: str, *, typed: str = "", fault: str = "") -> str:
    kinds = _kinds(questions_of_congress(reading(), congress))
    return render_template(
        "forums/recommendations/capture.html",
        **_values(forum, congress, token),
        kinds=kinds,
        chosen=request.form.get("kind", kinds[0][0]),
        tag=_tag(forum),
        key=str(uuid4()),
        typed=typed,
        faults=[fault] if fault else [],
    )


def _kinds(questions: Mapping[NoteKind, Sequence[Question]]) -> list[tuple[str, ...]]:
    """Offer each kind of note with its question beneath, or once for each of its questions: (value, label, help)."""
    found: list[tuple[str, ...]] = []
    for kind, word in NOTE_KINDS.items():
        asked = [(f"{kind}:{one.key}", in_language(one.text, page_language())) for one in questions[kind]]
        if len(asked) > 1:
            found += [(value, f"{word}: {text}") for value, text in asked]
        else:
            found.append((*(asked[0][:1] if asked else (kind.value,)), str(word), *(text for _, text in asked)))
    return found
