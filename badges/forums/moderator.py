"""The moderators' door: who comes to a forum, behind a secret link; names and organisations, nothing else."""

from flask import Blueprint, Response, current_app, render_template, send_file

from app import clock
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import reading
from app.web.guards import public
from app.web.headers import keep_secret
from badges.forums import papers
from forums.dialogue import queries
from forums.dialogue.models import Forum
from forums.dialogue.service import check_link_of_list

forum_list = Blueprint("forum_list", __name__, url_prefix="/<congress>/forum-list/<forum>/<token>")
forum_list.after_request(keep_secret)


@forum_list.get("")
@public
def page(congress: str, forum: str, token: str) -> str:
    found, its_forum = _found(congress, forum, token)
    return render_template(
        "badges/forums/list.html",
        congress=found,
        forum=its_forum,
        people=queries.participants_of_forum(reading(), its_forum.id),
        token=token,
    )


@forum_list.get("/list.pdf")
@public
def pdf(congress: str, forum: str, token: str) -> Response:
    found, its_forum = _found(congress, forum, token)
    file = papers.written(papers.lists, reading(), found, [its_forum], now=clock.now())
    return send_file(file, "application/pdf", download_name=f"forum-{its_forum.number}-{congress}.pdf", max_age=0)


def _found(slug: str, public_id: str, token: str) -> tuple[Congress, Forum]:
    congress = by_slug(reading(), slug)
    forum = queries.forum(reading(), congress.id, public_id)
    config: Config = current_app.extensions["reihum_config"]
    check_link_of_list(forum, token, secret=config.secret_key)
    return congress, forum
