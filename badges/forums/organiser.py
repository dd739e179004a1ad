"""Organisers' door to the paper of the forums, and to the addresses of the moderators' lists."""

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.config import Config
from app.db import reading, transaction
from badges.forums import papers
from forums.dialogue import queries
from forums.dialogue.models import Forum
from forums.dialogue.service import link_of_list, renew_link_of_list

forum_papers = Blueprint("forum_papers", __name__, url_prefix="/organise/<congress>/forum-papers")
KINDS = {"signs": papers.signs, "lists": papers.lists}


@forum_papers.get("")
@needs(Part.ORGANISER)
def choose(congress: str) -> str:
    """What there is to print, and where each moderator finds who comes."""
    config: Config = current_app.extensions["reihum_config"]
    forums = _offered()
    return render_template(
        "badges/forums/papers.html",
        forums=forums,
        seats=queries.seats_by_forum(reading(), g.congress.id),
        links={forum.id: link_of_list(forum, secret=config.secret_key) for forum in forums},
    )


@forum_papers.get("/<any(signs, lists):kind>.pdf")
@needs(Part.ORGANISER)
def pdf(congress: str, kind: str) -> Response:
    file = papers.written(KINDS[kind], reading(), g.congress, _offered(), now=clock.now())
    response = send_file(file, "application/pdf", download_name=f"forums-{kind}-{congress}.pdf", max_age=0)
    response.cache_control.private = response.cache_control.no_store = True
    return response


@forum_papers.post("/<forum>/renew")
@needs(Part.ORGANISER)
def renew(congress: str, forum: str) -> BaseResponse:
    """Make a new secret for the moderators' list of a forum."""
    with transaction() as session:
        renew_link_of_list(queries.forum(session, g.congress.id, forum))
    flash(gettext("The list has a new address; the old one is dead."))
    return redirect(url_for(".choose", congress=congress), 303)


def _offered() -> list[Forum]:
    return [forum for forum in queries.forums(reading(), g.congress.id) if forum.cancelled_at is None]
