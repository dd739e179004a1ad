"""A guest's vote in the plenary, from their own page: one a person."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app.db import reading, transaction
from app.front import frame
from app.front.bearers import living
from app.front.errors import DeadLink
from app.front.forms import named
from app.front.personal import dead_link, keep_secret
from app.web.guards import public
from app.web.problem import words_of
from forums.recommendations import errors, queries, words
from forums.recommendations.models import Ballot
from forums.recommendations.rules import Choice, Way
from forums.recommendations.service import plenary as service
from registration.participants.models import Participant
from registration.participants.rules import Status

blueprint = Blueprint("ballots", __name__, url_prefix="/<congress>/my/<token>/votes")
blueprint.after_request(keep_secret)
blueprint.register_error_handler(DeadLink, dead_link)


@blueprint.get("")
@public
def votes(congress: str, token: str) -> str:
    """What can be voted on now."""
    return _draw(living(congress, token), token)


@blueprint.post("")
@public
def vote(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Vote, once."""
    participant, choice = living(congress, token), request.form.get("choice", "")
    ballot = named(request.form, "ballot-")
    try:
        with transaction() as session:
            found = queries.ballot(session, participant.congress_id, ballot)
            service.vote(session, found, participant.id, _chosen(participant, found, choice))
    except errors.UnknownChoice as fault:
        return _draw(participant, token, faults={fault.field: [words_of(fault)]}), fault.status
    except errors.RecommendationsError as fault:
        flash(words_of(fault), "look")
    else:
        flash(gettext("Your vote is counted."))
    return redirect(url_for(".votes", congress=congress, token=token), 303)


def _chosen(participant: Participant, ballot: Ballot, choice: str) -> Choice:
    """Check that somebody may vote, and what they chose."""
    if participant.status != Status.CONFIRMED:
        raise errors.BallotClosed
    if choice not in set(Choice):
        raise errors.UnknownChoice(field=f"choice-{ballot.public_id}")
    return Choice(choice)


def _draw(participant: Participant, token: str, *, faults: dict[str, list[str]] | None = None) -> str:
    session, congress = reading(), participant.congress
    every = queries.ballots(session, congress.id)
    may = participant.status == Status.CONFIRMED
    return frame.render(
        "app/front/votes.html",
        congress,
        has_forums=bool(congress.wishes),
        can_register=False,
        person=participant,
        token=token,
        ballots=[one for one in every if one.closed_at is None and one.way != Way.HANDS] if may else [],
        closed=[one for one in every if one.closed_at is not None][::-1],
        voted=queries.voted(session, participant.id),
        words=words,
        faults=faults or {},
    )
