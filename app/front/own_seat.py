"""One's place in a forum once places are told: give it up, wait for another, swap with somebody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock, i18n
from app.db import reading, transaction
from app.errors import NotFound
from app.front import agenda, frame
from app.front.agenda import Reader
from app.front.bearers import actor_of, living
from app.front.errors import DeadLink
from app.front.personal import dead_link, keep_secret
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import words_of
from forums.dialogue import queries as forums_of
from forums.dialogue import service
from forums.dialogue.changing import queries as changing_queries
from forums.dialogue.errors import DialogueError
from forums.dialogue.layout import slots_of
from forums.dialogue.models import Forum
from forums.dialogue.presence import slots_missed
from forums.dialogue.service import seating_of
from registration.participants import queries
from registration.participants.models import Participant
from registration.participants.rules import Status

blueprint = Blueprint("own_seat", __name__, url_prefix="/<congress>/my/<token>/seat")
blueprint.after_request(keep_secret)
blueprint.register_error_handler(DeadLink, dead_link)
Verb = Callable[[Session, Participant], str]  # does one thing to somebody's seat, and says what came of it


@dataclass(frozen=True)
class Other:
    """A forum as somebody who sits elsewhere sees it: *position* is theirs on its waiting list, *offer* a swap that awaits them."""

    public_id: str
    entry: agenda.Entry
    free: int
    waiting: int
    position: int | None
    is_offered_for: bool
    offer: str
    is_open: bool


@dataclass(frozen=True)
class Own:
    """One's seat in a slot, None where there is none, and the other forums of the slot; *begins* is empty where there is one slot."""

    slot: int
    begins: str
    mine: agenda.Entry | None
    others: list[Other]
    is_placed: bool
    is_away: bool  # not there on the day, and without a seat


@blueprint.get("")
@public
def page(congress: str, token: str) -> str:
    """Where somebody sits, and how they come to sit elsewhere."""
    participant = _coming(congress, token)
    reader = Reader(slug=congress, zone=participant.congress.zone, language=page_language(), now=clock.now())
    return frame.render(
        "app/front/own_seat.html",
        participant.congress,
        has_forums=True,
        can_register=False,
        person=participant,
        token=token,
        slots=_slots(reading(), participant, reader),
    )


def _door(verb: Verb) -> Callable[[str, str], BaseResponse]:
    """Make a door of a verb: do it in one transaction, and say on the page what came of it, also where the rules said no."""

    @wraps(verb)
    def act(congress: str, token: str) -> BaseResponse:
        found = _coming(congress, token)
        try:
            with transaction() as session:
                told = verb(session, queries.by_public_id(session, found.congress_id, found.public_id))
        except DialogueError as fault:
            flash(words_of(fault), "look")
        else:
            flash(told)
        return redirect(url_for(".page", congress=congress, token=token), 303)

    return act


@blueprint.post("/give-up")
@public
@_door
def give_up(session: Session, participant: Participant) -> str:
    """Free the seat; the first who waits for it gets it."""
    service.give_up(session, participant, slot=_slot(), actor=actor_of(participant), now=clock.now())
    return str(gettext("Your place is free for somebody else now. If you find another forum, join its waiting list."))


@blueprint.post("/wait")
@public
@_door
def wait(session: Session, participant: Participant) -> str:
    """Join the waiting list of a forum; where there is a seat, take it."""
    forum, actor = _forum(session, participant), actor_of(participant)
    if service.wait_for(session, participant, forum, actor=actor, now=clock.now()):
        return str(gettext("There was a place: you sit in this forum now, and we have sent you a mail."))
    return str(gettext("You are on the waiting list. As soon as a place suits you it is yours, and we write to you."))


@blueprint.post("/leave")
@public
@_door
def leave(session: Session, participant: Participant) -> str:
    """Leave the waiting list."""
    service.wait_no_more(session, participant, slot=_slot(), actor=actor_of(participant), now=clock.now())
    return str(gettext("You are on no waiting list any more."))


@blueprint.post("/offer")
@public
@_door
def offer(session: Session, participant: Participant) -> str:
    """Offer one's place for one in another forum."""
    forum, actor = _forum(session, participant), actor_of(participant)
    if service.offer_swap(session, participant, forum, actor=actor, now=clock.now()):
        return str(gettext("Somebody wanted just that: you have swapped places, and we have sent you both a mail."))
    return str(gettext("Your place is offered to those who sit there. It stays yours until one of them accepts."))


@blueprint.post("/withdraw")
@public
@_door
def withdraw(session: Session, participant: Participant) -> str:
    """Take the offer back."""
    service.withdraw_swap(session, participant, slot=_slot(), actor=actor_of(participant), now=clock.now())
    return str(gettext("Your place is offered no longer."))


@blueprint.post("/accept")
@public
@_door
def accept(session: Session, participant: Participant) -> str:
    """Swap with whoever offered."""
    service.accept_swap(session, participant, request.form.get("offer", ""), now=clock.now())
    return str(gettext("You have swapped places; we have sent you both a mail."))


def _coming(congress: str, token: str) -> Participant:
    """Find whose page this is; NotFound before places are told, and for those who do not come."""
    participant = living(congress, token)
    if participant.congress.assignment_published_at is None or participant.status != Status.CONFIRMED:
        raise NotFound
    return participant


def _forum(session: Session, participant: Participant) -> Forum:
    return forums_of.forum(session, participant.congress_id, request.form.get("forum", ""))


def _slot() -> int:
    return request.form.get("slot", 1, type=int)


def _slots(session: Session, participant: Participant, reader: Reader) -> list[Own]:
    forums = forums_of.forums(session, participant.congress_id)
    seats = {seat.slot: seat.forum for seat in forums_of.seats_of(session, participant.id)}
    slots = sorted({*slots_of(forums), *seats}) or [1]
    held = [forum for forum in forums if forum.cancelled_at is None]
    missed = slots_missed(held, participant.day_list, zone=reader.zone)
    # Before the rules read the forums afresh, without rooms and moderators.
    entries = {forum.id: agenda.forum_entry(forum, reader) for forum in forums}
    return [
        Own(
            slot=slot,
            begins=_begins(forums, slot, reader) if len(slots) > 1 else "",
            mine=entries[seats[slot].id] if slot in seats else None,
            others=_others(
                session, participant, [forum for forum in forums if forum.slot == slot], seats, entries, now=reader.now
            ),
            is_placed=changing_queries.is_pinned(session, participant.id, slot),
            is_away=slot in missed and slot not in seats,
        )
        for slot in slots
    ]


def _begins(forums: Sequence[Forum], slot: int, reader: Reader) -> str:
    return i18n.moment(min(forum.starts_at for forum in forums if forum.slot == slot), reader.zone, reader.language)


def _others(
    session: Session,
    participant: Participant,
    forums: Sequence[Forum],
    seats: Mapping[int, Forum],
    entries: Mapping[int, agenda.Entry],
    *,
    now: datetime,
) -> list[Other]:
    if not forums:
        return []
    slot, own = forums[0].slot, seats.get(forums[0].slot)
    queues = changing_queries.queues(session, participant.congress_id, slot=slot)
    seating = seating_of(session, participant.congress_id, slot=slot, now=now)
    offers = {
        seating.forum_of[offer.participant_id]: offer.public_id
        for offer in service.offers_to(session, participant, slot=slot, now=now)
    }
    mine = changing_queries.offer_of(session, participant.id, slot)
    return [
        Other(
            public_id=forum.public_id,
            entry=entries[forum.id],
            free=seating.free(forum.id),
            waiting=len(queue := queues.get(forum.id, [])),
            position=queue.index(participant.id) + 1 if participant.id in queue else None,
            is_offered_for=mine is not None and mine.wanted_id == forum.id,
            offer=offers.get(forum.id, ""),
            is_open=seating.bounds[forum.id].is_open,
        )
        for forum in forums
        if forum is not own and forum.cancelled_at is None
    ]
