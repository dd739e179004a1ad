"""Forums: list, add, change, cancel."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress import queries as congress_queries
from app.congress.models import Room
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.web.formats import long_day
from app.web.languages import page_language
from app.web.problem import words_of
from forums.dialogue import errors, findings, forms, queries, rooms, rules, service, words
from forums.dialogue.changing import queries as changing_queries
from forums.dialogue.layout import slots_of
from forums.dialogue.models import Forum
from forums.dialogue.service.forums import frame_of
from registration.places.queries import categories

dialogue_organiser = Blueprint("dialogue_organiser", __name__, url_prefix="/organise/<congress>/forums")
Page = str | tuple[str, int] | Response


@dialogue_organiser.get("")
@needs(Part.ORGANISER)
def forums(congress: str) -> Page:  # noqa: ARG001 -- the guard found it
    session = reading()
    rows = queries.forums(session, g.congress.id)
    demand = queries.demand(session, g.congress.id)
    return render_template(
        "forums/dialogue/forums.html",
        forums=rows,
        days={forum.id: forum.starts_at.astimezone(ZoneInfo(g.congress.zone)).date() for forum in rows},
        demand=demand,
        seats=queries.seats_by_forum(session, g.congress.id),
        waiting=changing_queries.queues(session, g.congress.id),
        warnings=rooms.warnings_of(rows),
        chart=findings.demand_rows(rows, demand),
        finding=findings.demand_finding(rows, demand, page_language()),
        slots=slots_of(rows),
        slot_word=words.slot,
    )


@dialogue_organiser.get("/new")
@needs(Part.ORGANISER)
def new_forum(congress: str) -> Page:  # noqa: ARG001 -- the guard found it
    rows = queries.forums(reading(), g.congress.id)
    return _form(forms.fields_of_new(g.congress, rows), forum=None)


@dialogue_organiser.post("/new")
@needs(Part.ORGANISER)
def create_forum(congress: str) -> Page:
    typed = request.form.to_dict()
    try:
        with transaction() as session:
            wanted = forms.forum_request(typed, frame_of(session, g.congress, forum=None))
            forum = service.create_forum(session, g.congress, wanted, actor=actor(), now=clock.now())
    except errors.ForumInvalid as refused:
        return _form(typed, forum=None, faults=refused.faults)
    flash(gettext("%(forum)s has been added.", forum=words.name_of(forum)))
    return redirect(url_for(".forums", congress=congress, _anchor=f"forum-{forum.number}"), 303)


@dialogue_organiser.get("/<forum>")
@needs(Part.ORGANISER)
def edit_forum(congress: str, forum: str) -> Page:  # noqa: ARG001 -- the guard found it
    found = queries.forum(reading(), g.congress.id, forum)
    fields = forms.fields_of(found, g.congress)
    origin = next((one for one in queries.forums(reading(), g.congress.id) if one.id == found.repeats_id), None)
    return _form(fields | {"repeats": origin.public_id if origin else ""}, forum=found)


@dialogue_organiser.post("/<forum>")
@needs(Part.ORGANISER)
def change_forum(congress: str, forum: str) -> Page:
    typed = request.form.to_dict()
    try:
        with transaction() as session:
            found = queries.forum(session, g.congress.id, forum)
            wanted = forms.forum_request(typed, frame_of(session, g.congress, forum=found))
            service.change_forum(session, g.congress, found, wanted, actor=actor(), now=clock.now())
    except errors.ForumInvalid as refused:
        return _form(typed, forum=queries.forum(reading(), g.congress.id, forum), faults=refused.faults)
    flash(gettext("%(forum)s has been changed.", forum=words.name_of(found)))
    return redirect(url_for(".forums", congress=congress, _anchor=f"forum-{found.number}"), 303)


@dialogue_organiser.get("/<forum>/cancel")
@needs(Part.ORGANISER)
def ask_to_cancel(congress: str, forum: str) -> Page:  # noqa: ARG001 -- the guard found it
    session = reading()
    found = queries.forum(session, g.congress.id, forum)
    return render_template(
        "forums/dialogue/cancel_forum.html",
        forum=found,
        seated=queries.seats_by_forum(session, g.congress.id).get(found.id, 0),
        wished=queries.demand(session, g.congress.id).get(found.id, queries.Demand()).any_rank,
    )


@dialogue_organiser.post("/<forum>/cancel")
@needs(Part.ORGANISER)
def cancel_forum(congress: str, forum: str) -> Page:
    with transaction() as session:
        found = queries.forum(session, g.congress.id, forum)
        service.cancel_forum(session, found, actor=actor(), now=clock.now())
    flash(
        gettext("%(forum)s is cancelled. It stays in the list and can be taken up again.", forum=words.name_of(found))
    )
    return redirect(url_for(".forums", congress=congress), 303)


@dialogue_organiser.post("/<forum>/reinstate")
@needs(Part.ORGANISER)
def reinstate_forum(congress: str, forum: str) -> Page:
    with transaction() as session:
        found = queries.forum(session, g.congress.id, forum)
        service.reinstate_forum(session, found, actor=actor(), now=clock.now())
    flash(gettext("%(forum)s takes place again.", forum=words.name_of(found)))
    return redirect(url_for(".forums", congress=congress), 303)


def _form(fields: Mapping[str, str], *, forum: Forum | None, faults: Mapping[str, DomainError] | None = None) -> Page:
    """Show the form of a forum, with what is at fault beside each field and all of it on top."""
    messages = {name: words_of(fault) for name, fault in (faults or {}).items()}
    page = render_template(
        "forums/dialogue/edit_forum.html",
        forum=forum,
        fields=fields,
        faults={name: [message] for name, message in messages.items()},
        summary=list(messages.items()),
        rooms=[(room.public_id, _room_word(room)) for room in congress_queries.rooms(reading(), g.congress.id)],
        days=[(day.isoformat(), long_day(day)) for day in rules.days_between(g.congress.starts_on, g.congress.ends_on)],
        language_names=_language_names(g.congress.languages),
        sectors=[(code, word) for code, word in words.sectors().items() if code],
        levels=list(words.levels().items()),
        categories=[
            (category.code, in_language(category.label, page_language()))
            for category in categories(reading(), g.congress.id)
        ],
        moderator_rows=forms.moderator_rows(fields),
        topics=_topics(forum),
    )
    return (page, 422) if faults else page


def _topics(forum: Forum | None) -> list[tuple[str, str]]:
    """List the forums whose topic this one could have once more: those that repeat none themselves."""
    return [
        (other.public_id, f"{words.name_of(other)}: {in_language(other.title, page_language())}")
        for other in queries.forums(reading(), g.congress.id)
        if other is not forum and other.repeats_id is None
    ]


def _language_names(codes: Sequence[str]) -> dict[str, str]:
    return {code: PAGE_LANGUAGES.get(code, code) for code in codes}


def _room_word(room: Room) -> str:
    if room.capacity is None:
        return room.name
    return str(ngettext("%(room)s (%(num)s place)", "%(room)s (%(num)s places)", room.capacity, room=room.name))
