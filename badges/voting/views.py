"""The page of the voting desk: one badge, one of three buttons, the next one."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.web.problem import words_of
from badges.voting import service
from badges.voting.errors import NoBallot
from forums.recommendations import queries, words
from forums.recommendations.errors import UnknownChoice
from forums.recommendations.models import Ballot
from forums.recommendations.rules import Choice, Way

bp = Blueprint("voting", __name__, url_prefix="/gate/<congress>/votes")
LONGEST_CODE = 200


@bp.get("")
@needs(Part.GATE)
def desk(congress: str) -> str:
    return _desk(request.args.get("ballot", ""))


@bp.post("")
@needs(Part.GATE)
def vote(congress: str) -> Response | tuple[str, int]:
    """Count the vote of a badge. The page that follows knows neither badge nor choice."""
    ballot = request.form.get("ballot", "")
    code, choice = request.form.get("code", "")[:LONGEST_CODE], request.form.get("choice", "")
    try:
        if choice not in set(Choice):
            raise UnknownChoice(field="choice")
        with transaction() as session:
            chosen = next((one for one in queries.ballots(session, g.congress.id) if one.public_id == ballot), None)
            if chosen is None:
                raise NoBallot(field="code")
            service.vote(session, g.congress.id, chosen, code=code, choice=Choice(choice))
    except DomainError as fault:
        return _desk(ballot, code=code, choice=choice, faults={fault.field or "code": [words_of(fault)]}), fault.status
    flash(gettext("The vote is counted. The next one, please."))
    return redirect(url_for(".desk", congress=congress, ballot=ballot), 303)


def _desk(
    public_id: str, *, code: str = "", choice: str = "", faults: Mapping[str, Sequence[str]] | None = None
) -> str:
    ballots = _open(queries.ballots(reading(), g.congress.id))
    return render_template(
        "badges/voting/desk.html",
        ballots=ballots,
        ballot=next((one for one in ballots if one.public_id == public_id), ballots[0] if ballots else None),
        code=code,
        choice=choice,
        faults=faults or {},
        summary=[(name, told[0]) for name, told in (faults or {}).items()],
        words=words,
    )


def _open(ballots: Sequence[Ballot]) -> list[Ballot]:
    return [one for one in ballots if one.closed_at is None and one.way != Way.HANDS]
