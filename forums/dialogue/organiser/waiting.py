"""Organisers' pages on the waiting list of a forum."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.forms import accepted
from forums.dialogue import queries, service
from forums.dialogue.changing import queries as changing_queries
from registration.participants import queries as participants_of
from registration.places.forms import MoveForm

forum_waiting = Blueprint("forum_waiting", __name__, url_prefix="/organise/<congress>/forums/<forum>/waiting")


@forum_waiting.get("")
@needs(Part.ORGANISER)
def line(congress: str, forum: str) -> str:  # noqa: ARG001 -- the guard found it
    """Who waits for a forum, in which order."""
    found = queries.forum(reading(), g.congress.id, forum)
    return render_template(
        "forums/dialogue/forum_line.html", forum=found, line=changing_queries.line(reading(), found.id)
    )


@forum_waiting.get("/<person>")
@needs(Part.ORGANISER)
def turn(congress: str, forum: str, person: str) -> str:  # noqa: ARG001 -- the guard found it
    return _one(forum, person, MoveForm())


@forum_waiting.post("/<person>")
@needs(Part.ORGANISER)
def move(congress: str, forum: str, person: str) -> Response | tuple[str, int]:
    """Put somebody at another place of the list; the journal keeps why."""
    form = MoveForm()

    def act() -> None:
        with transaction() as session:
            moved = participants_of.by_public_id(session, g.congress.id, person)
            slot = queries.forum(session, g.congress.id, forum).slot
            service.move_turn(
                session,
                moved,
                position=form.position.data,
                reason=form.reason.data,
                slot=slot,
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, act):
        flash(gettext("Moved. The journal says why."))
        return redirect(url_for(".line", congress=congress, forum=forum), 303)
    return _one(forum, person, form), 422


def _one(forum: str, person: str, form: MoveForm) -> str:
    found = queries.forum(reading(), g.congress.id, forum)
    waiting = changing_queries.line(reading(), found.id)
    somebody = participants_of.by_public_id(reading(), g.congress.id, person)
    standing = next((entry for entry in waiting if entry.public_id == person), None)
    return render_template(
        "forums/dialogue/forum_turn.html",
        form=form,
        forum=found,
        person=somebody,
        standing=standing,
        number=len(waiting),
    )
