"""The verbs of places in forums once they are told: give one up, wait for another, go on to whoever is next."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.journal.service import SYSTEM
from app.mail import outbox
from forums.dialogue import errors, moves
from forums.dialogue.changing import queries as changing_queries
from forums.dialogue.layout import topics_of
from forums.dialogue.models import Forum, ForumTurn, Seat, SwapOffer
from forums.dialogue.moves import Bounds, Move, Seating, Ties
from forums.dialogue.openness import EVERYBODY, openness_of
from forums.dialogue.presence import is_there
from forums.dialogue.settings import Settings, settings_of
from registration.participants.models import Participant
from registration.participants.rules import Status
from registration.participants.service.telling import note_down

BY_LIST, BY_SWAP = {"by": "list"}, {"by": "swap"}  # why somebody sits where they sit; see reasons.sentences
LONGEST_REASON = 300


def give_up(session: Session, participant: Participant, *, slot: int = 1, actor: str, now: datetime) -> None:
    """Free somebody's seat in the forum of a slot, for whoever waits for it. Raises NoSeat."""
    congress_queries.hold(session, participant.congress_id)
    seat = changing_queries.seat_row(session, participant.id, slot)
    if seat is None:
        raise errors.NoSeat
    number = changing_queries.number_of(session, seat.forum_id)
    _unseat(session, participant.id, slot)
    _touch(session, [participant.id], now=now)
    congress_queries.raise_revision(session, participant.congress_id, now=now)
    note(session, participant, "participant.seat-given-up", actor=actor, now=now, forum=number)
    serve(session, participant.congress_id, now=now)


def wait_for(session: Session, participant: Participant, forum: Forum, *, actor: str, now: datetime) -> bool:
    """Join the waiting list of a forum, and leave that of another of its slot; tell whether there was a seat at once.

    Raises NotTold, ForumShut, NotThere, OwnForum or PlacedByOrganisers.
    """
    congress_queries.hold(session, participant.congress_id)
    check_moving(session, participant, forum, now=now)
    known = changing_queries.turn_of(session, participant.id, forum.slot)
    if known is not None and known.forum_id == forum.id:
        return False
    _leave(session, participant.id, forum.slot)
    turn = changing_queries.last_turn(session, participant.congress_id) + 1
    session.execute(
        insert(ForumTurn).values(
            participant_id=participant.id, slot=forum.slot, forum_id=forum.id, turn=turn, joined_at=now
        )
    )
    note(session, participant, "participant.forum-waiting", actor=actor, now=now, forum=forum.number)
    served = serve(session, participant.congress_id, now=now)
    return (participant.id, forum.id) in {(move.person, move.after) for move in served}


def wait_no_more(session: Session, participant: Participant, *, slot: int = 1, actor: str, now: datetime) -> None:
    """Leave the waiting list of a forum of a slot; twice is no error."""
    congress_queries.hold(session, participant.congress_id)
    if _leave(session, participant.id, slot):
        note(session, participant, "participant.forum-waiting-left", actor=actor, now=now)


def serve(session: Session, congress_id: int, *, now: datetime) -> list[Move]:
    """Give free seats to those who wait longest and whom the rules let in, at once, and tell them; return who moved.

    Whoever frees a seat, or changes the rules, calls this in the same transaction; what changes elsewhere, a routine finds within a
    minute. Costs one question where nobody waits.
    """
    slots = changing_queries.slots_waited_for(session, congress_id)
    if slots:
        congress_queries.hold(session, congress_id)
    return [move for slot in slots for move in _serve_slot(session, congress_id, slot, now=now)]


def _serve_slot(session: Session, congress_id: int, slot: int, *, now: datetime) -> list[Move]:
    seating = seating_of(session, congress_id, slot=slot, now=now)
    served = list(moves.served(changing_queries.queues(session, congress_id, slot=slot), seating))
    if served:
        carry_out(session, congress_id, served, slot=slot, reason=BY_LIST, now=now)
    for move in served:
        details = {"forum": changing_queries.number_of(session, move.after)}
        note_down(session, congress_id, move.person, "participant.seat-from-list", actor=SYSTEM, now=now, **details)
    return served


def serve_all(session: Session, *, now: datetime) -> int:
    """Do the same in every congress in which somebody waits; return how many moved."""
    return sum(
        len(serve(session, congress_id, now=now)) for congress_id in changing_queries.congresses_waiting(session)
    )


def tidy(session: Session, congress_id: int, changed: set[tuple[int, int]]) -> None:
    """End what a new assignment has overtaken: waiting for where one sits now, and offers of seats that *changed* (person, slot)."""
    for participant_id, slot in changing_queries.waiting_where_they_sit(session, congress_id):
        _leave(session, participant_id, slot)
    for participant_id, slot in changed & changing_queries.offering(session, congress_id):
        mine = SwapOffer.participant_id == participant_id, SwapOffer.slot == slot
        session.execute(delete(SwapOffer).where(*mine))


def move_turn(
    session: Session,
    participant: Participant,
    *,
    position: int,
    reason: str,
    slot: int = 1,
    actor: str,
    now: datetime,
) -> None:
    """Put somebody at *position* (from 1) of the waiting list of a slot on which they are; the journal keeps the *reason*.

    Raises NotOnList or NoReason. Past the end is the end.
    """
    if not reason.strip():
        raise errors.NoReason(field="reason")
    congress_queries.hold(session, participant.congress_id)
    mine = changing_queries.turn_of(session, participant.id, slot)
    waiting = changing_queries.queues(session, participant.congress_id)
    queue = [] if mine is None else list(waiting.get(mine.forum_id, ()))
    if mine is None or participant.id not in queue:  # whoever does not come keeps a turn, but is not on the list
        raise errors.NotOnList
    known = changing_queries.turns(session, mine.forum_id)
    turns = sorted(known[person] for person in queue)
    before = queue.index(participant.id)
    after = min(max(position, 1), len(queue)) - 1
    queue.insert(after, queue.pop(before))
    for person, turn in zip(queue, turns, strict=True):
        theirs = ForumTurn.participant_id == person, ForumTurn.slot == slot
        session.execute(update(ForumTurn).where(*theirs).values(turn=turn))
    details = {"from": before + 1, "to": after + 1, "reason": reason.strip()[:LONGEST_REASON]}
    note(session, participant, "participant.forum-waiting-moved", actor=actor, now=now, **details)
    serve(session, participant.congress_id, now=now)


def seating_of(session: Session, congress_id: int, *, slot: int = 1, now: datetime) -> Seating:
    """Gather who sits where in a slot as published, and what must hold; call it under hold()."""
    run = changing_queries.published_run(session, congress_id)
    settings = settings_of(run.settings) if run is not None else Settings()
    forums = changing_queries.plain_forums(session, congress_id)
    topics = topics_of(forums) if "topic_once" not in settings.without else {}
    had = _topics_elsewhere(session, congress_id, slot, topics) if topics else {}
    people, forum_of = changing_queries.sitters(session, congress_id, slot, had=had)
    bounds = {
        forum.id: replace(_bounds_of(forum, settings.without, now=now), topic=topics.get(forum.id))
        for forum in forums
        if forum.slot == slot
    }
    together, apart = changing_queries.pairs(session, congress_id)
    ties = Ties(
        settings.org_max,
        {} if "together" in settings.without else together,
        {} if "apart" in settings.without else apart,
    )
    return Seating(people, forum_of, bounds, ties)


def _topics_elsewhere(
    session: Session, congress_id: int, slot: int, topics: Mapping[int, int]
) -> dict[int, frozenset[int]]:
    """Name the topics that people have in other slots, of those that meet more than once."""
    found: dict[int, set[int]] = {}
    for person, forum in changing_queries.seated_elsewhere(session, congress_id, slot):
        if forum in topics:
            found.setdefault(person, set()).add(topics[forum])
    return {person: frozenset(had) for person, had in found.items()}


def _bounds_of(forum: Forum, without: Collection[str], *, now: datetime) -> Bounds:
    if forum.cancelled_at is not None:
        return Bounds(maximum=0, is_open=False)  # everybody may leave
    return Bounds(
        maximum=forum.maximum,
        minimum=forum.minimum,
        quotas={} if "sector_quota" in without else forum.quotas,
        level_quotas={} if "level_quota" in without else forum.level_quotas,
        openness=EVERYBODY if "openness" in without else openness_of(forum.open_to),
        is_open=moves.is_open(cancelled_at=None, starts_at=forum.starts_at, now=now),
    )


def check_moving(session: Session, participant: Participant, forum: Forum, *, now: datetime) -> None:
    """Check that somebody may ask for a place in *forum*; raises NotTold, ForumShut, NotThere, OwnForum or PlacedByOrganisers."""
    congress = session.get_one(Congress, participant.congress_id)
    if congress.assignment_published_at is None or participant.status != Status.CONFIRMED:
        raise errors.NotTold
    if forum.congress_id != participant.congress_id or not moves.is_open(
        cancelled_at=forum.cancelled_at, starts_at=forum.starts_at, now=now
    ):
        raise errors.ForumShut
    if not is_there(forum, participant.day_list, zone=congress.zone):
        raise errors.NotThere
    seat = changing_queries.seat_row(session, participant.id, forum.slot)
    if seat is not None and seat.forum_id == forum.id:
        raise errors.OwnForum
    if changing_queries.is_pinned(session, participant.id, forum.slot):
        raise errors.PlacedByOrganisers


def carry_out(
    session: Session, congress_id: int, steps: list[Move], *, slot: int = 1, reason: dict[str, str], now: datetime
) -> None:
    """Write the new seats of a slot, end what the moved ones waited for or offered, and tell them by mail and calendar."""
    congress_queries.raise_revision(session, congress_id, now=now)  # also the calendar's SEQUENCE of the new seats
    revision = congress_queries.revision_of(session, congress_id)
    run = changing_queries.published_run(session, congress_id)
    run_id = run.id if run else None
    for step in steps:
        _unseat(session, step.person, slot)
        values = {
            "participant_id": step.person,
            "slot": slot,
            "forum_id": step.after,
            "run_id": run_id,
            "reason": reason,
        }
        session.execute(insert(Seat).values(**values, assigned_at=now, revision=revision))
        session.execute(
            delete(ForumTurn).where(ForumTurn.participant_id == step.person, ForumTurn.forum_id == step.after)
        )
        outbox.put(
            session,
            "forums.seat-changed",
            now=now,
            congress_id=congress_id,
            participant_id=step.person,
            payload={"change": "new" if step.before is None else "moved"} | ({"slot": slot} if slot > 1 else {}),
        )
    _touch(session, [step.person for step in steps], now=now)
    session.expire_all()  # seats were written past the session


def note(
    session: Session, participant: Participant, action: str, *, actor: str, now: datetime, **details: object
) -> None:
    """Write into the journal of somebody."""
    note_down(session, participant.congress_id, participant.id, action, actor=actor, now=now, **details)


def _unseat(session: Session, participant_id: int, slot: int) -> None:
    """Take somebody's seat in a slot, and the offer to swap it."""
    for model in (Seat, SwapOffer):
        session.execute(
            delete(model).where(model.participant_id == participant_id, model.slot == slot),
            execution_options={"synchronize_session": False},
        )


def _leave(session: Session, participant_id: int, slot: int) -> bool:
    mine = ForumTurn.participant_id == participant_id, ForumTurn.slot == slot
    leaving = delete(ForumTurn).where(*mine).returning(ForumTurn.forum_id)
    return bool(session.scalars(leaving, execution_options={"synchronize_session": False}).all())


def _touch(session: Session, people: list[int], *, now: datetime) -> None:
    """Raise what personal pages and feeds take their ETag from."""
    session.execute(
        update(Participant)
        .where(Participant.id.in_(people))
        .values(revision=Participant.revision + 1, changed_at=now)
        .execution_options(synchronize_session=False)
    )
