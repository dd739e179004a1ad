"""A guest's voice in their forum: propose recommendations, and support what others said."""

from uuid import uuid4

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.front import frame
from app.front.bearers import living
from app.front.errors import DeadLink
from app.front.personal import dead_link, keep_secret
from app.web.guards import public
from app.web.problem import words_of
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.recommendations import queries
from forums.recommendations.service import capture as service
from forums.recommendations.service import handover
from forums.recommendations.words import NOTE_KINDS
from registration.participants.models import Participant
from registration.participants.rules import Status

blueprint = Blueprint("forum_voice", __name__, url_prefix="/<congress>/my/<token>/forum")
blueprint.after_request(keep_secret)
blueprint.register_error_handler(DeadLink, dead_link)


@blueprint.get("")
@public
def voice(congress: str, token: str) -> str:
    """What the forum gathers."""
    return _draw(*_seated(congress, token), token)


@blueprint.post("")
@public
def act(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Propose, support or take the support back; which, says the field ``step``."""
    participant, forum = _seated(congress, token)
    if forum is None:
        raise NotFound
    form, step = request.form, request.form.get("step", "")
    try:
        with transaction() as session:
            if step == "propose":
                now = clock.now()
                service.propose(
                    session, forum, participant.id, text=form.get("text", ""), key=form.get("key", ""), now=now
                )
            else:
                note = queries.captured_note(session, forum.id, form.get("note", ""))
                verb = service.withdraw_support if step == "withdraw" else service.support
                verb(session, forum, note, participant.id)
    except DomainError as fault:
        if step != "propose":
            raise
        return _draw(participant, forum, token, typed=form.get("text", ""), fault=words_of(fault)), fault.status
    flash(gettext("Your proposal is there.") if step == "propose" else gettext("Your voice is counted."))
    return redirect(url_for(".voice", congress=congress, token=token, slot=request.args.get("slot")), 303)


@blueprint.post("/follow")
@public
def follow(congress: str, token: str) -> BaseResponse:
    """Be told what becomes of the recommendations, or no longer."""
    participant = living(congress, token)
    with transaction() as session:
        verb = handover.follow if request.form.get("follow") == "yes" else handover.unfollow
        verb(session, participant.id)
    flash(gettext("Kept."))
    return redirect(url_for("personal.page", congress=congress, token=token, _anchor="follow"), 303)


def _seated(slug: str, token: str) -> tuple[Participant, Forum | None]:
    """Find whose page it is, and where they sit as published, if anywhere."""
    participant = living(slug, token)
    is_told = participant.status == Status.CONFIRMED and participant.congress.assignment_published_at is not None
    slot = request.values.get("slot", type=int)
    seat = forums_of.seat_of(reading(), participant.id, slot=slot) if is_told else None
    return participant, seat.forum if seat else None


def _draw(participant: Participant, forum: Forum | None, token: str, *, typed: str = "", fault: str = "") -> str:
    session, congress = reading(), participant.congress
    setting = queries.setting(session, congress.id)
    ids = [forum.id] if forum else []
    supports = queries.supports(session, ids)
    notes = [note for note in queries.captured(session, ids) if note.removed_at is None and not note.clash_of]
    return frame.render(
        "app/front/forum_voice.html",
        congress,
        has_forums=True,
        can_register=False,
        person=participant,
        token=token,
        forum=forum,
        groups=[
            (word, sorted((n for n in notes if n.kind == kind), key=lambda n: (-supports.get(n.id, 0), n.id)))
            for kind, word in reversed(NOTE_KINDS.items())
        ],
        supports=supports,
        mine=queries.supported_by(session, participant.id),
        lets_propose=bool(forum and setting and setting.lets_propose),
        lets_support=bool(setting and setting.lets_support),
        key=str(uuid4()),
        typed=typed,
        faults=[fault] if fault else [],
    )
